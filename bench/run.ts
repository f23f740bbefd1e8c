// deno-lint-ignore-file no-console
// Compares HsmsProtocol with bare framing and with secs4js, over TCP between two processes, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --quick                   seven rows in short rounds, in less than a minute
//          --only TEXT               only the rows with TEXT in their name
//          --rounds N, --slice MS    how often and how long each contender is measured
//          --bare-views              bare framing lends the bodies to the tool, and copies none
//          --json                    one JSON document instead of tables
//          --save                    writes both below bench/results/, and the tables of docs/performance.md and README
//          --check                   ends with 1 where a target of bench/macro/targets.ts is missed

import { parseArgs } from "node:util";
import { DENO, run } from "../scripts/run.ts";
import { RUNTIMES } from "../scripts/runtimes.ts";
import { secs4js } from "../tests/interop/install.ts";
import { machineHere } from "./macro/machine.ts";
import { formatReport, formatRuntime, type Report, type Runtime } from "./macro/report.ts";
import { bundle, measureRuntime } from "./macro/runtime.ts";
import { formatShort, formatSummary, putSummary } from "./macro/summary.ts";
import { missedBy } from "./macro/targets.ts";
import { WORKLOADS } from "./macro/workloads.ts";

const flag = { type: "boolean", default: false } as const;
const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    quick: flag,
    only: { type: "string", default: "" },
    rounds: { type: "string" },
    slice: { type: "string" },
    "bare-views": flag,
    json: flag,
    save: flag,
    check: flag,
  },
});

Deno.chdir(new URL("..", import.meta.url));
const effort = {
  rounds: Number(options.rounds ?? (options.quick ? 5 : 15)),
  slice: Number(options.slice ?? (options.quick ? 50 : 400)),
};
const workloads = WORKLOADS.filter(({ name, quick }) =>
  (quick || !options.quick) && name.includes(options.only)
);
const chosen = RUNTIMES.filter(({ name }) => name !== "package" && name === (options.runtime ?? name));
if (!(effort.rounds >= 1 && effort.slice >= 1)) fail("--rounds and --slice take a number from 1 on");
if (workloads.length === 0) fail(`No row has "${options.only}" in its name`);
if (chosen.length === 0) fail(`--runtime is deno, bun or node, not ${options.runtime}`);

await bundle();
const runtimes: Runtime[] = [];
for (const { name, label } of chosen) {
  const rows = await measureRuntime(name, workloads, effort, options["bare-views"]);
  const runtime = { name, label: await label(), rows };
  runtimes.push(runtime);
  if (!options.json) console.log(formatRuntime(runtime).join("\n"));
}

const report: Report = {
  date: new Date().toISOString().slice(0, 10),
  machine: machineHere(),
  secs4js: secs4js.version,
  ...effort,
  bareViews: options["bare-views"],
  runtimes,
};
if (options.json) console.log(JSON.stringify(report, null, 2));
if (options.save) await save(report);
if (options.check) check(runtimes);

async function save(report: Report): Promise<void> {
  const path = `bench/results/${report.date}-macro`;
  await Deno.mkdir("bench/results", { recursive: true });
  await Deno.writeTextFile(`${path}.json`, `${JSON.stringify(report, null, 2)}\n`);
  await Deno.writeTextFile(`${path}.md`, formatReport(report));
  await put("docs/performance.md", formatSummary(report));
  await put("README.md", formatShort(report));
}

async function put(page: string, summary: string): Promise<void> {
  await Deno.writeTextFile(page, putSummary(await Deno.readTextFile(page), summary));
  await run([DENO, "fmt", "--quiet", page]);
}

function check(runtimes: readonly Runtime[]): void {
  const missed = runtimes.flatMap(missedBy);
  for (const line of missed) console.error(line);
  if (missed.length > 0) fail(`${missed.length} targets missed`);
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
