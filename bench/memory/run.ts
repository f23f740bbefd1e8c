// deno-lint-ignore-file no-console
// Measures what an idle connection, an open transaction and uptime take of memory, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --filter TEXT             only the scenarios with TEXT in their name
//          --json                    print JSON
//          --save                    keep the results in bench/results
//          --check                   fail where a target is missed

import { parseArgs } from "node:util";
import { bundle, jsonLines, type MeasuredRuntime, must, runtimesNamed } from "../micro/launch.ts";
import { report, type RuntimeResults } from "../micro/results.ts";
import { NAMES } from "./names.ts";
import { formatMemory, type Found, missesOf } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    filter: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});

Deno.chdir(new URL("../..", import.meta.url));
const bench = await bundle("bench/memory/bench.ts");
const peer = await bundle("bench/memory/peer.ts");
const results: RuntimeResults<Found>[] = [];
for (const runtime of runtimesNamed(options.runtime)) {
  const rows: Found[] = [];
  for (const name of NAMES) if (name.includes(options.filter)) rows.push(await measure(runtime, name));
  results.push({ runtime: await runtime.label(), rows });
}
await report(results, formatMemory, { ...options, what: "memory", title: "Bytes of memory" });

const misses = results.flatMap(({ runtime, rows }) => missesOf(runtime, rows));
if (options.check && misses.length > 0) {
  console.error(misses.join("\n"));
  Deno.exit(1);
}

/** Each scenario gets two fresh processes: one is measured, the other is its peer. */
async function measure({ command: [program, ...args] }: MeasuredRuntime, name: string): Promise<Found> {
  const other = new Deno.Command(program, { args: [...args, peer], stdout: "piped" }).spawn();
  try {
    const port = await firstLine(other.stdout);
    const found = jsonLines<Found>(await must([program, ...args, bench, name, port]))[0];
    if (found === undefined) throw new Error(`${name} found nothing`);
    return found;
  } finally {
    // It ends when the one that it served does.
    await other.status;
  }
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes("\n")) break;
  }
  return text.trim();
}
