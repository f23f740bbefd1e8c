import { BaseItem } from "./base_item.ts";
import { MAX_DEPTH } from "./format.ts";
import type { Item } from "./item.ts";
import { writeItem } from "./write_item.ts";

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
export class ListItem extends BaseItem<"L"> {
  /** The items, in order. */
  readonly items: readonly Item[];
  #payloadLength = -1;
  #depth = 0;

  /** Keeps the items; throws a RangeError if they are nested deeper than 1024. Use {@linkcode L}. */
  constructor(items: readonly Item[]) {
    super("L");
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
    if (this.#depth === 0) this.#depth = 1 + deepest(this.items);
    return this.#depth;
  }

  /** Bytes of all items with their headers. */
  get payloadLength(): number {
    if (this.#payloadLength < 0) this.#payloadLength = sumOfLengths(this.items);
    return this.#payloadLength;
  }

  /** How many items: what E5 counts in a list. */
  override get lengthField(): number {
    return this.items.length;
  }

  /** Whether the other item is a list of equal items in the same order. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== "L" || other.length !== this.length) return false;
    return this.items.every((item, i) => item.equals(other.items[i]));
  }

  /** Writes all items. */
  writePayload(bytes: Uint8Array, view: DataView, offset: number): void {
    const { items } = this;
    for (let i = 0; i < items.length; i++) offset = writeItem(items[i]!, bytes, view, offset);
  }
}

/** The depth of the deepest list among items, 0 without lists; throws a RangeError when that is too deep for a list of them. */
export function deepest(items: readonly Item[]): number {
  let depth = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item.format === "L" && item.depth > depth) depth = item.depth;
  }
  if (depth < MAX_DEPTH) return depth;
  throw new RangeError(`L around ${depth} lists in each other: at most ${MAX_DEPTH} may be nested`);
}

function sumOfLengths(items: readonly Item[]): number {
  let sum = 0;
  for (let i = 0; i < items.length; i++) sum += items[i]!.encodedLength;
  return sum;
}
