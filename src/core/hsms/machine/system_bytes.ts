/** The number after which system bytes start again at 0. */
const LAST = 2 ** 32 - 1;

/**
 * The system bytes of our own messages: one more each time, wrapping after 2³²−1, and never one that is still in use.
 *
 * The one thing that outlives a TCP connection, so that a late reply of the last one meets nothing in the next.
 */
export class SystemBytes {
  #next: number;
  #lastClosed: number | undefined;

  /** Starts at `start`, a whole number from 0 to 2³²−1. */
  constructor(start: number) {
    this.#next = start % (LAST + 1);
  }

  /** The next number that is not among those `inUse`. */
  take(inUse?: { has(system: number): boolean }): number {
    let system = this.#next;
    while (system === this.#lastClosed || inUse?.has(system)) system = following(system);
    this.#next = following(system);
    return system;
  }

  /** A transaction with `system` was closed just now: a late reply to it may still come. */
  closed(system: number): void {
    this.#lastClosed = system;
  }
}

/**
 * A start that differs from one connection to the next. From the lower quarter: numbers below 2³⁰ are the ones that every
 * runtime keeps without a box, and three thousand million messages pass before they end.
 */
export function randomStart(random: () => number = Math.random): number {
  return Math.floor(random() * 2 ** 30);
}

function following(system: number): number {
  return system === LAST ? 0 : system + 1;
}
