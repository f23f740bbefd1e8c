// Items as what is read of them: ids, texts, numbers.

import { decodeItem, type Item } from "../../secs2/mod.ts";
import { printItem } from "../../sml/mod.ts";

/** Longest text of a value; the rest of it is left out. */
const MAX_TEXT = 200;

/** The body as an item; undefined: it is empty, or cannot be read. */
export function itemOf(body: Uint8Array): Item | undefined {
  try {
    return decodeItem(body);
  } catch {
    return undefined;
  }
}

/** The elements of a list; none of anything else. */
export function elementsOf(item: Item | undefined): readonly Item[] {
  return item?.format === "L" ? item.items : [];
}

/** An id as text, whichever format it has; undefined: it is none. */
export function idOf(item: Item | undefined): string | undefined {
  if (item === undefined || item.format === "L") return undefined;
  if (item.format === "A" || item.format === "J") return item.text;
  if (item.format === "C2") return undefined;
  return item.length === 1 ? String(item.value) : undefined;
}

/** The ids in a list. */
export function idsOf(item: Item | undefined): string[] {
  return elementsOf(item).map((element) => idOf(element) ?? "");
}

/** The text of an A or J item; empty of anything else. */
export function textOf(item: Item | undefined): string {
  return item?.format === "A" || item?.format === "J" ? item.text : "";
}

/** The texts of a list that has texts only, which is the body or an element of it; undefined: it is something else. */
export function textsOf(body: Uint8Array, element?: number): string[] | undefined {
  const item = itemOf(body);
  const list = element === undefined ? item : elementsOf(item)[element];
  if (list?.format !== "L" || !list.items.every(({ format }) => format === "A")) return undefined;
  return list.items.map(textOf);
}

/** A value as text: a number, a text as it is, anything else as SML. */
export function valueText(item: Item): string {
  const text = item.format === "A" || item.format === "J"
    ? item.text
    : item.format !== "L" && item.format !== "C2" && item.length === 1
    ? String(item.value)
    : printItem(item).replace(/\s+/g, " ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** The number that a value is; undefined: it is none. */
export function numberOf(item: Item): number | undefined {
  if (item.format === "L" || item.format === "A" || item.format === "J" || item.format === "C2") {
    return undefined;
  }
  if (item.length !== 1) return undefined;
  const number = Number(item.value);
  return Number.isFinite(number) ? number : undefined;
}
