// deno-lint-ignore-file no-console
// The program that scripts/fuzz.ts runs on each runtime: its order is one JSON argument, and it prints a line of JSON when
// a target begins and when it is through.
//
// Who is who:
//
// - Target (target.ts): one part of the library, its inputs, and what has to hold for each; one file for each target.
// - inputs.ts, mutator.ts, corpus.ts: where inputs come from. reference.ts: what a right decoder would say.
// - log_text.ts, log_layouts.ts: logs with known frames in them.
// - machine_steps.ts, protocol_steps.ts: what can happen to a machine, or to a handler with a hostile peer.
// - ProtocolScene: that handler, its HostilePeer, and beside it a HealthyPair that nothing may disturb.
// - Trap: uncaught errors. broken.ts: parts with a fault, which the fuzz has to find. found.ts: what it found.

import process from "node:process";
import { fuzz } from "./target.ts";
import { sharesOf, TARGETS } from "./targets.ts";
import { trap } from "./trap.ts";

/** What the program is told. */
export interface Order {
  readonly seed: number;
  readonly runs: number;
  /** Only this target. */
  readonly only?: string;
  /** Only the input at this path. */
  readonly path?: string;
}

const { seed, runs, only, path }: Order = JSON.parse(process.argv[2]!);
const targets = TARGETS.filter(({ name }) => name === (only ?? name));
const shares = sharesOf(targets, runs);
trap.set();
for (const [i, target] of targets.entries()) {
  console.log(JSON.stringify({ begins: target.name }));
  console.log(JSON.stringify(await fuzz(target, { seed, runs: shares[i]!, path })));
}
trap.remove();
