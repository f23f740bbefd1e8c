/**
 * SECS-II (SEMI E5): the items that messages are made of, and the bytes that they are on the wire.
 *
 * @example
 * ```ts
 * import { A, decodeItem, encodeItem, L, U4 } from "@secs/hsms/secs2";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const body = encodeItem(L(A("x"), U4(1, 2)));
 * const item = decodeItem(body);
 * assert(item?.format === "L");
 * assertEquals(item.length, 2);
 * assert(item.equals(L(A("x"), U4(1, 2))));
 * ```
 *
 * @module
 */
export { BinaryItem } from "./binary_item.ts";
export { BooleanItem } from "./boolean_item.ts";
export { B, BOOLEAN, C2, L } from "./constructors.ts";
export { decodeItem, type DecodeOptions } from "./decode.ts";
export { encodeItem } from "./encode.ts";
export { Secs2Error } from "./errors.ts";
export type { Format, NumberFormat } from "./format.ts";
export type { Item } from "./item.ts";
export { ListItem } from "./list_item.ts";
export { LocalizedItem } from "./localized_item.ts";
export { NumberItem } from "./number_item.ts";
export type { NumberArrays, NumberValue } from "./number_types.ts";
export {
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type NumberArgument,
  type NumberArguments,
  U1,
  U2,
  U4,
  U8,
} from "./numbers.ts";
export { TextItem } from "./text_item.ts";
export { A, J } from "./texts.ts";
