// Arrays of numbers: from the wire, where the most significant byte is first, to the order of this machine, and back.

import { bytesOf } from "./bytes.ts";
import type { NumberArray, NumberKind } from "./number_kind.ts";

/** Whether this machine stores the least significant byte first. Almost every machine does. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The numbers in a part of `view`: a typed array on the same bytes if this machine can read them there, or a copy. */
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

/** Writes numbers with the most significant byte first. */
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

/** Copies numbers into the typed array of their kind. */
export function arrayOf(kind: NumberKind, numbers: readonly (number | bigint)[]): NumberArray {
  const array = new kind.Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) array[i] = numbers[i]!;
  return array;
}

/**
 * Copies a part of `from` to all of `to`, with the bytes of each element in reverse order. `to` must be aligned to the
 * size of an element, to four bytes for eight. Four elements at a time: on every runtime this is faster than one at a time,
 * and faster than shifts.
 */
export function swapInto(from: DataView, start: number, to: Uint8Array, size: number): void {
  const { buffer, byteOffset, byteLength } = to;
  if (size === 2) swapHalves(from, start, new Int16Array(buffer, byteOffset, byteLength >>> 1));
  else if (size === 4) swapWords(from, start, new Int32Array(buffer, byteOffset, byteLength >>> 2));
  else swapDoubles(from, start, new Int32Array(buffer, byteOffset, byteLength >>> 2));
}

function swapHalves(from: DataView, start: number, to: Int16Array): void {
  const fours = to.length & ~3;
  let at = start;
  for (let i = 0; i < fours; i += 4, at += 8) {
    to[i] = from.getInt16(at);
    to[i + 1] = from.getInt16(at + 2);
    to[i + 2] = from.getInt16(at + 4);
    to[i + 3] = from.getInt16(at + 6);
  }
  for (let i = fours; i < to.length; i++) to[i] = from.getInt16(start + 2 * i);
}

function swapWords(from: DataView, start: number, to: Int32Array): void {
  const fours = to.length & ~3;
  let at = start;
  for (let i = 0; i < fours; i += 4, at += 16) {
    to[i] = from.getInt32(at);
    to[i + 1] = from.getInt32(at + 4);
    to[i + 2] = from.getInt32(at + 8);
    to[i + 3] = from.getInt32(at + 12);
  }
  for (let i = fours; i < to.length; i++) to[i] = from.getInt32(start + 4 * i);
}

/** Two words for each element: a bigint for each would be slow. */
function swapDoubles(from: DataView, start: number, to: Int32Array): void {
  let at = start;
  for (let i = 0; i < to.length; i += 2, at += 8) {
    to[i] = from.getInt32(at + 4);
    to[i + 1] = from.getInt32(at);
  }
}
