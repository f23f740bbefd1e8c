/** Bytes of an item's header (E5: format byte and length bytes), with as few length bytes as the length needs. */
export function headerLength(length: number): number {
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

/** Writes the format byte and as few length bytes as the length needs; returns the offset behind them. */
export function writeHeader(code: number, length: number, bytes: Uint8Array, offset: number): number {
  if (length < 0x100) {
    bytes[offset] = code << 2 | 1;
    bytes[offset + 1] = length;
    return offset + 2;
  }
  if (length < 0x10000) {
    bytes[offset] = code << 2 | 2;
    bytes[offset + 1] = length >>> 8;
    bytes[offset + 2] = length;
    return offset + 3;
  }
  bytes[offset] = code << 2 | 3;
  bytes[offset + 1] = length >>> 16;
  bytes[offset + 2] = length >>> 8;
  bytes[offset + 3] = length;
  return offset + 4;
}
