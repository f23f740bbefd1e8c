// deno-lint-ignore-file no-console
// Writes the table of sizes in docs/package.md anew, from a build of the package: `deno task sizes`.

import { buildPackage } from "./npm/build.ts";
import { writeSizes } from "./npm/size_table.ts";

const PAGE = "docs/package.md";

Deno.chdir(new URL("..", import.meta.url));
const out = await Deno.makeTempDir({ prefix: "hsms-sizes-" });
try {
  const { sizes } = await buildPackage({ engine: "pack", test: false, out }, () => {});
  const text = await Deno.readTextFile(PAGE);
  const written = writeSizes(text, sizes);
  await Deno.writeTextFile(PAGE, written);
  console.log(written === text ? "The table was current" : "The table was written anew");
} finally {
  await Deno.remove(out, { recursive: true }).catch(() => {});
}
