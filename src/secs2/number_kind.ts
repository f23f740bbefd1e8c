import { kindOf } from "./errors.ts";
import { CODES, type NumberFormat } from "./format.ts";

/**
 * The typed array that holds the numbers of each format.
 *
 * @example
 * ```ts
 * import { type NumberArrays, U2 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const values: NumberArrays["U2"] = U2(1, 2).values;
 * assertEquals(values, Uint16Array.of(1, 2));
 * ```
 */
export interface NumberArrays {
  /** Signed, one byte. */
  I1: Int8Array;
  /** Signed, two bytes. */
  I2: Int16Array;
  /** Signed, four bytes. */
  I4: Int32Array;
  /** Signed, eight bytes. */
  I8: BigInt64Array;
  /** Unsigned, one byte. */
  U1: Uint8Array;
  /** Unsigned, two bytes. */
  U2: Uint16Array;
  /** Unsigned, four bytes. */
  U4: Uint32Array;
  /** Unsigned, eight bytes. */
  U8: BigUint64Array;
  /** IEEE 754, four bytes. */
  F4: Float32Array;
  /** IEEE 754, eight bytes. */
  F8: Float64Array;
}

/**
 * One number of a format as it is read: a bigint for I8 and U8, because a number cannot hold all of their values.
 *
 * @example
 * ```ts
 * import { type NumberValue, U8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const value: NumberValue<"U8"> = U8(1).value;
 * assertEquals(value, 1n);
 * ```
 */
export type NumberValue<F extends NumberFormat> = F extends "I8" | "U8" ? bigint : number;

/**
 * The arguments of {@linkcode U4} and the other functions for numbers: any number of arguments, one array, or one typed
 * array of the format. The typed array is not copied: do not change it afterwards.
 *
 * @example
 * ```ts
 * import { U2 } from "@secs/hsms/secs2";
 * import { assert } from "@std/assert";
 *
 * assert(U2(1, 2).equals(U2([1, 2])) && U2(1, 2).equals(U2(Uint16Array.of(1, 2))));
 * ```
 */
export type NumberArguments<F extends NumberFormat> =
  | readonly NumberArgument<F>[]
  | readonly [values: NumberArrays[F] | readonly NumberArgument<F>[]];

/**
 * One number as it is given: a bigint or a safe integer for I8 and U8, a number for the other formats.
 *
 * @example
 * ```ts
 * import { I8, type NumberArgument } from "@secs/hsms/secs2";
 * import { assert } from "@std/assert";
 *
 * const one: NumberArgument<"I8"> = 1;
 * assert(I8(one).equals(I8(1n)));
 * ```
 */
export type NumberArgument<F extends NumberFormat> = F extends "I8" | "U8" ? number | bigint : number;

/** Any of the typed arrays of {@linkcode NumberArrays}. */
export type NumberArray = NumberArrays[NumberFormat];

/** A number or a bigint of JavaScript. */
type Value = number | bigint;

/** A format of numbers: its code, size, range and access. All kinds have the same shape, which keeps access fast. */
export interface NumberKind<F extends NumberFormat = NumberFormat> {
  readonly format: F;
  /** The format code of E5. */
  readonly code: number;
  /** The number of bytes of one number, and its logarithm to base 2. */
  readonly size: number;
  readonly shift: number;
  /** The smallest and the largest integer; -Infinity and Infinity for floats. */
  readonly min: Value;
  readonly max: Value;
  /** The typed array: of a number of zeros, or on bytes. */
  readonly Array: {
    new (count: number): NumberArrays[F];
    new (buffer: ArrayBufferLike, offset: number, count: number): NumberArrays[F];
  };
  /** Reads a number, most significant byte first. */
  readonly read: (view: DataView, offset: number) => Value;
  /** Writes a number, most significant byte first. */
  readonly write: (view: DataView, offset: number, value: Value) => void;
}

/** The kind of each format. */
export const KINDS: { readonly [F in NumberFormat]: NumberKind<F> } = {
  I1: {
    ...signed("I1", 1),
    Array: Int8Array,
    read: (view, offset) => view.getInt8(offset),
    write: (view, offset, value) => view.setInt8(offset, value as number),
  },
  I2: {
    ...signed("I2", 2),
    Array: Int16Array,
    read: (view, offset) => view.getInt16(offset),
    write: (view, offset, value) => view.setInt16(offset, value as number),
  },
  I4: {
    ...signed("I4", 4),
    Array: Int32Array,
    read: (view, offset) => view.getInt32(offset),
    write: (view, offset, value) => view.setInt32(offset, value as number),
  },
  I8: {
    ...range("I8", 8, -(2n ** 63n), 2n ** 63n - 1n),
    Array: BigInt64Array,
    read: (view, offset) => view.getBigInt64(offset),
    write: (view, offset, value) => view.setBigInt64(offset, value as bigint),
  },
  U1: {
    ...unsigned("U1", 1),
    Array: Uint8Array,
    read: (view, offset) => view.getUint8(offset),
    write: (view, offset, value) => view.setUint8(offset, value as number),
  },
  U2: {
    ...unsigned("U2", 2),
    Array: Uint16Array,
    read: (view, offset) => view.getUint16(offset),
    write: (view, offset, value) => view.setUint16(offset, value as number),
  },
  U4: {
    ...unsigned("U4", 4),
    Array: Uint32Array,
    read: (view, offset) => view.getUint32(offset),
    write: (view, offset, value) => view.setUint32(offset, value as number),
  },
  U8: {
    ...range("U8", 8, 0n, 2n ** 64n - 1n),
    Array: BigUint64Array,
    read: (view, offset) => view.getBigUint64(offset),
    write: (view, offset, value) => view.setBigUint64(offset, value as bigint),
  },
  F4: {
    ...range("F4", 4, -Infinity, Infinity),
    Array: Float32Array,
    read: (view, offset) => view.getFloat32(offset),
    write: (view, offset, value) => view.setFloat32(offset, value as number),
  },
  F8: {
    ...range("F8", 8, -Infinity, Infinity),
    Array: Float64Array,
    read: (view, offset) => view.getFloat64(offset),
    write: (view, offset, value) => view.setFloat64(offset, value as number),
  },
};

const BY_CODE: readonly (NumberKind | undefined)[] = Array.from(
  { length: 64 },
  (_, code) => Object.values<NumberKind>(KINDS).find((kind) => kind.code === code),
);

/** The kind with a format code; undefined if it is not the code of a format of numbers. */
export function kindOfCode(code: number): NumberKind | undefined {
  return BY_CODE[code];
}

/**
 * Returns a value as its format holds it: a bigint for I8 and U8, a rounded number for F4.
 *
 * @throws {TypeError} when the value has the wrong type
 * @throws {RangeError} when it does not fit
 */
export function requireNumber(kind: NumberKind, value: number | bigint): number | bigint {
  if (typeof kind.min === "bigint") return requireBigint(kind, value);
  if (typeof value !== "number") throw new TypeError(`${kind.format} takes numbers, got ${kindOf(value)}`);
  if (kind.min === -Infinity) return requireFloat(kind, value);
  // Integers have no -0: adding 0 makes 0 of it.
  if (value >= kind.min && value <= kind.max && Number.isInteger(value)) return value + 0;
  throw misfit(kind, value);
}

function signed<F extends NumberFormat>(format: F, size: number) {
  return range(format, size, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1);
}

function unsigned<F extends NumberFormat>(format: F, size: number) {
  return range(format, size, 0, 2 ** (8 * size) - 1);
}

function range<F extends NumberFormat>(format: F, size: number, min: Value, max: Value) {
  return { format, code: CODES[format], size, shift: Math.log2(size), min, max };
}

function requireBigint(kind: NumberKind, value: number | bigint): bigint {
  if (typeof value !== "bigint") {
    if (typeof value !== "number") {
      throw new TypeError(`${kind.format} takes bigints and safe integers, got ${kindOf(value)}`);
    }
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`${kind.format} takes bigints and safe integers, got ${value}`);
    }
  }
  if (value >= kind.min && value <= kind.max) return BigInt(value);
  throw misfit(kind, value);
}

function requireFloat(kind: NumberKind, value: number): number {
  if (kind.size === 8) return value;
  const rounded = Math.fround(value);
  if (Number.isFinite(rounded) || !Number.isFinite(value)) return rounded;
  throw new RangeError(`F4 takes numbers that fit in four bytes, got ${value}`);
}

function misfit({ format, min, max }: NumberKind, value: number | bigint): RangeError {
  return new RangeError(`${format} takes whole numbers from ${min} to ${max}, got ${value}`);
}
