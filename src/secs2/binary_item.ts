import { BaseItem } from "./base_item.ts";
import type { Item } from "./item.ts";
import type { Source } from "./source.ts";
import { copyBytes, sameBytes } from "./bytes.ts";

/**
 * Bytes, E5 format code 10 (octal). Made by {@linkcode B}.
 *
 * @example
 * ```ts
 * import { B } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(B(0, 255).bytes, Uint8Array.of(0, 255));
 * ```
 */
export class BinaryItem extends BaseItem<"B"> {
  readonly #source: Source;
  readonly #start: number;
  readonly #length: number;

  /** Keeps a part of a source. Use {@linkcode B}. */
  constructor(source: Source, start: number, length: number) {
    super("B");
    this.#source = source;
    this.#start = start;
    this.#length = length;
  }

  /** How many bytes. */
  get length(): number {
    return this.#length;
  }

  /** How many bytes. */
  get payloadLength(): number {
    return this.#length;
  }

  /** The bytes, without a copy. */
  get bytes(): Uint8Array {
    return this.#source.bytes.subarray(this.#start, this.#start + this.#length);
  }

  /** The only byte, an acknowledge code for instance; throws a RangeError unless there is exactly one. */
  get value(): number {
    if (this.#length === 1) return this.#source.bytes[this.#start]!;
    throw new RangeError(`B has ${this.#length} bytes: value needs exactly one`);
  }

  /** Whether the other item is a B of the same bytes. */
  equals(other: Item | undefined): boolean {
    return other === this || other?.format === "B" && sameBytes(this.bytes, other.bytes);
  }

  /** Writes the bytes. */
  writePayload(bytes: Uint8Array, _view: DataView, offset: number): void {
    copyBytes(this.#source.bytes, this.#start, this.#length, bytes, offset);
  }
}
