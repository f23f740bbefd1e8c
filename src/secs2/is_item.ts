import { BinaryItem } from "./binary_item.ts";
import { BooleanItem } from "./boolean_item.ts";
import type { Item } from "./item.ts";
import { ListItem } from "./list_item.ts";
import { LocalizedItem } from "./localized_item.ts";
import { NumberItem } from "./number_item.ts";
import { TextItem } from "./text_item.ts";

/** Whether a value is an item. */
export function isItem(value: unknown): value is Item {
  return value instanceof NumberItem || value instanceof TextItem || value instanceof ListItem ||
    value instanceof BooleanItem || value instanceof BinaryItem || value instanceof LocalizedItem;
}
