import { requireInteger } from "../core/base/mod.ts";
import { BinaryArrayItem, BinaryItem } from "./binary_item.ts";
import { BooleanArrayItem, BooleanItem } from "./boolean_item.ts";
import { plainBytes, viewOf } from "./bytes.ts";
import { kindOf, Secs2Error } from "./errors.ts";
import { CODES, type Format, formatOfCode, MAX_DEPTH } from "./format.ts";
import type { Item } from "./item.ts";
import { ListItem } from "./list_item.ts";
import { LocalizedItem } from "./localized_item.ts";
import { NumberArrayItem } from "./number_array_item.ts";
import { readArray } from "./number_arrays.ts";
import { NumberItem } from "./number_item.ts";
import { kindOfCode, type NumberKind } from "./number_kind.ts";
import { TextItem } from "./text_item.ts";

/**
 * Limits of {@linkcode decodeItem}.
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
   * Maximum depth of nested lists, 1 to 1024.
   *
   * @default {64}
   */
  readonly maxDepth?: number | undefined;
  /**
   * Maximum number of items in the body, lists included.
   *
   * @default {1000000}
   */
  readonly maxItems?: number | undefined;
}

/**
 * Decodes the body of a message (E5): one item, or `undefined` if the body is empty. Long texts and arrays are made when they
 * are read, so items refer to `bytes`: do not change them afterwards.
 *
 * @throws {Secs2Error} when the body is not one item: it is cut short, its format or its number of length bytes is not one
 * of E5, bytes follow the item, or a limit of the options is exceeded
 * @throws {TypeError} when `bytes` is not a Uint8Array
 * @throws {RangeError} when an option is not a whole number in its range
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
    throw new TypeError(`decodeItem() takes a Uint8Array, got ${kindOf(bytes)}`);
  }
  const maxDepth = requireInteger("maxDepth", options.maxDepth ?? 64, 1, MAX_DEPTH);
  const maxItems = requireInteger("maxItems", options.maxItems ?? 1_000_000, 1, Number.MAX_SAFE_INTEGER);
  return bytes.length === 0 ? undefined : new Decoder(plainBytes(bytes), maxDepth, maxItems).decode();
}

/** As constants of this file: to read properties of CODES for every item is slower. */
const { A: TEXT, B: BINARY, BOOLEAN, J: JIS8, C2: LOCALIZED } = CODES;

/** Reads one body, from the first byte to the last. */
class Decoder {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #maxDepth: number;
  readonly #maxItems: number;
  #view: DataView | undefined;
  /** The next byte to read. */
  #at = 0;
  /** The number of items that were announced so far. */
  #items = 1;
  /** The lists that are not complete yet, with the items that were read so far. */
  readonly #open: Item[][] = [];

  constructor(bytes: Uint8Array, maxDepth: number, maxItems: number) {
    this.#bytes = bytes;
    this.#end = bytes.length;
    this.#maxDepth = maxDepth;
    this.#maxItems = maxItems;
  }

  /** Decodes the whole body. */
  decode(): Item {
    const item = this.#item();
    const rest = this.#end - this.#at;
    if (rest === 0) return item;
    throw new Secs2Error(`${count(rest, "byte")} after the item`, this.#at, "");
  }

  #item(): Item {
    const bytes = this.#bytes;
    const start = this.#at;
    if (start >= this.#end) throw this.#error(start, "the body ends where an item must begin");
    const head = bytes[start]!;
    const lengthBytes = head & 3;
    const data = start + 1 + lengthBytes;
    if (lengthBytes === 0) {
      throw this.#error(start, `format byte ${hex(head)} says 0 length bytes, must be 1 to 3`);
    }
    if (data > this.#end) {
      throw this.#error(start, `the body ends inside its ${count(lengthBytes, "length byte")}`);
    }
    let length = bytes[start + 1]!;
    if (lengthBytes > 1) length = length << 8 | bytes[start + 2]!;
    if (lengthBytes > 2) length = length << 8 | bytes[start + 3]!;
    this.#at = data;
    if (head < 4) return this.#list(start, length);
    if (length > this.#end - data) throw this.#cut(start, head, length);
    this.#at = data + length;
    return this.#leaf(start, head >>> 2, data, length);
  }

  #list(start: number, length: number): Item {
    this.#checkList(start, length);
    const items: Item[] = [];
    this.#open.push(items);
    for (let i = 0; i < length; i++) items.push(this.#item());
    this.#open.pop();
    return new ListItem(items);
  }

  #checkList(start: number, length: number): void {
    const rest = this.#end - this.#at;
    // An item takes at least two bytes.
    if (length * 2 > rest) {
      throw this.#error(
        start,
        `a list of ${count(length, "item")}, but only ${count(rest, "byte")} follow`,
        "L",
      );
    }
    this.#items += length;
    if (this.#items > this.#maxItems) {
      throw this.#error(start, `more than ${count(this.#maxItems, "item")}`, "L");
    }
    if (this.#open.length >= this.#maxDepth) {
      throw this.#error(start, `nested deeper than ${this.#maxDepth}`, "L");
    }
  }

  #leaf(start: number, code: number, data: number, length: number): Item {
    const kind = kindOfCode(code);
    if (kind !== undefined) return this.#numbers(kind, start, data, length);
    switch (code) {
      case TEXT:
        return new TextItem("A", undefined, this.#bytes, data, length);
      case BINARY:
        return length === 1
          ? new BinaryItem(this.#bytes[data]!)
          : new BinaryArrayItem(this.#bytes, data, length);
      case BOOLEAN:
        return length === 1
          ? new BooleanItem(this.#bytes[data] !== 0)
          : new BooleanArrayItem(this.#bytes, data, length);
      case JIS8:
        return new TextItem("J", undefined, this.#bytes, data, length);
      case LOCALIZED:
        return this.#localized(start, data, length);
      default:
        throw this.#error(start, `format byte ${hex(this.#bytes[start]!)} is not a format of E5`);
    }
  }

  #numbers(kind: NumberKind, start: number, data: number, length: number): Item {
    const { format, size } = kind;
    if ((length & (size - 1)) !== 0) {
      throw this.#error(
        start,
        `${count(length, "byte")} of data, must be a multiple of ${size}`,
        format,
      );
    }
    const view = this.#view ??= viewOf(this.#bytes);
    if (length !== size) return new NumberArrayItem(kind, view, data, length >>> kind.shift) as Item;
    const value = kind.read(view, data) as never;
    // Which NaN it is only an array keeps.
    const values = Number.isNaN(value) ? readArray(kind, view, data, 1) as never : undefined;
    return new NumberItem(format, value, values) as Item;
  }

  #localized(start: number, data: number, length: number): Item {
    if (length === 0) return new LocalizedItem(0, this.#bytes, data, 0);
    if (length === 1) {
      throw this.#error(start, "1 byte of data, must be 0 bytes, or 2 bytes of encoding and the text", "C2");
    }
    return new LocalizedItem(
      this.#bytes[data]! << 8 | this.#bytes[data + 1]!,
      this.#bytes,
      data + 2,
      length - 2,
    );
  }

  #cut(start: number, head: number, length: number): Secs2Error {
    const rest = count(this.#end - this.#at, "byte");
    return this.#error(
      start,
      `${count(length, "byte")} of data, but only ${rest} follow`,
      formatOfCode(head >>> 2),
    );
  }

  /** `format` is the format of the malformed item, if it is known. */
  #error(offset: number, message: string, format?: Format): Secs2Error {
    const lists = this.#open.map((items) => `L[${items.length}]`);
    return new Secs2Error(message, offset, (format === undefined ? lists : [...lists, format]).join("/"));
  }
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
