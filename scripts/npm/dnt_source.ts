// What dnt is given: a copy of the source, its entry points, and the tests that run on Node without the repository.

import { pathToFileURL } from "node:url";
import { filesBelow } from "../files.ts";
import type { Config } from "./config.ts";
import { holdBack } from "./command.ts";
import { copySource } from "./source_copy.ts";

/**
 * Folders of tests that dnt does not convert: they read the repository or the command, start programs, load packages
 * that need not be installed, or name a runtime's globals.
 */
const NOT_FOR_DNT = [
  "architecture",
  "bench",
  "browser",
  "cli",
  "comparing",
  "dnt",
  "docs",
  "examples",
  "fab",
  "fuzz",
  "gateway",
  "interop",
  "killed",
  "late",
  "memory",
  "netns",
  "otel",
  "package",
  "release",
  "scripts",
  "soak",
  "view",
];

/** The tests that dnt converts and runs on what it built, as a pattern below `tests`. */
export const DNT_TESTS: string = `!(${NOT_FOR_DNT.join("|")})/**/*_test.ts`;

/** What dnt reads. */
export interface DntSource {
  readonly entryPoints: readonly { readonly name: string; readonly path: string }[];
  /** The path of the import map. */
  readonly importMap: string;
  /** The command, which dnt does not read. */
  readonly bundle: string;
}

/** Copies what dnt reads into the empty folder `scratch`; the tests are a part of it only if they are asked for. */
export async function copyForDnt(config: Config, scratch: string, test: boolean): Promise<DntSource> {
  await copySource(scratch, test ? ["tests"] : []);
  const bundle = `${scratch}/command_bundle.js`;
  await holdBack(`${scratch}/src/cli`, bundle);
  const importMap = `${scratch}/imports.json`;
  await Deno.writeTextFile(importMap, JSON.stringify({ imports: importsOf(config, scratch) }));
  const entryPoints = Object.entries(config.exports)
    .map(([name, path]) => ({ name, path: `${scratch}/${path.slice("./".length)}` }));
  return { entryPoints, importMap, bundle };
}

/** The files in a copy that match `DNT_TESTS`. */
export async function testsForDnt(scratch: string): Promise<string[]> {
  const folder = `${scratch}/tests/`;
  return (await filesBelow(`${scratch}/tests`, "_test.ts")).filter((path) => {
    const [first, ...rest] = path.slice(folder.length).split("/");
    return rest.length > 0 && !NOT_FOR_DNT.includes(first!);
  });
}

/** The import map of deno.json for the copy, in which the std is a part of the source. */
function importsOf({ imports }: Config, scratch: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(imports)
      .filter(([name]) => !name.startsWith("@std/"))
      .map(([name, target]) => [
        name,
        target.startsWith("./") ? pathToFileURL(`${scratch}/${target.slice("./".length)}`).href : target,
      ]),
  );
}
