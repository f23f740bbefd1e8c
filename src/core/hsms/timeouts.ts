import { requireInteger } from "../base/mod.ts";

/** The lengths of all timers, in ms. */
export interface HsmsTimeoutValues {
  /** T3, reply: a request waits this long for its reply. @default {45000} */
  t3: number;
  /** T5, connect separation: the least time between two attempts to connect. @default {10000} */
  t5: number;
  /** T6, control transaction: a control request waits this long for its response. @default {5000} */
  t6: number;
  /** T7, not selected: how long a TCP connection may live without being selected. @default {10000} */
  t7: number;
  /** T8, network inter-character: the longest silence inside a frame. @default {5000} */
  t8: number;
  /** Between two Linktest.req of ours; 0 sends none. @default {30000} */
  linktest: number;
  /** How long one dial may take. @default {30000} */
  connect: number;
  /** How long queued bytes may stand still before the TCP connection is dropped. @default {30000} */
  writeStall: number;
}

/** How timers are given: those that differ from the default. */
export interface HsmsTimeoutOptions extends Partial<HsmsTimeoutValues> {
  /** Lifts the lower bounds (to 1 ms), for tests. @default {false} */
  allowShort?: boolean;
}

type Timer = keyof HsmsTimeoutValues;

/*
 * Where each of them runs: T3, T6, T7 and the linktest in machine/machine.ts, T5 in connection/attempt_spacing.ts, T8 and
 * the write stall in link/link_timers.ts, with the T7 of raw passive connections, and the dial in
 * connection/active_connection.ts.
 */

/** Default, least and greatest value in ms; E37's ranges for the timers that E37 has. */
const TIMERS: Record<Timer, readonly [initial: number, min: number, max: number]> = {
  t3: [45_000, 1_000, 120_000],
  t5: [10_000, 1_000, 240_000],
  t6: [5_000, 1_000, 240_000],
  t7: [10_000, 1_000, 240_000],
  t8: [5_000, 1_000, 120_000],
  linktest: [30_000, 1_000, 86_400_000],
  connect: [30_000, 1_000, 240_000],
  writeStall: [30_000, 1_000, 240_000],
};

/**
 * The timers of one connection, in ms, each within its range (E37, parameters); changed while it runs, a new length
 * holds from the next start of that timer.
 *
 * @throws {TypeError} when one is set to what is not a number.
 * @throws {RangeError} when one is set out of range; the message says the range.
 *
 * @example
 * ```ts
 * import { HsmsTimeouts } from "@secs/hsms";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const timeouts = new HsmsTimeouts({ t5: 5_000 });
 * timeouts.t3 = 60_000;
 * assertEquals([timeouts.t3, timeouts.t5, timeouts.t6], [60_000, 5_000, 5_000]);
 * assertThrows(() => timeouts.t6 = 5, RangeError, "t6 must be a whole number from 1000 to 240000, got 5");
 * ```
 */
export class HsmsTimeouts implements HsmsTimeoutValues {
  readonly #allowShort: boolean;
  #t3: number;
  #t5: number;
  #t6: number;
  #t7: number;
  #t8: number;
  #linktest: number;
  #connect: number;
  #writeStall: number;

  /** Begins with the defaults and what `options` say otherwise. */
  constructor(options: HsmsTimeoutOptions = {}) {
    this.#allowShort = options.allowShort ?? false;
    this.#t3 = this.#checked("t3", options.t3);
    this.#t5 = this.#checked("t5", options.t5);
    this.#t6 = this.#checked("t6", options.t6);
    this.#t7 = this.#checked("t7", options.t7);
    this.#t8 = this.#checked("t8", options.t8);
    this.#linktest = this.#checked("linktest", options.linktest);
    this.#connect = this.#checked("connect", options.connect);
    this.#writeStall = this.#checked("writeStall", options.writeStall);
  }

  /** The timers that options stand for: new ones, or those that were handed over ready-made. */
  static from(options: HsmsTimeoutOptions | HsmsTimeouts | undefined): HsmsTimeouts {
    return options instanceof HsmsTimeouts ? options : new HsmsTimeouts(options);
  }

  /** T3, reply. */
  get t3(): number {
    return this.#t3;
  }
  set t3(ms: number) {
    this.#t3 = this.#checked("t3", ms);
  }

  /** T5, connect separation. */
  get t5(): number {
    return this.#t5;
  }
  set t5(ms: number) {
    this.#t5 = this.#checked("t5", ms);
  }

  /** T6, control transaction. */
  get t6(): number {
    return this.#t6;
  }
  set t6(ms: number) {
    this.#t6 = this.#checked("t6", ms);
  }

  /** T7, not selected. */
  get t7(): number {
    return this.#t7;
  }
  set t7(ms: number) {
    this.#t7 = this.#checked("t7", ms);
  }

  /** T8, network inter-character. */
  get t8(): number {
    return this.#t8;
  }
  set t8(ms: number) {
    this.#t8 = this.#checked("t8", ms);
  }

  /** Between two Linktest.req of ours; 0 sends none. */
  get linktest(): number {
    return this.#linktest;
  }
  set linktest(ms: number) {
    this.#linktest = this.#checked("linktest", ms);
  }

  /** How long one dial may take. */
  get connect(): number {
    return this.#connect;
  }
  set connect(ms: number) {
    this.#connect = this.#checked("connect", ms);
  }

  /** How long queued bytes may stand still. */
  get writeStall(): number {
    return this.#writeStall;
  }
  set writeStall(ms: number) {
    this.#writeStall = this.#checked("writeStall", ms);
  }

  /** The length that is asked for, or the default. */
  #checked(timer: Timer, ms: number | undefined): number {
    const [initial, min, max] = TIMERS[timer];
    if (ms === undefined) return initial;
    if (timer === "linktest" && ms === 0) return 0;
    return requireInteger(timer, ms, this.#allowShort ? 1 : min, max);
  }
}
