// deno-lint-ignore-file no-console
// Takes orders from stdin and answers on stdout, one JSON object a line.

import process from "node:process";
import { createInterface } from "node:readline";

/** Carries out one order after another, until stdin ends. */
export function obey<Order>(answer: (order: Order) => Promise<unknown>): void {
  createInterface({ input: process.stdin })
    .on("line", async (line) => {
      try {
        console.log(JSON.stringify(await answer(JSON.parse(line))));
      } catch (error) {
        console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
      }
    })
    .on("close", () => process.exit(0));
  console.log(JSON.stringify({ ready: true }));
}

/** Time of day in ms, with fractions: both processes read the same clock. */
export function timeOfDay(): number {
  return performance.timeOrigin + performance.now();
}
