// deno-lint-ignore-file no-console
// Draws the pictures of docs/hsms-in-ten-pictures.md and docs/gem-in-ten-pictures.md: `deno task pictures`.
//
// Options: --check   writes nothing, and fails if what is there is not of this source

import { gemPictures } from "./pictures/gem.ts";
import { hsmsPictures } from "./pictures/hsms.ts";

const FOLDER = "docs/picture";

Deno.chdir(new URL("..", import.meta.url));
const isCheck = Deno.args.includes("--check");
const pictures = { ...await hsmsPictures(), ...await gemPictures() };
let failed = 0;
for (const [name, svg] of Object.entries(pictures)) {
  const path = `${FOLDER}/${name}.svg`;
  const found = await Deno.readTextFile(path).catch(() => "");
  if (found === svg) continue;
  if (!isCheck) await Deno.writeTextFile(path, svg);
  else {
    console.error(`${path} is not of this source: run deno task pictures`);
    failed = 1;
  }
}
console.log(`${Object.keys(pictures).length} pictures`);
Deno.exit(failed);
