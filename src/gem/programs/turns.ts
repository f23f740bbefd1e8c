/** Work that is done one piece after the other, in the order in which it came; a bounded number of pieces waits. */
export class Turns {
  readonly #max: number;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** `max` pieces at once: one that is being done, and those that wait. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Does `work` after what came before it; undefined if too much waits. */
  take<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.#count >= this.#max) return undefined;
    this.#count++;
    const done = this.#last.then(work).finally(() => this.#count--);
    this.#last = done.catch(() => {});
    return done;
  }
}
