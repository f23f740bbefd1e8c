import { copyBytes } from "./bytes.ts";
import { decodeText } from "./decode_text.ts";
import { headerLength, writeHeader } from "./header.ts";
import type { Item } from "./item.ts";
import { textOfBytes, writeText } from "./latin1.ts";

/**
 * Text of one byte for each character: A (ASCII, E5 format code 20 octal) and J (JIS-8, 21). Made by {@linkcode A}
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
  /** Tells this item from others. */
  readonly format: F;
  /** How many characters, which is as many as bytes. */
  readonly length: number;
  readonly #source: Uint8Array | undefined;
  readonly #start: number;
  #text: string | undefined;

  /** Keeps text of characters 0 to 255, or the part of an array that has it. Use {@linkcode A} or {@linkcode J}. */
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
    this.#text = text;
  }

  /** The bytes as characters 0 to 255: right for ASCII; see {@linkcode TextItem.decode} for more. */
  get text(): string {
    return this.#text ??= textOfBytes(this.#source!, this.#start, this.#start + this.length);
  }

  /** The bytes, without a copy where they came from bytes. */
  get bytes(): Uint8Array {
    if (this.#source !== undefined) return this.#source.subarray(this.#start, this.#start + this.length);
    const bytes = new Uint8Array(this.length);
    writeText(this.#text!, bytes, 0);
    return bytes;
  }

  /**
   * Decodes the bytes in an encoding of `TextDecoder`, "shift_jis", "gb18030" or "utf-8" for instance; what is no
   * character becomes U+FFFD. Throws a RangeError for a name that the runtime does not know.
   */
  decode(encoding: string): string {
    return decodeText(this.bytes, encoding);
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item has the same format and the same bytes. */
  equals(other: Item | undefined): boolean {
    return other === this || other?.format === this.format && other.length === this.length &&
        (other as TextItem<F>).text === this.text;
  }

  /** Writes the whole item and returns the offset behind it; `view` is of the same bytes. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(this.format === "A" ? 0o20 : 0o21, this.length, bytes, offset);
    if (this.#source === undefined) writeText(this.#text!, bytes, start);
    else copyBytes(this.#source, this.#start, this.length, bytes, start);
    return start + this.length;
  }
}
