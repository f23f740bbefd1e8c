import type { NumberFormat } from "./format.ts";

/** The least and the greatest integer of each format. */
const RANGES: Readonly<
  Record<Exclude<NumberFormat, "F4" | "F8">, readonly [number | bigint, number | bigint]>
> = {
  I1: [-0x80, 0x7f],
  I2: [-0x8000, 0x7fff],
  I4: [-0x80000000, 0x7fffffff],
  I8: [-(2n ** 63n), 2n ** 63n - 1n],
  U1: [0, 0xff],
  U2: [0, 0xffff],
  U4: [0, 0xffffffff],
  U8: [0, 2n ** 64n - 1n],
};

/** Returns a value as the format has it; throws a TypeError or a RangeError that names item and value if it does not fit. */
export function requireNumber(format: NumberFormat, value: number | bigint): number | bigint {
  if (format === "F4" || format === "F8") return requireFloat(format, value);
  const [min, max] = RANGES[format];
  if (format === "I8" || format === "U8") return requireBigint(format, value, min, max);
  if (typeof value !== "number") throw new TypeError(`${format} takes numbers, got a ${typeof value}`);
  // Adding 0 makes 0 of -0, which no integer has.
  if (Number.isInteger(value) && value >= min && value <= max) return value + 0;
  throw new RangeError(`${format} takes ${rangeOf(format)}, got ${value}`);
}

/** "whole numbers from 0 to 255" */
export function rangeOf(format: NumberFormat): string {
  if (format === "F4" || format === "F8") return `numbers of ${format === "F4" ? "four" : "eight"} bytes`;
  const [min, max] = RANGES[format];
  return `whole numbers from ${min} to ${max}`;
}

function requireBigint(
  format: NumberFormat,
  value: number | bigint,
  min: number | bigint,
  max: number | bigint,
): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new RangeError(`${format} takes bigints and safe integers, got ${value}`);
  }
  if (typeof value !== "number" && typeof value !== "bigint") {
    throw new TypeError(`${format} takes bigints and safe integers, got a ${typeof value}`);
  }
  if (value >= min && value <= max) return BigInt(value);
  throw new RangeError(`${format} takes ${rangeOf(format)}, got ${value}`);
}

function requireFloat(format: "F4" | "F8", value: number | bigint): number {
  if (typeof value !== "number") throw new TypeError(`${format} takes numbers, got a ${typeof value}`);
  if (format === "F8") return value;
  const rounded = Math.fround(value);
  if (Number.isFinite(rounded) || !Number.isFinite(value)) return rounded;
  throw new RangeError(`F4 takes numbers of four bytes, got ${value}`);
}
