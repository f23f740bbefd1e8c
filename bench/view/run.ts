// deno-lint-ignore-file no-console
// How long the story of a recording takes to open, and what memory it needs, on each runtime.
//
// Options: --runtime deno|bun|node   only on this runtime
//          FRAMES…                   number of frames; 100,000 and 1,000,000 if none is given

import { parseArgs } from "node:util";
import { bundle, must, runtimesNamed } from "../micro/launch.ts";

const { values: options, positionals } = parseArgs({
  options: { runtime: { type: "string" } },
  allowPositionals: true,
});

Deno.chdir(new URL("../..", import.meta.url));
const bench = await bundle("bench/view/bench.ts");
for (const runtime of runtimesNamed(options.runtime)) {
  console.log(
    `${await runtime.label()}\n${(await must([...runtime.command, bench, ...positionals])).trim()}`,
  );
}
