import { kindOf } from "./errors.ts";
import { CODES, type Format, headerLength, requireLength, writeHeader } from "./format.ts";

/**
 * Booleans, E5 format code 11 (octal): one byte each, 0 for false, any other byte for true. Made by {@linkcode BOOLEAN}.
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
  /** The format, which tells the kinds of items apart. */
  readonly format: "BOOLEAN";
  /** The number of booleans. */
  readonly length: number;
  readonly #source: Uint8Array | undefined;
  readonly #start: number;
  #values: readonly boolean[] | undefined;

  /** Makes an item of values, or of the part of an array that has them. Use {@linkcode BOOLEAN}. */
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

  /** All booleans, in order. */
  get values(): readonly boolean[] {
    return this.#values ??= booleansIn(this.#source!, this.#start, this.length);
  }

  /**
   * The only boolean.
   *
   * @throws {RangeError} when the item does not have exactly one
   */
  get value(): boolean {
    if (this.length === 1) {
      return this.#source === undefined ? this.#values![0]! : this.#source[this.#start] !== 0;
    }
    throw new RangeError(`BOOLEAN has ${this.length} values: value needs exactly one`);
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  /** Whether the other item has the same booleans. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    if (!(other instanceof BooleanItem) || other.length !== this.length) return false;
    return this.values.every((value, i) => value === other.values[i]);
  }

  /** Writes the item at `offset`, 1 for true and 0 for false, and returns the offset after it. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.BOOLEAN, this.length, bytes, offset);
    const { values } = this;
    for (let i = 0; i < values.length; i++) bytes[start + i] = values[i] ? 1 : 0;
    return start + values.length;
  }
}

/**
 * Makes an item of booleans, E5 format code 11 (octal), from its arguments or from one array.
 *
 * @throws {TypeError} when a value is not a boolean
 * @throws {RangeError} when there are more than 16,777,215 booleans
 *
 * @example
 * ```ts
 * import { BOOLEAN, encodeItem } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeItem(BOOLEAN(true)), Uint8Array.of(0x25, 0x01, 0x01));
 * ```
 */
export function BOOLEAN(...values: readonly boolean[] | readonly [values: readonly boolean[]]): BooleanItem {
  const own = (Array.isArray(values[0]) ? values[0].slice() : values) as readonly boolean[];
  for (const value of own) {
    if (typeof value !== "boolean") throw new TypeError(`BOOLEAN takes booleans, got ${kindOf(value)}`);
  }
  requireLength("BOOLEAN", own.length, "bytes");
  return new BooleanItem(own, undefined, 0, own.length);
}

function booleansIn(bytes: Uint8Array, start: number, length: number): boolean[] {
  const values: boolean[] = [];
  for (let i = start; i < start + length; i++) values.push(bytes[i] !== 0);
  return values;
}
