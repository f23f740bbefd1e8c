import { headerLength, writeHeader } from "./header.ts";
import type { Item } from "./item.ts";

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
  /** Tells this item from others. */
  readonly format: "L";
  /** The items, in order. */
  readonly items: readonly Item[];
  #encodedLength = 0;
  #depth = 0;

  /** Keeps the items, which nobody changes any more. Use {@linkcode L}. */
  constructor(items: readonly Item[]) {
    this.format = "L";
    this.items = items;
  }

  /** How many items. */
  get length(): number {
    return this.items.length;
  }

  /** The item at an index from 0; throws a RangeError if there is none. */
  at(index: number): Item {
    const item = this.items[index];
    if (item !== undefined) return item;
    throw new RangeError(`L has ${this.length} items, none at index ${index}`);
  }

  /** Lists in each other, this one included: 1 for a list without lists. */
  get depth(): number {
    if (this.#depth === 0) this.#depth = 1 + depthOf(this.items);
    return this.#depth;
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it. */
  get encodedLength(): number {
    if (this.#encodedLength === 0) this.#encodedLength = headerLength(this.length) + sumOfLengths(this.items);
    return this.#encodedLength;
  }

  /** Whether the other item is a list of equal items in the same order. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== "L" || other.length !== this.length) return false;
    return this.items.every((item, i) => item.equals(other.items[i]));
  }

  /** Writes the whole item and returns the offset behind it; `view` is of the same bytes. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const { items } = this;
    offset = writeHeader(0o00, items.length, bytes, offset);
    for (let i = 0; i < items.length; i++) offset = items[i]!.writeTo(bytes, view, offset);
    return offset;
  }
}

/** The depth of the deepest list among items, 0 without lists. */
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
