// Arrays as they are on the wire, most significant byte first, and as this machine has them.

import { bytesOf } from "./bytes.ts";
import type { NumberKind } from "./number_kind.ts";
import type { NumberArray } from "./number_types.ts";
import { swapInto } from "./swap.ts";

/** Whether this machine has the least significant byte first; almost every one has. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The numbers in a part of `view`: on the same bytes where the machine can read them there, or as a copy. */
export function readArray(kind: NumberKind, view: DataView, start: number, count: number): NumberArray {
  const { size } = kind;
  const offset = view.byteOffset + start;
  if (size === 1 || !LITTLE_ENDIAN && offset % size === 0) return new kind.Array(view.buffer, offset, count);
  const array = new kind.Array(count);
  const bytes = new Uint8Array(array.buffer);
  if (LITTLE_ENDIAN) swapInto(view, start, bytes, size);
  else bytes.set(bytesOf(view, start, bytes.length));
  return array;
}

/** Writes numbers as they are on the wire. */
export function writeArray(array: NumberArray, bytes: Uint8Array, offset: number): void {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: size } = array;
  if (size === 1 || !LITTLE_ENDIAN) return bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
  const from = new DataView(buffer, byteOffset, byteLength);
  const to = bytes.subarray(offset, offset + byteLength);
  if (to.byteOffset % Math.min(size, 4) === 0) return swapInto(from, 0, to, size);
  const copy = new Uint8Array(byteLength);
  swapInto(from, 0, copy, size);
  to.set(copy);
}
