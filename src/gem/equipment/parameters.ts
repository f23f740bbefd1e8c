import type { Item } from "../../secs2/mod.ts";
import type { ModelParameter, ModelVariable } from "../definition/model.ts";
import { type GemValue, itemOf, valueOf } from "../definition/values.ts";
import { CPACK } from "./acks.ts";

/** An encoding that has every character. */
export const ANY_TEXT = "utf-8";

/** A value that was read, or the CPACK that refuses it. */
export type ReadValue = { readonly value: GemValue } | { readonly code: number };

/**
 * Reads the value of a parameter, or of a constant: its format must be the one of the model, then its range counts. Several
 * values may come as one item, or as a list of items (S2F49). Text is in `encoding`; undefined for Latin-1.
 */
export function readParameter(
  type: ModelParameter | ModelVariable,
  item: Item,
  encoding: string | undefined,
): ReadValue {
  let value: GemValue;
  try {
    value = type.array && item.format === "L" ? listed(type, item.items) : valueOf(type, item);
    const isText = type.format !== "L" && (item.format === "A" || item.format === "J");
    if (isText && encoding !== undefined) value = item.decode(encoding);
  } catch {
    return { code: CPACK.format };
  }
  return isInRange(type, value) ? { value } : { code: CPACK.value };
}

/** Whether a value is one that a parameter or a constant may have; its format is right. */
export function isInRange(type: ModelParameter | ModelVariable, value: unknown): boolean {
  const { min, max, values } = type;
  if (values !== undefined) {
    const item = itemOf(type, value, ANY_TEXT);
    return values.some((one) => itemOf(type, one, ANY_TEXT).equals(item));
  }
  if (min === undefined && max === undefined) return true;
  const elements = typeof value === "object" ? Array.from(value as ArrayLike<number>) : [value as number];
  return elements.every((one) => (min === undefined || one >= min) && (max === undefined || one <= max));
}

function listed(type: ModelParameter | ModelVariable, items: readonly Item[]): GemValue {
  return items.map((item) => valueOf({ ...type, array: false }, item)) as readonly number[] as GemValue;
}
