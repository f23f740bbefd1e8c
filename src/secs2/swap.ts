// Numbers with their most significant byte first, made into those of a machine that has the least significant first, or
// the other way round, which is the same. Four at a time: on every runtime faster than one at a time, and than shifting.

/** Turns the bytes of each element around on the way from a part of `from` to all of `to`, which is aligned for words. */
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

/** Words, two for each element: a bigint for each would be slow. */
function swapDoubles(from: DataView, start: number, to: Int32Array): void {
  let at = start;
  for (let i = 0; i < to.length; i += 2, at += 8) {
    to[i] = from.getInt32(at + 4);
    to[i + 1] = from.getInt32(at);
  }
}
