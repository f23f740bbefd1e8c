import { inspectAs } from "../core/base/mod.ts";
import { kindOf } from "./errors.ts";
import { CODES, type Format, headerLength, requireLength, writeHeader } from "./format.ts";
import { elementsText, SHOWN } from "./leaf_text.ts";
import { refuseValue } from "./single_value.ts";

/** Up to this number booleans are made of their bytes at once; a property that makes them later takes as long. */
const FEW = 64;

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
  /**
   * The only boolean.
   *
   * @throws {RangeError} when the item does not have exactly one
   */
  declare readonly value: boolean;
  /** All booleans, in order. */
  declare readonly values: readonly boolean[];

  static {
    Object.defineProperty(this.prototype, "values", {
      get(this: BooleanItem): readonly boolean[] {
        return [this.value];
      },
    });
    inspectAs(this.prototype, (item) => elementsText("BOOLEAN", item.values, letterOf, SHOWN));
  }

  /** Makes an item of one boolean. Use {@linkcode BOOLEAN}. */
  constructor(value: boolean | undefined, length = 1) {
    this.format = "BOOLEAN";
    this.length = length;
    if (value !== undefined) this.value = value;
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return 3;
  }

  /** Whether the other item has the same booleans. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    if (other?.length !== this.length || !(other instanceof BooleanItem)) return false;
    return this.values.every((value, i) => value === other.values[i]);
  }

  /** Writes the item at `offset`, 1 for true and 0 for false, and returns the offset after it. */
  writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const start = writeHeader(CODES.BOOLEAN, 1, bytes, offset);
    bytes[start] = this.value ? 1 : 0;
    return start + 1;
  }

  /** The item as SML. */
  toString(): string {
    return elementsText("BOOLEAN", this.values, letterOf);
  }

  /** The format, and the boolean, or an array unless there is exactly one; for `JSON.stringify`. */
  toJSON(): { format: "BOOLEAN"; value: boolean | readonly boolean[] } {
    return { format: "BOOLEAN", value: this.length === 1 ? this.value : this.values };
  }
}

/** Booleans, but not exactly one: no other code sees the class. */
export class BooleanArrayItem extends BooleanItem {
  /** An own property, which hides the one of the prototype. */
  override readonly values: readonly boolean[] = [];
  /** Where many decoded booleans are. */
  readonly #source: Uint8Array | undefined;
  readonly #start: number;
  #array: readonly boolean[] | undefined;

  /** The property `values` of many decoded booleans, whose array is made when it is read. */
  static readonly #VALUES: PropertyDescriptor & ThisType<BooleanArrayItem> = {
    enumerable: true,
    get(): readonly boolean[] {
      return this.#array ??= booleansIn(this.#source!, this.#start, this.length);
    },
  };

  static {
    refuseValue(this.prototype);
  }

  /** Makes an item of values, or of the part of an array that has their bytes. */
  constructor(source: readonly boolean[] | Uint8Array, start: number, length: number) {
    super(undefined, length);
    this.#start = start;
    if (!(source instanceof Uint8Array)) this.values = source;
    else if (length <= FEW) this.values = booleansIn(source, start, length);
    else {
      this.#source = source;
      Object.defineProperty(this, "values", BooleanArrayItem.#VALUES);
    }
  }

  override get encodedLength(): number {
    return headerLength(this.length) + this.length;
  }

  override writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
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
  return own.length === 1 ? new BooleanItem(own[0]!) : new BooleanArrayItem(own, 0, own.length);
}

function booleansIn(bytes: Uint8Array, start: number, length: number): boolean[] {
  const values: boolean[] = [];
  for (let i = start; i < start + length; i++) values.push(bytes[i] !== 0);
  return values;
}

function letterOf(value: boolean): string {
  return value ? "T" : "F";
}
