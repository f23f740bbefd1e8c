import { SecsError, type SecsErrorOptions } from "../core/base/mod.ts";

/**
 * The peer's fault: a body that is no SECS-II item. The code is `malformed`.
 *
 * @example
 * ```ts
 * import { decodeItem, Secs2Error } from "@secs/hsms/secs2";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * // A list of one item, a U4 of three bytes.
 * const body = Uint8Array.of(0x01, 0x01, 0xb1, 0x03, 0x00, 0x00, 0x07);
 * const error = assertThrows(() => decodeItem(body), Secs2Error);
 * assertEquals([error.code, error.offset, error.path], ["malformed", 2, "L[0]/U4"]);
 * ```
 */
export class Secs2Error extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "Secs2Error";
  /** The byte of the body where the item that is wrong begins, from 0. */
  readonly offset: number;
  /**
   * The way from the root to the item that is wrong: `L[2]/U4` is the third item of the root list, a U4. It ends
   * with the index if the format is not known, and is empty at the root.
   */
  readonly path: string;

  /** Makes an error from a sentence for the person at the tool, the byte and the path. */
  constructor(message: string, offset: number, path: string, options: SecsErrorOptions = {}) {
    super(
      "malformed",
      `Malformed item at byte ${offset}${path === "" ? "" : ` (${path})`}: ${message}`,
      options,
    );
    this.offset = offset;
    this.path = path;
  }
}

/** What a value is, for the error that says it is the wrong one. */
export function kindOf(value: unknown): string {
  return value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
