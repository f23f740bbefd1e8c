import type { NumberKind } from "./number_kind.ts";

/**
 * Returns a value as its format has it: a bigint for eight bytes, and a float of four bytes rounded. Throws a TypeError or
 * a RangeError that names item and value if it does not fit.
 */
export function requireNumber(kind: NumberKind, value: number | bigint): number | bigint {
  if (typeof kind.min === "bigint") return requireBigint(kind, value);
  if (typeof value !== "number") throw new TypeError(`${kind.format} takes numbers, got a ${typeof value}`);
  if (kind.min === -Infinity) return requireFloat(kind, value);
  // Adding 0 makes 0 of -0, which no integer has.
  if (value >= kind.min && value <= kind.max && Number.isInteger(value)) return value + 0;
  throw misfit(kind, value);
}

function requireBigint(kind: NumberKind, value: number | bigint): bigint {
  if (typeof value !== "bigint") {
    if (typeof value !== "number") {
      throw new TypeError(`${kind.format} takes bigints and safe integers, got a ${typeof value}`);
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
  throw new RangeError(`F4 takes numbers of four bytes, got ${value}`);
}

function misfit({ format, min, max }: NumberKind, value: number | bigint): RangeError {
  return new RangeError(`${format} takes whole numbers from ${min} to ${max}, got ${value}`);
}
