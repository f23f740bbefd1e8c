// Whether values are what a file says.

import { isItem, type Item } from "../../secs2/mod.ts";
import { parseItem } from "../../sml/mod.ts";
import type { Condition, Conditions, Scalar, Value } from "./scenario.ts";

/** A condition that is not met: the name of the value, what it has to be, and what it is. */
export interface Miss {
  readonly name: string;
  readonly wanted: string;
  readonly got: string;
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)`;

/** The words of conditions, each with what it says of a number. */
const COMPARISONS:
  readonly (readonly [form: RegExp, holds: (value: number, a: number, b: number) => boolean])[] = [
    [new RegExp(`^above ${NUMBER}$`), (value, a) => value > a],
    [new RegExp(`^below ${NUMBER}$`), (value, a) => value < a],
    [new RegExp(`^at least ${NUMBER}$`), (value, a) => value >= a],
    [new RegExp(`^at most ${NUMBER}$`), (value, a) => value <= a],
    [new RegExp(`^${NUMBER} to ${NUMBER}$`), (value, a, b) => value >= a && value <= b],
  ];

/** What of some values is not as it has to be. */
export function missesOf(conditions: Conditions, values: Readonly<Record<string, unknown>>): Miss[] {
  return Object.entries(conditions).flatMap(([name, condition]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return meets(condition, value)
      ? []
      : [{ name, wanted: conditionText(condition), got: shownValue(value) }];
  });
}

/** Whether a value is as a condition says. */
export function meets(condition: Condition, value: unknown): boolean {
  if (typeof condition === "object" && !Array.isArray(condition)) {
    return same((condition as { readonly is: Value }).is, value);
  }
  if (Array.isArray(condition)) return condition.some((one) => meets(one, value));
  if (typeof condition !== "string") return same(condition as Scalar, value);
  if (condition === "any") return value !== undefined;
  for (const [form, holds] of COMPARISONS) {
    const found = form.exec(condition);
    if (found !== null) return isNumber(value) && holds(Number(value), Number(found[1]), Number(found[2]));
  }
  const not = /^not (.+)$/s.exec(condition)?.[1];
  if (not !== undefined) return value !== undefined && !same(not, value);
  const pattern = /^matches \/(.*)\/$/s.exec(condition)?.[1];
  if (pattern !== undefined) return typeof value === "string" && new RegExp(pattern).test(value);
  return same(condition, value);
}

/** A condition as it is read. */
export function conditionText(condition: Condition): string {
  if (Array.isArray(condition)) return `one of ${condition.map((one) => `${one}`).join(", ")}`;
  if (typeof condition === "object") return shownValue((condition as { readonly is: Value }).is);
  return `${condition}`;
}

/** A value as it is shown. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "not there";
  if (typeof value === "string") return value === "" ? '""' : value;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return `[${Array.from(value as ArrayLike<unknown>).join(", ")}]`;
  }
  return `${value}`;
}

/** A value of a message as one of a scenario: what is no value of a file is its text. */
export function plainValue(value: unknown): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return Array.from(value as unknown as ArrayLike<unknown>, (one) => plainValue(one) as Scalar);
  }
  return typeof value === "number" || typeof value === "boolean" ? value : `${value}`;
}

/** Whether a value that came is one of the file: 0.1 is the 0.1 of F4 too, and 5 the text 5. */
function same(wanted: Value, value: unknown): boolean {
  if (isItem(value)) return false;
  if (Array.isArray(wanted)) {
    if (!ArrayBuffer.isView(value) && !Array.isArray(value)) return false;
    const values = Array.from(value as unknown as ArrayLike<unknown>);
    return values.length === wanted.length && wanted.every((one, at) => same(one, values[at]));
  }
  if (typeof wanted === "boolean") return value === wanted;
  if (isNumber(value)) {
    const number = typeof wanted === "string" && wanted.trim() === "" ? NaN : Number(wanted);
    return Number(value) === number || Number(value) === Math.fround(number);
  }
  return value !== undefined && `${value}` === `${wanted}`;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** In place of any item: text that no tool sends. */
const ANY = "<*> of a pattern";

/** A body as a pattern: SML, in which `<*>` is any item. @throws {SmlError} When it is none. */
export function parsePattern(text: string): Item {
  // Of the same length, so that an error has the right column.
  parseItem(text.replaceAll("<*>", "<L>"));
  return parseItem(text.replaceAll("<*>", `<A "${ANY}">`));
}

/** Whether a body fits a pattern. */
export function fitsPattern(pattern: Item, item: Item | undefined): boolean {
  if (item === undefined) return false;
  if (pattern.format === "A" && pattern.text === ANY) return true;
  if (pattern.format !== "L" || item.format !== "L") return pattern.equals(item);
  return pattern.length === item.length && pattern.items.every((one, at) => fitsPattern(one, item.items[at]));
}
