import { kindOf } from "./errors.ts";
import { requireLength } from "./format.ts";

/** Copies bytes: a few in a loop, many in one call. */
export function copyBytes(
  from: Uint8Array,
  start: number,
  length: number,
  to: Uint8Array,
  offset: number,
): void {
  if (length > 32) return to.set(from.subarray(start, start + length), offset);
  for (let i = 0; i < length; i++) to[offset + i] = from[start + i]!;
}

/** Whether two arrays have the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A view of the same bytes. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** A part of the bytes of a view, not a copy. */
export function bytesOf({ buffer, byteOffset }: DataView, start: number, length: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset + start, length);
}

/** The same bytes as a plain Uint8Array: the `slice` of a subclass may do something else. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Returns `value` if it is a byte. `format` is for the error.
 *
 * @throws {TypeError} when it is not a number
 * @throws {RangeError} when it is not a whole number from 0 to 255
 */
export function requireByte(format: string, value: number): number {
  if (typeof value !== "number") {
    throw new TypeError(`${format} takes numbers from 0 to 255, got ${kindOf(value)}`);
  }
  if (Number.isInteger(value) && value >= 0 && value <= 255) return value;
  throw new RangeError(`${format} takes whole numbers from 0 to 255, got ${value}`);
}

/** The bytes for an item: a byte array as it is, or an array of the numbers after a check. */
export function ownBytes(
  format: "B" | "C2",
  values: readonly number[] | readonly [bytes: Uint8Array | readonly number[]],
): Uint8Array {
  const [first] = values;
  if (first instanceof Uint8Array) {
    requireLength(format, first.length, "bytes");
    return plainBytes(first);
  }
  const numbers = (Array.isArray(first) ? first : values) as readonly number[];
  requireLength(format, numbers.length, "bytes");
  return Uint8Array.from(numbers, (value) => requireByte(format, value));
}
