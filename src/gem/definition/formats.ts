/** The formats of the values of a tool, and their types in TypeScript. */

import type { Item, NumberArrays, NumberFormat } from "../../secs2/mod.ts";

/**
 * The format of a value: text (A, J), bytes (B), BOOLEAN, numbers (U1 to U8, I1 to I8, F4, F8); L is an item of any shape,
 * which the tool makes itself.
 */
export type GemFormat = "A" | "J" | "B" | "BOOLEAN" | NumberFormat | "L";

/** All of {@linkcode GemFormat}. */
export const GEM_FORMATS: readonly GemFormat[] = [
  "A",
  "J",
  "B",
  "BOOLEAN",
  "U1",
  "U2",
  "U4",
  "U8",
  "I1",
  "I2",
  "I4",
  "I8",
  "F4",
  "F8",
  "L",
];

/** The formats of ids. */
export type IdFormat = "U4" | "U8" | "A" | "L";

/** The types of one value of each format. */
export interface GemValues {
  /** Text. */
  A: string;
  /** Text. */
  J: string;
  /** One byte, or several. */
  B: Uint8Array | number;
  /** True or false. */
  BOOLEAN: boolean;
  /** A whole number. */
  U1: number;
  /** A whole number. */
  U2: number;
  /** A whole number. */
  U4: number;
  /** A whole number. */
  U8: number | bigint;
  /** A whole number. */
  I1: number;
  /** A whole number. */
  I2: number;
  /** A whole number. */
  I4: number;
  /** A whole number. */
  I8: number | bigint;
  /** A number. */
  F4: number;
  /** A number. */
  F8: number;
  /** An item of any shape. */
  L: Item;
}

/** The types of several values of each format that can have them. */
export type GemArrays = {
  [F in GemFormat]: F extends NumberFormat ? NumberArrays[F] | readonly GemValues[F][]
    : F extends "B" ? Uint8Array | readonly number[]
    : F extends "BOOLEAN" ? readonly boolean[]
    : never;
};

/** One value, or with `array` several of them in one item. */
export type ValueOf<F extends GemFormat, IsArray extends boolean = false> = IsArray extends true
  ? GemArrays[F]
  : GemValues[F];

/** The item of a value. */
export type ItemOf<F extends GemFormat> = F extends "L" ? Item : Extract<Item, { readonly format: F }>;
