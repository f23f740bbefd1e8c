// Measures each layer by itself, beside a loop by hand, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --filter TEXT             only the rows with TEXT in them, "decoder empty" for instance
//          --json                    print JSON
//          --save                    keep the results in bench/results

import { parseArgs } from "node:util";
import type { Row } from "./case.ts";
import { bundle, jsonLines, must, runtimesNamed } from "./launch.ts";
import { report, type RuntimeResults } from "./results.ts";
import { formatMicro } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    filter: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
  },
});

Deno.chdir(new URL("../..", import.meta.url));
const path = await bundle("bench/micro/bench.ts");
const results: RuntimeResults<Row>[] = [];
for (const { label, command } of runtimesNamed(options.runtime)) {
  const rows = jsonLines<Row>(await must([...command, path, options.filter]));
  results.push({ runtime: await label(), rows });
}
await report(results, formatMicro, { ...options, what: "micro", title: "Nanoseconds of each layer" });
