/** Formats and values for a definition, from the items of a tool. */

import { F4, type Item, type NumberFormat, type NumberItem } from "../../../secs2/mod.ts";
import type { DefinitionValue } from "../../definition/definition_value.ts";
import type { GemFormat } from "../../definition/formats.ts";
import { fits, isNumeric } from "../../definition/values.ts";

/** The format of a variable, and whether it is several values. */
export interface SeenType {
  readonly format: GemFormat;
  readonly array: boolean;
}

/** The longest text that is read as a number. */
const LONGEST_NUMBER = 64;

/** The type of a value. An item of length 0 is one value that is not there; text of another encoding (C2) is A. */
export function typeOf(item: Item): SeenType {
  if (item.format === "C2") return { format: "A", array: false };
  const { format } = item;
  return { format, array: item.length > 1 && (isNumeric(format) || format === "BOOLEAN") };
}

/** A value as a definition has it: of the type, or what is the same in it; undefined if there is none. */
export function valueAs(
  { format, array }: SeenType,
  item: Item,
  encoding: string | undefined,
): DefinitionValue | undefined {
  const value = plain({ format, array }, item, encoding);
  return value !== undefined && fits({ name: "", format, array }, value) ? value : undefined;
}

/** Whether JSON has the values of an item as they are: numbers that are finite, and not above 2^53. */
export function isExact(item: Item): boolean {
  if (!isNumeric(item.format as GemFormat)) return true;
  for (const number of (item as NumberItem<NumberFormat>).values) {
    if (typeof number === "bigint" ? BigInt(jsonNumber(number)) !== number : !Number.isFinite(number)) {
      return false;
    }
  }
  return true;
}

/** The format and the length of an item, and its value if it is a short one. */
export function shownItem(item: Item): string {
  const name = `${item.format}[${item.length}]`;
  if (item.format === "L" || item.format === "C2" || item.length === 0 || item.length > 8) return name;
  const value = "text" in item
    ? JSON.stringify(item.text)
    : ("values" in item ? [...item.values] : [...item.bytes]).join(" ");
  return `${name} ${value}`;
}

function plain(
  { format, array }: SeenType,
  item: Item,
  encoding: string | undefined,
): DefinitionValue | undefined {
  if (format === "L" || item.format === "L") return undefined;
  if (format === "A" || format === "J") return textOf(item, encoding);
  if (format === "BOOLEAN") return oneOrAll(booleansOf(item), array);
  const numbers = numbersOf(item)?.map((number) => format === "F4" ? shortF4(number) : number);
  if (numbers?.every(Number.isFinite) === false) return undefined;
  if (format === "B" && numbers !== undefined) return numbers.length === 1 ? numbers[0] : numbers;
  return oneOrAll(numbers, array);
}

function oneOrAll<T extends number | boolean>(
  values: readonly T[] | undefined,
  array: boolean,
): readonly T[] | T | undefined {
  return array ? values : values?.length === 1 ? values[0] : undefined;
}

function textOf(item: Item, encoding: string | undefined): string | undefined {
  if (item.format !== "A" && item.format !== "J") return undefined;
  return encoding === undefined ? item.text : item.decode(encoding);
}

function booleansOf(item: Item): readonly boolean[] | undefined {
  if (item.format === "BOOLEAN") return item.values;
  return item.format === "B" || item.format === "U1" ? numbersOf(item)?.map((one) => one !== 0) : undefined;
}

function numbersOf(item: Item): readonly number[] | undefined {
  switch (item.format) {
    case "L":
    case "C2":
    case "BOOLEAN":
    case "J":
      return undefined;
    case "B":
      return [...item.bytes];
    case "A": {
      const text = item.length <= LONGEST_NUMBER ? item.text.trim() : "";
      const number = Number(text);
      return text !== "" && Number.isFinite(number) ? [jsonNumber(number)] : undefined;
    }
    default:
      return Array.from((item as NumberItem<NumberFormat>).values as Iterable<number | bigint>, jsonNumber);
  }
}

/** The number of JSON that is nearest; 0 for what is not finite. */
function jsonNumber(number: number | bigint): number {
  if (typeof number === "number") return Number.isFinite(number) && number !== 0 ? number : 0;
  const { MIN_SAFE_INTEGER: min, MAX_SAFE_INTEGER: max } = Number;
  return Math.max(min, Math.min(max, Number(number)));
}

/** The shortest decimal that is the same number in F4: 0.1, not 0.10000000149011612. */
function shortF4(number: number): number {
  const rounded = Math.fround(number);
  return Number.isFinite(rounded) ? Number(F4(rounded).toString().slice("<F4 ".length, -1)) : rounded;
}
