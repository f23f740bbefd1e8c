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

/**
 * Text with a character that its encoding does not have, or that {@linkcode A} and {@linkcode J} cannot hold as it is.
 *
 * @example
 * ```ts
 * import { encodeText, TextEncodingError } from "@secs/hsms/secs2";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => encodeText("25 ℃ 경고", "shift_jis"), TextEncodingError);
 * assertEquals([error.character, error.index, error.encoding], ["경", 5, "shift_jis"]);
 * ```
 */
export class TextEncodingError extends RangeError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "TextEncodingError";
  /** The character that cannot be encoded. */
  readonly character: string;
  /** Its index in the text, in UTF-16 units from 0. */
  readonly index: number;
  /** The encoding; "latin1" for the text of an A or J. */
  readonly encoding: string;

  /** Makes an error from what was attempted, the text, the index of the character, the encoding and what to do. */
  constructor(attempt: string, text: string, index: number, encoding: string, remedy: string) {
    const code = text.codePointAt(index)!;
    const character = String.fromCodePoint(code);
    const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    super(`${attempt}, got "${character}" (${number}) at index ${index}: ${remedy}`);
    this.character = character;
    this.index = index;
    this.encoding = encoding;
  }
}

/** The type of a value in words, for errors: "a string", "an object", "undefined". */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
