// Builds the package with dnt: ESM and CommonJS, types for both, and the tests run on Node.

import { placeCommand } from "./command.ts";
import { type Config, manifest } from "./config.ts";
import { copyForDnt, DNT_TESTS } from "./dnt_source.ts";
import { finish } from "./finish.ts";
import { DNT } from "./settings.ts";

/** What is used of dnt. It is described here, because its own types cannot be read if JSR is out of reach. */
export interface Dnt {
  build(options: Record<string, unknown>): Promise<void>;
}

/**
 * Loads dnt; undefined if JSR cannot be reached. The specifier is a variable, so that nothing that reads this file
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

/** What may be chosen. */
export interface DntOptions {
  /** Whether to run the tests on what was built. */
  readonly test: boolean;
}

/** Builds into the empty folder `out`. */
export async function buildWithDnt(
  dnt: Dnt,
  config: Config,
  out: string,
  options: DntOptions,
): Promise<void> {
  const scratch = await Deno.makeTempDir({ prefix: "hsms-dnt-" });
  try {
    const { entryPoints, importMap, bundle } = await copyForDnt(config, scratch, options.test);
    await dnt.build({
      entryPoints,
      outDir: await Deno.realPath(out),
      importMap,
      shims: {},
      declaration: "inline",
      skipSourceOutput: true,
      typeCheck: "both",
      test: options.test,
      rootTestDir: `${scratch}/tests`,
      testPattern: DNT_TESTS,
      // With an older target dnt changes the prototypes of Array and others to what a newer one has; Node 20 has it all.
      compilerOptions: { lib: ["ESNext", "DOM", "DOM.Iterable"], target: "Latest" },
      package: { ...manifest(config), type: "commonjs", devDependencies: { "@types/node": "^20.19.0" } },
      postBuild: async () => {
        await finish(config, out);
        for (const kind of ["esm", "script"]) await sayPure(`${out}/${kind}`);
        await placeCommand(bundle, out);
      },
    });
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  await dropTools(out);
}

/** Bundlers ask the nearest package.json, and dnt writes one into each folder, whether they may leave out what is not used. */
async function sayPure(folder: string): Promise<void> {
  const path = `${folder}/package.json`;
  const found = JSON.parse(await Deno.readTextFile(path));
  await Deno.writeTextFile(path, `${JSON.stringify({ ...found, sideEffects: false }, undefined, 2)}\n`);
}

/** What dnt writes into package.json for its run of the tests; users have no need of it. */
async function dropTools(out: string): Promise<void> {
  const path = `${out}/package.json`;
  const { scripts: _, devDependencies: __, _generatedBy: ___, ...kept } = JSON.parse(
    await Deno.readTextFile(path),
  );
  await Deno.writeTextFile(path, `${JSON.stringify(kept, undefined, 2)}\n`);
}
