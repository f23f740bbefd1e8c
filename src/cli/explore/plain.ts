import { hexOf } from "../hex_of.ts";
import { F4, type Item, type NumberFormat, type NumberItem } from "../../secs2/mod.ts";
import { printItem } from "../../sml/mod.ts";

/** A value as JSON has it; numbers that JSON cannot hold are text. */
export type Plain = string | number | boolean | null | readonly Plain[];

/** Maximum number of characters of a value in a table. */
const MAX_SHOWN = 40;

/** The value of an item: one, or several in an array. Null: it has none. */
export function plainOf(item: Item): Plain {
  switch (item.format) {
    case "L":
      return item.items.map(plainOf);
    case "A":
    case "J":
      return item.text;
    case "C2":
      return printItem(item);
    case "B":
      return oneOf([...item.bytes]);
    case "BOOLEAN":
      return oneOf([...item.values]);
    case "F4":
      return oneOf([...item.values].map((value) => numberOf(shortF4(value))));
    default:
      return oneOf(
        Array.from((item as NumberItem<NumberFormat>).values as Iterable<number | bigint>, numberOf),
      );
  }
}

/** The same in a line of a table. */
export function shown(item: Item | undefined): string {
  if (item === undefined || item.length === 0 && item.format !== "A" && item.format !== "J") return "–";
  if (item.format === "L") return short(printItem(item));
  if (item.format === "B") return short(hexOf(item.bytes));
  const value = plainOf(item);
  return item.format === "A" || item.format === "J" || item.format === "C2"
    ? quoted(value as string)
    : listed(value);
}

/** A text, without anything that a terminal would obey. */
export function quoted(text: string): string {
  return short(JSON.stringify(text.slice(0, 2 * MAX_SHOWN)));
}

/** A line without anything that a terminal would obey. */
export function printable(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "·");
}

function listed(value: Plain): string {
  return short(Array.isArray(value) ? value.join(" ") : `${value}`);
}

function short(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

function oneOf(values: readonly Plain[]): Plain {
  return values.length === 1 ? values[0]! : values.length === 0 ? null : values;
}

/** F4 has its own digits: 0.1, not 0.10000000149011612. */
function shortF4(value: number): number {
  return Number.isFinite(value) ? Number(F4(value).toString().slice("<F4 ".length, -1)) : value;
}

function numberOf(value: number | bigint): Plain {
  if (typeof value === "number") return Number.isFinite(value) ? value : `${value}`;
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : `${value}`;
}
