import { inspectAs } from "../core/base/mod.ts";
import { BinaryArrayItem, BinaryItem } from "./binary_item.ts";
import { BooleanArrayItem, BooleanItem } from "./boolean_item.ts";
import { kindOf } from "./errors.ts";
import { CODES, type Format, headerLength, MAX_DEPTH, requireLength, writeHeader } from "./format.ts";
import type { Item } from "./item.ts";
import { inspectList } from "./list_text.ts";
import { LocalizedItem } from "./localized_item.ts";
import { NumberArrayItem } from "./number_array_item.ts";
import { NumberItem } from "./number_item.ts";
import { TextItem } from "./text_item.ts";

/**
 * A list of items, E5 format code 00 (octal). Made by {@linkcode L}.
 *
 * @example
 * ```ts
 * import { A, L, U4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const list = L(A("x"), U4(1, 2));
 * assertEquals([list.length, list.at(1).format], [2, "U4"]);
 * ```
 */
export class ListItem {
  /** The format, which tells the kinds of items apart. */
  readonly format: "L";
  /** The items, in order. */
  readonly items: readonly Item[];
  #encodedLength = 0;
  #depth = 0;

  static {
    inspectAs(this.prototype, inspectList);
  }

  /** Makes a list of an array of items, which must not change afterwards. Use {@linkcode L}. */
  constructor(items: readonly Item[]) {
    this.format = "L";
    this.items = items;
  }

  /** The number of items. */
  get length(): number {
    return this.items.length;
  }

  /**
   * The item at an index, counted from 0.
   *
   * @throws {RangeError} when there is no item at the index
   */
  at(index: number): Item {
    const item = this.items[index];
    if (item !== undefined) return item;
    throw new RangeError(`L has no item at index ${index}: its length is ${this.length}`);
  }

  /** The depth of nested lists, this list included: 1 if no item is a list. */
  get depth(): number {
    if (this.#depth === 0) this.#depth = 1 + depthOf(this.items);
    return this.#depth;
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    if (this.#encodedLength === 0) this.#encodedLength = headerLength(this.length) + sumOfLengths(this.items);
    return this.#encodedLength;
  }

  /** Whether the other item is a list of equal items in the same order. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    if (!(other instanceof ListItem) || other.length !== this.length) return false;
    return this.items.every((item, i) => item.equals(other.items[i]));
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const { items } = this;
    offset = writeHeader(CODES.L, items.length, bytes, offset);
    for (let i = 0; i < items.length; i++) offset = items[i]!.writeTo(bytes, view, offset);
    return offset;
  }

  /** The list as SML, on one line. */
  toString(): string {
    return `<${[`L [${this.length}]`, ...this.items].join(" ")}>`;
  }

  /** The format and what `toJSON()` of the items returns, for `JSON.stringify`. */
  toJSON(): { format: "L"; value: readonly unknown[] } {
    return { format: "L", value: this.items.map((item) => item.toJSON()) };
  }
}

/**
 * Makes a list, E5 format code 00 (octal), from its arguments or from one array of items.
 *
 * @throws {TypeError} when an element is not an item
 * @throws {RangeError} when lists are nested deeper than 1024, or there are more than 16,777,215 items
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
  throw new RangeError(`L with lists nested ${list.depth} deep: the maximum is ${MAX_DEPTH}`);
}

/**
 * Whether a value is an item.
 *
 * @example
 * ```ts
 * import { isItem, U4 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([isItem(U4(1)), isItem(1)], [true, false]);
 * ```
 */
export function isItem(value: unknown): value is Item {
  // One look at its class, because `instanceof` is slow for items that have no `value`.
  switch ((value as Item | null | undefined)?.constructor) {
    case NumberItem:
    case TextItem:
    case ListItem:
    case BooleanItem:
    case BinaryItem:
    case NumberArrayItem:
    case BinaryArrayItem:
    case BooleanArrayItem:
    case LocalizedItem:
      return true;
    default:
      return false;
  }
}

/** The depth of the deepest list among items, or 0 if none is a list. */
function depthOf(items: readonly Item[]): number {
  let depth = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item instanceof ListItem && item.depth > depth) depth = item.depth;
  }
  return depth;
}

function sumOfLengths(items: readonly Item[]): number {
  let sum = 0;
  for (let i = 0; i < items.length; i++) sum += items[i]!.encodedLength;
  return sum;
}
