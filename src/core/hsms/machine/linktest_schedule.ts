import type { HsmsTimeouts } from "../timeouts.ts";

/**
 * When our next Linktest.req is due, and how many in a row were missed.
 *
 * Anything received defers it; and a miss is forgiven if anything arrived since that request was sent.
 */
export class LinktestSchedule {
  readonly #timeouts: HsmsTimeouts;
  readonly #threshold: number;
  #runs = false;
  #since = 0;
  #heard = -Infinity;
  #misses = 0;

  /** `threshold`: number of misses in a row that mean a dead link. */
  constructor(timeouts: HsmsTimeouts, threshold: number) {
    this.#timeouts = timeouts;
    this.#threshold = threshold;
  }

  /** When the next request is due; undefined: never. */
  get due(): number | undefined {
    const { linktest } = this.#timeouts;
    if (!this.#runs || linktest === 0) return undefined;
    return Math.max(this.#since, this.#heard) + linktest;
  }

  /** A session was selected. */
  start(now: number): void {
    this.#runs = true;
    this.#since = now;
  }

  /** No session is selected any more. */
  stop(): void {
    this.#runs = false;
  }

  /** Something was received. */
  heard(now: number): void {
    this.#heard = now;
    this.#misses = 0;
  }

  /** The request that was sent at `sentAt` got no response; true: the link is dead. */
  missed(sentAt: number, now: number): boolean {
    this.#since = now;
    if (this.#heard >= sentAt) return false;
    this.#misses++;
    return this.#misses >= this.#threshold;
  }
}
