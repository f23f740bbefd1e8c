/**
 * SECS-II (SEMI E5): the items of a message, and how they are encoded and decoded.
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
export { B, BinaryItem } from "./binary_item.ts";
export { BOOLEAN, BooleanItem } from "./boolean_item.ts";
export { decodeItem, type DecodeOptions } from "./decode.ts";
export { encodeItem } from "./encode.ts";
export { encodeText } from "./encodings.ts";
export { Secs2Error, TextEncodingError } from "./errors.ts";
export type { Format, NumberFormat } from "./format.ts";
export type { Item } from "./item.ts";
export { isItem, L, ListItem } from "./list_item.ts";
export { C2, LocalizedItem } from "./localized_item.ts";
export { NumberItem } from "./number_item.ts";
export type { NumberArgument, NumberArguments, NumberArrays, NumberValue } from "./number_kind.ts";
export { F4, F8, I1, I2, I4, I8, U1, U2, U4, U8 } from "./numbers.ts";
export { A, J, TextItem } from "./text_item.ts";
