// Reads the summaries that test runners print, and prints ours.

/** How many tests passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The sum of some tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
  };
}

/** "12 passed, 0 failed" */
export function formatTally({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/** Reads what `formatTally` makes, from the last line that has it. */
export function readTally(output: string): Tally | undefined {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return found === undefined ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** Reads `ok | 12 passed (3 steps) | 0 failed | 1 ignored (40ms)`. */
export function readDenoSummary(output: string): Tally | undefined {
  const found = output.match(/^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/m);
  return found === null ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** Reads ` 12 pass`, ` 0 fail` and `Ran 12 tests across 4 files.` */
export function readBunSummary(output: string): Tally | undefined {
  if (!/^Ran \d+ tests? across \d+ files?/m.test(output)) return undefined;
  return readCounts(output, /^ *(\d+) pass$/m, [/^ *(\d+) fail$/m]);
}

/** Reads `ℹ pass 12`, `ℹ fail 0` and `ℹ cancelled 0`. */
export function readNodeSummary(output: string): Tally | undefined {
  return readCounts(output, /^ℹ pass (\d+)$/m, [/^ℹ fail (\d+)$/m, /^ℹ cancelled (\d+)$/m]);
}

/**
 * What a run counts for: the runner's own summary, unless it cannot be trusted. A run without a readable summary,
 * without a single test, or that ended badly although no test failed, counts as one failure.
 */
export function judge(exitedWell: boolean, summary: Tally | undefined): Tally & { problem?: string } {
  if (summary === undefined) return { passed: 0, failed: 1, problem: "its summary cannot be read" };
  if (summary.failed > 0) return summary;
  if (summary.passed === 0) return { passed: 0, failed: 1, problem: "it ran no test" };
  if (exitedWell) return summary;
  return { passed: summary.passed, failed: 1, problem: "it ended with an error although no test failed" };
}

function readCounts(output: string, passed: RegExp, failed: readonly RegExp[]): Tally | undefined {
  const counts = [passed, ...failed].map((pattern) => output.match(pattern)?.[1]);
  if (counts.includes(undefined)) return undefined;
  const [first, ...rest] = counts.map(Number);
  return { passed: first!, failed: rest.reduce((total, count) => total + count, 0) };
}
