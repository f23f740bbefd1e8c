// deno-lint-ignore-file no-console
// Gives the library inputs that nobody thought of, on Deno, Bun and Node, until one breaks something. Ends with the sum
// over targets and runtimes: `N passed, N failed`.
//
// Options: --runs N                 so many inputs on each runtime, over all targets; a million without it
//          --seed S                 the inputs of a run before; every run has others without it
//          --only TARGET            decoder, machine, secs2, sml, log, protocol, secs or equipment
//          --runtime deno|bun|node  only on this runtime
//          --path P                 with --seed and --only: the one input that a run before has named so

import { parseArgs } from "node:util";
import type { Order } from "../tests/fuzz/main.ts";
import type { Outcome } from "../tests/fuzz/target.ts";
import { TARGETS } from "../tests/fuzz/targets.ts";
import { BUN, type Command, DENO, run } from "./run.ts";
import { type Runtime, RUNTIMES } from "./runtimes.ts";
import { formatTally } from "./summary.ts";

const FOLDER = ".scratch/fuzz";
/** Another run may go on beside this one. */
const BUNDLE = `${FOLDER}/fuzz-${Deno.pid}.js`;
/** Longer inputs are written to a file. */
const SHOWN = 1000;

const COMMANDS: Readonly<Record<string, Command>> = {
  deno: [DENO, "run", "-A", "--no-lock"],
  bun: BUN,
  node: ["node", "--enable-source-maps"],
};

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string" },
    runtime: { type: "string" },
    path: { type: "string" },
  },
});

Deno.chdir(new URL("..", import.meta.url));
const { only, path } = options;
const [runs, seed] = [Number(options.runs), Number(options.seed)];
const names = TARGETS.map(({ name }) => name).filter((name) => name === (only ?? name));
const runtimes = RUNTIMES
  .filter(({ name }) => name in COMMANDS && name === (options.runtime ?? name));
if (!Number.isInteger(runs) || runs < 1) fail(`--runs must be a whole number, got ${options.runs}`);
if (!Number.isInteger(seed)) fail(`--seed must be a whole number, got ${options.seed}`);
if (names.length === 0) fail(`--only must be ${TARGETS.map(({ name }) => name).join(", ")}, got ${only}`);
if (runtimes.length === 0) fail(`--runtime must be deno, bun or node, got ${options.runtime}`);
if (path !== undefined && only === undefined) {
  fail("--path names an input of one target: say --only and --seed");
}

await Deno.mkdir(FOLDER, { recursive: true });
await Deno.writeTextFile(`${FOLDER}/package.json`, '{ "type": "module" }\n');
const bundling = ["--quiet", "--platform", "node", "--sourcemap", "inline", "-o", BUNDLE];
const bundled = await run([DENO, "bundle", ...bundling, "tests/fuzz/main.ts"]);
if (!bundled.ok) fail(bundled.output);

let failed = 0;
let inputs = 0;
const start = performance.now();
for (const runtime of runtimes) await fuzzOn(runtime);
await Deno.remove(BUNDLE);
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`Seed ${seed}: ${inputs} inputs in ${seconds} s, ${failed} of them broke something`);
console.log(formatTally({ passed: runtimes.length * names.length - failed, failed }));
Deno.exit(failed === 0 ? 0 : 1);

async function fuzzOn(runtime: Runtime): Promise<void> {
  const order: Order = {
    seed,
    runs,
    ...(only !== undefined && { only }),
    ...(path !== undefined && { path }),
  };
  const label = await runtime.label();
  const { output, seconds } = await run([...COMMANDS[runtime.name]!, BUNDLE, JSON.stringify(order)]);
  const lines = output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const outcomes: Outcome[] = lines.filter((line) => "target" in line);
  const sum = outcomes.reduce((sum, outcome) => sum + outcome.inputs, 0);
  inputs += sum;
  const each = outcomes.map(({ target, inputs, seconds }) =>
    `${target} ${inputs} in ${seconds.toFixed(1)} s`
  );
  console.log(`${label}: ${sum} inputs in ${seconds.toFixed(1)} s (${each.join(", ")})`);
  for (const outcome of outcomes) if (outcome.failure !== undefined) await report(runtime, label, outcome);
  if (outcomes.length === names.length) return;
  // The program died, or hung until it was ended.
  failed += names.length - outcomes.length;
  const dead = names[outcomes.length]!;
  console.log(`FAILED  ${label}: ${dead} did not come to its end\n${withoutJson(output)}`);
  console.log(
    `repeat  deno task fuzz --only ${dead} --runtime ${runtime.name} --seed ${seed} --runs ${runs}`,
  );
}

async function report({ name }: Runtime, label: string, { target, inputs, failure }: Outcome): Promise<void> {
  failed++;
  const { what, input, path } = failure!;
  console.log(`FAILED  ${label}: ${target}, input ${inputs}: ${what}`);
  console.log(`input   ${input.slice(0, SHOWN)}`);
  if (input.length > SHOWN) {
    const file = `${FOLDER}/${target}-${name}.json`;
    await Deno.writeTextFile(file, `${input}\n`);
    console.log(`        … ${input.length} characters, all of them in ${file}`);
  }
  console.log(`repeat  deno task fuzz --only ${target} --runtime ${name} --seed ${seed} --path ${path}`);
}

function withoutJson(output: string): string {
  return output.split("\n").filter((line) => !line.startsWith("{")).join("\n").trim();
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(2);
}
