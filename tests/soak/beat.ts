/** The time of a program that goes on by itself, can hold its breath, and ends. */
export class Beat {
  #over = false;
  /** Of those who want a turn while it is hushed. */
  #hushed: (() => void)[] | undefined;
  /** Ends what will happen later. */
  readonly #pending = new Set<() => void>();

  /** Whether nothing is to happen any more. */
  get over(): boolean {
    return this.#over;
  }

  /** Resolves `ms` from now, and not while it is hushed; false: it is over. */
  async turn(ms: number): Promise<boolean> {
    if (this.#over) return false;
    await new Promise<void>((resolve) => this.later(ms, resolve, resolve));
    while (this.#hushed !== undefined) await new Promise<void>((resolve) => this.#hushed!.push(resolve));
    return !this.#over;
  }

  /** Calls `action` in `ms`, unless it is over by then: that calls `otherwise`. */
  later(ms: number, action: () => void, otherwise: () => void = () => {}): void {
    if (this.#over) return otherwise();
    const end = (): void => {
      clearTimeout(timer);
      otherwise();
    };
    const timer = setTimeout(() => {
      this.#pending.delete(end);
      action();
    }, ms);
    this.#pending.add(end);
  }

  /** Nobody gets a turn from here on. */
  hush(): void {
    if (!this.#over) this.#hushed ??= [];
  }

  /** Goes on. */
  resume(): void {
    const waiting = this.#hushed;
    this.#hushed = undefined;
    for (const resolve of waiting ?? []) resolve();
  }

  /** Nothing happens any more. */
  end(): void {
    this.#over = true;
    this.resume();
    for (const end of this.#pending) end();
    this.#pending.clear();
  }
}
