import { hex, inspectAs, NO_BYTES } from "../core/base/mod.ts";
import { copyBytes, ownBytes, sameBytes } from "./bytes.ts";
import { CODES, type Format, headerLength, writeHeader } from "./format.ts";
import { byteText, elementsText, SHOWN } from "./leaf_text.ts";
import { refuseValue } from "./single_value.ts";

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
  /**
   * The only byte, for instance an acknowledge code.
   *
   * @throws {RangeError} when the item does not have exactly one byte
   */
  declare readonly value: number;
  /** The bytes. They are not a copy, unless there is only one. */
  declare readonly bytes: Uint8Array;

  static {
    Object.defineProperty(this.prototype, "bytes", {
      get(this: BinaryItem): Uint8Array {
        const bytes = new Uint8Array(1);
        bytes[0] = this.value;
        return bytes;
      },
    });
    inspectAs(this.prototype, (item) => elementsText("B", item.bytes, byteText, SHOWN));
  }

  /** Makes an item of one byte. Use {@linkcode B}. */
  constructor(value: number | undefined, length = 1) {
    this.format = "B";
    this.length = length;
    if (value !== undefined) this.value = value;
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return 3;
  }

  /** Whether the other item is a B with the same bytes. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    return other?.length === this.length && other instanceof BinaryItem && sameBytes(this.bytes, other.bytes);
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.B, 1, bytes, offset);
    bytes[start] = this.value;
    return start + 1;
  }

  /** The item as SML. */
  toString(): string {
    return elementsText("B", this.bytes, byteText);
  }

  /** The format and the bytes in hexadecimal such as `00 ff`, for `JSON.stringify`. */
  toJSON(): { format: "B"; value: string } {
    return { format: "B", value: hex(this.bytes, Infinity) };
  }
}

/** Bytes, but not exactly one: no other code sees the class. */
export class BinaryArrayItem extends BinaryItem {
  /** An own property, which hides the one of the prototype. */
  override readonly bytes: Uint8Array = NO_BYTES;

  static {
    refuseValue(this.prototype);
  }

  /** Makes an item of a part of an array, which is not copied. */
  constructor(source: Uint8Array, start: number, length: number) {
    super(undefined, length);
    this.bytes = source.subarray(start, start + length);
  }

  override get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  override writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.B, this.length, bytes, offset);
    copyBytes(this.bytes, 0, this.length, bytes, start);
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
  return own.length === 1 ? new BinaryItem(own[0]!) : new BinaryArrayItem(own, 0, own.length);
}
