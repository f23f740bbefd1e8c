import type { ShownRows } from "./rows.ts";
import { lowerBound, nearest } from "./search.ts";

/** Where rows and times are on the long way down, in px from its top. */
export interface TimeAxis {
  /** The length of the whole way. */
  readonly height: number;
  /** The middle of a row. */
  yOfRow(row: number): number;
  /** Where a time is; times outside are at the ends. */
  yOfTime(at: number): number;
  timeOfY(y: number): number;
  /** The row whose middle is nearest; −1: there are no rows. */
  rowAtY(y: number): number;
  /** The first row whose middle is at `y` or below it. */
  rowFromY(y: number): number;
  /** How long nothing was before a row, if the way is shorter than that time; undefined: there is no such gap. */
  gapBefore(row: number): number | undefined;
}

/** What an axis is made of. */
export interface AxisSource {
  readonly rows: ShownRows;
  /** The time of an entry. */
  at(entry: number): number;
  /** Px that a row takes beside its arrow, for what is written below it. */
  extraOf(entry: number): number;
}

/** Px of a row in a compact axis. */
export const ROW = 30;
/** Px that the mark of a gap takes. */
export const GAP = 30;
/** A pause of this many ms is a gap. */
const GAP_FROM = 1000;
/** Px above the first row and below the last one. */
export const MARGIN = 40;

/** ShownRows one below the other; long pauses take the px of a mark. */
export class CompactAxis implements TimeAxis {
  readonly height: number;
  readonly #ys: Float64Array;
  readonly #times: Float64Array;

  /** Lays the rows out. */
  constructor({ rows, at, extraOf }: AxisSource) {
    this.#ys = new Float64Array(rows.length);
    this.#times = new Float64Array(rows.length);
    let y = MARGIN;
    let extra = 0;
    for (let row = 0; row < rows.length; row++) {
      const entry = rows.entryAt(row);
      const time = at(entry);
      if (row > 0) y += ROW + extra + pauseHeight(time - this.#times[row - 1]!);
      this.#ys[row] = y;
      this.#times[row] = time;
      extra = extraOf(entry);
    }
    this.height = rows.length === 0 ? MARGIN * 2 : y + extra + MARGIN;
  }

  yOfRow(row: number): number {
    return this.#ys[row]!;
  }

  yOfTime(at: number): number {
    return interpolate(this.#times, this.#ys, at);
  }

  timeOfY(y: number): number {
    return interpolate(this.#ys, this.#times, y);
  }

  rowAtY(y: number): number {
    return nearest(this.#ys, y);
  }

  rowFromY(y: number): number {
    return lowerBound(this.#ys, y);
  }

  gapBefore(row: number): number | undefined {
    if (row < 1) return undefined;
    const pause = this.#times[row]! - this.#times[row - 1]!;
    return pause >= GAP_FROM ? pause : undefined;
  }
}

/** Px that a pause adds between two rows: none for the short ones, up to a few for the longer, a mark for a gap. */
function pauseHeight(ms: number): number {
  if (ms >= GAP_FROM) return GAP;
  return ms <= 1 ? 0 : Math.min(Math.log10(ms) * 3, 9);
}

/** Each ms takes the same px. */
export class ScaledAxis implements TimeAxis {
  readonly height: number;
  readonly #times: Float64Array;
  readonly #first: number;
  readonly #pxPerMs: number;

  /** Lays the rows out with `pxPerMs`. */
  constructor({ rows, at }: AxisSource, pxPerMs: number) {
    this.#times = Float64Array.from({ length: rows.length }, (_, row) => at(rows.entryAt(row)));
    this.#first = this.#times[0] ?? 0;
    this.#pxPerMs = pxPerMs;
    this.height = this.yOfTime(this.#times.at(-1) ?? 0) + MARGIN;
  }

  yOfRow(row: number): number {
    return this.yOfTime(this.#times[row]!);
  }

  yOfTime(at: number): number {
    const last = this.#times.at(-1) ?? this.#first;
    return MARGIN + (Math.min(Math.max(at, this.#first), last) - this.#first) * this.#pxPerMs;
  }

  timeOfY(y: number): number {
    return this.#first + (y - MARGIN) / this.#pxPerMs;
  }

  rowAtY(y: number): number {
    return nearest(this.#times, this.timeOfY(y));
  }

  rowFromY(y: number): number {
    return lowerBound(this.#times, this.timeOfY(y));
  }

  gapBefore(): undefined {
    return undefined;
  }
}

/** The value of `to` at the place of `value` in `from`; at the ends what is there. */
function interpolate(from: Float64Array, to: Float64Array, value: number): number {
  const after = lowerBound(from, value);
  if (after === 0) return to[0] ?? 0;
  if (after === from.length) return to[after - 1]!;
  const [low, high] = [from[after - 1]!, from[after]!];
  if (high === value) return to[after]!;
  const share = high === low ? 0 : (value - low) / (high - low);
  return to[after - 1]! + share * (to[after]! - to[after - 1]!);
}
