import { readSpacing } from "../limits.ts";

/** How an active connection spaces its attempts beyond T5, which is always kept. */
export interface HsmsReconnectOptions {
  /** Each failure in a row multiplies the interval by this; at least 1. @default {1} */
  backOff?: number;
  /** The longest interval that it grows to, in ms (T5 if that is longer). @default {240000} */
  maxInterval?: number;
  /** Up to this many ms, drawn at random, are added to each interval. @default {0} */
  jitter?: number;
  /** Draws from 0 (included) to 1 (not included). @default {Math.random} */
  random?: () => number;
}

/** When the next attempt may start: facts and `now` in, one number out; holds no timer. */
export interface AttemptSpacing {
  /** Ms from `now` until the next attempt may start; 0: at once. */
  delay(now: number): number;
  /** An attempt ended without a connection. */
  failed(now: number): void;
  /** An attempt ended with a connection. */
  established(now: number): void;
  /** The connection ended, and this side had not asked for it; or an attempt was given up. */
  lost(now: number): void;
}

/**
 * The spacing of an active connection (E37: T5, connect separation).
 *
 * T5 counts from the end of each attempt and from each loss of an established connection, whichever came last; a
 * connection that this side closed adds nothing. Options out of range throw a RangeError.
 *
 * @example
 * ```ts
 * import { ConnectSpacing } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * const spacing = new ConnectSpacing(() => 10_000, { backOff: 2, maxInterval: 30_000 });
 * assertEquals(spacing.delay(0), 0);
 * spacing.failed(0);
 * assertEquals(spacing.delay(4_000), 6_000);
 * spacing.failed(10_000);
 * assertEquals(spacing.delay(10_000), 20_000);
 * ```
 */
export class ConnectSpacing implements AttemptSpacing {
  readonly #t5: () => number;
  readonly #backOff: number;
  readonly #maxInterval: number;
  readonly #jitter: number;
  readonly #random: () => number;
  #failures = 0;
  #notBefore = -Infinity;

  /** `t5` is read at each start of the interval, in ms. */
  constructor(t5: () => number, options: HsmsReconnectOptions = {}) {
    this.#t5 = t5;
    this.#backOff = readSpacing("backOff", options.backOff);
    this.#maxInterval = readSpacing("maxInterval", options.maxInterval);
    this.#jitter = readSpacing("jitter", options.jitter);
    this.#random = options.random ?? Math.random;
  }

  /** Ms from `now` until the next attempt may start; 0: at once. */
  delay(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  /** An attempt ended without a connection. */
  failed(now: number): void {
    this.#failures++;
    this.#separate(now);
  }

  /** An attempt ended with a connection. */
  established(now: number): void {
    this.#failures = 0;
    this.#separate(now);
  }

  /** The connection ended, and this side had not asked for it; or an attempt was given up. */
  lost(now: number): void {
    this.#separate(now);
  }

  #separate(now: number): void {
    const t5 = this.#t5();
    const grown = t5 * this.#backOff ** Math.max(0, this.#failures - 1);
    const interval = Math.max(t5, Math.min(grown, this.#maxInterval));
    this.#notBefore = now + interval + this.#jitter * this.#random();
  }
}

/** The spacing of a passive side: it listens again at once, and only after a listen that failed it waits for T5. */
export class ListenSpacing implements AttemptSpacing {
  readonly #timeouts: { readonly t5: number };
  #notBefore = -Infinity;

  constructor(timeouts: { readonly t5: number }) {
    this.#timeouts = timeouts;
  }

  delay(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  failed(now: number): void {
    this.#notBefore = now + this.#timeouts.t5;
  }

  established(): void {}

  lost(): void {}
}
