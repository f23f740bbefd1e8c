/** Longest wait for something that must happen; a defect fails the test instead of hanging it. */
const PATIENCE = 10_000;

/** Lines in the order in which things happened, and a way to wait for one. */
export class Log {
  readonly lines: string[] = [];
  readonly #waiters = new Set<() => void>();

  write(line: string): void {
    this.lines.push(line);
    for (const check of this.#waiters) check();
  }

  /** How many lines begin with `start`. */
  count(start: string): number {
    return this.lines.filter((line) => line.startsWith(start)).length;
  }

  /** Resolves once `count` lines begin with `start`. */
  saw(start: string, count = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (this.count(start) < count) return;
        clearTimeout(timer);
        this.#waiters.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        reject(new Error(`Waited for ${count} × "${start}", got ${JSON.stringify(this.lines)}`));
      }, PATIENCE);
      this.#waiters.add(check);
      check();
    });
  }
}
