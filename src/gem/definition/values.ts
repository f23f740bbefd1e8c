/** Values of a tool: whether they fit their format, and the items of them. */

import {
  A,
  B,
  BOOLEAN,
  encodeText,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  isItem,
  type Item,
  J,
  type NumberFormat,
  type NumberItem,
  U1,
  U2,
  U4,
  U8,
} from "../../secs2/mod.ts";
import type { GemFormat, ValueOf } from "./formats.ts";
import { shown } from "./problems.ts";
import { GemValueError } from "./value_error.ts";

/** What a value is checked against: a variable, a constant or a parameter of a command. */
export interface ValueType {
  /** Its name, for errors. */
  readonly name: string;
  /** Its format. */
  readonly format: GemFormat;
  /** The value is several numbers or booleans in one item. */
  readonly array: boolean;
}

/** Any value of any format. */
export type GemValue = ValueOf<GemFormat, boolean>;

/** The numbers of a format; `isFloat`: not only whole ones. */
interface Range {
  readonly min: number | bigint;
  readonly max: number | bigint;
  readonly isFloat: boolean;
}

/** The least number that F4 rounds to infinity. */
const BEYOND_F4 = 2 ** 128 - 2 ** 103;

const RANGES: Readonly<Record<NumberFormat, Range>> = {
  U1: whole(0, 0xff),
  U2: whole(0, 0xffff),
  U4: whole(0, 0xffffffff),
  U8: whole(0, 2n ** 64n - 1n),
  I1: whole(-0x80, 0x7f),
  I2: whole(-0x8000, 0x7fff),
  I4: whole(-0x80000000, 0x7fffffff),
  I8: whole(-(2n ** 63n), 2n ** 63n - 1n),
  F4: { min: -BEYOND_F4, max: BEYOND_F4, isFloat: true },
  F8: { min: -Infinity, max: Infinity, isFloat: true },
};

const MAKERS = { U1, U2, U4, U8, I1, I2, I4, I8, F4, F8 } as const;

/**
 * Whether a value fits, without making an item of it and without allocating anything. An item of the right format fits too;
 * an item of length 0 fits no single value.
 */
export function fits(type: ValueType, value: unknown): boolean {
  const { format, array } = type;
  if (!array) {
    if (typeof value === "number" || typeof value === "bigint") return fitsNumber(format, value);
    if (typeof value === "string") return format === "A" || format === "J";
    if (typeof value === "boolean") return format === "BOOLEAN";
  }
  if (typeof value !== "object" || value === null) return false;
  if (isItem(value)) return fitsItem(type, value);
  if (format === "B") return fitsBytes(value);
  return array && (Array.isArray(value) ? fitsElements(format, value) : fitsTyped(format, value));
}

/**
 * The item of a value. An item is handed on as it is, and a typed array is not copied: do not change it afterwards. Text that has characters above 255 needs an `encoding` of
 * {@linkcode encodeText}, as it has in the options of a handler.
 *
 * @throws {GemValueError} when the value does not fit.
 * @throws {TextEncodingError} when text has a character that the encoding does not have.
 * @throws {RangeError} when the item would be longer than 16,777,215 bytes.
 */
export function itemOf(type: ValueType, value: unknown, encoding?: string): Item {
  if (!fits(type, value)) throw misfit(type, shown(value));
  const { format } = type;
  if (isItem(value)) return value;
  switch (format) {
    case "A":
    case "J": {
      const text = encoding === undefined ? value as string : encodeText(value as string, encoding);
      return format === "A" ? A(text) : J(text);
    }
    case "B":
      return typeof value === "number" ? B(value) : B(value as readonly number[]);
    case "BOOLEAN":
      return typeof value === "boolean" ? BOOLEAN(value) : BOOLEAN(value as readonly boolean[]);
    case "L":
      throw misfit(type, shown(value));
    default:
      return MAKERS[format](value as never) as Item;
  }
}

/**
 * The value of an item: text, a boolean, a number (a bigint for U8 and I8) or a byte; with `array` the typed array of the
 * format, booleans or bytes; for L the item itself. A B that has not one byte is its bytes.
 *
 * @throws {GemValueError} when the item has another format, or another number of values.
 *
 * @example
 * ```ts
 * import { A, F4 } from "@secs/hsms";
 * import { defineEquipment, valueOf } from "@secs/hsms/gem";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const { variables } = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.2.0",
 *   statusVariables: { ChamberPressure: { id: 1001, format: "F4" } },
 * });
 * const pressure = variables.require("ChamberPressure");
 * assertEquals(valueOf(pressure, F4(1.5)), 1.5);
 * assertThrows(() => valueOf(pressure, A("high")), RangeError, "ChamberPressure");
 * ```
 */
export function valueOf(type: ValueType, item: Item): GemValue {
  if (!fitsItem(type, item)) throw misfit(type, `${item.format}[${item.length}]`);
  const { format, array } = type;
  if (format === "L") return item;
  switch (item.format) {
    case "A":
    case "J":
      return item.text;
    case "B":
      return array || item.length !== 1 ? item.bytes : item.value;
    case "BOOLEAN":
      return array ? item.values : item.value;
    default: {
      const numbers = item as NumberItem<NumberFormat>;
      return array ? numbers.values : numbers.value;
    }
  }
}

/** The error of a value that does not fit. */
export function misfit(type: ValueType, got: string): GemValueError {
  return new GemValueError(type.name, type.format, wantedBy(type), got);
}

/** What fits, in words. */
export function wantedBy({ format, array }: { readonly format: GemFormat; readonly array: boolean }): string {
  if (format === "A" || format === "J") return "text";
  if (format === "L") return "an item";
  if (format === "B") return "bytes, 0 to 255";
  if (format === "BOOLEAN") return array ? "an array of true and false" : "true or false";
  const { min, max, isFloat } = RANGES[format];
  const numbers = !isFloat
    ? `whole numbers from ${min} to ${max}`
    : format === "F4"
    ? "numbers that fit in four bytes"
    : "numbers";
  return array ? `an array of ${numbers}` : numbers;
}

/** Whether a format is one of numbers. */
export function isNumeric(format: GemFormat): format is NumberFormat {
  return Object.hasOwn(RANGES, format);
}

function fitsNumber(format: GemFormat, value: number | bigint): boolean {
  if (format === "B") {
    return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xff;
  }
  const range = RANGES[format as NumberFormat];
  if (range === undefined) return false;
  const { min, max, isFloat } = range;
  if (isFloat) {
    if (typeof value !== "number") return false;
    return value > min && value < max || !Number.isFinite(value);
  }
  if (typeof value === "bigint" ? typeof max !== "bigint" : !Number.isSafeInteger(value)) return false;
  return value >= min && value <= max;
}

function fitsItem({ format, array }: ValueType, item: Item): boolean {
  if (format === "L") return true;
  if (item.format !== format) return false;
  return array || format === "A" || format === "J" || format === "B" || item.length === 1;
}

function fitsBytes(value: object): boolean {
  return value instanceof Uint8Array || Array.isArray(value) && fitsElements("B", value);
}

function fitsElements(format: GemFormat, values: readonly unknown[]): boolean {
  for (const value of values) {
    const isNumber = typeof value === "number" || typeof value === "bigint";
    if (isNumber ? !fitsNumber(format, value) : format !== "BOOLEAN" || typeof value !== "boolean") {
      return false;
    }
  }
  return true;
}

/** Whether a value is the typed array of its format. */
function fitsTyped(format: GemFormat, value: object): boolean {
  return isNumeric(format) && value instanceof TYPED[format];
}

const TYPED = {
  U1: Uint8Array,
  U2: Uint16Array,
  U4: Uint32Array,
  U8: BigUint64Array,
  I1: Int8Array,
  I2: Int16Array,
  I4: Int32Array,
  I8: BigInt64Array,
  F4: Float32Array,
  F8: Float64Array,
} as const;

function whole(min: number | bigint, max: number | bigint): Range {
  return { min, max, isFloat: false };
}
