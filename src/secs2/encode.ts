import { NO_BYTES } from "../core/base/mod.ts";
import { viewOf } from "./bytes.ts";
import type { Item } from "./item.ts";
import { isItem } from "./list_item.ts";

/**
 * Small bodies are written here and copied out. The engines keep a small array inside the object, and a DataView of its
 * own makes them move it out first, which costs more than all the rest.
 */
const DESK = new Uint8Array(1024);
const DESK_VIEW = viewOf(DESK);

/**
 * Encodes an item as the body of a message (E5), with as few length bytes as possible and in one allocation; no item
 * is an empty body. Throws a TypeError for what is no item.
 *
 * @example
 * ```ts
 * import { A, encodeItem, L } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(L(A("AB"))), Uint8Array.of(0x01, 0x01, 0x41, 0x02, 0x41, 0x42));
 * assertEquals(encodeItem(undefined).length, 0);
 * ```
 */
export function encodeItem(item: Item | undefined): Uint8Array {
  if (item === undefined) return NO_BYTES;
  if (!isItem(item)) throw new TypeError(`encodeItem() takes an item, got ${typeof item}`);
  const length = item.encodedLength;
  if (length <= DESK.length) {
    item.writeTo(DESK, DESK_VIEW, 0);
    return DESK.slice(0, length);
  }
  const bytes = new Uint8Array(length);
  item.writeTo(bytes, viewOf(bytes), 0);
  return bytes;
}
