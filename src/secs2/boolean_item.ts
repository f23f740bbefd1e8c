import { headerLength, writeHeader } from "./header.ts";
import type { Item } from "./item.ts";

/**
 * Booleans, E5 format code 11 (octal): a byte for each, and every byte but 0 is true. Made by {@linkcode BOOLEAN}.
 *
 * @example
 * ```ts
 * import { BOOLEAN } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(BOOLEAN(true, false).values, [true, false]);
 * assertEquals(BOOLEAN(true).value, true);
 * ```
 */
export class BooleanItem {
  /** Tells this item from others. */
  readonly format: "BOOLEAN";
  /** How many booleans. */
  readonly length: number;
  readonly #source: Uint8Array | undefined;
  readonly #start: number;
  #values: readonly boolean[] | undefined;

  /** Keeps values, or the part of an array that has them. Use {@linkcode BOOLEAN}. */
  constructor(
    values: readonly boolean[] | undefined,
    source: Uint8Array | undefined,
    start: number,
    length: number,
  ) {
    this.format = "BOOLEAN";
    this.length = length;
    this.#source = source;
    this.#start = start;
    this.#values = values;
  }

  /** All of them, in order. */
  get values(): readonly boolean[] {
    return this.#values ??= booleansIn(this.#source!, this.#start, this.length);
  }

  /** The only one; throws a RangeError unless there is exactly one. */
  get value(): boolean {
    if (this.length === 1) {
      return this.#source === undefined ? this.#values![0]! : this.#source[this.#start] !== 0;
    }
    throw new RangeError(`BOOLEAN has ${this.length} values: value needs exactly one`);
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item has the same booleans. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== "BOOLEAN" || other.length !== this.length) return false;
    return this.values.every((value, i) => value === other.values[i]);
  }

  /** Writes the whole item, 1 for true and 0 for false, and returns the offset behind it. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(0o11, this.length, bytes, offset);
    const { values } = this;
    for (let i = 0; i < values.length; i++) bytes[start + i] = values[i] ? 1 : 0;
    return start + values.length;
  }
}

function booleansIn(bytes: Uint8Array, start: number, length: number): boolean[] {
  const values: boolean[] = [];
  for (let i = start; i < start + length; i++) values.push(bytes[i] !== 0);
  return values;
}
