import { BaseItem } from "./base_item.ts";
import { copyBytes } from "./bytes.ts";
import { NUMBER_SIZES, type NumberFormat } from "./format.ts";
import type { Item } from "./item.ts";
import { arrayOf, type NumberArray, type NumberArrays, type NumberValue } from "./number_types.ts";
import type { Source } from "./source.ts";
import { readArray, writeArray } from "./wire_arrays.ts";
import { readNumber, writeNumber } from "./wire_numbers.ts";

/**
 * Numbers of one format: I1 to I8, U1 to U8, F4 and F8. Made by the constructor of that name, {@linkcode U4} for
 * instance.
 *
 * @example
 * ```ts
 * import { U4, U8 } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(U4(1, 2).values, Uint32Array.of(1, 2));
 * assertEquals(U4(7).value, 7);
 * assertEquals(U8(2n ** 64n - 1n).value, 18446744073709551615n);
 * ```
 */
export class NumberItem<F extends NumberFormat> extends BaseItem<F> {
  readonly #length: number;
  readonly #start: number;
  readonly #source: Source | undefined;
  readonly #given: readonly (number | bigint)[] | undefined;
  #values: NumberArray | undefined;

  /**
   * Keeps numbers that fit the format, as an array, as a typed array, or as the part of a source that has them.
   * Use the function that has the format's name.
   */
  constructor(
    format: F,
    given: readonly (number | bigint)[] | undefined,
    values: NumberArrays[F] | undefined,
    source: Source | undefined,
    start: number,
    length: number,
  ) {
    super(format);
    this.#given = given;
    this.#values = values;
    this.#source = source;
    this.#start = start;
    this.#length = length;
  }

  /** How many numbers. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of all numbers. */
  get payloadLength(): number {
    return this.#length * NUMBER_SIZES[this.format];
  }

  /** All numbers, as the typed array of the format. */
  get values(): NumberArrays[F] {
    return (this.#values ??= this.#read()) as NumberArrays[F];
  }

  /** The only number, a bigint for I8 and U8; throws a RangeError unless there is exactly one. */
  get value(): NumberValue<F> {
    if (this.#length === 1) return this.#first() as NumberValue<F>;
    throw new RangeError(`${this.format} has ${this.#length} values: value needs exactly one`);
  }

  /** Whether the other item has the same format and numbers; NaN equals NaN, and -0 is not 0. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== this.format || other.length !== this.#length) return false;
    return sameNumbers(this.values, (other as NumberItem<F>).values);
  }

  /** Writes the numbers, most significant byte first. */
  writePayload(bytes: Uint8Array, view: DataView, offset: number): void {
    if (this.#source !== undefined) {
      copyBytes(this.#source.bytes, this.#start, this.payloadLength, bytes, offset);
    } else if (this.#given !== undefined) {
      writeNumbers(this.format, this.#given, view, offset);
    } else {
      writeArray(this.values, bytes, offset);
    }
  }

  #first(): number | bigint {
    if (this.#source !== undefined) return readNumber(this.format, this.#source.view, this.#start);
    return this.#given !== undefined ? this.#given[0]! : this.#values![0]!;
  }

  #read(): NumberArray {
    if (this.#source === undefined) return arrayOf(this.format, this.#given!);
    return readArray(this.format, this.#source.bytes, this.#start, this.#length);
  }
}

function writeNumbers(
  format: NumberFormat,
  numbers: readonly (number | bigint)[],
  view: DataView,
  offset: number,
): void {
  const size = NUMBER_SIZES[format];
  for (let i = 0; i < numbers.length; i++) writeNumber(format, view, offset + i * size, numbers[i]!);
}

function sameNumbers(a: NumberArray, b: NumberArray): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
