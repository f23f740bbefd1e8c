import { copyBytes, ownBytes, sameBytes } from "./bytes.ts";
import { CODES, type Format, headerLength, writeHeader } from "./format.ts";

/**
 * Bytes, E5 format code 10 (octal). Made by {@linkcode B}.
 *
 * @example
 * ```ts
 * import { B } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(B(0, 255).bytes, Uint8Array.of(0, 255));
 * ```
 */
export class BinaryItem {
  /** Tells this item from others. */
  readonly format: "B";
  /** How many bytes. */
  readonly length: number;
  readonly #source: Uint8Array;
  readonly #start: number;

  /** Keeps a part of an array. Use {@linkcode B}. */
  constructor(source: Uint8Array, start: number, length: number) {
    this.format = "B";
    this.length = length;
    this.#source = source;
    this.#start = start;
  }

  /** The bytes, without a copy. */
  get bytes(): Uint8Array {
    return this.#source.subarray(this.#start, this.#start + this.length);
  }

  /** The only byte, an acknowledge code for instance; throws a RangeError unless there is exactly one. */
  get value(): number {
    if (this.length === 1) return this.#source[this.#start]!;
    throw new RangeError(`B has ${this.length} bytes: value needs exactly one`);
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item is a B of the same bytes. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    return other === this || other instanceof BinaryItem && sameBytes(this.bytes, other.bytes);
  }

  /** Writes the whole item and returns the offset behind it; `view` is of the same bytes. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.B, this.length, bytes, offset);
    copyBytes(this.#source, this.#start, this.length, bytes, start);
    return start + this.length;
  }
}

/**
 * Makes an item of bytes, E5 format code 10 (octal), of numbers from 0 to 255, of one array of them, or of a byte array,
 * which the item keeps without a copy. Throws a TypeError for what is no number, and a RangeError for what is no byte.
 *
 * @example
 * ```ts
 * import { B, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(B(0)), Uint8Array.of(0x21, 0x01, 0x00));
 * ```
 */
export function B(
  ...bytes: readonly number[] | readonly [bytes: Uint8Array | readonly number[]]
): BinaryItem {
  const own = ownBytes("B", bytes);
  return new BinaryItem(own, 0, own.length);
}
