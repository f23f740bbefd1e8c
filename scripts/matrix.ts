// deno-lint-ignore-file no-console
// Uses the npm package, and runs tests, on each runtime of the table in docs/runtimes.md, and writes the table anew:
// `deno task matrix`. The runtimes come from npm.
//
// Options: --filter TEXT     the tests that are run: those with TEXT in their path (/transports/)
//          --whole NAME,…    these run all tests: `--whole "Node 24"`
//          --only NAME,…     only these, and the table stays as it is

import { parseArgs } from "node:util";
import { markdownTable } from "markdown-table";
import { findRuntimes, type MatrixRuntime } from "./matrix/runtimes.ts";
import { buildPackage } from "./npm/build.ts";
import { makeNodeProject } from "./npm/consumers.ts";
import { OUT } from "./npm/settings.ts";
import { NPM, type Outcome, run } from "./run.ts";
import { readTally } from "./summary.ts";

const PAGE = "docs/runtimes.md";
const TABLE = /(<!-- matrix -->\n\n)[\s\S]*?(\n\n<!-- end of matrix -->)/;
const HEAD = ["runtime", "ES module", "`require`", "command", "tests"];

const { values: options } = parseArgs({
  options: {
    filter: { type: "string", default: "/transports/" },
    whole: { type: "string", default: "" },
    only: { type: "string", default: "" },
  },
});
const namesIn = (list: string): string[] =>
  list.split(",").map((name) => name.trim()).filter((name) => name !== "");
const whole = namesIn(options.whole);
const only = namesIn(options.only);

Deno.chdir(new URL("..", import.meta.url));
const scratch = await Deno.makeTempDir({ prefix: "hsms-matrix-" });
let failed = 0;
try {
  const { folder, commonJs } = await makeProject();
  const rows: string[][] = [];
  for (const runtime of await findRuntimes()) {
    if (only.length > 0 && !only.some((name) => runtime.name.startsWith(name))) continue;
    const row = [runtime.name, ...await useOn(runtime, folder, commonJs)];
    console.log(row.join(" | "));
    rows.push(row);
  }
  if (only.length === 0) await writeTable(markdownTable([HEAD, ...rows]));
} finally {
  await Deno.remove(scratch, { recursive: true });
}
Deno.exit(failed === 0 ? 0 : 1);

/** One project for all: what npm installs is the same for each. */
async function makeProject(): Promise<{ folder: string; commonJs: boolean }> {
  const { engine } = await buildPackage({ engine: undefined, test: false }, console.log);
  const packed = await run([NPM, "pack", "--loglevel=error", "--pack-destination", scratch], {}, OUT);
  const folder = `${scratch}/project`;
  const commonJs = engine === "dnt";
  const made = await makeNodeProject(folder, `${scratch}/${packed.output.trim()}`, commonJs);
  const compiled = await run(["node", "node_modules/typescript/bin/tsc"], {}, folder);
  for (const { ok, output } of [packed, made, compiled]) if (!ok) throw new Error(output);
  return { folder, commonJs };
}

/** The cells of a runtime. */
async function useOn(runtime: MatrixRuntime, folder: string, commonJs: boolean): Promise<string[]> {
  const cells: string[] = [];
  for (const program of ["built/main.mjs", "built/require.cjs", "command.mjs"]) {
    if (program.endsWith(".cjs") && !commonJs && !runtime.requiresEsm) {
      cells.push("no");
      continue;
    }
    const ran = await run(runtime.program(program), runtime.env, folder);
    const isWell = ran.ok && ran.output.includes("the package works");
    cells.push(tell(isWell, "yes", ran));
  }
  const isWhole = whole.some((name) => runtime.name.startsWith(name));
  const tested = await run(runtime.tests(isWhole ? "" : options.filter), runtime.env, ".", 60);
  const tally = readTally(tested.output);
  const counts = `${isWhole ? "all" : options.filter}: ${tally?.passed} passed`;
  cells.push(tell(tested.ok && (tally?.passed ?? 0) > 0, counts, tested));
  return cells;
}

function tell(isWell: boolean, text: string, { output }: Outcome): string {
  if (isWell) return text;
  failed++;
  console.error(output);
  return "**fails**";
}

async function writeTable(table: string): Promise<void> {
  const day = new Date().toISOString().slice(0, "2026-01-01".length);
  const text = await Deno.readTextFile(PAGE);
  const written = `Run on ${day} on ${Deno.build.os}, ${Deno.build.arch}:\n\n${table}`;
  await Deno.writeTextFile(PAGE, text.replace(TABLE, (_, before, after) => `${before}${written}${after}`));
}
