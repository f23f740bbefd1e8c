// deno-lint-ignore-file no-console
// Measures one scenario in this process, and prints what it found as a line of JSON.
//
// Arguments: the name of the scenario, and the port on which the peer takes orders.

import process from "node:process";
import { settle } from "./gauge.ts";
import { measureGrowth } from "./growth.ts";
import type { Name } from "./names.ts";
import { Peer } from "./orders.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";
import type { Counted } from "./table.ts";

const BATCH = 50_000;

/** Longer than any scenario takes, in ms. */
const LIMIT = 120_000;

setTimeout(() => {
  console.error(`Stopped after ${LIMIT} ms`);
  process.exit(1);
}, LIMIT);
const name = process.argv[2] as Name;
const peer = new Peer(Number(process.argv[3]));
const found = name === "growth" ? await measureGrowth(peer, BATCH) : await count(SCENARIOS[name]);
console.log(JSON.stringify({ name, ...found }));
// The connections would keep the process.
process.exit(0);

async function count({ first, more, prepare }: Scenario): Promise<Omit<Counted, "name">> {
  const grow = await prepare(peer);
  await grow(first);
  const before = await settle();
  await grow(more);
  const after = await settle();
  return { first, more, before, after };
}
