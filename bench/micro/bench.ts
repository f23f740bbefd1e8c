// deno-lint-ignore-file no-console
// Measures the layers on the runtime that runs this file, and prints one JSON object for each row.
//
// Argument: the text that the rows have in them.

import process from "node:process";
import { measure } from "mitata";
import { type Case, rowOf } from "./case.ts";
import { DECODER } from "./decoder.ts";
import { gemPathCases } from "./gem_paths.ts";
import { HEADER } from "./header.ts";
import { OUTBOX } from "./outbox.ts";
import { protocolCases } from "./protocol.ts";
import { REPORTS } from "./reports.ts";
import { SCHEMA } from "./schema.ts";
import { SESSION } from "./session.ts";
import { SML } from "./sml.ts";
import { triggerCases } from "./trigger.ts";

/** Times that each contender is measured, in turns, so that what else the machine does meets all of them. */
const ROUNDS = 5;

const filter = process.argv[2] ?? "";
const CASES = [
  ...HEADER,
  ...DECODER,
  ...OUTBOX,
  ...SESSION,
  ...SCHEMA,
  ...REPORTS,
  ...SML,
  ...await protocolCases(),
  ...await triggerCases(),
  ...await gemPathCases(),
];
for (const one of CASES) {
  if (`${one.layer} ${one.name}`.includes(filter)) console.log(JSON.stringify(await best(one)));
}
// The protocol's connection would keep the process.
process.exit(0);

async function best(one: Case): Promise<ReturnType<typeof rowOf>> {
  let ours = Infinity;
  let plain = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(ours, await median(one.ours));
    if (one.plain !== undefined) plain = Math.min(plain, await median(one.plain));
  }
  return rowOf(one, ours, one.plain && plain);
}

async function median(run: () => unknown): Promise<number> {
  return (await measure(run, { min_cpu_time: 100e6 })).p50;
}
