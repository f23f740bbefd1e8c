import { BinaryItem } from "./binary_item.ts";
import { BooleanItem } from "./boolean_item.ts";
import { Secs2Error } from "./errors.ts";
import { type Format, FORMAT_CODES, type NumberFormat } from "./format.ts";
import type { Item } from "./item.ts";
import { ListItem } from "./list_item.ts";
import { LocalizedItem } from "./localized_item.ts";
import { NumberItem } from "./number_item.ts";
import { Source } from "./source.ts";
import { TextItem } from "./text_item.ts";

/** Reads one body, from the first byte to the last. */
export class Decoder {
  readonly #source: Source;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #maxDepth: number;
  readonly #maxItems: number;
  /** The next byte to read. */
  #at = 0;
  #items = 0;
  /** For each open list the index of the item in it that is being read. */
  readonly #path: number[] = [];

  constructor(bytes: Uint8Array, maxDepth: number, maxItems: number) {
    this.#source = new Source(bytes);
    this.#bytes = bytes;
    this.#end = bytes.length;
    this.#maxDepth = maxDepth;
    this.#maxItems = maxItems;
  }

  /** The item that the body is. */
  decode(): Item {
    const item = this.#item();
    const rest = this.#end - this.#at;
    if (rest === 0) return item;
    throw new Secs2Error(`${count(rest, "byte")} behind the item`, this.#at, "");
  }

  #item(): Item {
    const bytes = this.#bytes;
    const start = this.#at;
    if (start >= this.#end) throw this.#error(start, "the body ends where an item must begin");
    if (++this.#items > this.#maxItems) {
      throw this.#error(start, `more than ${count(this.#maxItems, "item")}`);
    }
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
    return this.#leaf(start, head, data, length);
  }

  #list(start: number, length: number): Item {
    const rest = this.#end - this.#at;
    // An item has two bytes or more.
    if (length * 2 > rest) {
      throw this.#error(
        start,
        `a list of ${count(length, "item")}, but only ${count(rest, "byte")} follow`,
        "L",
      );
    }
    const path = this.#path;
    const depth = path.length;
    if (depth >= this.#maxDepth) throw this.#error(start, `nested deeper than ${this.#maxDepth}`, "L");
    const items: Item[] = [];
    path.push(0);
    for (let i = 0; i < length; i++) {
      path[depth] = i;
      items.push(this.#item());
    }
    path.pop();
    return new ListItem(items);
  }

  #leaf(start: number, head: number, data: number, length: number): Item {
    switch (head >>> 2) {
      case 0o10:
        return new BinaryItem(this.#source, data, length);
      case 0o11:
        return new BooleanItem(undefined, this.#source, data, length);
      case 0o20:
        return new TextItem("A", undefined, this.#source, data, length);
      case 0o21:
        return new TextItem("J", undefined, this.#source, data, length);
      case 0o22:
        return this.#localized(start, data, length);
      case 0o30:
        return this.#numbers("I8", 8, start, data, length);
      case 0o31:
        return this.#numbers("I1", 1, start, data, length);
      case 0o32:
        return this.#numbers("I2", 2, start, data, length);
      case 0o34:
        return this.#numbers("I4", 4, start, data, length);
      case 0o40:
        return this.#numbers("F8", 8, start, data, length);
      case 0o44:
        return this.#numbers("F4", 4, start, data, length);
      case 0o50:
        return this.#numbers("U8", 8, start, data, length);
      case 0o51:
        return this.#numbers("U1", 1, start, data, length);
      case 0o52:
        return this.#numbers("U2", 2, start, data, length);
      case 0o54:
        return this.#numbers("U4", 4, start, data, length);
      default:
        throw this.#error(start, `format byte ${hex(head)} is of no format that E5 has`);
    }
  }

  #numbers(format: NumberFormat, size: number, start: number, data: number, length: number): Item {
    const elements = length / size;
    if (length % size !== 0) {
      throw this.#error(
        start,
        `${count(length, "byte")} of data are no whole number of ${size}-byte numbers`,
        format,
      );
    }
    return new NumberItem(format, undefined, undefined, this.#source, data, elements) as Item;
  }

  #localized(start: number, data: number, length: number): Item {
    if (length === 0) return new LocalizedItem(0, this.#source, data, 0);
    if (length === 1) throw this.#error(start, "1 byte of data, where the encoding has 2", "C2");
    return new LocalizedItem(
      this.#bytes[data]! << 8 | this.#bytes[data + 1]!,
      this.#source,
      data + 2,
      length - 2,
    );
  }

  #cut(start: number, head: number, length: number): Secs2Error {
    const rest = count(this.#end - this.#at, "byte");
    return this.#error(start, `${count(length, "byte")} of data, but only ${rest} follow`, formatOf(head));
  }

  /** `format` is that of the item that is wrong, as far as it is known. */
  #error(offset: number, message: string, format?: Format): Secs2Error {
    const lists = this.#path.map((index) => `L[${index}]`);
    return new Secs2Error(message, offset, (format === undefined ? lists : [...lists, format]).join("/"));
  }
}

function formatOf(head: number): Format | undefined {
  const formats = Object.keys(FORMAT_CODES) as Format[];
  return formats.find((format) => FORMAT_CODES[format] === head >>> 2);
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
