import { FORMAT_CODES } from "./format.ts";
import type { Item } from "./item.ts";

/** Writes an item to `bytes` from `offset` on, and returns the offset behind it; `view` is of the same bytes. */
export function writeItem(item: Item, bytes: Uint8Array, view: DataView, offset: number): number {
  const start = writeHeader(FORMAT_CODES[item.format], item.lengthField, bytes, offset);
  item.writePayload(bytes, view, start);
  return start + item.payloadLength;
}

/** Writes the format byte and as few length bytes as possible; returns the offset behind them. */
function writeHeader(code: number, length: number, bytes: Uint8Array, offset: number): number {
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
