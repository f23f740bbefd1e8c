import type { Line } from "./line.ts";

/** What begins the line that tells the totals. */
export const TOTALS = "chaos totals: ";

/** What a number of rounds came to. */
export class Totals {
  seeds = 0;
  readonly #counts: Record<string, number> = {};

  /** Adds a line that was played to its end. */
  add({ host, tool, proxy, log }: Line): void {
    this.seeds++;
    this.#count("connections", proxy.accepted);
    this.#count("faults", log.count("acted") + log.count("ended"));
    for (const { outcomes, received, altered, errors } of [host, tool]) {
      for (const error of errors) this.#count(`link ${"timer" in error ? error.timer : error.name}`, 1);
      this.#count("acknowledged", outcomes.acknowledged);
      this.#count("received", received.length);
      this.#count("altered", altered);
      for (const [code, count] of Object.entries(outcomes.failed)) this.#count(code, count);
    }
  }

  /** One line, for people and for the script that sums them up. */
  get line(): string {
    return TOTALS + JSON.stringify({ seeds: this.seeds, ...this.#counts });
  }

  #count(what: string, count: number): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + count;
  }
}
