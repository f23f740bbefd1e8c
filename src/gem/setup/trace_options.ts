import { requireInteger } from "../../core/base/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { SecsId, SecsTraceData } from "../../secs/mod.ts";

/** How S2F24 answers (TIAACK). */
export const TIAACK = {
  done: 0,
  tooManyVariables: 1,
  noMoreTraces: 2,
  period: 3,
  unknownVariable: 4,
  reportSize: 5,
} as const;

/** A code of {@linkcode TIAACK}. */
export type TiaAck = typeof TIAACK[keyof typeof TIAACK];

/** What traces need of the tool, and who gets their reports. */
export interface TraceOwner<V> {
  /** The status variable with this id; undefined: there is none. */
  variable(id: SecsId): V | undefined;
  /** Reads its value; an item of length 0 if it has none at the moment. */
  read(variable: V): Item;
  /** The time as STIME has it. */
  time(): string;
  /** A report is complete. The owner decides whether it is sent. */
  onReport(report: SecsTraceData): void;
}

/** How many traces a host may run, and of what size. */
export interface TraceOptions {
  /** Maximum number of traces at once, 4 to 1,000: TIAACK 2. */
  readonly maxTraces?: number;
  /** Maximum number of variables in one trace, 1 to 100,000: TIAACK 1. */
  readonly maxTraceVariables?: number;
  /** Maximum number of values in one report, 1 to 1,000,000: TIAACK 5. */
  readonly maxTraceValues?: number;
  /** Maximum length of a TRID that is text, 1 to 65,536 characters: TIAACK 2. */
  readonly maxIdLength?: number;
  /** The shortest sample period in ms, 10 to 3,600,000: TIAACK 3. */
  readonly minSamplePeriod?: number;
}

/**
 * The options with their defaults.
 *
 * @throws {TypeError} when one is not a number.
 * @throws {RangeError} when one is out of its range.
 */
export function readTraceOptions(options: TraceOptions): Required<TraceOptions> {
  const { maxTraces = 16, maxTraceVariables = 1000, maxTraceValues = 10_000 } = options;
  const { maxIdLength = 256, minSamplePeriod = 100 } = options;
  return {
    maxTraces: requireInteger("maxTraces", maxTraces, 4, 1000),
    maxTraceVariables: requireInteger("maxTraceVariables", maxTraceVariables, 1, 100_000),
    maxTraceValues: requireInteger("maxTraceValues", maxTraceValues, 1, 1_000_000),
    maxIdLength: requireInteger("maxIdLength", maxIdLength, 1, 65_536),
    minSamplePeriod: requireInteger("minSamplePeriod", minSamplePeriod, 10, 3_600_000),
  };
}
