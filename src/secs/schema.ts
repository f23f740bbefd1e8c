import { SecsError } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";

/**
 * A body that is not what its message says; `path` is where, in E5's names: `S1F13.MDLN`, `S2F33.REPORTS[2].RPTID`.
 *
 * @example
 * ```ts
 * import { A, L, S1F13, SecsSchemaError } from "@secs/hsms";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => S1F13.toHost.read(L(A("MDLN"))), SecsSchemaError);
 * assertEquals(error.path, "S1F13");
 * ```
 */
export class SecsSchemaError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsSchemaError";
  /** Where in the message, in E5's names. */
  readonly path: string;

  /** Makes an error from the place and what is wrong there. */
  constructor(path: string, message: string) {
    super("illegal-data", `${path}: ${message}`);
    this.path = path;
  }
}

/**
 * The shape of an item, as a TypeScript value on one side and as SECS-II on the other.
 *
 * @typeParam T What the item reads as, and is built from.
 */
export interface Schema<T> {
  /** Builds the item; throws a SecsSchemaError where the value does not fit. */
  build(value: T, path: string): Item;
  /** Reads an item; throws a SecsSchemaError where it does not fit. */
  read(item: Item, path: string): T;
}

/** What a schema reads as. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** What an engineer calls an item: `U4[2]`, `L[3]`. */
export function nameOf(item: Item): string {
  return `${item.format}[${item.length}]`;
}
