/** Waits and later actions of a part of a program, which can be paused and ended together. */
export class PausableTimer {
  #over = false;
  /** Of the waits that are over while it is paused. */
  #paused: (() => void)[] | undefined;
  /** Ends what will happen later. */
  readonly #pending = new Set<() => void>();

  /** Whether nothing is to happen any more. */
  get over(): boolean {
    return this.#over;
  }

  /** Resolves `ms` from now, and not while it is paused; false: it is over. */
  async wait(ms: number): Promise<boolean> {
    if (this.#over) return false;
    await new Promise<void>((resolve) => this.later(ms, resolve, resolve));
    while (this.#paused !== undefined) await new Promise<void>((resolve) => this.#paused!.push(resolve));
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

  /** No wait resolves from here on. */
  pause(): void {
    if (!this.#over) this.#paused ??= [];
  }

  /** Goes on. */
  resume(): void {
    const waiting = this.#paused;
    this.#paused = undefined;
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
