// deno-lint-ignore-file no-console
// Compares decoding and encoding with secs4js and with a loop by hand, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --filter TEXT             only the rows with TEXT in them, "decode 1 MiB" for instance

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { RUNTIMES } from "../../scripts/runtimes.ts";
import { secs4js } from "../../tests/interop/install.ts";
import { formatSecs2, type Row } from "./table.ts";

const BUNDLE = ".scratch/bench/secs2.js";

const { values: options } = parseArgs({
  options: { runtime: { type: "string" }, filter: { type: "string", default: "" } },
});

Deno.chdir(new URL("../..", import.meta.url));
await secs4js.install();
await Deno.mkdir(".scratch/bench", { recursive: true });
await Deno.writeTextFile(".scratch/bench/package.json", '{ "type": "module" }\n');
await must([DENO, "bundle", "--quiet", "--platform", "node", "-o", BUNDLE, "bench/secs2/bench.ts"]);

const folder = fileURLToPath(new URL(`../../.scratch/interop/secs4js-${secs4js.version}`, import.meta.url));
const commands: Readonly<Record<string, Command>> = {
  deno: [DENO, "run", "-A", "--no-lock"],
  bun: BUN,
  node: ["node"],
};
for (const { name, label } of RUNTIMES) {
  const command = commands[name];
  if (command === undefined || name !== (options.runtime ?? name)) continue;
  const output = await must([...command, BUNDLE, folder, options.filter]);
  const rows: Row[] = output.split("\n").filter((line) => line.startsWith("{")).map((line) =>
    JSON.parse(line)
  );
  console.log(`\n${await label()}, secs4js ${secs4js.version}\n\n${formatSecs2(rows)}`);
}

async function must(command: Command): Promise<string> {
  const { ok, output } = await run(command);
  if (!ok) throw new Error(`${command.join(" ")} failed:\n${output}`);
  return output;
}
