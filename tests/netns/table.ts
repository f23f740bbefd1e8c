import { formatTable } from "../../bench/markdown.ts";
import type { ScenarioResult } from "./play.ts";

/** The times of all scenarios as a table: what was allowed, and what each runtime took. */
export function formatTimings(results: readonly ScenarioResult[]): string {
  const runtimes = [...new Set(results.map(({ runtime }) => runtime))];
  const rows = new Map<string, { cells: string[]; seen: Map<string, number> }>();
  for (const { runtime, name, timings } of results) {
    for (const { what, seen, allowed } of timings) {
      const cells = [name, what, `${allowed}`];
      const key = cells.join("\n");
      const row = rows.get(key) ?? { cells, seen: new Map() };
      rows.set(key, row);
      // What happens more than once counts as slow as it was once.
      row.seen.set(runtime, Math.max(seen, row.seen.get(runtime) ?? 0));
    }
  }
  const heads = ["scenario", "ms until", "allowed", ...runtimes];
  const lines = [...rows.values()].map(({ cells, seen }) => [
    ...cells,
    ...runtimes.map((runtime) => seen.get(runtime)?.toFixed(0) ?? "–"),
  ]);
  return formatTable(heads, lines, 2);
}
