import { lowerBound } from "./search.ts";

/** The entries that are shown, in the order of time: all, or those that a filter lets through. */
export interface ShownRows {
  readonly length: number;
  /** The entry of a row. */
  entryAt(row: number): number;
  /** The row of an entry; undefined: it is not shown. */
  rowOf(entry: number): number | undefined;
  /** The first row of this entry or a later one; the length if there is none. */
  rowFrom(entry: number): number;
}

/** The rows of chosen entries. */
export class ChosenRows implements ShownRows {
  readonly #entries: Uint32Array;

  /** Makes them of entries in rising order. */
  constructor(entries: Uint32Array) {
    this.#entries = entries;
  }

  get length(): number {
    return this.#entries.length;
  }

  entryAt(row: number): number {
    return this.#entries[row]!;
  }

  rowOf(entry: number): number | undefined {
    const row = this.rowFrom(entry);
    return this.#entries[row] === entry ? row : undefined;
  }

  rowFrom(entry: number): number {
    return lowerBound(this.#entries, entry);
  }
}

/** ShownRows of all entries. */
export class AllRows implements ShownRows {
  readonly length: number;

  /** Makes `length` rows. */
  constructor(length: number) {
    this.length = length;
  }

  entryAt(row: number): number {
    return row;
  }

  rowOf(entry: number): number | undefined {
    return entry < this.length ? entry : undefined;
  }

  rowFrom(entry: number): number {
    return Math.min(entry, this.length);
  }
}
