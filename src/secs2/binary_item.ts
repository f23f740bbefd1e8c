import { copyBytes, sameBytes } from "./bytes.ts";
import { headerLength, writeHeader } from "./header.ts";
import type { Item } from "./item.ts";

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
  equals(other: Item | undefined): boolean {
    return other === this || other?.format === "B" && sameBytes(this.bytes, other.bytes);
  }

  /** Writes the whole item and returns the offset behind it; `view` is of the same bytes. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(0o10, this.length, bytes, offset);
    copyBytes(this.#source, this.#start, this.length, bytes, start);
    return start + this.length;
  }
}
