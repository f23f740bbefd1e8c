// deno-lint-ignore-file no-console
// Runs the tests on Deno, Bun and Node, then those of the npm package, and ends with the sum: `N passed, N failed`.
//
// Options: --runtime deno|bun|node|package   only this part
//          --filter TEXT                     only the test files with TEXT in their path, and not the package
//          --searches                        only what is left out else: searches of pure code, on Bun and Node
//          --repeat N                        everything N times, to find a test that fails now and then

import { parseArgs } from "node:util";
import { filesBelow } from "./files.ts";
import { DENO, run } from "./run.ts";
import { lanesOf, type Runtime, RUNTIMES } from "./runtimes.ts";
import { formatTally, judge, sum, type Tally } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    filter: { type: "string", default: "" },
    searches: { type: "boolean", default: false },
    repeat: { type: "string", default: "1" },
  },
});

Deno.chdir(new URL("..", import.meta.url));
const runtimes = RUNTIMES
  .filter(({ name }) => name === (options.runtime ?? name))
  .filter(({ name }) => name !== "package" || options.filter === "")
  .filter(({ name }) => !options.searches || name === "bun" || name === "node");
if (runtimes.length === 0) fail(`--runtime must be deno, bun, node or package, got ${options.runtime}`);
const rounds = Number(options.repeat);
if (!Number.isInteger(rounds) || rounds < 1) fail(`--repeat must be a whole number, got ${options.repeat}`);

/**
 * Searches and properties of code that is the same on every runtime: slow, so Deno alone runs them if nobody asks for more. The one
 * of `chaos` is about the sockets of a runtime.
 */
const SEARCH =
  /^tests\/(?!chaos\/).*\/(?:exhaustive|failing|fuzz|model|power|power_cut|property|random)_test\.ts$/;
/** Folders of tests that have a task or a step of the gate of their own. */
const APART = ["dnt", "interop"];
const files = (await filesBelow("tests", "_test.ts"))
  .filter((file) => !APART.some((folder) => file.startsWith(`tests/${folder}/`)))
  .filter((file) => file.includes(options.filter));

// Bun and Node find what the tests import from npm in node_modules.
const installed = await run([DENO, "install", "--quiet"]);
if (!installed.ok) console.log(installed.output);

const tallies: Tally[] = [];
for (let round = 1; round <= rounds; round++) {
  if (rounds > 1) console.log(`Round ${round} of ${rounds}`);
  for (const runtime of runtimes) tallies.push(await testOn(runtime));
}
const total = sum(tallies);
console.log(formatTally(total));
Deno.exit(total.failed === 0 ? 0 : 1);

/** The test files of a runtime. */
function filesOf({ name }: Runtime): string[] {
  if (options.searches) return files.filter((file) => SEARCH.test(file));
  return name === "deno" || options.filter !== "" ? files : files.filter((file) => !SEARCH.test(file));
}

async function testOn(runtime: Runtime): Promise<Tally> {
  const label = await runtime.label();
  const files = filesOf(runtime);
  const ofFiles = runtime.name !== "package";
  if (ofFiles && files.length === 0) {
    console.log(`${label}: no test file matches "${options.filter}"`);
    return { passed: 0, failed: 1 };
  }
  const what = ofFiles
    ? `${files.length} test ${files.length === 1 ? "file" : "files"}`
    : "its users' programs";
  console.log(`${label}: running ${what}`);
  const begin = performance.now();
  const outcomes = await runtime.test(lanesOf(files));
  const tallies = outcomes.map(({ ok, output }) => {
    const judged = judge(ok, runtime.readSummary(output));
    if (judged.failed > 0) console.log(output);
    return judged;
  });
  const tally = sum(tallies);
  const problem = tallies.find((one) => one.problem !== undefined)?.problem;
  const why = problem === undefined ? "" : `, because ${problem}`;
  const seconds = (performance.now() - begin) / 1000;
  console.log(`${label}: ${formatTally(tally)}${why} (${seconds.toFixed(1)} s)`);
  return tally;
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(2);
}
