import { inspectAs } from "../core/base/mod.ts";
import { type Format, type NumberFormat, writeHeader } from "./format.ts";
import { elementsText, float4Text, numberText, SHOWN } from "./leaf_text.ts";
import { arrayOf, writeArray } from "./number_arrays.ts";
import {
  KINDS,
  type NumberArray,
  type NumberArrays,
  type NumberKind,
  type NumberValue,
} from "./number_kind.ts";

/**
 * Numbers of one format: I1 to I8, U1 to U8, F4 and F8. Made by the function of that name, for instance {@linkcode U4}.
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
  /** The format, which tells the kinds of items apart. */
  readonly format: F;
  /** The number of elements. */
  readonly length: number;
  /**
   * The only number, a bigint for I8 and U8.
   *
   * @throws {RangeError} when the item does not have exactly one number
   */
  declare readonly value: NumberValue<F>;
  /** All numbers, as the typed array of the format; see {@linkcode NumberArrays}. */
  declare readonly values: NumberArrays[F];
  #values: NumberArrays[F] | undefined;

  static {
    Object.defineProperty(this.prototype, "values", {
      get(this: NumberItem<NumberFormat>): NumberArray {
        return this.#values ??= arrayOf(KINDS[this.format], [this.value]);
      },
    });
    inspectAs(this.prototype, (item) => item.#print(SHOWN));
  }

  /** Makes an item of one number that fits the format, and its array if there is one. Use the function with the name of the format. */
  constructor(format: F, value: NumberValue<F> | undefined, values: NumberArrays[F] | undefined, length = 1) {
    this.format = format;
    this.length = length;
    if (value !== undefined) this.value = value;
    this.#values = values;
  }

  /** The number of bytes that {@linkcode encodeItem} writes for the item, header included. */
  get encodedLength(): number {
    return 2 + KINDS[this.format].size;
  }

  /** Whether the other item has the same format and the same numbers. NaN equals NaN; -0 does not equal 0. */
  equals(other: { readonly format: Format; readonly length: number } | undefined): boolean {
    if (other === this) return true;
    if (!(other instanceof NumberItem) || other.format !== this.format || other.length !== this.length) {
      return false;
    }
    return this.length === 1 ? Object.is(this.value, other.value) : sameNumbers(this.values, other.values);
  }

  /** Writes the item at `offset` and returns the offset after it; `view` is a view of `bytes`. */
  writeTo(bytes: Uint8Array, view: DataView, offset: number): number {
    const { code, size, write } = KINDS[this.format] as NumberKind;
    const start = writeHeader(code, size, bytes, offset);
    if (Number.isNaN(this.value)) writeArray(this.values, bytes, start);
    else write(view, start, this.value);
    return start + size;
  }

  /** The item as SML. */
  toString(): string {
    return this.#print(this.length);
  }

  /**
   * The format, and the number, or an array unless there is exactly one; for `JSON.stringify`. What JSON does not have is
   * text: numbers of I8 and U8, NaN, Infinity, -Infinity and -0.
   */
  toJSON(): { format: F; value: number | string | readonly (number | string)[] } {
    const { format } = this;
    return { format, value: this.length === 1 ? jsonOf(this.value) : Array.from(this.values, jsonOf) };
  }

  #print(most: number): string {
    const print = this.format === "F4" ? float4Text : numberText;
    const numbers: ArrayLike<number | bigint> = this.length === 1 ? [this.value] : this.values;
    return elementsText(this.format, numbers, print as (value: number | bigint) => string, most);
  }
}

function jsonOf(value: number | bigint): number | string {
  return typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : numberText(value);
}

function sameNumbers(a: NumberArray, b: NumberArray): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
