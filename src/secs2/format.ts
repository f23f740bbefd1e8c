/**
 * The item formats of E5 by their names: a list, text, bytes, booleans and numbers.
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
 * The formats of numbers: signed and unsigned integers of 1 to 8 bytes, floats of 4 and 8 bytes.
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

/** The format codes of E5, the upper six bits of an item's first byte. No other file has them. */
export const CODES: Readonly<Record<Format, number>> = {
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

/** The format with a code, or undefined if E5 has none. It searches: for errors only. */
export function formatOfCode(code: number): Format | undefined {
  return (Object.keys(CODES) as Format[]).find((format) => CODES[format] === code);
}

/** Maximum number of bytes of an item, or of items of a list: the most that three length bytes can hold. */
export const MAX_LENGTH = 0xffffff;

/** Maximum depth of nested lists, whatever the options say: the code that reads and writes them is recursive. */
export const MAX_DEPTH = 1024;

/**
 * Returns `length` if an item can have it. `format` and `unit` are for the error.
 *
 * @throws {RangeError} when it cannot
 */
export function requireLength(format: Format, length: number, unit: string): number {
  if (length <= MAX_LENGTH) return length;
  throw new RangeError(`${format} of ${length} ${unit}: the maximum is ${MAX_LENGTH}`);
}

/** The number of bytes of an item's header: the format byte and as few length bytes as the length needs. */
export function headerLength(length: number): number {
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

/** Writes the format byte and as few length bytes as the length needs; returns the offset after them. */
export function writeHeader(code: number, length: number, bytes: Uint8Array, offset: number): number {
  if (length < 0x100) {
    bytes[offset] = code << 2 | 1;
    bytes[offset + 1] = length;
    return offset + 2;
  }
  if (length < 0x10000) {
    bytes[offset] = code << 2 | 2;
    bytes[offset + 1] = length >>> 8;
    bytes[offset + 2] = length;
    return offset + 3;
  }
  bytes[offset] = code << 2 | 3;
  bytes[offset + 1] = length >>> 16;
  bytes[offset + 2] = length >>> 8;
  bytes[offset + 3] = length;
  return offset + 4;
}
