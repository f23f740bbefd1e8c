// deno-lint-ignore-file no-console
// Plays hostile peers against the samples of README.md, docs and examples: those that listen are attacked, and have to
// serve their own peer afterwards; those that dial reach a hostile peer. Ends with the sum: `N passed, N failed`.
//
// Options: --runtime deno|bun|node     only this one
//          --filter TEXT               only the samples with TEXT in their name

import { parseArgs } from "node:util";
import { ATTACKS } from "../tests/samples/attacks.ts";
import { type Outcome, playAgainstDialler, playAgainstListener } from "../tests/samples/played.ts";
import { bundleSamples, type Sample } from "../tests/samples/sources.ts";
import { programOf } from "../tests/soak/runtime.ts";
import { RUNTIMES } from "./runtimes.ts";
import { formatTally } from "./summary.ts";

/** Samples that run beside each other: most of their time they wait. */
const AT_ONCE = 4;

const { values: options } = parseArgs({
  options: { runtime: { type: "string" }, filter: { type: "string", default: "" } },
});
Deno.chdir(new URL("..", import.meta.url));
const folder = `.scratch/samples/${Deno.pid}`;
const samples = (await bundleSamples(folder)).filter(({ name }) => name.includes(options.filter));
const runtimes = RUNTIMES.filter(({ name }) => name !== "package" && name === (options.runtime ?? name));

let passed = 0;
let failed = 0;
for (const runtime of runtimes) {
  const label = await runtime.label();
  const start = performance.now();
  let most = 0;
  const waiting = samples.map((sample) => async () => {
    for (const [what, { problems, memory }] of await playAll(runtime.name, sample)) {
      most = Math.max(most, memory ?? 0);
      if (problems.length === 0) passed++;
      else failed++;
      if (problems.length > 0) console.log(`FAILED  ${label}, ${what}:\n  ${problems.join("\n  ")}`);
    }
  });
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${label}: ${samples.length} samples, at most ${
      Math.round(most / 2 ** 20)
    } MiB above idle (${seconds} s)`,
  );
}
await Deno.remove(folder, { recursive: true });
console.log(formatTally({ passed, failed }));
Deno.exit(failed === 0 && passed > 0 ? 0 : 1);

async function playAll(runtime: string, { name, bundle }: Sample): Promise<[string, Outcome][]> {
  const program = await programOf(runtime, bundle);
  const names = Object.keys(ATTACKS);
  const first = await playAgainstListener(program, names);
  const outcomes: [string, Outcome][] = [[name, first]];
  if (first.end?.dialled !== true) return outcomes;
  for (const attack of names) {
    outcomes.push([
      `${name}, which dials a peer that ${attack}`,
      await playAgainstDialler(program, attack),
    ]);
  }
  return outcomes;
}
