import { NO_BYTES } from "../core/base/mod.ts";
import { viewOf } from "./bytes.ts";
import { kindOf } from "./errors.ts";
import type { Item } from "./item.ts";
import { isItem } from "./list_item.ts";

/**
 * Small bodies are written here and copied out. Engines keep the bytes of a small array inside its object; a DataView of
 * such an array makes them move the bytes out first, which takes longer than all the rest.
 */
const DESK = new Uint8Array(1024);
const DESK_VIEW = viewOf(DESK);

/**
 * Encodes an item as the body of a message (E5), with as few length bytes as possible and in one allocation. `undefined`
 * is the empty body.
 *
 * @throws {TypeError} when `item` is not an item
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
  if (!isItem(item)) throw new TypeError(`encodeItem() takes an item, got ${kindOf(item)}`);
  const length = item.encodedLength;
  if (length <= DESK.length) {
    item.writeTo(DESK, DESK_VIEW, 0);
    return DESK.slice(0, length);
  }
  const bytes = new Uint8Array(length);
  item.writeTo(bytes, viewOf(bytes), 0);
  return bytes;
}
