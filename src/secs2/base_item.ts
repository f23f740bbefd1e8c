import { type Format, headerLength } from "./format.ts";
import type { Item } from "./item.ts";

/**
 * What all items have in common. Items do not change: neither write into the arrays that they give out, nor into
 * those that they were made of.
 *
 * @example
 * ```ts
 * import { BaseItem, L } from "@secs/hsms/secs2";
 * import { assert } from "@std/assert";
 *
 * assert(L() instanceof BaseItem);
 * ```
 */
export abstract class BaseItem<F extends Format = Format> {
  /** The letters of the format; tells items apart. */
  readonly format: F;

  /** Keeps the format. */
  constructor(format: F) {
    this.format = format;
  }

  /** Elements: items of a list, characters of a text, bytes, booleans or numbers. */
  abstract get length(): number;

  /** Bytes of the data behind the header; of a list, all of its items. */
  abstract get payloadLength(): number;

  /** Whether the other item has the same format and the same elements; NaN equals NaN, and -0 is not 0. */
  abstract equals(other: Item | undefined): boolean;

  /** Writes the data behind the header to `bytes` from `offset` on; `view` is of the same bytes. */
  abstract writePayload(bytes: Uint8Array, view: DataView, offset: number): void;

  /** What the length bytes say: the items of a list, the bytes of everything else. */
  get lengthField(): number {
    return this.payloadLength;
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it, with as few length bytes as possible. */
  get encodedLength(): number {
    return headerLength(this.lengthField) + this.payloadLength;
  }
}
