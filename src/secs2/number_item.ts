import { bytesOf } from "./bytes.ts";
import { type Format, headerLength, type NumberFormat, requireLength, writeHeader } from "./format.ts";
import { arrayOf, readArray, writeArray } from "./number_arrays.ts";
import {
  KINDS,
  type NumberArguments,
  type NumberArray,
  type NumberArrays,
  type NumberKind,
  type NumberValue,
  requireNumber,
} from "./number_kind.ts";

/** Up to this number of bytes a loop copies faster than a call of the runtime. */
const FEW = 16;

/**
 * Numbers of one format: I1 to I8, U1 to U8, F4 and F8. Made by the function of that name, for instance {@linkcode U4}.
 *
 * @example
 * ```ts
 * import { U4, U8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(U4(1, 2).values, Uint32Array.of(1, 2));
 * assertEquals(U4(7).value, 7);
 * assertEquals(U8(2n ** 64n - 1n).value, 18446744073709551615n);
 * ```
 */
export class NumberItem<F extends NumberFormat> {
  /** The format, which tells the kinds of items apart. */
  readonly format: F;
  /** The number of elements. */
  readonly length: number;
  readonly #source: DataView | undefined;
  readonly #start: number;
  #values: readonly (number | bigint)[] | NumberArray | undefined;

  /**
   * Makes an item of an array or a typed array of numbers that fit the format, or of the part of a view that has them. Use
   * the function with the name of the format.
   */
  constructor(
    format: F,
    values: readonly (number | bigint)[] | NumberArrays[F] | undefined,
    source: DataView | undefined,
    start: number,
    length: number,
  ) {
    this.format = format;
    this.length = length;
    this.#source = source;
    this.#start = start;
    this.#values = values;
  }

  /** All numbers, as the typed array of the format; see {@linkcode NumberArrays}. */
  get values(): NumberArrays[F] {
    if (this.#values === undefined) {
      this.#values = readArray(this.#kind, this.#source!, this.#start, this.length);
    } else if (isList(this.#values)) {
      this.#values = arrayOf(this.#kind, this.#values);
    }
    return this.#values as NumberArrays[F];
  }

  /**
   * The only number, a bigint for I8 and U8.
   *
   * @throws {RangeError} when the item does not have exactly one number
   */
  get value(): NumberValue<F> {
    if (this.length !== 1) {
      throw new RangeError(`${this.format} has ${this.length} values: value needs exactly one`);
    }
    return this.#first() as NumberValue<F>;
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    const payload = this.length << this.#kind.shift;
    return headerLength(payload) + payload;
  }

  /** Whether the other item has the same format and the same numbers. NaN equals NaN; -0 does not equal 0. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    if (!(other instanceof NumberItem) || other.format !== this.format || other.length !== this.length) {
      return false;
    }
    return this.length === 1
      ? Object.is(this.#first(), other.#first())
      : sameNumbers(this.values, other.values);
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const kind = this.#kind;
    const payload = this.length << kind.shift;
    const start = writeHeader(kind.code, payload, bytes, offset);
    if (this.#source !== undefined) copyView(this.#source, this.#start, payload, bytes, start);
    else if (isList(this.#values!)) writeNumbers(kind, this.#values, view, start);
    else writeArray(this.#values!, bytes, start);
    return start + payload;
  }

  get #kind(): NumberKind {
    return KINDS[this.format];
  }

  #first(): number | bigint {
    if (this.#source === undefined) return this.#values![0]!;
    return this.#kind.read(this.#source, this.#start);
  }
}

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
  return new NumberItem(format, first as NumberArrays[F], undefined, 0, first.length);
}

/** Makes an item of an array that no other code has. */
function itemOfNumbers(kind: NumberKind, own: (number | bigint)[]): NumberItem<NumberFormat> {
  requireLength(kind.format, own.length * kind.size, "bytes");
  for (let i = 0; i < own.length; i++) own[i] = requireNumber(kind, own[i]!);
  return new NumberItem(kind.format, own, undefined, 0, own.length);
}

function isList(values: readonly (number | bigint)[] | NumberArray): values is readonly (number | bigint)[] {
  return Array.isArray(values);
}

function writeNumbers(
  kind: NumberKind,
  numbers: readonly (number | bigint)[],
  view: DataView,
  offset: number,
): void {
  for (let i = 0; i < numbers.length; i++) kind.write(view, offset + i * kind.size, numbers[i]!);
}

function copyView(from: DataView, start: number, length: number, to: Uint8Array, offset: number): void {
  if (length > FEW) return to.set(bytesOf(from, start, length), offset);
  for (let i = 0; i < length; i++) to[offset + i] = from.getUint8(start + i);
}

function sameNumbers(a: NumberArray, b: NumberArray): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
