// Arrays as they are on the wire, most significant byte first, and as this machine has them.

import { NUMBER_SIZES, type NumberFormat } from "./format.ts";
import type { NumberArray } from "./number_types.ts";
import { swapBytes } from "./swap.ts";

/** Whether this machine has the least significant byte first; almost every one has. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The numbers in `bytes`: single bytes as a view of them, everything else as a swapped copy. */
export function readArray(
  format: NumberFormat,
  bytes: Uint8Array,
  start: number,
  count: number,
): NumberArray {
  if (format === "U1") return bytes.subarray(start, start + count);
  if (format === "I1") return new Int8Array(bytes.buffer, bytes.byteOffset + start, count);
  const size = NUMBER_SIZES[format];
  if (!LITTLE_ENDIAN && (bytes.byteOffset + start) % size === 0) {
    return arrayOn(format, bytes.buffer, bytes.byteOffset + start, count);
  }
  const copy = bytes.slice(start, start + count * size);
  if (LITTLE_ENDIAN) swapBytes(copy, size);
  return arrayOn(format, copy.buffer, 0, count);
}

/** Writes numbers as they are on the wire. */
export function writeArray(array: NumberArray, bytes: Uint8Array, offset: number): void {
  const size = array.BYTES_PER_ELEMENT;
  const own = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  if (!LITTLE_ENDIAN || size === 1) return bytes.set(own, offset);
  const copy = own.slice();
  swapBytes(copy, size);
  bytes.set(copy, offset);
}

function arrayOn(format: NumberFormat, buffer: ArrayBufferLike, offset: number, count: number): NumberArray {
  switch (format) {
    case "I1":
      return new Int8Array(buffer, offset, count);
    case "I2":
      return new Int16Array(buffer, offset, count);
    case "I4":
      return new Int32Array(buffer, offset, count);
    case "I8":
      return new BigInt64Array(buffer, offset, count);
    case "U1":
      return new Uint8Array(buffer, offset, count);
    case "U2":
      return new Uint16Array(buffer, offset, count);
    case "U4":
      return new Uint32Array(buffer, offset, count);
    case "U8":
      return new BigUint64Array(buffer, offset, count);
    case "F4":
      return new Float32Array(buffer, offset, count);
    case "F8":
      return new Float64Array(buffer, offset, count);
  }
}
