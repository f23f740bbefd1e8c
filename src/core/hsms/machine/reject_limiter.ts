/** Counts our Rejects, so that a flood of frames that each earn one is answered only so often. */
export class RejectLimiter {
  readonly #perSecond: number;
  #second = -Infinity;
  #count = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether one more may be sent at `now`; false once the second's share is used up. */
  allows(now: number): boolean {
    if (now - this.#second >= 1000) {
      this.#second = now;
      this.#count = 0;
    }
    this.#count++;
    return this.#count <= this.#perSecond;
  }
}
