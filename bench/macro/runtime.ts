// All workloads on one runtime.

import { fileURLToPath } from "node:url";
import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { secs4js } from "../../tests/interop/install.ts";
import { type Effort, measure } from "./measure.ts";
import { Pair } from "./pair.ts";
import { type Row, rowOf } from "./row.ts";
import { type Name, NAMES, type Workload, WORKLOADS } from "./workloads.ts";

const BUNDLE = ".scratch/bench/macro.js";
const SECS4JS = fileURLToPath(new URL(`../../.scratch/interop/secs4js-${secs4js.version}`, import.meta.url));

/** Runs once in each pair, so that the first row meets compiled code too. */
const WARM_UP = WORKLOADS.find(({ name }) => name === "empty, 32 open")!;
const WARM_UP_TIME = 300;

/** Makes the one file that every runtime runs, and puts secs4js where it is found. */
export async function bundle(): Promise<void> {
  await secs4js.install();
  await Deno.mkdir(".scratch/bench", { recursive: true });
  await Deno.writeTextFile(".scratch/bench/package.json", '{ "type": "module" }\n');
  const options = ["--quiet", "--platform", "node", "-o", BUNDLE];
  const { ok, output } = await run([DENO, "bundle", ...options, "bench/macro/child.ts"]);
  if (!ok) throw new Error(`Cannot bundle bench/macro/child.ts:\n${output}`);
}

/** How a runtime runs a file. Bun's own program, not npx: that would go on when it is to end. */
async function programOf(runtime: string): Promise<Command> {
  if (runtime === "deno") return [DENO, "run", "-A", "--no-lock"];
  if (runtime === "node") return ["node"];
  const { ok, output } = await run([...BUN, "--print", "`path:${process.execPath}`"]);
  const path = /^path:(.*)$/m.exec(output)?.[1];
  if (!ok || path === undefined) throw new Error(`Cannot find Bun:\n${output}`);
  return [path];
}

/** Measures workloads on a runtime; `views`: bare framing copies no body. */
export async function measureRuntime(
  runtime: string,
  workloads: readonly Workload[],
  effort: Effort,
  views: boolean,
): Promise<Row[]> {
  const names = NAMES.filter((name) => workloads.some(({ contenders }) => contenders.includes(name)));
  const start = await programOf(runtime);
  const pairs = new Map<Name, Pair>();
  try {
    for (const name of names) {
      progress(`${runtime}: ${name} starts`);
      const program: Command = [...start, BUNDLE, name, SECS4JS, views ? "views" : ""];
      const flooder: Command = [...start, BUNDLE, "bare", "", ""];
      pairs.set(name, await Pair.start(`${name} on ${runtime}`, program, flooder));
      await pairs.get(name)!.run(WARM_UP, WARM_UP_TIME);
    }
    const rows: Row[] = [];
    for (const workload of workloads) {
      const samples = await measure(workload, pairs, effort, (text) => progress(`${runtime}: ${text}`));
      rows.push(rowOf(workload, samples));
    }
    return rows;
  } finally {
    progress("");
    await Promise.all([...pairs.values()].map((pair) => pair.stop()));
  }
}

/** One line on stderr that is written over again and again; nothing where stderr is no terminal. */
function progress(text: string): void {
  if (!Deno.stderr.isTerminal()) return;
  Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}
