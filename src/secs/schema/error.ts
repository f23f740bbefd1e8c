import { SecsError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";

/**
 * A body, or a value for one, that does not have the shape of its message. `path` says where, in the names of E5:
 * `S1F13.MDLN`, `S2F33.REPORTS[2].RPTID` (elements count from 1). `code` is `illegal-data`.
 *
 * @example
 * ```ts
 * import { A, L, S1F13, SecsSchemaError } from "@secs/hsms";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => S1F13.toHost.read(L(A("MDLN"))), SecsSchemaError);
 * assertEquals([error.code, error.path], ["illegal-data", "S1F13"]);
 * ```
 */
export class SecsSchemaError extends SecsError<"illegal-data"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsSchemaError";
  /** Where in the message, in the names of E5. */
  readonly path: string;

  /** Makes an error from the place and what is wrong there. */
  constructor(path: string, message: string) {
    super("illegal-data", path === "" ? message : `${path}: ${message}`);
    this.path = path;
  }
}

/** The format and the length of an item, as E5 writes them: `U4[2]`, `L[3]`. */
export function nameOf(item: Item | undefined): string {
  return item === undefined ? "none" : `${item.format}[${item.length}]`;
}

/** A value as an error shows it. */
export function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Whether a value is an item. No record of a message has a function `equals`, as each item has. */
export function isItem(value: unknown): value is Item {
  return typeof (value as Item | null | undefined)?.equals === "function";
}
