import { hex, inspectAs } from "../core/base/mod.ts";
import { copyBytes, ownBytes, sameBytes } from "./bytes.ts";
import { textOfBytes } from "./characters.ts";
import { decodeText, encodeText } from "./encodings.ts";
import { kindOf } from "./errors.ts";
import { CODES, type Format, headerLength, requireLength, writeHeader } from "./format.ts";
import { quotedText, SHOWN } from "./leaf_text.ts";

/** The encodings of localized strings by their numbers in E5, with the names that `TextDecoder` has for them. */
const ENCODINGS: Readonly<Record<number, string>> = {
  0: "latin1",
  1: "utf-16be",
  2: "utf-8",
  3: "ascii",
  4: "latin1",
  5: "iso-8859-11",
  6: "tis-620",
  8: "shift_jis",
  9: "euc-jp",
  10: "euc-kr",
  11: "gb18030",
  12: "gbk",
  13: "big5",
};

/**
 * A localized string, E5 format code 22 (octal): the number of an encoding in two bytes, and text in it. Made by
 * {@linkcode C2}.
 *
 * @example
 * ```ts
 * import { C2 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const item = C2(2, "温度");
 * assertEquals([item.encoding, item.length, item.decode()], [2, 6, "温度"]);
 * ```
 */
export class LocalizedItem {
  /** The format, which tells the kinds of items apart. */
  readonly format: "C2";
  /** The number of bytes of the text, without the two bytes of the encoding. */
  readonly length: number;
  /** The number of the encoding in E5: 1 UCS-2, 2 UTF-8, 3 ASCII, 4 latin1, 8 Shift-JIS, 11 GB, 13 Big5 and so on. */
  readonly encoding: number;
  /** The bytes of the text. They are not a copy. */
  readonly bytes: Uint8Array;

  static {
    inspectAs(this.prototype, (item) => item.#print(SHOWN));
  }

  /** Makes an item of an encoding and a part of an array, which is not copied. Use {@linkcode C2}. */
  constructor(encoding: number, source: Uint8Array, start: number, length: number) {
    this.format = "C2";
    this.length = length;
    this.encoding = encoding;
    this.bytes = source.subarray(start, start + length);
  }

  /**
   * Decodes the text in the encoding that the item names, or in another one of `TextDecoder`. Bytes that are not a
   * character become U+FFFD.
   *
   * @throws {RangeError} when the runtime does not know the encoding
   */
  decode(encoding: string = encodingName(this.encoding, "the name of another one")): string {
    return decodeText(this.bytes, encoding);
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return headerLength(this.length + 2) + 2 + this.length;
  }

  /** Whether the other item is a C2 with the same encoding and the same bytes. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    return other === this || other instanceof LocalizedItem && other.encoding === this.encoding &&
        sameBytes(this.bytes, other.bytes);
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const start = writeHeader(CODES.C2, this.length + 2, bytes, offset);
    view.setUint16(start, this.encoding);
    copyBytes(this.bytes, 0, this.length, bytes, start + 2);
    return start + 2 + this.length;
  }

  /** The item as SML. */
  toString(): string {
    return this.#print(this.length);
  }

  /** The format, the number of the encoding, and the bytes of the text in hexadecimal, for `JSON.stringify`. */
  toJSON(): { format: "C2"; encoding: number; value: string } {
    return { format: "C2", encoding: this.encoding, value: hex(this.bytes, Infinity) };
  }

  #print(most: number): string {
    const text = textOfBytes(this.bytes, 0, Math.min(this.length, most));
    return quotedText(`C2 ${this.encoding}`, text, this.length);
  }
}

/**
 * Makes a localized string, E5 format code 22 (octal), from the number of an encoding (1 UCS-2, 2 UTF-8, 8 Shift-JIS, …)
 * and a text, or bytes of a text in it. A byte array is not copied: do not change it afterwards.
 *
 * @throws {TypeError} when `text` is neither a string nor an array of bytes
 * @throws {TextEncodingError} when the encoding does not have a character of the text
 * @throws {RangeError} when the encoding does not fit in two bytes, a text is given and E5 or this runtime does not know the
 * encoding, a number is not a byte, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { C2, encodeItem } from "@secs/hsms/secs2";
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(C2(2, "A")), Uint8Array.of(0x49, 0x03, 0x00, 0x02, 0x41));
 * assert(C2(8, "温度").equals(C2(8, [0x89, 0xb7, 0x93, 0x78])));
 * ```
 */
export function C2(encoding: number, text: string | Uint8Array | readonly number[]): LocalizedItem {
  if (!Number.isInteger(encoding) || encoding < 0 || encoding > 0xffff) {
    throw new RangeError(`C2 takes an encoding from 0 to 65535, got ${encoding}`);
  }
  if (typeof text !== "string" && !(text instanceof Uint8Array) && !Array.isArray(text)) {
    throw new TypeError(`C2 takes text or bytes, got ${kindOf(text)}`);
  }
  const own = ownBytes("C2", [
    typeof text === "string" ? encodeText(text, encodingName(encoding, "bytes")) : text,
  ]);
  requireLength("C2", own.length + 2, "bytes");
  return new LocalizedItem(encoding, own, 0, own.length);
}

function encodingName(encoding: number, remedy: string): string {
  const name = ENCODINGS[encoding];
  if (name !== undefined) return name;
  throw new RangeError(`C2 names encoding ${encoding}, which TextDecoder does not have: pass ${remedy}`);
}
