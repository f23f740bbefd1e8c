// What is said of the samples of one workload.

import type { Samples } from "./measure.ts";
import type { Sample } from "./pair.ts";
import { median, type Quantiles, ratiosOf, type Spread } from "./statistics.ts";
import type { Name, Workload } from "./workloads.ts";

/** What is said of one contender. */
export interface Figures {
  /** Messages a second. */
  readonly rate: number;
  /** CPU time of both processes for a message, in µs. */
  readonly cpu: number;
  /** The most resident memory of the larger process, in MiB. */
  readonly rss: number;
  /** Of timed requests, in ms: medians of the rounds. */
  readonly times?: Quantiles;
}

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly body: number | "list";
  readonly figures: Readonly<Partial<Record<Name, Figures>>>;
  /** How many times as fast as the bare frames. */
  readonly toBare?: Spread;
  /** How many times as fast as the floor. */
  readonly toFloor?: Spread;
  readonly toSecs4js?: Spread;
}

/** The row of a workload. */
export function rowOf({ name, body }: Workload, samples: Samples): Row {
  const entries = Object.entries(samples).map(([who, all]) => [who, figuresOf(all)]);
  const rates = (who: Name): number[] => (samples[who] ?? []).map(rateOf);
  const toBare = ratiosOf(rates("hsms"), rates("bare"));
  const toFloor = ratiosOf(rates("hsms"), rates("floor"));
  const toSecs4js = ratiosOf(rates("hsms"), rates("secs4js"));
  const figures = Object.fromEntries(entries);
  return {
    name,
    body,
    figures,
    ...(toBare && { toBare }),
    ...(toFloor && { toFloor }),
    ...(toSecs4js && { toSecs4js }),
  };
}

function figuresOf(samples: readonly Sample[]): Figures {
  return {
    rate: median(samples.map(rateOf)),
    cpu: median(samples.map(({ cpu, messages }) => cpu / messages)),
    rss: Math.max(...samples.map(({ rss }) => rss)) / 2 ** 20,
    ...timesOf(samples),
  };
}

function timesOf(samples: readonly Sample[]): { times?: Quantiles } {
  const all = samples.flatMap(({ times }) => times ?? []);
  if (all.length === 0) return {};
  const of = (part: keyof Quantiles): number => median(all.map((times) => times[part]));
  return { times: { p50: of("p50"), p99: of("p99"), p999: of("p999") } };
}

function rateOf({ messages, ms }: Sample): number {
  return 1000 * messages / ms;
}
