// The files that the processes run, and how each runtime runs them.

import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { RUNTIMES } from "../../scripts/runtimes.ts";

/** Two soaks may go on beside each other. */
const FOLDER = `.scratch/soak/${Deno.pid}`;
const BUNDLE = `${FOLDER}/child.js`;
const HOSTILE_BUNDLE = `${FOLDER}/hostile.js`;

/** A runtime that can be soaked. */
export interface SoakedRuntime {
  readonly name: string;
  /** "Deno 2.9.6" */
  readonly label: string;
  /** Runs the bundle, which takes an argument. */
  readonly program: Command;
  /** Runs the hostile peers. */
  readonly hostile: Command;
}

/** Bundles the processes' files; resolves with the runtimes, or with the one of that name. */
export async function prepare(name: string | undefined): Promise<SoakedRuntime[]> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${FOLDER}/package.json`, '{ "type": "module" }\n');
  await bundle("tests/soak/child.ts", BUNDLE);
  await bundle("tests/soak/hostile/child.ts", HOSTILE_BUNDLE);
  const wanted = RUNTIMES.filter((one) => one.name !== "package" && one.name === (name ?? one.name));
  return await Promise.all(wanted.map(async (one) => {
    return {
      name: one.name,
      label: await one.label(),
      program: await programOf(one.name, BUNDLE),
      hostile: ["node", HOSTILE_BUNDLE],
    };
  }));
}

/** Removes the bundles. */
export async function tidy(): Promise<void> {
  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
}

async function bundle(file: string, to: string): Promise<void> {
  const { ok, output } = await run([DENO, "bundle", "--quiet", "--platform", "node", "-o", to, file]);
  if (!ok) throw new Error(`Cannot bundle ${file}:\n${output}`);
}

/** How a runtime runs a bundle. With a `gc()` if that has to be asked for. Bun's own program, not npx: that would go on when it is to end. */
export async function programOf(runtime: string, bundle: string): Promise<Command> {
  if (runtime === "deno") return [DENO, "run", "-A", "--no-lock", "--v8-flags=--expose-gc", bundle];
  if (runtime === "node") return ["node", "--expose-gc", bundle];
  const { ok, output } = await run([...BUN, "--print", "`path:${process.execPath}`"]);
  const path = /^path:(.*)$/m.exec(output)?.[1];
  if (!ok || path === undefined) throw new Error(`Cannot find Bun:\n${output}`);
  return [path, bundle];
}
