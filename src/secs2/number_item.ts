import { bytesOf } from "./bytes.ts";
import type { NumberFormat } from "./format.ts";
import { headerLength, writeHeader } from "./header.ts";
import type { Item } from "./item.ts";
import { arrayOf, KINDS, type NumberKind } from "./number_kind.ts";
import type { NumberArray, NumberArrays, NumberValue } from "./number_types.ts";
import { readArray, writeArray } from "./wire_arrays.ts";

/** Few bytes are copied faster in a loop. */
const FEW = 16;

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
export class NumberItem<F extends NumberFormat> {
  /** Tells this item from others. */
  readonly format: F;
  /** How many numbers. */
  readonly length: number;
  readonly #source: DataView | undefined;
  readonly #start: number;
  #values: readonly (number | bigint)[] | NumberArray | undefined;

  /**
   * Keeps numbers that fit the format, as an array or a typed array, or the part of a view that has them. Use the function
   * that has the format's name.
   */
  constructor(
    format: F,
    values: readonly (number | bigint)[] | NumberArrays[F] | undefined,
    source: DataView | undefined,
    start: number,
    length: number,
  ) {
    this.format = format;
    this.length = length;
    this.#source = source;
    this.#start = start;
    this.#values = values;
  }

  /** All numbers, as the typed array of the format. */
  get values(): NumberArrays[F] {
    if (this.#values === undefined) {
      this.#values = readArray(this.#kind, this.#source!, this.#start, this.length);
    } else if (isList(this.#values)) {
      this.#values = arrayOf(this.#kind, this.#values);
    }
    return this.#values as NumberArrays[F];
  }

  /** The only number, a bigint for I8 and U8; throws a RangeError unless there is exactly one. */
  get value(): NumberValue<F> {
    if (this.length !== 1) {
      throw new RangeError(`${this.format} has ${this.length} values: value needs exactly one`);
    }
    return this.#first() as NumberValue<F>;
  }

  /** Bytes of the whole item as {@linkcode encodeItem} writes it. */
  get encodedLength(): number {
    const payload = this.length << this.#kind.shift;
    return headerLength(payload) + payload;
  }

  /** Whether the other item has the same format and numbers; NaN equals NaN, and -0 is not 0. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== this.format || other.length !== this.length) return false;
    const same = other as NumberItem<F>;
    return this.length === 1
      ? Object.is(this.#first(), same.#first())
      : sameNumbers(this.values, same.values);
  }

  /** Writes the whole item and returns the offset behind it; `view` is of the same bytes. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const kind = this.#kind;
    const payload = this.length << kind.shift;
    const start = writeHeader(kind.code, payload, bytes, offset);
    if (this.#source !== undefined) copyView(this.#source, this.#start, payload, bytes, start);
    else if (isList(this.#values!)) writeNumbers(kind, this.#values, view, start);
    else writeArray(this.#values!, bytes, start);
    return start + payload;
  }

  get #kind(): NumberKind {
    return KINDS[this.format];
  }

  #first(): number | bigint {
    if (this.#source === undefined) return this.#values![0]!;
    return this.#kind.read(this.#source, this.#start);
  }
}

function isList(values: readonly (number | bigint)[] | NumberArray): values is readonly (number | bigint)[] {
  return Array.isArray(values);
}

function writeNumbers(
  kind: NumberKind,
  numbers: readonly (number | bigint)[],
  view: DataView,
  offset: number,
): void {
  for (let i = 0; i < numbers.length; i++) kind.write(view, offset + i * kind.size, numbers[i]!);
}

function copyView(from: DataView, start: number, length: number, to: Uint8Array, offset: number): void {
  if (length > FEW) return to.set(bytesOf(from, start, length), offset);
  for (let i = 0; i < length; i++) to[offset + i] = from.getUint8(start + i);
}

function sameNumbers(a: NumberArray, b: NumberArray): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
