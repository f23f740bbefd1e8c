// The file that both processes run, and how each runtime runs it.

import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { RUNTIMES } from "../../scripts/runtimes.ts";

const FOLDER = ".scratch/soak";
/** Two soaks may go on beside each other. */
const BUNDLE = `${FOLDER}/child-${Deno.pid}.js`;

/** A runtime that can be soaked. */
export interface SoakedRuntime {
  readonly name: string;
  /** "Deno 2.9.6" */
  readonly label: string;
  /** Runs the bundle, which takes an argument. */
  readonly program: Command;
}

/** Bundles the processes' file; resolves with the runtimes, or with the one of that name. */
export async function prepare(name: string | undefined): Promise<SoakedRuntime[]> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${FOLDER}/package.json`, '{ "type": "module" }\n');
  const options = ["--quiet", "--platform", "node", "-o", BUNDLE];
  const { ok, output } = await run([DENO, "bundle", ...options, "tests/soak/child.ts"]);
  if (!ok) throw new Error(`Cannot bundle tests/soak/child.ts:\n${output}`);
  const wanted = RUNTIMES.filter((one) => one.name !== "package" && one.name === (name ?? one.name));
  return await Promise.all(wanted.map(async (one) => {
    return { name: one.name, label: await one.label(), program: await programOf(one.name) };
  }));
}

/** Removes the bundle. */
export async function tidy(): Promise<void> {
  await Deno.remove(BUNDLE).catch(() => {});
}

/** With a `gc()` if that has to be asked for. Bun's own program, not npx: that would go on when it is to end. */
async function programOf(runtime: string): Promise<Command> {
  if (runtime === "deno") return [DENO, "run", "-A", "--no-lock", "--v8-flags=--expose-gc", BUNDLE];
  if (runtime === "node") return ["node", "--expose-gc", BUNDLE];
  const { ok, output } = await run([...BUN, "--print", "`path:${process.execPath}`"]);
  const path = /^path:(.*)$/m.exec(output)?.[1];
  if (!ok || path === undefined) throw new Error(`Cannot find Bun:\n${output}`);
  return [path, BUNDLE];
}
