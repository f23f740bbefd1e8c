// The rounds of one workload.

import type { Pair, Sample } from "./pair.ts";
import { type Name, NAMES, type Workload } from "./workloads.ts";

/** The samples of each contender, round by round. */
export type Samples = Readonly<Partial<Record<Name, readonly Sample[]>>>;

/** How long is measured. */
export interface Effort {
  readonly rounds: number;
  /** Of one contender in one round, in ms. */
  readonly slice: number;
}

/** Bytes from which on secs4js takes a second and more for a message: it gets one in a round, and no warm-up. */
const SLOW = 2 ** 20;

/** In each round one contender runs after another, after a slice of each that does not count. */
export async function measure(
  workload: Workload,
  pairs: ReadonlyMap<Name, Pair>,
  { rounds, slice }: Effort,
  progress: (text: string) => void,
): Promise<Samples> {
  const names = NAMES.filter((name) => workload.contenders.includes(name) && pairs.has(name));
  const samples: Partial<Record<Name, Sample[]>> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      progress(`${workload.name}, round ${round} of ${rounds}, ${name}`);
      const slow = name === "secs4js" && typeof workload.body === "number" && workload.body >= SLOW;
      if (round === 0 && slow) continue;
      const sample = await pairs.get(name)!.run(workload, slow ? 1 : slice);
      if (round > 0) (samples[name] ??= []).push(sample);
    }
  }
  for (const name of names) await pairs.get(name)!.leave(workload);
  return samples;
}
