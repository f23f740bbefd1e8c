// deno-lint-ignore-file no-console
// Builds the npm package into the folder npm: `deno task npm`.
//
// Options: --engine dnt|pack   only with this engine: dnt makes ESM and CommonJS, deno pack makes ESM
//          --no-tests          dnt does not run the tests on what it built

import { buildPackage } from "./npm/build.ts";
import { readBuildOptions } from "./npm/options.ts";
import { OPTIONAL_PEERS, OUT } from "./npm/settings.ts";

Deno.chdir(new URL("..", import.meta.url));
try {
  const built = await buildPackage(readBuildOptions(Deno.args), (line) => console.log(line));
  const { name, version } = built.config;
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `${name} ${version} is in ${OUT}, built with ${built.engine}: ${built.files.length} files, ` +
      `${kilobytes(built.unpackedSize)}, packed ${kilobytes(built.size)}, ` +
      `no dependencies, ${Object.keys(OPTIONAL_PEERS).length} optional peers`,
  );
} catch (error) {
  console.error(`The npm package was not built: ${error instanceof Error ? error.message : error}`);
  Deno.exit(1);
}
// dnt leaves a worker behind.
Deno.exit(0);
