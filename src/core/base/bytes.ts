/** An empty byte array that everyone may share. */
export const NO_BYTES: Uint8Array = new Uint8Array(0);

/**
 * Frees the memory of an array that nobody uses any more, views of it included, now instead of at some later collection. A
 * collector counts the objects more than the bytes that they stand for. Without effect where the runtime cannot (Node 20).
 */
export function free(bytes: Uint8Array): void {
  const buffer = bytes.buffer as ArrayBufferLike & { transfer?: (length: number) => unknown };
  if (bytes !== NO_BYTES) buffer.transfer?.(0);
}

/** Writes `value` as four bytes, most significant first. */
export function putUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}

/** Reads four bytes, most significant first, as a number from 0 to 2³²−1. */
export function takeUint32(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) |
    bytes[offset + 3]!) >>> 0;
}

/**
 * Prints bytes as pairs of hex digits with a space between, at most `limit` of them, and says how many there are
 * when some were left out.
 */
export function hex(bytes: Uint8Array, limit = 32): string {
  const shown = Array.from(bytes.subarray(0, limit), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return bytes.length > limit ? `${shown} … (${bytes.length} bytes)` : shown;
}
