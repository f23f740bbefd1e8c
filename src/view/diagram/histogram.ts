// Counts in buckets: of traffic over time, and of reply times.

import type { Story } from "../story/mod.ts";

/** Traffic and faults in equal parts of a time. */
export interface Traffic {
  readonly from: number;
  readonly to: number;
  /** Frames of each part, of the side on the left. */
  readonly left: Uint32Array;
  /** The same of the side on the right. */
  readonly right: Uint32Array;
  /** 1: there is a fault that is only worth a look, 2: one that is bad. */
  readonly faults: Uint8Array;
}

/** What is counted. */
export interface TrafficSource {
  readonly length: number;
  at(index: number): number;
  /** Who sent it; undefined: it is not counted. */
  fromOf(index: number): 0 | 1 | undefined;
  /** 0 none, 1 worth a look, 2 bad. */
  faultOf(index: number): 0 | 1 | 2;
}

/** Counts traffic in `parts` parts. */
export function countTraffic(source: TrafficSource, parts: number): Traffic {
  const from = source.length === 0 ? 0 : source.at(0);
  const to = source.length === 0 ? 0 : source.at(source.length - 1);
  const left = new Uint32Array(parts);
  const right = new Uint32Array(parts);
  const faults = new Uint8Array(parts);
  const scale = to > from ? parts / (to - from) : 0;
  for (let i = 0; i < source.length; i++) {
    const part = Math.min(Math.floor((source.at(i) - from) * scale), parts - 1);
    const side = source.fromOf(i);
    if (side !== undefined) (side === 0 ? left : right)[part]!++;
    faults[part] = Math.max(faults[part]!, source.faultOf(i));
  }
  return { from, to, left, right, faults };
}

/** The upper ends of the buckets of reply times, in ms: three for each power of ten. */
export const REPLY_BUCKETS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000],
  Infinity,
];

/** How the reply times of a link are spread, by the names of the requests. */
export function replySpread(
  story: Pick<Story, "bars" | "at" | "partnerOf">,
  link: number,
): Map<string, number[]> {
  const spread = new Map<string, number[]>();
  for (const { link: ofLink, label, entry, ending, from } of story.bars) {
    if (ofLink !== link || ending === undefined || story.partnerOf(entry) !== ending) continue;
    let counts = spread.get(label);
    if (counts === undefined) {
      counts = REPLY_BUCKETS.map(() => 0);
      spread.set(label, counts);
    }
    counts[bucketOf(story.at(ending) - from)]!++;
  }
  return spread;
}

/** The bucket of a time: the first that it is not longer than. */
function bucketOf(ms: number): number {
  return REPLY_BUCKETS.findIndex((end) => ms <= end);
}
