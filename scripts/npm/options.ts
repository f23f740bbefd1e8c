// How the package is to be built, as the command line says it.

import { parseArgs } from "node:util";
import type { BuildOptions } from "./build.ts";

/**
 * Reads `--engine dnt|pack` (dnt makes ESM and CommonJS, deno pack makes ESM), `--std jsr|npm` (where dnt takes the
 * Deno std from) and `--no-tests` (dnt does not run the tests on what it built). Throws for anything else.
 */
export function readBuildOptions(args: readonly string[]): BuildOptions {
  const { values: { engine, std, "no-tests": noTests } } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string" },
      std: { type: "string", default: "jsr" },
      "no-tests": { type: "boolean", default: false },
    },
  });
  if (engine !== undefined && engine !== "dnt" && engine !== "pack") {
    throw new TypeError(`--engine must be dnt or pack, got ${engine}`);
  }
  if (std !== "jsr" && std !== "npm") throw new TypeError(`--std must be jsr or npm, got ${std}`);
  return { engine, std, test: !noTests };
}
