import { SecsError, type SecsErrorOptions } from "../core/base/mod.ts";

/**
 * A body that is not a SECS-II item: the peer's fault. The code is `malformed`.
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
export class Secs2Error extends SecsError<"malformed"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "Secs2Error";
  /** The offset in the body, from 0, where the malformed item begins, or where bytes follow the item. */
  readonly offset: number;
  /**
   * The path from the root to the malformed item: `L[2]/U4` is the third item of the root list, a U4. If the format is not
   * known, the path ends with the index. It is empty for a root of unknown format, and for bytes after the item.
   */
  readonly path: string;

  /** Makes an error from what is wrong, the offset and the path. */
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

/** The type of a value in words, for errors: "a string", "an object", "undefined". */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
