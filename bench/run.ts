// deno-lint-ignore-file no-console
// Compares HsmsProtocol with bare framing and with secs4js, over TCP between two processes, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --quick                   seven rows in short rounds, in less than a minute
//          --only TEXT               only the rows with TEXT in their name
//          --rounds N, --slice MS    how often and how long each contender is measured
//          --bare-views              bare framing lends the bodies to the tool, and copies none
//          --json                    one JSON document instead of tables
//          --save                    writes both below bench/results/
//          --check                   ends with 1 where a target of bench/macro/targets.ts is missed

import { parseArgs } from "node:util";
import { RUNTIMES } from "../scripts/runtimes.ts";
import { bundle, measureRuntime } from "./macro/runtime.ts";
import { WORKLOADS } from "./macro/workloads.ts";
import { formatTable } from "./macro/table.ts";

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    rounds: { type: "string" },
    slice: { type: "string" },
    "bare-views": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

Deno.chdir(new URL("..", import.meta.url));
const effort = {
  rounds: Number(options.rounds ?? (options.quick ? 5 : 15)),
  slice: Number(options.slice ?? (options.quick ? 50 : 400)),
};
const workloads = WORKLOADS.filter(({ name, quick }) =>
  (quick || !options.quick) && name.includes(options.only)
);

await bundle();
for (const { name, label } of RUNTIMES) {
  if (name === "package" || name !== (options.runtime ?? name)) continue;
  const rows = await measureRuntime(name, workloads, effort, options["bare-views"]);
  console.log(`\n${await label()}\n\n${formatTable(rows)}`);
}
