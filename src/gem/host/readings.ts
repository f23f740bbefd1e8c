import { A, BOOLEAN, encodeText, type Item, type NumberFormat, type NumberItem } from "../../secs2/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import type { ModelVariable } from "../definition/model.ts";
import {
  fits,
  type GemValue,
  isNumeric,
  itemOf,
  valueOf,
  type ValueType,
  wantedBy,
} from "../definition/values.ts";
import type { Found } from "./refs.ts";

/** The value of a variable as a tool sent it. */
export interface GemReading<T = GemValue> {
  /** Its id. */
  readonly id: SecsId;
  /** Its name; undefined if it is not in the model. */
  readonly name: string | undefined;
  /** What came. */
  readonly item: Item;
  /**
   * Its value: of the type of the model; without a model, what the item has: text, one value, or several in an array.
   * Undefined if the tool has no such variable (an empty list), or has no value of it at the moment (an item of length 0), or
   * if `problem` says why.
   */
  readonly value: T | undefined;
  /** Why the item is no value of the variable, as a sentence. */
  readonly problem: string | undefined;
}

/** Reads the value of a variable. */
export function readingOf({ id, part }: Found<ModelVariable>, item: Item, encoding?: string): GemReading {
  const value = isNothing(part, item) ? undefined : valueIn(part, item, encoding);
  const isMisfit = value === undefined && item.length > 0;
  const problem = isMisfit
    ? `${part!.name} is ${wantedBy(part!)} in the model, got ${shown(item)}`
    : undefined;
  return { id, name: part?.name, item, value, problem };
}

/** Item of length 0 of a variable that is no text and no array: it has no value now. */
function isNothing(type: ValueType | undefined, item: Item): boolean {
  if (item.length > 0 || type?.format === "L") return false;
  if (item.format === "L" || type === undefined) return item.format !== "A" && item.format !== "J";
  return !type.array && type.format !== "A" && type.format !== "J" && type.format !== "B";
}

/** The value of an item; undefined if it is none of that type. */
function valueIn(
  type: ValueType | undefined,
  item: Item,
  encoding: string | undefined,
): GemValue | undefined {
  if (item.format === "A" || item.format === "J") {
    if (type !== undefined && type.format !== "A" && type.format !== "J") return undefined;
    return encoding === undefined ? item.text : item.decode(encoding);
  }
  if (type === undefined) return plainValue(item, item.length === 1);
  if (fits(type, item)) return valueOf(type, item);
  // A number in another format of numbers is the same number.
  const isNumber = isNumeric(type.format) && isNumeric(item.format as NumberFormat);
  return isNumber && (type.array || item.length === 1) ? plainValue(item, !type.array) : undefined;
}

function plainValue(item: Item, isOne: boolean): GemValue {
  switch (item.format) {
    case "L":
    case "C2":
      return item;
    case "A":
    case "J":
      return item.text;
    case "B":
      return isOne ? item.value : item.bytes;
    case "BOOLEAN":
      return isOne ? item.value : item.values;
    default: {
      const numbers = item as NumberItem<NumberFormat>;
      return isOne ? numbers.value : numbers.values;
    }
  }
}

/**
 * The item of a value that goes to the tool. Without a type in the model: of text A, of true and false BOOLEAN; of a number
 * nobody knows the format.
 *
 * @throws {GemValueError} when the value does not fit the type.
 * @throws {TypeError} when there is no type, and the value needs one.
 */
export function itemFor(type: ValueType | undefined, what: string, value: unknown, encoding?: string): Item {
  if (type !== undefined) return itemOf(type, value, encoding);
  if (typeof value === "string") return A(encoding === undefined ? value : encodeText(value, encoding));
  if (typeof value === "boolean") return BOOLEAN(value);
  if (isItem(value)) return value;
  const said =
    `${what} is not in a model, so its format is not known: give an item, such as U4(5) or F4(0.5)`;
  throw new TypeError(said);
}

function isItem(value: unknown): value is Item {
  return typeof (value as Item | null | undefined)?.equals === "function";
}

function shown(item: Item): string {
  return `${item.format}[${item.length}]`;
}
