/**
 * The letters of the item formats of E5: a list, text, bytes, booleans and numbers.
 *
 * @example
 * ```ts
 * import { type Format, U4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const format: Format = U4(1).format;
 * assertEquals(format, "U4");
 * ```
 */
export type Format = "L" | "A" | "J" | "C2" | "B" | "BOOLEAN" | NumberFormat;

/**
 * The formats of numbers: signed and unsigned integers and floats of 1 to 8 bytes.
 *
 * @example
 * ```ts
 * import { I2, type NumberFormat } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const format: NumberFormat = I2(-1).format;
 * assertEquals(format, "I2");
 * ```
 */
export type NumberFormat = "I1" | "I2" | "I4" | "I8" | "U1" | "U2" | "U4" | "U8" | "F4" | "F8";

/** The format codes of E5: the upper six bits of an item's first byte. */
export const FORMAT_CODES: Readonly<Record<Format, number>> = {
  L: 0o00,
  B: 0o10,
  BOOLEAN: 0o11,
  A: 0o20,
  J: 0o21,
  C2: 0o22,
  I8: 0o30,
  I1: 0o31,
  I2: 0o32,
  I4: 0o34,
  F8: 0o40,
  F4: 0o44,
  U8: 0o50,
  U1: 0o51,
  U2: 0o52,
  U4: 0o54,
};

/** Bytes of one number. */
export const NUMBER_SIZES: Readonly<Record<NumberFormat, number>> = {
  I1: 1,
  I2: 2,
  I4: 4,
  I8: 8,
  U1: 1,
  U2: 2,
  U4: 4,
  U8: 8,
  F4: 4,
  F8: 8,
};

/** What three length bytes can say: bytes of an item, or elements of a list. */
export const MAX_LENGTH = 0xffffff;

/** How deep lists may lie in each other, whatever the options say: the code that walks them is recursive. */
export const MAX_DEPTH = 1024;

/** Bytes of an item's header (E5: format byte and length bytes), with as few length bytes as the length needs. */
export function headerLength(length: number): number {
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

/** Returns `length` if an item can have it; throws a RangeError that names the item otherwise. */
export function requireLength(format: Format, length: number, unit: string): number {
  if (length <= MAX_LENGTH) return length;
  throw new RangeError(`${format} of ${length} ${unit}: an item has at most ${MAX_LENGTH}`);
}
