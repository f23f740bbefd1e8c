import {
  BOOLEAN,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  type NumberFormat,
  U1,
  U2,
  U4,
  U8,
} from "../../secs2/mod.ts";
import type { LimitValue } from "../models/limits.ts";

/** The formats of variables that can have limits. */
export type LimitFormat = NumberFormat | "BOOLEAN";

/** Text that is longer is no number. */
const LONGEST_NUMBER = 64;

const INTEGERS = { I1, I2, I4, U1, U2, U4 } as const;

/**
 * A bound as the check of limits takes it: a number, text or a boolean. Undefined if the item does not have the form of one, or
 * is a number that the variable cannot have: a fraction for whole numbers, or one that is not finite in its format.
 */
export function boundOf(item: Item, format: LimitFormat): unknown {
  const value = plainValue(item);
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  const fitting = format === "F4" ? Math.fround(number) : number;
  const isPossible = format === "F4" || format === "F8" ? Number.isFinite(fitting) : Number.isInteger(number);
  return isPossible ? value : undefined;
}

/** A bound in the format of its variable, which it fits. */
export function limitItem(value: LimitValue, format: LimitFormat): Item {
  if (format === "BOOLEAN") return BOOLEAN(Boolean(value));
  if (format === "F4" || format === "F8") return format === "F4" ? F4(Number(value)) : F8(Number(value));
  if (format === "I8" || format === "U8") return format === "I8" ? I8(BigInt(value)) : U8(BigInt(value));
  return INTEGERS[format](Number(value));
}

/** The only value of an item: a number, text or a boolean. */
function plainValue(item: Item): unknown {
  if (item.format === "A") return item.length <= LONGEST_NUMBER ? item.text : undefined;
  return item.format !== "B" && "value" in item ? item.value : undefined;
}
