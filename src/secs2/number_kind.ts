import type { NumberFormat } from "./format.ts";
import type { NumberArray, NumberArrays } from "./number_types.ts";

/** A number as JavaScript has it. */
type Value = number | bigint;

/** What has to be known of a format of numbers. All kinds have the same shape, which keeps their readers fast. */
export interface NumberKind<F extends NumberFormat = NumberFormat> {
  readonly format: F;
  /** The format code of E5. */
  readonly code: number;
  /** Bytes of one number, and the power of two that they are. */
  readonly size: number;
  readonly shift: number;
  /** The least and the greatest integer; of floats, what a number can be. */
  readonly min: Value;
  readonly max: Value;
  /** A typed array of so many zeros, or on bytes. */
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
    ...signed("I1", 0o31, 1),
    Array: Int8Array,
    read: (view, offset) => view.getInt8(offset),
    write: (view, offset, value) => view.setInt8(offset, value as number),
  },
  I2: {
    ...signed("I2", 0o32, 2),
    Array: Int16Array,
    read: (view, offset) => view.getInt16(offset),
    write: (view, offset, value) => view.setInt16(offset, value as number),
  },
  I4: {
    ...signed("I4", 0o34, 4),
    Array: Int32Array,
    read: (view, offset) => view.getInt32(offset),
    write: (view, offset, value) => view.setInt32(offset, value as number),
  },
  I8: {
    ...range("I8", 0o30, 8, -(2n ** 63n), 2n ** 63n - 1n),
    Array: BigInt64Array,
    read: (view, offset) => view.getBigInt64(offset),
    write: (view, offset, value) => view.setBigInt64(offset, value as bigint),
  },
  U1: {
    ...unsigned("U1", 0o51, 1),
    Array: Uint8Array,
    read: (view, offset) => view.getUint8(offset),
    write: (view, offset, value) => view.setUint8(offset, value as number),
  },
  U2: {
    ...unsigned("U2", 0o52, 2),
    Array: Uint16Array,
    read: (view, offset) => view.getUint16(offset),
    write: (view, offset, value) => view.setUint16(offset, value as number),
  },
  U4: {
    ...unsigned("U4", 0o54, 4),
    Array: Uint32Array,
    read: (view, offset) => view.getUint32(offset),
    write: (view, offset, value) => view.setUint32(offset, value as number),
  },
  U8: {
    ...range("U8", 0o50, 8, 0n, 2n ** 64n - 1n),
    Array: BigUint64Array,
    read: (view, offset) => view.getBigUint64(offset),
    write: (view, offset, value) => view.setBigUint64(offset, value as bigint),
  },
  F4: {
    ...range("F4", 0o44, 4, -Infinity, Infinity),
    Array: Float32Array,
    read: (view, offset) => view.getFloat32(offset),
    write: (view, offset, value) => view.setFloat32(offset, value as number),
  },
  F8: {
    ...range("F8", 0o40, 8, -Infinity, Infinity),
    Array: Float64Array,
    read: (view, offset) => view.getFloat64(offset),
    write: (view, offset, value) => view.setFloat64(offset, value as number),
  },
};

const BY_CODE: readonly (NumberKind | undefined)[] = Array.from(
  { length: 64 },
  (_, code) => Object.values<NumberKind>(KINDS).find((kind) => kind.code === code),
);

/** The kind with a format code; undefined: no numbers have it. */
export function kindOfCode(code: number): NumberKind | undefined {
  return BY_CODE[code];
}

/** Puts numbers into the typed array of their kind. */
export function arrayOf(kind: NumberKind, numbers: readonly Value[]): NumberArray {
  const array = new kind.Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) array[i] = numbers[i]!;
  return array;
}

function signed<F extends NumberFormat>(format: F, code: number, size: number) {
  return range(format, code, size, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1);
}

function unsigned<F extends NumberFormat>(format: F, code: number, size: number) {
  return range(format, code, size, 0, 2 ** (8 * size) - 1);
}

function range<F extends NumberFormat>(format: F, code: number, size: number, min: Value, max: Value) {
  return { format, code, size, shift: Math.log2(size), min, max };
}
