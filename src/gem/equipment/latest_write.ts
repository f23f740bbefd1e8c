/** Writes one thing after the other; while one write runs, all that is asked for meanwhile is one write after it. */
export class LatestWrite {
  readonly #write: () => Promise<boolean>;
  #running: Promise<boolean> | undefined;
  #next: Promise<boolean> | undefined;

  /** `write` writes what is there when it is called. */
  constructor(write: () => Promise<boolean>) {
    this.#write = write;
  }

  /** Resolves with whether what is there now is written. */
  request(): Promise<boolean> {
    if (this.#running === undefined) return this.#start();
    return this.#next ??= this.#running.then(() => this.#start());
  }

  #start(): Promise<boolean> {
    this.#next = undefined;
    const running = this.#write().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    return this.#running = running;
  }
}
