import { float64Column, int32Column, uint32Column, uint8Column } from "./columns.ts";
import type { End } from "./entries.ts";
import type { StoryTimer } from "./story.ts";

const TIMERS: readonly (StoryTimer | undefined)[] = [undefined, "T3", "T6", "T7", "T8"];
/** Bars for which the last of their ends is remembered. */
const BLOCK = 256;

/** What a bar is about. */
export const WAITS = ["reply", "selected", "rest of the frame"] as const;
export type Wait = typeof WAITS[number];

/** Requests and waits, as columns. */
export class Bars {
  readonly #entry = uint32Column();
  readonly #ending = int32Column();
  readonly #from = float64Column();
  /** NaN: it is open. */
  readonly #to = float64Column();
  /** Bits 0 to 2: the timer; 3 and 4: what is waited for; 5: the end that waits. */
  readonly #flags = uint8Column();
  /** By block, the last entry at which one of its bars is open. */
  readonly #last: number[] = [];

  get length(): number {
    return this.#entry.length;
  }

  /** A bar begins; its index. */
  begin(entry: number, from: number, end: End, wait: Wait): number {
    this.#entry.push(entry);
    this.#ending.push(-1);
    this.#from.push(from);
    this.#to.push(NaN);
    this.#flags.push(WAITS.indexOf(wait) << 3 | end << 5);
    const index = this.length - 1;
    if (index % BLOCK === 0) this.#last.push(Infinity);
    return index;
  }

  /** It ends; `ending`: the entry that ends it, -1 if it is a timer alone. */
  end(bar: number, to: number, ending: number): void {
    this.#to.data[bar] = to;
    this.#ending.data[bar] = ending;
    const block = Math.floor(bar / BLOCK);
    if (this.#last[block]! < to) this.#last[block] = to;
  }

  setTimer(bar: number, timer: StoryTimer): void {
    this.#flags.data[bar]! = this.#flags.data[bar]! & ~7 | TIMERS.indexOf(timer);
  }

  isOpen(bar: number): boolean {
    return Number.isNaN(this.#to.data[bar]!);
  }

  entry(bar: number): number {
    return this.#entry.data[bar]!;
  }

  ending(bar: number): number | undefined {
    const ending = this.#ending.data[bar]!;
    return ending < 0 ? undefined : ending;
  }

  from(bar: number): number {
    return this.#from.data[bar]!;
  }

  to(bar: number): number | undefined {
    const to = this.#to.data[bar]!;
    return Number.isNaN(to) ? undefined : to;
  }

  waiter(bar: number): End {
    return (this.#flags.data[bar]! >> 5 & 1) as End;
  }

  wait(bar: number): Wait {
    return WAITS[this.#flags.data[bar]! >> 3 & 3]!;
  }

  timer(bar: number): StoryTimer | undefined {
    return TIMERS[this.#flags.data[bar]! & 7];
  }

  /** Those that are open at any of the entries; `at`: the times of entries. */
  between(first: number, last: number, at: (entry: number) => number): number[] {
    const found: number[] = [];
    const from = at(first);
    for (let block = 0; block * BLOCK < this.length; block++) {
      const begin = block * BLOCK;
      if (this.#entry.data[begin]! > last) break;
      if (this.#lastOf(block) < from) continue;
      const end = Math.min(begin + BLOCK, this.length);
      for (let bar = begin; bar < end && this.#entry.data[bar]! <= last; bar++) {
        const to = this.#to.data[bar]!;
        if (!(to < from)) found.push(bar);
      }
    }
    return found;
  }

  /** When the last bar of a block ended; Infinity: one is open, or it was not full when it was asked for. */
  #lastOf(block: number): number {
    const known = this.#last[block]!;
    if (known !== Infinity) return known;
    let last = -Infinity;
    const begin = block * BLOCK;
    if (begin + BLOCK > this.length) return Infinity;
    for (let bar = begin; bar < begin + BLOCK; bar++) {
      const to = this.#to.data[bar]!;
      if (Number.isNaN(to)) return Infinity;
      if (to > last) last = to;
    }
    this.#last[block] = last;
    return last;
  }
}
