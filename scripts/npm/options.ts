// How the package is to be built, as the command line says it.

import { parseArgs } from "node:util";
import type { BuildOptions } from "./build.ts";

/**
 * Reads `--engine dnt|pack` (dnt makes ESM and CommonJS, deno pack makes ESM) and `--no-tests` (dnt does not run the
 * tests on what it built). Throws for anything else.
 */
export function readBuildOptions(args: readonly string[]): BuildOptions {
  const { values: { engine, "no-tests": noTests } } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string" },
      "no-tests": { type: "boolean", default: false },
    },
  });
  if (engine !== undefined && engine !== "dnt" && engine !== "pack") {
    throw new TypeError(`--engine must be dnt or pack, got ${engine}`);
  }
  return { engine, test: !noTests };
}
