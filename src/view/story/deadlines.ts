/** Number of entries of the queue after which what is done is dropped. */
const COMPACT = 4096;

/** Bars that a timer runs out for, all after the same time: the first that begins is the first that is due. */
export class Deadlines {
  /** How long the timer is, in ms. */
  readonly after: number;
  #bars: number[] = [];
  #froms: number[] = [];
  #head = 0;

  constructor(after: number) {
    this.after = after;
  }

  add(bar: number, from: number): void {
    this.#bars.push(bar);
    this.#froms.push(from);
  }

  /** Takes the next bar that is due; undefined: none is. */
  next(now: number): number | undefined {
    if (this.#head >= this.#bars.length || !(now - this.#froms[this.#head]! >= this.after)) return undefined;
    const bar = this.#bars[this.#head++];
    if (this.#head >= COMPACT && this.#head * 2 > this.#bars.length) {
      this.#bars = this.#bars.slice(this.#head);
      this.#froms = this.#froms.slice(this.#head);
      this.#head = 0;
    }
    return bar;
  }
}
