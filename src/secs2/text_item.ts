import { inspectAs } from "../core/base/mod.ts";
import { copyBytes, plainBytes } from "./bytes.ts";
import { textOfBytes, wideAt, writeText } from "./characters.ts";
import { decodeText } from "./encodings.ts";
import { kindOf, TextEncodingError } from "./errors.ts";
import { CODES, type Format, headerLength, requireLength, writeHeader } from "./format.ts";
import { quotedText, SHOWN } from "./leaf_text.ts";

/** Text that is given and longer is turned into bytes when the item is made, which also checks it faster. */
const SHORT = 64;

/**
 * Up to this length the text of bytes is made at once. Tools that compare items deeply see nothing but the properties of an
 * item, and a property that makes a text when it is read takes as long to define as a text of some hundred characters.
 */
const FEW = 1024;

/**
 * Text with one byte for each character: A (ASCII, E5 format code 20 octal) and J (JIS-8, 21). Made by {@linkcode A}
 * and {@linkcode J}.
 *
 * @example Text is bytes first
 * ```ts
 * import { A } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const item = A(Uint8Array.of(0x83, 0x65));
 * assertEquals(item.text, "\x83\x65");
 * assertEquals(item.decode("shift_jis"), "テ");
 * ```
 */
export class TextItem<F extends "A" | "J"> {
  /** The format, which tells the kinds of items apart. */
  readonly format: F;
  /** The number of characters, which is the number of bytes. */
  readonly length: number;
  /**
   * The bytes as characters 0 to 255. That is right for ASCII; {@linkcode TextItem.decode} is for other encodings.
   */
  declare readonly text: string;
  /** Where the bytes are; undefined for a short text that was given. */
  readonly #source: Uint8Array | undefined;
  readonly #start: number;
  #longText: string | undefined;

  /** The property `text` of a long text, which is made when it is read. */
  static readonly #TEXT: PropertyDescriptor & ThisType<TextItem<"A" | "J">> = {
    enumerable: true,
    get(): string {
      return this.#longText ??= this.#first(this.length);
    },
  };

  static {
    inspectAs(this.prototype, (item) => {
      const text = item.length > FEW ? item.#first(SHOWN) : item.text.slice(0, SHOWN);
      return quotedText(item.format, text, item.length);
    });
  }

  /**
   * Makes an item of text of characters 0 to 255, of the part of an array that has the text, or of both. Use
   * {@linkcode A} or {@linkcode J}.
   */
  constructor(
    format: F,
    text: string | undefined,
    source: Uint8Array | undefined,
    start: number,
    length: number,
  ) {
    this.format = format;
    this.length = length;
    this.#source = source;
    this.#start = start;
    if (length > FEW) {
      this.#longText = text;
      Object.defineProperty(this, "text", TextItem.#TEXT);
    } else this.text = text ?? textOfBytes(source!, start, start + length);
  }

  /** The bytes. They are not a copy if the item was made from bytes. */
  get bytes(): Uint8Array {
    if (this.#source !== undefined) return this.#source.subarray(this.#start, this.#start + this.length);
    const bytes = new Uint8Array(this.length);
    writeText(this.text, bytes, 0);
    return bytes;
  }

  /**
   * Decodes the bytes in an encoding of `TextDecoder`, for instance "shift_jis", "gb18030" or "utf-8". Bytes that are not
   * a character become U+FFFD.
   *
   * @throws {RangeError} when the runtime does not know the encoding
   */
  decode(encoding: string): string {
    return decodeText(this.bytes, encoding);
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item has the same format and the same bytes. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    return other === this || other instanceof TextItem && other.format === this.format &&
        other.length === this.length && other.text === this.text;
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(this.format === "A" ? CODES.A : CODES.J, this.length, bytes, offset);
    if (this.#source === undefined) writeText(this.text, bytes, start);
    else copyBytes(this.#source, this.#start, this.length, bytes, start);
    return start + this.length;
  }

  /** The item as SML. */
  toString(): string {
    return quotedText(this.format, this.text, this.length);
  }

  /** The format and the text, for `JSON.stringify`. */
  toJSON(): { format: F; value: string } {
    return { format: this.format, value: this.text };
  }

  #first(length: number): string {
    return textOfBytes(this.#source!, this.#start, this.#start + length);
  }
}

/**
 * Makes an item of text, E5 format code 20 (octal), from characters 0 to 255 or from bytes. The bytes are not copied: do
 * not change them afterwards.
 *
 * @throws {TypeError} when `text` is neither a string nor a Uint8Array
 * @throws {TextEncodingError} when a character is above 255; see {@linkcode encodeText}
 * @throws {RangeError} when the text is longer than 16,777,215 bytes
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
 * Makes an item of JIS-8 text, E5 format code 21 (octal), from characters 0 to 255 or from bytes. The bytes are not
 * copied: do not change them afterwards.
 *
 * @throws {TypeError} when `text` is neither a string nor a Uint8Array
 * @throws {TextEncodingError} when a character is above 255; see {@linkcode encodeText}
 * @throws {RangeError} when the text is longer than 16,777,215 bytes
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
  if (typeof text !== "string") throw new TypeError(`${format} takes text or bytes, got ${kindOf(text)}`);
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

function wideCharacter(format: string, text: string, index: number): TextEncodingError {
  return new TextEncodingError(
    `${format} takes characters 0 to 255`,
    text,
    index,
    "latin1",
    "pass bytes, or use C2; encodeText() makes the bytes in an encoding that the peer reads",
  );
}
