/**
 * The time that the library lives by: a monotonic reading and one-shot timers, both in ms.
 *
 * Everything that waits takes a clock, so that tests can move time themselves.
 *
 * @example Reading the clock
 * ```ts
 * import { systemClock } from "@secs/hsms";
 * import { assert } from "@std/assert";
 *
 * const start = systemClock.now();
 * assert(systemClock.now() >= start);
 * ```
 */
export interface Clock {
  /** Ms since an arbitrary start; never goes back. */
  now(): number;
  /** Calls `callback` once, `delay` ms from now or later; the returned function cancels it. */
  schedule(callback: () => void, delay: number): () => void;
}

/** What all runtimes with sockets have, and browsers have not. */
interface Immediates {
  setImmediate?(callback: () => void): unknown;
  clearImmediate?(id: unknown): void;
}

/** Longer delays make the runtimes' `setTimeout` fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * The runtime's own time: `performance.now()` and `setTimeout`; a delay of 0 is one turn of the event loop, not a millisecond.
 *
 * @example Running something a little later
 * ```ts
 * import { systemClock } from "@secs/hsms";
 *
 * const cancel = systemClock.schedule(() => {}, 1000);
 * cancel();
 * ```
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(callback, delay) {
    const { setImmediate, clearImmediate }: Immediates = globalThis as Immediates;
    if (delay <= 0 && setImmediate !== undefined) {
      const id = setImmediate(callback);
      return () => clearImmediate?.(id);
    }
    const id = setTimeout(callback, Math.min(Math.max(delay, 0), LONGEST_DELAY));
    return () => clearTimeout(id);
  },
};
