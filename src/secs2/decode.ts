import { requireInteger } from "../core/base/mod.ts";
import { plainBytes } from "./bytes.ts";
import { Decoder } from "./decoder.ts";
import { MAX_DEPTH } from "./format.ts";
import type { Item } from "./item.ts";

/**
 * Bounds of {@linkcode decodeItem}.
 *
 * @example
 * ```ts
 * import { decodeItem, encodeItem, L, Secs2Error } from "@secs/hsms/secs2";
 * import { assertThrows } from "@std/assert";
 *
 * const body = encodeItem(L(L(L())));
 * assertThrows(() => decodeItem(body, { maxDepth: 2 }), Secs2Error, "nested deeper than 2");
 * ```
 */
export interface DecodeOptions {
  /**
   * How many lists may lie in each other, 1 to 1024.
   *
   * @default {64}
   */
  readonly maxDepth?: number | undefined;
  /**
   * How many items there may be, lists and all.
   *
   * @default {1000000}
   */
  readonly maxItems?: number | undefined;
}

/**
 * Decodes the body of a message (E5): one item, or nothing if it is empty. The bytes are read once; texts and numbers
 * are made when they are asked for, so items refer to `bytes`: do not change them afterwards.
 *
 * Throws a {@linkcode Secs2Error} with offset and path for whatever is no item: cut short, a format or a number of length
 * bytes that E5 has not, bytes behind the item, or beyond the options' bounds.
 *
 * @example
 * ```ts
 * import { decodeItem } from "@secs/hsms/secs2";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const item = decodeItem(Uint8Array.of(0xb1, 0x04, 0x00, 0x00, 0x00, 0x0d));
 * assert(item?.format === "U4");
 * assertEquals(item.value, 13);
 * ```
 */
export function decodeItem(bytes: Uint8Array, options: DecodeOptions = {}): Item | undefined {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`decodeItem() takes a Uint8Array, got ${typeof bytes}`);
  }
  const maxDepth = requireInteger("maxDepth", options.maxDepth ?? 64, 1, MAX_DEPTH);
  const maxItems = requireInteger("maxItems", options.maxItems ?? 1_000_000, 1, Number.MAX_SAFE_INTEGER);
  return bytes.length === 0 ? undefined : new Decoder(plainBytes(bytes), maxDepth, maxItems).decode();
}
