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

/** One value, or with `array` several of them in one item. */
export type ValueOf<F extends GemFormat, IsArray extends boolean = false> = F extends unknown
  ? IsArray extends true ? ArrayOf<F> : SingleOf<F>
  : never;

/** The item of a value. */
export type ItemOf<F extends GemFormat> = F extends "L" ? Item : Extract<Item, { readonly format: F }>;

type SingleOf<F extends GemFormat> = F extends "A" | "J" ? string
  : F extends "B" ? Uint8Array | number
  : F extends "BOOLEAN" ? boolean
  : F extends "U8" | "I8" ? number | bigint
  : F extends NumberFormat ? number
  : Item;

type ArrayOf<F extends GemFormat> = F extends "B" ? Uint8Array | readonly number[]
  : F extends NumberFormat ? NumberArrays[F] | readonly SingleOf<F>[]
  : readonly SingleOf<F>[];
