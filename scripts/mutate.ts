// deno-lint-ignore-file no-console
// Changes E37's machine in one place after the other, and shows that a test of the core fails each time: every entry of
// the state table to every other state, every statement of the rules left out, every condition, operator and constant
// changed. Prints each change that no test noticed, and ends with the sum: `N passed, N failed`.
//
// Options: --only TEXT   only the files of the machine with this text in their name
//          --killers     print each change, and the test that noticed it

import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { filesBelow } from "./files.ts";
import { ALLOWED, type Allowed } from "./mutate/allowed.ts";
import { instrument, type Mutant } from "./mutate/instrument.ts";
import { judge } from "./mutate/workers.ts";
import { formatTally } from "./summary.ts";

const MACHINE = "src/core/hsms/machine";
const FILES = [
  "state.ts",
  "reactions.ts",
  "machine.ts",
  "machine_core.ts",
  "ended_requests.ts",
  "sessions.ts",
  "transactions.ts",
  "linktest_schedule.ts",
  "system_bytes.ts",
];
/** The tests of the core that are to notice: those of the machine itself, and the scenarios on the memory network. */
const TESTS = ["tests/core/hsms/machine", "tests/scenario"];
const FOLDER = ".scratch/mutants";

const { values: options } = parseArgs({
  options: { only: { type: "string", default: "" }, killers: { type: "boolean", default: false } },
});

Deno.chdir(new URL("..", import.meta.url));
await Deno.mkdir(FOLDER, { recursive: true });
const { mutants, config } = await prepare(FILES.filter((file) => file.includes(options.only)));
const tests = (await Promise.all(TESTS.map((folder) => filesBelow(folder, "_test.ts")))).flat();
const verdicts = await judge(mutants, tests.map((file) => pathToFileURL(file).href), config).catch(
  (error) => {
    console.log(`${error.message}\n${formatTally({ passed: 0, failed: 1 })}`);
    Deno.exit(1);
  },
);

const problems: string[] = [];
const unnoticed = mutants.filter(({ id }) => verdicts.get(id)!.killer === undefined);
for (const mutant of unnoticed) {
  if (!ALLOWED.some((allowed) => isOf(mutant, allowed))) problems.push(`No test noticed ${describe(mutant)}`);
}
for (const allowed of ALLOWED.filter(({ file }) => file.includes(options.only))) {
  for (const change of allowed.changes) {
    if (unnoticed.some((mutant) => isOf(mutant, allowed) && mutant.change === change)) continue;
    problems.push(`Allowed, but noticed or not there: ${allowed.file}: ${change}`);
  }
}
if (options.killers) {
  for (const mutant of mutants) {
    console.log(`${describe(mutant)}\n  ${killerOf(mutant)}`);
  }
}
for (const problem of problems) console.log(problem);
console.log(formatTally({ passed: mutants.length - unnoticed.length, failed: problems.length }));
Deno.exit(problems.length === 0 ? 0 : 1);

/** Writes the instrumented files, and the import map that puts them in the place of the real ones. */
async function prepare(names: readonly string[]): Promise<{ mutants: Mutant[]; config: string }> {
  const { imports } = JSON.parse(await Deno.readTextFile("deno.json")) as { imports: Record<string, string> };
  const map: Record<string, string> = {};
  for (const [name, target] of Object.entries(imports)) {
    map[name] = target.startsWith("./") ? pathToFileURL(target).href : target;
  }
  map["node:test"] = pathToFileURL("scripts/mutate/node_test.ts").href;
  const mutants: Mutant[] = [];
  for (const name of names) {
    const file = `${MACHINE}/${name}`;
    const result = instrument(file, await Deno.readTextFile(file), mutants.length + 1);
    mutants.push(...result.mutants);
    const base = pathToFileURL(file);
    const text = result.text.replace(
      /(from )"(\.[^"]+)"/g,
      (_, from, path) => `${from}"${new URL(path, base).href}"`,
    );
    await Deno.writeTextFile(`${FOLDER}/${name}`, text);
    map[base.href] = pathToFileURL(`${FOLDER}/${name}`).href;
  }
  const config = `${FOLDER}/import_map.json`;
  await Deno.writeTextFile(config, JSON.stringify({ imports: map }, undefined, 2));
  return { mutants, config };
}

function isOf({ file, code, change }: Mutant, allowed: Allowed): boolean {
  return file === `${MACHINE}/${allowed.file}` && code === allowed.code && allowed.changes.includes(change);
}

function killerOf({ id }: Mutant): string {
  return verdicts.get(id)!.killer ?? "no test";
}

function describe({ file, line, change }: Mutant): string {
  return `${file}:${line}: ${change}`;
}
