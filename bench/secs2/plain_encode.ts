// The limit: a loop by hand that writes plain data, after one that counts its bytes.

import type { Plain } from "./bodies.ts";
import type { ArrayWay } from "./plain_decode.ts";

/** Encodes plain data; arrays by swapping the bytes of a copy in place, or with a DataView. */
export function plainEncode(root: Plain, way: ArrayWay): Uint8Array {
  const bytes = new Uint8Array(sizeOf(root));
  const view = new DataView(bytes.buffer);
  let at = 0;
  item(root);
  return bytes;

  function item(plain: Plain): void {
    switch (plain.format) {
      case "L":
        header(0o00, plain.value.length);
        for (const child of plain.value) item(child);
        return;
      case "A":
        header(0o20, plain.value.length);
        for (let i = 0; i < plain.value.length; i++) bytes[at++] = plain.value.charCodeAt(i);
        return;
      case "B":
        header(0o10, plain.value.length);
        bytes.set(plain.value, at);
        at += plain.value.length;
        return;
      case "BOOLEAN":
        header(0o11, 1);
        bytes[at++] = plain.value ? 1 : 0;
        return;
      case "U4":
        header(0o54, 4);
        view.setUint32(at, plain.value);
        at += 4;
        return;
      case "F8":
        header(0o40, 8);
        view.setFloat64(at, plain.value);
        at += 8;
        return;
      case "U4[]":
        header(0o54, plain.value.byteLength);
        if (way === "swap") swap(plain.value, bytes, at);
        else write(plain.value, view, at);
        at += plain.value.byteLength;
    }
  }

  function header(code: number, length: number): void {
    const size = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    bytes[at++] = code << 2 | size;
    for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes[at++] = length >> shift;
  }
}

function sizeOf(plain: Plain): number {
  switch (plain.format) {
    case "L":
      return plain.value.reduce((sum, child) => sum + sizeOf(child), headerSize(plain.value.length));
    case "BOOLEAN":
      return 3;
    case "U4":
      return 6;
    case "F8":
      return 10;
    case "U4[]":
      return headerSize(plain.value.byteLength) + plain.value.byteLength;
    default:
      return headerSize(plain.value.length) + plain.value.length;
  }
}

function headerSize(length: number): number {
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

function swap(values: Uint32Array, bytes: Uint8Array, at: number): void {
  const copy = values.slice();
  for (let i = 0; i < copy.length; i++) {
    const n = copy[i]!;
    copy[i] = n << 24 | n << 8 & 0xff0000 | n >>> 8 & 0xff00 | n >>> 24;
  }
  bytes.set(new Uint8Array(copy.buffer), at);
}

function write(values: Uint32Array, view: DataView, at: number): void {
  for (let i = 0; i < values.length; i++) view.setUint32(at + 4 * i, values[i]!);
}
