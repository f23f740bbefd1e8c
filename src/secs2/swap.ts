/** Turns the bytes of each element around, in place; `bytes` begins where its buffer does. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  if (size === 2) swap2(new Uint16Array(bytes.buffer, 0, bytes.length >>> 1));
  else if (size === 4) swap4(new Uint32Array(bytes.buffer, 0, bytes.length >>> 2));
  else swap8(new Uint32Array(bytes.buffer, 0, bytes.length >>> 2));
}

function swap2(array: Uint16Array): void {
  for (let i = 0; i < array.length; i++) {
    const n = array[i]!;
    array[i] = n << 8 | n >>> 8;
  }
}

function swap4(array: Uint32Array): void {
  for (let i = 0; i < array.length; i++) array[i] = swapped(array[i]!);
}

function swap8(halves: Uint32Array): void {
  for (let i = 0; i < halves.length; i += 2) {
    const high = halves[i]!;
    halves[i] = swapped(halves[i + 1]!);
    halves[i + 1] = swapped(high);
  }
}

function swapped(n: number): number {
  return n << 24 | n << 8 & 0xff0000 | n >>> 8 & 0xff00 | n >>> 24;
}
