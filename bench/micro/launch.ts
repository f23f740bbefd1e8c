// Bundles a program for all runtimes, and knows how each of them is started.

import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { RUNTIMES } from "../../scripts/runtimes.ts";

const FOLDER = ".scratch/bench";

/** A runtime that programs are measured on. */
export interface MeasuredRuntime {
  readonly name: string;
  /** "Deno 2.9.6" */
  label(): Promise<string>;
  /** What the path of a bundle follows; with a `gc()` for programs that ask for it. */
  readonly command: Command;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  deno: [DENO, "run", "-A", "--no-lock", "--v8-flags=--expose-gc"],
  bun: BUN,
  node: ["node", "--expose-gc"],
};

/** The runtimes, or the one of that name; throws where there is none. */
export function runtimesNamed(name: string | undefined): MeasuredRuntime[] {
  const found = RUNTIMES.flatMap((runtime) => {
    const command = COMMANDS[runtime.name];
    const wanted = command !== undefined && runtime.name === (name ?? runtime.name);
    return wanted ? [{ name: runtime.name, label: () => runtime.label(), command }] : [];
  });
  if (found.length === 0) throw new Error(`No runtime ${name}: deno, bun or node`);
  return found;
}

/** Bundles `entry` with what it imports; resolves with the path of the bundle. */
export async function bundle(entry: string): Promise<string> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${FOLDER}/package.json`, '{ "type": "module" }\n');
  const path = `${FOLDER}/${entry.replace(/^bench\//, "").replaceAll("/", "-").replace(/\.ts$/, ".js")}`;
  await must([DENO, "bundle", "--quiet", "--platform", "node", "-o", path, entry]);
  return path;
}

/** Runs a program to its end and returns what it printed; throws where it fails. */
export async function must(command: Command): Promise<string> {
  const { ok, output } = await run(command);
  if (!ok) throw new Error(`${command.join(" ")} failed:\n${output}`);
  return output;
}

/** The lines of JSON in what a program printed. */
export function jsonLines<T>(output: string): T[] {
  return output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}
