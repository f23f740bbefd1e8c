import { Alarm, type Clock } from "../../core/base/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { SecsId, SecsTraceInitialize } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { nextSample, parseSamplePeriod } from "./sample_period.ts";
import { distinctIds, isKeepable } from "./source.ts";
import {
  readTraceOptions,
  TIAACK,
  type TiaAck,
  type TraceOptions,
  type TraceOwner,
} from "./trace_options.ts";

/** A trace that runs. */
interface Trace<V> {
  readonly request: SecsTraceInitialize;
  readonly variables: readonly V[];
  /** Samples in one report. */
  readonly size: number;
  /** In ms. */
  readonly period: number;
  readonly start: number;
  due: number;
  /** Number of samples that were taken. */
  taken: number;
  /** The values of the report that is being made, sample by sample. */
  values: Item[];
}

/**
 * The traces of one host (S2F23): they sample status variables and make reports (S6F1).
 *
 * The samples are due one period after S2F23, two periods, and so on; what a sample takes does not move the next. If the
 * process was late, one sample is taken, and those that are past are left out and not counted: a host gets TOTSMP samples,
 * and STIME says when. A trace ends by itself after its last sample. If it is ended before, what was not reported is dropped.
 *
 * @example
 * ```ts
 * import { U4 } from "@secs/hsms";
 * import { TIAACK, Traces } from "@secs/hsms/gem";
 * import { VirtualClock } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const clock = new VirtualClock();
 * const samples: unknown[] = [];
 * const traces = new Traces({
 *   variable: (id) => id === 1001 ? "ChamberPressure" : undefined,
 *   read: () => U4(clock.now()),
 *   time: () => "",
 *   onReport: ({ SMPLN }) => samples.push(SMPLN),
 * }, clock);
 * const request = { TRID: 1, DSPER: "000001", TOTSMP: 2, REPGSZ: 1, SVID: [1001] };
 * assertEquals(traces.initialize(request), TIAACK.done);
 * await clock.advance(5000);
 * assertEquals(samples, [1, 2]);
 * ```
 */
export class Traces<V> {
  readonly #owner: TraceOwner<V>;
  readonly #clock: Clock;
  readonly #options: Required<TraceOptions>;
  readonly #alarm: Alarm;
  readonly #traces = new Map<IdKey, Trace<V>>();

  /**
   * No trace runs, and no timer is armed.
   *
   * @throws {TypeError} when an option is not a number.
   * @throws {RangeError} when an option is out of its range.
   */
  constructor(owner: TraceOwner<V>, clock: Clock, options: TraceOptions = {}) {
    this.#owner = owner;
    this.#clock = clock;
    this.#options = readTraceOptions(options);
    this.#alarm = new Alarm(clock, () => this.#sampleAll());
  }

  /** S2F62: the ids of the traces that run. */
  get ids(): SecsId[] {
    return Array.from(this.#traces.values(), ({ request }) => request.TRID);
  }

  /**
   * S2F23: starts a trace. One with this TRID that runs is ended, and starts anew; with TOTSMP 0 it is only ended, and then
   * nothing else in the message matters. A refusal leaves it as it is. A trace of no variable is refused with TIAACK 4. A
   * REPGSZ above TOTSMP makes one report, which is short.
   */
  initialize(request: SecsTraceInitialize): TiaAck {
    const key = idKey(request.TRID);
    if (Number(request.TOTSMP) === 0) {
      this.#traces.delete(key);
      this.#arm();
      return TIAACK.done;
    }
    const trace = this.#check(request);
    if (typeof trace === "number") return trace;
    this.#traces.delete(key);
    this.#traces.set(key, trace);
    this.#arm();
    return TIAACK.done;
  }

  /** S2F64: what traces sample, of all if none is named. One that does not run is left out. */
  definitions(TRID: readonly SecsId[]): SecsTraceInitialize[] {
    const ids = TRID.length === 0 ? this.ids : distinctIds(TRID);
    return ids.flatMap((id) => this.#traces.get(idKey(id))?.request ?? []);
  }

  /** Ends all traces; no timer is armed. */
  stopAll(): void {
    this.#traces.clear();
    this.#alarm.stop();
  }

  /** The trace that is asked for, or why it is refused. */
  #check({ TRID, DSPER, TOTSMP, REPGSZ, SVID }: SecsTraceInitialize): Trace<V> | TiaAck {
    const { maxTraces, maxTraceVariables, maxTraceValues, maxIdLength, minSamplePeriod } = this.#options;
    if (SVID.length > maxTraceVariables) return TIAACK.tooManyVariables;
    const hasSpace = this.#traces.size < maxTraces || this.#traces.has(idKey(TRID));
    if (!hasSpace || !isKeepable(TRID, maxIdLength)) return TIAACK.noMoreTraces;
    const period = parseSamplePeriod(DSPER);
    if (period === undefined || period < minSamplePeriod) return TIAACK.period;
    const size = Math.min(Number(REPGSZ), Number(TOTSMP));
    if (size < 1 || size * SVID.length > maxTraceValues) return TIAACK.reportSize;
    const variables = SVID.flatMap((id) => this.#owner.variable(id) ?? []);
    if (variables.length < Math.max(SVID.length, 1)) return TIAACK.unknownVariable;
    const start = this.#clock.now();
    return {
      request: { TRID, DSPER, TOTSMP, REPGSZ, SVID: [...SVID] },
      variables,
      size,
      period,
      start,
      due: start + period,
      taken: 0,
      values: [],
    };
  }

  #sampleAll(): void {
    const now = this.#clock.now();
    const due = [...this.#traces].filter(([, trace]) => trace.due <= now);
    for (const [, trace] of due) trace.due = nextSample(trace.start, trace.period, now);
    try {
      // The owner may end traces, and start some, while it gets a report.
      for (const [key, trace] of due) if (this.#traces.get(key) === trace) this.#sample(key, trace);
    } finally {
      this.#arm();
    }
  }

  #sample(key: IdKey, trace: Trace<V>): void {
    const { request: { TRID, TOTSMP }, variables, size } = trace;
    for (const variable of variables) trace.values.push(this.#owner.read(variable));
    trace.taken++;
    const isLast = trace.taken >= TOTSMP;
    if (isLast) this.#traces.delete(key);
    if (!isLast && trace.taken % size > 0) return;
    const SV = trace.values;
    trace.values = [];
    this.#owner.onReport({ TRID, SMPLN: trace.taken, STIME: this.#owner.time(), SV });
  }

  /** Arms the timer for the next sample of any trace. */
  #arm(): void {
    let next = Infinity;
    for (const { due } of this.#traces.values()) next = Math.min(next, due);
    if (next < Infinity) this.#alarm.set(next);
    else this.#alarm.stop();
  }
}
