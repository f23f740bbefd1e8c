import type { Bar, Side } from "../story/story.ts";
import { lowerBound } from "./search.ts";

/** A bar and its lane beside the lifeline: 0 is nearest. */
export interface LaidBar {
  readonly bar: Bar;
  readonly lane: number;
}

/** Lanes beside a lifeline; what needs more shares the last. */
const LANES = 5;

/** The bars of one link, each in a lane that is free while it lasts. */
export class BarLanes {
  readonly #bars: readonly LaidBar[];
  readonly #begins: Float64Array;
  /** The latest end of a bar and of all before it. */
  readonly #ends: Float64Array;

  /** Lays out bars that are in the order of their begin. */
  constructor(bars: readonly Bar[]) {
    const free: Record<Side, number[]> = { 0: [], 1: [] };
    this.#begins = new Float64Array(bars.length);
    this.#ends = new Float64Array(bars.length);
    let latest = -Infinity;
    this.#bars = bars.map((bar, i) => {
      const end = bar.to ?? Infinity;
      latest = Math.max(latest, end);
      this.#begins[i] = bar.from;
      this.#ends[i] = latest;
      return { bar, lane: takeLane(free[bar.side], bar.from, end) };
    });
  }

  /** The bars that are there between two times. */
  between(from: number, to: number): LaidBar[] {
    const found: LaidBar[] = [];
    for (let i = lowerBound(this.#ends, from); i < this.#bars.length && this.#begins[i]! <= to; i++) {
      const laid = this.#bars[i]!;
      if ((laid.bar.to ?? Infinity) >= from) found.push(laid);
    }
    return found;
  }
}

/** The nearest lane that is free, which is then taken until `end`. */
function takeLane(ends: number[], from: number, end: number): number {
  let lane = 0;
  while (lane < LANES - 1 && (ends[lane] ?? -Infinity) > from) lane++;
  ends[lane] = Math.max(end, ends[lane] ?? -Infinity);
  return lane;
}
