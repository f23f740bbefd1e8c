import type { NumberFormat } from "./format.ts";

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
 * One number of a format: a bigint where eight bytes hold an integer, which a number cannot always do.
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

/** Any of the typed arrays of {@linkcode NumberArrays}. */
export type NumberArray = NumberArrays[NumberFormat];
