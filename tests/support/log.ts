import { boundedWaits } from "./wait.ts";

/** Lines in the order in which things happened, and a way to wait for one. */
export class Log {
  readonly lines: string[] = [];
  readonly #waits = boundedWaits();

  write(line: string): void {
    this.lines.push(line);
    this.#waits.changed();
  }

  /** How many lines begin with `start`. */
  count(start: string): number {
    return this.lines.filter((line) => line.startsWith(start)).length;
  }

  /** Resolves once `count` lines begin with `start`. */
  saw(start: string, count = 1): Promise<void> {
    // Each line is looked at once: tests wait for the ten thousandth.
    let [looked, seen] = [0, 0];
    const isThere = (): boolean => {
      for (; looked < this.lines.length; looked++) if (this.lines[looked]!.startsWith(start)) seen++;
      return seen >= count;
    };
    return this.#waits.until(
      `${count} × "${start}"`,
      isThere,
      () => `got ${JSON.stringify(this.lines)}`,
    );
  }

  /** Resolves with the first group of a line that matches. */
  async match(pattern: RegExp): Promise<string> {
    const find = (): string | undefined =>
      this.lines.map((line) => pattern.exec(line)?.[1]).find((group) => group);
    await this.#waits.until(
      `${pattern}`,
      () => find() !== undefined,
      () => `got ${JSON.stringify(this.lines)}`,
    );
    return find()!;
  }
}
