// Numbers as they are on the wire: most significant byte first, at any offset.

import type { NumberFormat } from "./format.ts";

/** Reads one number. */
export function readNumber(format: NumberFormat, view: DataView, offset: number): number | bigint {
  switch (format) {
    case "U1":
      return view.getUint8(offset);
    case "U2":
      return view.getUint16(offset);
    case "U4":
      return view.getUint32(offset);
    case "U8":
      return view.getBigUint64(offset);
    case "I1":
      return view.getInt8(offset);
    case "I2":
      return view.getInt16(offset);
    case "I4":
      return view.getInt32(offset);
    case "I8":
      return view.getBigInt64(offset);
    case "F4":
      return view.getFloat32(offset);
    case "F8":
      return view.getFloat64(offset);
  }
}

/** Writes one number, which must fit. */
export function writeNumber(
  format: NumberFormat,
  view: DataView,
  offset: number,
  value: number | bigint,
): void {
  switch (format) {
    case "U1":
    case "I1":
      return view.setUint8(offset, value as number);
    case "U2":
    case "I2":
      return view.setUint16(offset, value as number);
    case "U4":
    case "I4":
      return view.setUint32(offset, value as number);
    case "U8":
    case "I8":
      return view.setBigUint64(offset, value as bigint);
    case "F4":
      return view.setFloat32(offset, value as number);
    case "F8":
      return view.setFloat64(offset, value as number);
  }
}
