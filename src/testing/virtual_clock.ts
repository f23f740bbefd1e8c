import type { Clock } from "../core/base/mod.ts";

interface Timer {
  readonly due: number;
  readonly order: number;
  /** Undefined: cancelled, and still in the heap. */
  callback: (() => void) | undefined;
}

/**
 * A clock that does not move until the test moves it.
 *
 * `advance` calls the timers that become due in the order of their times, and those of the same time in the order in which
 * they were scheduled; `now()` is the time of the timer. All promise work is done before the first timer, between two
 * timers and after the last. Timers may schedule and cancel others. What a timer throws rejects the `advance` that called
 * it.
 *
 * @example A minute that takes no time
 * ```ts
 * import { VirtualClock } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const clock = new VirtualClock();
 * const fired: number[] = [];
 * clock.schedule(() => fired.push(clock.now()), 45_000);
 * await clock.advance(60_000);
 * assertEquals(fired, [45_000]);
 * assertEquals(clock.now(), 60_000);
 * ```
 */
export class VirtualClock implements Clock {
  #now: number;
  #scheduled = 0;
  #armed = 0;
  /** A binary heap, the next timer first. */
  #heap: Timer[] = [];
  /** The `advance` that runs; the next one waits for its end. */
  #turn: Promise<void> = Promise.resolve();

  /** Starts at `start` ms. */
  constructor(start = 0) {
    this.#now = start;
  }

  /** Number of timers that are armed. */
  get pending(): number {
    return this.#armed;
  }

  /** The time of the next timer in ms; undefined if none is armed. */
  get next(): number | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.due;
  }

  /** The virtual time, in ms. */
  now(): number {
    return this.#now;
  }

  /**
   * Arms a timer that is due in `delay` ms; the returned function cancels it.
   *
   * @throws {RangeError} When `delay` is not a number.
   */
  schedule(callback: () => void, delay: number): () => void {
    const due = this.#now + Math.max(delay, 0);
    if (Number.isNaN(due)) throw new RangeError(`delay must be a number of ms, got ${delay}`);
    const timer: Timer = { due, order: this.#scheduled++, callback };
    this.#armed++;
    push(this.#heap, timer);
    return () => this.#cancel(timer);
  }

  /**
   * Moves the time on by `ms`, and calls the timers that become due.
   *
   * Calls that overlap run one after the other; do not await one from inside a timer that it calls.
   *
   * @throws {RangeError} When `ms` is negative or not a number.
   */
  advance(ms: number): Promise<void> {
    return this.#inTurn(ms, () => this.#advance(ms));
  }

  /**
   * Moves the time on by `ms` at one go, as for a process that was stopped: the timers that become due are called late, at
   * the new time. What a peer sent meanwhile is to be sent after that: a runtime calls its timers before it reads.
   *
   * @throws {RangeError} When `ms` is negative or not a number.
   *
   * @example A timer that is a minute late
   * ```ts
   * import { VirtualClock } from "@secs/hsms/testing";
   * import { assertEquals } from "@std/assert";
   *
   * const clock = new VirtualClock();
   * const fired: number[] = [];
   * clock.schedule(() => fired.push(clock.now()), 5_000);
   * await clock.jump(65_000);
   * assertEquals(fired, [65_000]);
   * ```
   */
  jump(ms: number): Promise<void> {
    return this.#inTurn(ms, async () => {
      await this.settle();
      this.#now += ms;
      await this.#advance(0);
    });
  }

  /** Resolves when all promise work is done; no time passes. */
  settle(): Promise<void> {
    return new Promise(macrotask);
  }

  #inTurn(ms: number, move: () => Promise<void>): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`ms must be 0 or more, got ${ms}`);
    const turn = this.#turn.then(move);
    this.#turn = turn.catch(ignore);
    return turn;
  }

  async #advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await this.settle();
    for (let due = this.next; due !== undefined && due <= target; due = this.next) {
      this.#now = Math.max(due, this.#now);
      this.#fire();
      await this.settle();
    }
    this.#now = target;
  }

  #fire(): void {
    const timer = pop(this.#heap)!;
    const callback = timer.callback!;
    timer.callback = undefined;
    this.#armed--;
    callback();
  }

  #cancel(timer: Timer): void {
    if (timer.callback === undefined) return;
    timer.callback = undefined;
    this.#armed--;
    if (this.#heap.length > 64 && this.#armed * 2 < this.#heap.length) this.#rebuild();
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]!.callback === undefined) pop(this.#heap);
  }

  /** Removes the cancelled timers once they are more than half. */
  #rebuild(): void {
    this.#heap = this.#heap.filter((timer) => timer.callback !== undefined).sort(compare);
  }
}

/**
 * Calls back after all promise work. Deno answers a MessageChannel before promise work is done, and `setTimeout` takes a
 * millisecond: it is used only without `setImmediate`.
 */
const macrotask: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ??
    ((callback) => setTimeout(callback, 0));

function ignore(): void {}

function compare(a: Timer, b: Timer): number {
  return a.due - b.due || a.order - b.order;
}

function push(heap: Timer[], timer: Timer): void {
  let at = heap.push(timer) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compare(heap[parent]!, timer) <= 0) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let at = 0;
  for (let child = 1; child < heap.length; child = at * 2 + 1) {
    if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) < 0) child++;
    if (compare(last, heap[child]!) <= 0) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
