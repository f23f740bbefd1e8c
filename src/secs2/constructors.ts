import { BinaryItem } from "./binary_item.ts";
import { BooleanItem } from "./boolean_item.ts";
import { plainBytes, requireByte } from "./bytes.ts";
import { MAX_DEPTH, requireLength } from "./format.ts";
import { isItem } from "./is_item.ts";
import type { Item } from "./item.ts";
import { ListItem } from "./list_item.ts";
import { LocalizedItem } from "./localized_item.ts";

/**
 * Makes a list of items, E5 format code 00 (octal), of its arguments or of one array. Throws a TypeError for what is no
 * item, and a RangeError for more than 1024 lists in each other.
 *
 * @example
 * ```ts
 * import { A, encodeItem, L } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(L(L(), A("x"))), Uint8Array.of(0x01, 0x02, 0x01, 0x00, 0x41, 0x01, 0x78));
 * ```
 */
export function L(...items: readonly Item[] | readonly [items: readonly Item[]]): ListItem {
  const own = (Array.isArray(items[0]) ? items[0].slice() : items) as readonly Item[];
  requireLength("L", own.length, "items");
  for (let i = 0; i < own.length; i++) {
    if (!isItem(own[i])) throw new TypeError(`L takes items, got ${kindOf(own[i])}`);
  }
  const list = new ListItem(own);
  if (list.depth <= MAX_DEPTH) return list;
  throw new RangeError(`L of ${list.depth} lists in each other: at most ${MAX_DEPTH} may be nested`);
}

/**
 * Makes an item of bytes, E5 format code 10 (octal), of numbers from 0 to 255, of one array of them, or of a byte array,
 * which the item keeps without a copy. Throws a TypeError for what is no number, and a RangeError for what is no byte.
 *
 * @example
 * ```ts
 * import { B, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(B(0)), Uint8Array.of(0x21, 0x01, 0x00));
 * ```
 */
export function B(
  ...bytes: readonly number[] | readonly [bytes: Uint8Array | readonly number[]]
): BinaryItem {
  const own = bytesOf("B", bytes);
  return new BinaryItem(own, 0, own.length);
}

/**
 * Makes an item of booleans, E5 format code 11 (octal), of its arguments or of one array. Throws a TypeError for what is
 * no boolean.
 *
 * @example
 * ```ts
 * import { BOOLEAN, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(BOOLEAN(true)), Uint8Array.of(0x25, 0x01, 0x01));
 * ```
 */
export function BOOLEAN(...values: readonly boolean[] | readonly [values: readonly boolean[]]): BooleanItem {
  const own = (Array.isArray(values[0]) ? values[0].slice() : values) as readonly boolean[];
  for (const value of own) {
    if (typeof value !== "boolean") throw new TypeError(`BOOLEAN takes booleans, got ${kindOf(value)}`);
  }
  requireLength("BOOLEAN", own.length, "bytes");
  return new BooleanItem(own, undefined, 0, own.length);
}

/**
 * Makes a localized string, E5 format code 22 (octal), of the number of an encoding (1 UCS-2, 2 UTF-8, 8 Shift-JIS, …)
 * and of bytes in it, which the item keeps without a copy. Throws a RangeError for a number that two bytes cannot hold,
 * and a TypeError for what is no bytes.
 *
 * @example
 * ```ts
 * import { C2, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(C2(2, Uint8Array.of(0x41))), Uint8Array.of(0x49, 0x03, 0x00, 0x02, 0x41));
 * ```
 */
export function C2(encoding: number, bytes: Uint8Array | readonly number[]): LocalizedItem {
  if (!Number.isInteger(encoding) || encoding < 0 || encoding > 0xffff) {
    throw new RangeError(`C2 takes an encoding from 0 to 65535, got ${encoding}`);
  }
  if (!(bytes instanceof Uint8Array) && !Array.isArray(bytes)) {
    throw new TypeError(`C2 takes bytes, got ${kindOf(bytes)}`);
  }
  const own = bytesOf("C2", [bytes]);
  requireLength("C2", own.length + 2, "bytes");
  return new LocalizedItem(encoding, own, 0, own.length);
}

function bytesOf(
  format: "B" | "C2",
  values: readonly number[] | readonly [bytes: Uint8Array | readonly number[]],
): Uint8Array {
  const [first] = values;
  if (first instanceof Uint8Array) {
    requireLength(format, first.length, "bytes");
    return plainBytes(first);
  }
  const numbers = (Array.isArray(first) ? first : values) as readonly number[];
  requireLength(format, numbers.length, "bytes");
  return Uint8Array.from(numbers, (value) => requireByte(format, value));
}

function kindOf(value: unknown): string {
  return value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
