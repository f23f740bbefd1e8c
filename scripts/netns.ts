// deno-lint-ignore-file no-console
// Plays the scenarios of broken networks between processes in network namespaces of Linux, on each runtime, and ends
// with the sum: `N passed, N failed`.
//
// Needs Linux, root, python3 and nsenter. Where one of them is missing it says so and plays nothing; nothing of the
// machine's own network is touched.
//
// Options: --require                   a machine that cannot play them is a failure
//          --filter TEXT               only the scenarios with TEXT in their name
//          --runtime deno|bun|node     only this one

import { parseArgs } from "node:util";
import { BUNDLE, launchers, whyNot } from "../tests/netns/needs.ts";
import { play, type ScenarioResult } from "../tests/netns/play.ts";
import { formatTimings } from "../tests/netns/table.ts";
import { DENO, run } from "./run.ts";
import { formatTally } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    require: { type: "boolean", default: false },
    filter: { type: "string", default: "" },
    runtime: { type: "string" },
  },
});

Deno.chdir(new URL("..", import.meta.url));
const problem = await whyNot();
if (problem !== undefined) end(`No network namespaces here: ${problem}`, options.require ? 1 : 0);

// Node 20 reads no TypeScript; one bundle is the same program for all.
const bundled = await run([
  DENO,
  "bundle",
  "--quiet",
  "--platform",
  "node",
  "-o",
  BUNDLE,
  "tests/netns/station.ts",
]);
if (!bundled.ok) end(`Cannot bundle the stations:\n${bundled.output}`, 1);

const chosen = (await launchers()).filter(({ name }) => name === (options.runtime ?? name));
if (chosen.length === 0) end(`--runtime must be deno, bun or node, got ${options.runtime}`, 1);

// They mostly wait: the runtimes take their turns at the same time, each on a cable of its own.
const results = (await Promise.all(
  chosen.map((launcher) => play(launcher, (name) => name.includes(options.filter), report)),
)).flat();
console.log(formatTimings(results));
const failed = results.filter(({ failure }) => failure !== undefined).length;
if (results.length === 0) end(`No scenario matches "${options.filter}"`, 1);
console.log(formatTally({ passed: results.length - failed, failed }));
Deno.exit(failed === 0 ? 0 : 1);

function report({ runtime, name, ms, failure }: ScenarioResult): void {
  console.log(
    `${runtime.padEnd(4)}  ${name}: ${failure === undefined ? "ok" : "FAILED"} (${ms.toFixed(0)} ms)`,
  );
  if (failure !== undefined) console.log(failure);
}

function end(message: string, failed: number): never {
  console.log(message);
  console.log(formatTally({ passed: 0, failed }));
  Deno.exit(failed);
}
