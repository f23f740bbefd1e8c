// deno-lint-ignore-file no-console
// Builds the npm package into the folder npm: `deno task npm`.
//
// Options: --engine dnt|pack   only with this engine: dnt makes ESM and CommonJS, deno pack makes ESM
//          --std jsr|npm       where dnt takes the Deno std from (default: jsr)
//          --no-tests          dnt does not run the tests on what it built

import { parseArgs } from "node:util";
import { buildPackage } from "./npm/build.ts";
import { OUT } from "./npm/settings.ts";

const { values: { engine, std, "no-tests": noTests } } = parseArgs({
  options: {
    engine: { type: "string" },
    std: { type: "string", default: "jsr" },
    "no-tests": { type: "boolean", default: false },
  },
});
if (engine !== undefined && engine !== "dnt" && engine !== "pack") {
  fail(2, `--engine must be dnt or pack, got ${engine}`);
}
if (std !== "jsr" && std !== "npm") fail(2, `--std must be jsr or npm, got ${std}`);

Deno.chdir(new URL("..", import.meta.url));
try {
  const built = await buildPackage({ engine, std, test: !noTests }, (line) => console.log(line));
  const { name, version } = built.config;
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `${name} ${version} is in ${OUT}, built with ${built.engine}: ${built.files.length} files, ` +
      `${kilobytes(built.unpackedSize)}, packed ${kilobytes(built.size)}, no dependencies`,
  );
} catch (error) {
  fail(1, `The npm package was not built: ${error instanceof Error ? error.message : error}`);
}
// dnt leaves a worker behind.
Deno.exit(0);

function fail(code: number, message: string): never {
  console.error(message);
  Deno.exit(code);
}
