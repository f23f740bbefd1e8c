// deno-lint-ignore-file no-console
// Plays many seeds of tests/chaos/random_test.ts on each runtime, and ends with the sum: `N passed, N failed`.
//
// Options: --rounds N                  how many seeds (200)
//          --seed N                    the first of them (1)
//          --runtime deno|bun|node     only this one

import { parseArgs } from "node:util";
import { TOTALS } from "../tests/chaos/totals.ts";
import { DENO, run } from "./run.ts";
import { RUNTIMES } from "./runtimes.ts";
import { formatTally, judge, sum, type Tally } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    runtime: { type: "string" },
  },
});

Deno.chdir(new URL("..", import.meta.url));
const runtimes = RUNTIMES.filter(({ name }) => name !== "package" && name === (options.runtime ?? name));
if (runtimes.length === 0) fail(`--runtime must be deno, bun or node, got ${options.runtime}`);
for (const name of ["rounds", "seed"] as const) {
  if (!/^[1-9]\d*$/.test(options[name])) {
    fail(`--${name} must be a whole number from 1, got ${options[name]}`);
  }
}
// The runtimes hand them down to the tests.
Deno.env.set("CHAOS_ROUNDS", options.rounds);
Deno.env.set("CHAOS_SEED", options.seed);

await run([DENO, "install", "--quiet"]);
const tallies: Tally[] = [];
for (const runtime of runtimes) {
  const label = await runtime.label();
  const outcomes = await runtime.test({ shared: [], alone: ["tests/chaos/random_test.ts"] });
  const { ok, output, seconds } = outcomes[0]!;
  const tally = judge(ok, runtime.readSummary(output));
  if (tally.failed > 0) console.log(output);
  const totals = output.split("\n").find((line) => line.includes(TOTALS));
  const found = totals?.slice(totals.indexOf(TOTALS)) ?? "no totals";
  console.log(`${label}: ${formatTally(tally)} (${seconds.toFixed(1)} s), ${found}`);
  tallies.push(tally);
}
const total = sum(tallies);
console.log(formatTally(total));
Deno.exit(total.failed === 0 ? 0 : 1);

function fail(message: string): never {
  console.error(message);
  Deno.exit(2);
}
