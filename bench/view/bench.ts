// deno-lint-ignore-file no-console
// How long a story takes to open, and what memory it needs. Run by run.ts.

import { readStory } from "../../src/view/story/mod.ts";
import { realisticLog } from "./realistic.ts";
import process from "node:process";

const counts = process.argv.slice(2).map(Number).filter((count) => count > 0);
for (const count of counts.length > 0 ? counts : [100_000, 1_000_000]) measure(count);

function measure(count: number): void {
  const log = [...realisticLog(count)];
  const bytes = log.reduce((sum, { length }) => sum + length, 0);
  collect();
  const before = memory();
  const begin = performance.now();
  const story = readStory(log);
  const opened = performance.now();
  collect();
  const held = memory() - before;
  const summarised = performance.now();
  void story.links[0]?.summary;
  const summary = performance.now() - summarised;
  const plotted = performance.now();
  const series = story.series(0).length;
  const ms = performance.now() - plotted;
  console.log(
    `${story.length} entries, ${mib(bytes)} of log: story ${(opened - begin).toFixed(0)} ms, ${
      mib(held)
    } held; ` +
      `summary ${summary.toFixed(0)} ms; ${series} series ${ms.toFixed(0)} ms; ` +
      `${story.faults.length} faults, ${story.bars.length} bars, ${story.moments.length} moments`,
  );
}

/** All that the process holds outside of its code, as far as the runtime says it. */
function memory(): number {
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  return heapUsed + (arrayBuffers ?? external);
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
