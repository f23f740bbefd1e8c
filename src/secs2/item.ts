import type { BinaryItem } from "./binary_item.ts";
import type { BooleanItem } from "./boolean_item.ts";
import type { NumberFormat } from "./format.ts";
import type { ListItem } from "./list_item.ts";
import type { LocalizedItem } from "./localized_item.ts";
import type { NumberItem } from "./number_item.ts";
import type { TextItem } from "./text_item.ts";

/**
 * Any item of SECS-II (E5). A check of its `format` narrows the type.
 *
 * @example
 * ```ts
 * import { A, type Item, U4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * function describe(item: Item): string {
 *   switch (item.format) {
 *     case "A":
 *       return item.text;
 *     case "U4":
 *       return item.values.join(", ");
 *     default:
 *       return item.format;
 *   }
 * }
 * assertEquals([A("x"), U4(1, 2)].map(describe), ["x", "1, 2"]);
 * ```
 */
export type Item =
  | ListItem
  | TextItem<"A">
  | TextItem<"J">
  | LocalizedItem
  | BinaryItem
  | BooleanItem
  | { [F in NumberFormat]: NumberItem<F> }[NumberFormat];
