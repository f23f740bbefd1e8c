import { BaseItem } from "./base_item.ts";
import type { Item } from "./item.ts";
import type { Source } from "./source.ts";

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
export class BooleanItem extends BaseItem<"BOOLEAN"> {
  readonly #source: Source | undefined;
  readonly #start: number;
  readonly #length: number;
  #values: readonly boolean[] | undefined;

  /** Keeps values, or the part of a source that has them. Use {@linkcode BOOLEAN}. */
  constructor(
    values: readonly boolean[] | undefined,
    source: Source | undefined,
    start: number,
    length: number,
  ) {
    super("BOOLEAN");
    this.#values = values;
    this.#source = source;
    this.#start = start;
    this.#length = length;
  }

  /** How many booleans. */
  get length(): number {
    return this.#length;
  }

  /** One byte for each. */
  get payloadLength(): number {
    return this.#length;
  }

  /** All of them, in order. */
  get values(): readonly boolean[] {
    return this.#values ??= booleansOf(this.#source!.bytes, this.#start, this.#length);
  }

  /** The only one; throws a RangeError unless there is exactly one. */
  get value(): boolean {
    if (this.#length === 1) return this.#values?.[0] ?? this.#source!.bytes[this.#start] !== 0;
    throw new RangeError(`BOOLEAN has ${this.#length} values: value needs exactly one`);
  }

  /** Whether the other item has the same booleans. */
  equals(other: Item | undefined): boolean {
    if (other === this) return true;
    if (other?.format !== "BOOLEAN" || other.length !== this.#length) return false;
    return this.values.every((value, i) => value === other.values[i]);
  }

  /** Writes 1 for true and 0 for false. */
  writePayload(bytes: Uint8Array, _view: DataView, offset: number): void {
    const { values } = this;
    for (let i = 0; i < values.length; i++) bytes[offset + i] = values[i] ? 1 : 0;
  }
}

function booleansOf(bytes: Uint8Array, start: number, length: number): boolean[] {
  const values: boolean[] = [];
  for (let i = start; i < start + length; i++) values.push(bytes[i] !== 0);
  return values;
}
