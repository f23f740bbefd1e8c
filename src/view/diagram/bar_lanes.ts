import type { Bar, Side, Story } from "../story/mod.ts";

/** A bar and its lane beside the lifeline: 0 is nearest. */
export interface LaidBar {
  readonly bar: Bar;
  readonly lane: number;
}

/** Lanes beside a lifeline; what needs more shares the last. */
const LANES = 5;
/** Bars are laid out for this many entries at once, so that they keep their lanes while the diagram scrolls. */
const BLOCK = 256;

/** Puts bars, in the order of their begin, into lanes that are free while they last. */
export function layBars(bars: readonly Bar[]): LaidBar[] {
  const ends: Record<Side, End[]> = { 0: [], 1: [] };
  return bars.map((bar) => ({ bar, lane: takeLane(ends[bar.side], bar) }));
}

/** What ended the last bar of a lane: an entry, or a time. */
type End = Pick<Bar, "ending" | "to">;

/** The nearest lane that is free, which is then taken until the bar ends. */
function takeLane(ends: End[], bar: Bar): number {
  let lane = 0;
  while (lane < LANES - 1 && isTaken(ends[lane], bar)) lane++;
  if (!isTaken(ends[lane], bar)) ends[lane] = bar;
  return lane;
}

function isTaken(end: End | undefined, { entry, from }: Bar): boolean {
  if (end === undefined) return false;
  return end.ending === undefined ? (end.to ?? Infinity) > from : end.ending > entry;
}

/** The bars of a link around the entries that are seen. */
export class SeenBars {
  readonly #story: Story;
  readonly #link: number;
  #first = -1;
  #last = -1;
  #bars: readonly LaidBar[] = [];

  /** Of a story as it is now: make it anew when the story has grown. */
  constructor(story: Story, link: number) {
    this.#story = story;
    this.#link = link;
  }

  /** The bars that are open at any of these entries, and some more. */
  around(first: number, last: number): readonly LaidBar[] {
    const from = Math.max(Math.floor(first / BLOCK - 1) * BLOCK, 0);
    const to = Math.min(Math.ceil(last / BLOCK + 1) * BLOCK, this.#story.length) - 1;
    if (from !== this.#first || to !== this.#last) {
      const { bars } = this.#story;
      const open = this.#story.barsIn(from, to).sort((a, b) => a - b).map((index) => bars.at(index));
      this.#bars = layBars(open.filter(({ link }) => link === this.#link));
      this.#first = from;
      this.#last = to;
    }
    return this.#bars;
  }
}
