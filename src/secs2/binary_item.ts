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
  /** The format, which tells the kinds of items apart. */
  readonly format: "B";
  /** The number of bytes. */
  readonly length: number;
  readonly #source: Uint8Array;
  readonly #start: number;

  /** Makes an item of a part of an array, which is not copied. Use {@linkcode B}. */
  constructor(source: Uint8Array, start: number, length: number) {
    this.format = "B";
    this.length = length;
    this.#source = source;
    this.#start = start;
  }

  /** The bytes. They are not a copy. */
  get bytes(): Uint8Array {
    return this.#source.subarray(this.#start, this.#start + this.length);
  }

  /**
   * The only byte, for instance an acknowledge code.
   *
   * @throws {RangeError} when the item does not have exactly one byte
   */
  get value(): number {
    if (this.length === 1) return this.#source[this.#start]!;
    throw new RangeError(`B has ${this.length} bytes: value needs exactly one`);
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item is a B with the same bytes. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    return other === this || other instanceof BinaryItem && sameBytes(this.bytes, other.bytes);
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.B, this.length, bytes, offset);
    copyBytes(this.#source, this.#start, this.length, bytes, start);
    return start + this.length;
  }
}

/**
 * Makes an item of bytes, E5 format code 10 (octal), from numbers 0 to 255, from one array of them, or from a byte array.
 * The byte array is not copied: do not change it afterwards.
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a number is not a byte, or the item would be longer than 16,777,215 bytes
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
