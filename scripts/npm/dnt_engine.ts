// Builds the package with dnt: ESM and CommonJS, types for both, and the tests run on Node.

import { pathToFileURL } from "node:url";
import { COMMAND, writeCommand } from "./command.ts";
import { type Config, manifest } from "./config.ts";
import { finish } from "./finish.ts";
import { DNT, STD_ON_JSR } from "./settings.ts";
import { copyStd } from "./std.ts";

/** What is used of dnt. It is described here, because its own types cannot be read where JSR is out of reach. */
export interface Dnt {
  build(options: Record<string, unknown>): Promise<void>;
}

/**
 * Loads dnt; undefined where JSR cannot be reached. The specifier is a variable, so that nothing that reads this file
 * (`deno check`, the linter, the dry run of publishing) goes and looks for it.
 */
export async function loadDnt(specifier: string = DNT): Promise<Dnt | undefined> {
  try {
    return await import(specifier);
  } catch (error) {
    // Deno says so of a host that does not answer; a version that does not exist reads otherwise.
    if (/manifest for '@deno\/dnt' failed to load/.test(String(error))) return undefined;
    throw error;
  }
}

/** The tests of the source: those in the folders named here read the repository, or wait at their top level. */
const TESTS = "!(architecture|browser|cli|docs|examples|interop|package|scripts)/**/*_test.ts";

/** What may be chosen. */
export interface DntOptions {
  /** Where the functions of the Deno std come from, which go into the package. */
  readonly std: "jsr" | "npm";
  /** Whether to run the tests on what was built. */
  readonly test: boolean;
}

/** The parser of command lines. */
const PARSER = "@optique/core";

/** Copies of the std lie in the repository: the package keeps the folders from the root that all its files share. */
const SCRATCH = ".scratch/npm-std";

/** Builds into the empty folder `out`. */
export async function buildWithDnt(
  dnt: Dnt,
  config: Config,
  out: string,
  options: DntOptions,
): Promise<void> {
  await Deno.remove(SCRATCH, { recursive: true }).catch(() => {});
  await Deno.mkdir(SCRATCH, { recursive: true });
  const importMap = `${SCRATCH}/imports.json`;
  await Deno.writeTextFile(importMap, JSON.stringify({ imports: await importsOf(config, options.std) }));
  await dnt.build({
    entryPoints: Object.entries(config.exports).map(([name, path]) => ({ name, path })),
    outDir: out,
    importMap,
    shims: {},
    declaration: "inline",
    skipSourceOutput: true,
    typeCheck: "both",
    test: options.test,
    rootTestDir: "./tests",
    testPattern: TESTS,
    compilerOptions: { lib: ["ESNext", "DOM", "DOM.Iterable"], target: "ES2022" },
    package: { ...manifest(config), devDependencies: { "@types/node": "^20.19.0" } },
    postBuild: () => finish(out),
  });
}

/** The import map of deno.json, with the std from JSR, or with copies of what is installed from npm. */
async function importsOf(config: Config, std: "jsr" | "npm"): Promise<Record<string, string>> {
  const map: Record<string, string> = {};
  for (const [name, target] of Object.entries(config.imports)) {
    if (target.startsWith("./")) map[name] = pathToFileURL(target).href;
    else if (name === PARSER) continue; // in the command's bundle, and nowhere else
    else if (!name.startsWith("@std/")) map[name] = target;
    else if (std === "npm") map[name] = pathToFileURL(await copyStd(name, SCRATCH)).href;
    else map[name] = onJsr(name);
  }
  const inside = await writeCommand(SCRATCH, pathToFileURL("src/cli").href);
  map[pathToFileURL(COMMAND).href] = pathToFileURL(inside).href;
  return map;
}

function onJsr(name: string): string {
  const specifier = STD_ON_JSR[name];
  if (specifier !== undefined) return specifier;
  throw new Error(`scripts/npm/settings.ts does not say what ${name} is on JSR`);
}
