// The limit: a loop by hand that knows nothing of errors, and makes plain data of a body.

import type { Plain } from "./bodies.ts";

/** How a loop by hand reads arrays; which way is the faster one depends on the runtime. */
export type ArrayWay = "swap" | "view";

/** Decodes a body; arrays by swapping the bytes of a copy in place, or with a DataView. */
export function plainDecode(bytes: Uint8Array, way: ArrayWay): Plain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return item();

  function item(): Plain {
    const head = bytes[at]!;
    const size = head & 3;
    let length = 0;
    for (let i = 1; i <= size; i++) length = length << 8 | bytes[at + i]!;
    at += 1 + size;
    if (head < 4) {
      const value: Plain[] = [];
      for (let i = 0; i < length; i++) value.push(item());
      return { format: "L", value };
    }
    const start = at;
    at += length;
    switch (head >> 2) {
      case 0o20:
        return { format: "A", value: readText(bytes, start, at) };
      case 0o10:
        return { format: "B", value: bytes.subarray(start, at) };
      case 0o11:
        return { format: "BOOLEAN", value: bytes[start] !== 0 };
      case 0o40:
        return { format: "F8", value: view.getFloat64(start) };
      default:
        return length === 4
          ? { format: "U4", value: view.getUint32(start) }
          : { format: "U4[]", value: way === "swap" ? swap(bytes, start, at) : read(view, start, length) };
    }
  }
}

function readText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

function swap(bytes: Uint8Array, start: number, end: number): Uint32Array {
  const array = new Uint32Array(bytes.slice(start, end).buffer);
  for (let i = 0; i < array.length; i++) {
    const n = array[i]!;
    array[i] = n << 24 | n << 8 & 0xff0000 | n >>> 8 & 0xff00 | n >>> 24;
  }
  return array;
}

function read(view: DataView, start: number, length: number): Uint32Array {
  const array = new Uint32Array(length / 4);
  for (let i = 0; i < array.length; i++) array[i] = view.getUint32(start + 4 * i);
  return array;
}
