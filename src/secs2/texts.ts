import { plainBytes } from "./bytes.ts";
import { requireLength } from "./format.ts";
import { wideAt, writeText } from "./latin1.ts";
import { TextItem } from "./text_item.ts";

/** Longer text is turned into bytes at once, which also checks it faster. */
const SHORT = 64;

/**
 * Makes an item of text, E5 format code 20 (octal), of characters 0 to 255, or of bytes, which the item keeps without a
 * copy. Throws a RangeError for a character above 255, and a TypeError for anything else.
 *
 * @example
 * ```ts
 * import { A, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(A("AB")), Uint8Array.of(0x41, 0x02, 0x41, 0x42));
 * ```
 */
export function A(text: string | Uint8Array): TextItem<"A"> {
  return textItem("A", text);
}

/**
 * Makes an item of JIS-8 text, E5 format code 21 (octal), of characters 0 to 255, or of bytes, which the item keeps
 * without a copy. Throws a RangeError for a character above 255, and a TypeError for anything else.
 *
 * @example
 * ```ts
 * import { J } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(J(Uint8Array.of(0xb1, 0xb2)).decode("shift_jis"), "ｱｲ");
 * ```
 */
export function J(text: string | Uint8Array): TextItem<"J"> {
  return textItem("J", text);
}

function textItem<F extends "A" | "J">(format: F, text: string | Uint8Array): TextItem<F> {
  if (text instanceof Uint8Array) {
    requireLength(format, text.length, "bytes");
    return new TextItem(format, undefined, plainBytes(text), 0, text.length);
  }
  if (typeof text !== "string") throw new TypeError(`${format} takes text or bytes, got a ${typeof text}`);
  if (text.length > SHORT) return longTextItem(format, text);
  const wide = wideAt(text);
  if (wide >= 0) throw wideCharacter(format, text, wide);
  return new TextItem(format, text, undefined, 0, text.length);
}

function longTextItem<F extends "A" | "J">(format: F, text: string): TextItem<F> {
  const bytes = new Uint8Array(requireLength(format, text.length, "bytes"));
  if (!writeText(text, bytes, 0)) throw wideCharacter(format, text, wideAt(text));
  return new TextItem(format, text, bytes, 0, bytes.length);
}

function wideCharacter(format: string, text: string, index: number): RangeError {
  const code = text.codePointAt(index)!;
  const shown = `"${String.fromCodePoint(code)}" (U+${code.toString(16).toUpperCase().padStart(4, "0")})`;
  return new RangeError(
    `${format} takes characters 0 to 255, got ${shown} at index ${index}: pass bytes, or use C2`,
  );
}
