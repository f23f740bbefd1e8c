import { type NumberFormat, requireLength } from "./format.ts";
import { NumberArrayItem } from "./number_array_item.ts";
import { arrayOf } from "./number_arrays.ts";
import { NumberItem } from "./number_item.ts";
import {
  KINDS,
  type NumberArguments,
  type NumberArray,
  type NumberKind,
  requireNumber,
} from "./number_kind.ts";

/**
 * Makes an item of signed integers of one byte, E5 format code 31 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, I1 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(I1(-128)), Uint8Array.of(0x65, 0x01, 0x80));
 * ```
 */
export function I1(...values: NumberArguments<"I1">): NumberItem<"I1"> {
  return numberItem("I1", values);
}

/**
 * Makes an item of signed integers of two bytes, E5 format code 32 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, I2 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(I2(-1)), Uint8Array.of(0x69, 0x02, 0xff, 0xff));
 * ```
 */
export function I2(...values: NumberArguments<"I2">): NumberItem<"I2"> {
  return numberItem("I2", values);
}

/**
 * Makes an item of signed integers of four bytes, E5 format code 34 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, I4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(I4(-1)), Uint8Array.of(0x71, 0x04, 0xff, 0xff, 0xff, 0xff));
 * ```
 */
export function I4(...values: NumberArguments<"I4">): NumberItem<"I4"> {
  return numberItem("I4", values);
}

/**
 * Makes an item of signed integers of eight bytes, E5 format code 30 (octal). They are read as bigints.
 *
 * @throws {TypeError} when a value is neither a bigint nor a number
 * @throws {RangeError} when a value does not fit, a number is not a safe integer, or the item would be longer than
 * 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, I8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(I8(-1n)), Uint8Array.of(0x61, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
 * ```
 */
export function I8(...values: NumberArguments<"I8">): NumberItem<"I8"> {
  return numberItem("I8", values);
}

/**
 * Makes an item of unsigned integers of one byte, E5 format code 51 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, U1 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(U1(255)), Uint8Array.of(0xa5, 0x01, 0xff));
 * ```
 */
export function U1(...values: NumberArguments<"U1">): NumberItem<"U1"> {
  return numberItem("U1", values);
}

/**
 * Makes an item of unsigned integers of two bytes, E5 format code 52 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, U2 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(U2(258)), Uint8Array.of(0xa9, 0x02, 0x01, 0x02));
 * ```
 */
export function U2(...values: NumberArguments<"U2">): NumberItem<"U2"> {
  return numberItem("U2", values);
}

/**
 * Makes an item of unsigned integers of four bytes, E5 format code 54 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a value does not fit, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, U4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(U4(1)), Uint8Array.of(0xb1, 0x04, 0x00, 0x00, 0x00, 0x01));
 * ```
 */
export function U4(...values: NumberArguments<"U4">): NumberItem<"U4"> {
  return numberItem("U4", values);
}

/**
 * Makes an item of unsigned integers of eight bytes, E5 format code 50 (octal). They are read as bigints.
 *
 * @throws {TypeError} when a value is neither a bigint nor a number
 * @throws {RangeError} when a value does not fit, a number is not a safe integer, or the item would be longer than
 * 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, U8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(U8(1n)), Uint8Array.of(0xa1, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01));
 * ```
 */
export function U8(...values: NumberArguments<"U8">): NumberItem<"U8"> {
  return numberItem("U8", values);
}

/**
 * Makes an item of floats of four bytes (IEEE 754), E5 format code 44 (octal). Numbers are rounded to four bytes.
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when a finite number is too large for four bytes, or the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, F4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(F4(1)), Uint8Array.of(0x91, 0x04, 0x3f, 0x80, 0x00, 0x00));
 * ```
 */
export function F4(...values: NumberArguments<"F4">): NumberItem<"F4"> {
  return numberItem("F4", values);
}

/**
 * Makes an item of floats of eight bytes (IEEE 754), E5 format code 40 (octal).
 *
 * @throws {TypeError} when a value is not a number
 * @throws {RangeError} when the item would be longer than 16,777,215 bytes
 *
 * @example
 * ```ts
 * import { encodeItem, F8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(F8(1)), Uint8Array.of(0x81, 0x08, 0x3f, 0xf0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00));
 * ```
 */
export function F8(...values: NumberArguments<"F8">): NumberItem<"F8"> {
  return numberItem("F8", values);
}

function numberItem<F extends NumberFormat>(format: F, values: NumberArguments<F>): NumberItem<F> {
  const kind: NumberKind = KINDS[format];
  const [first] = values;
  if (values.length !== 1 || typeof first !== "object") {
    return itemOfNumbers(kind, values as number[]) as NumberItem<F>;
  }
  if (Array.isArray(first)) return itemOfNumbers(kind, first.slice()) as NumberItem<F>;
  if (!(first instanceof kind.Array)) throw new TypeError(`${format} takes numbers or a ${kind.Array.name}`);
  requireLength(format, first.byteLength, "bytes");
  return itemOfArray(kind, first) as NumberItem<F>;
}

/** Makes an item of an array that no other code has. */
function itemOfNumbers(kind: NumberKind, own: (number | bigint)[]): NumberItem<NumberFormat> {
  requireLength(kind.format, own.length * kind.size, "bytes");
  for (let i = 0; i < own.length; i++) own[i] = requireNumber(kind, own[i]!);
  return own.length === 1
    ? new NumberItem(kind.format, own[0] as never, undefined)
    : new NumberArrayItem(kind, arrayOf(kind, own), 0, own.length);
}

function itemOfArray(kind: NumberKind, array: NumberArray): NumberItem<NumberFormat> {
  return array.length === 1
    ? new NumberItem(kind.format, array[0] as never, array as never)
    : new NumberArrayItem(kind, array, 0, array.length);
}
