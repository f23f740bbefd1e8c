// deno-lint-ignore-file no-console
// Plays the interop cases against real peers in processes of their own, and ends with the sum: `N passed, N failed`.
//
// Needs Node with npm and python3 with venv; the peers are installed below .scratch/ when they are missing.
//
// Options: --peer NAME     only this kind of peer
//          --filter TEXT   only the cases with TEXT in their name

import { parseArgs } from "node:util";
import { CHECK_PLAYS, checkCheckPage } from "../tests/interop/check_play.ts";
import { COMMAND_PLAYS } from "../tests/interop/command_play.ts";
import { EXPLORE_PLAYS } from "../tests/interop/explore_play.ts";
import { checkGemPage, playGem } from "../tests/interop/gem_play.ts";
import { type PeerKind, PEERS, secsgem } from "../tests/interop/install.ts";
import { messageCases } from "../tests/interop/message_cases.ts";
import { SecsgemMessages } from "../tests/interop/message_classes.ts";
import { type CaseResult, play } from "../tests/interop/play.ts";
import { formatTally } from "./summary.ts";

const { values: options } = parseArgs({
  options: { peer: { type: "string" }, filter: { type: "string", default: "" } },
});

Deno.chdir(new URL("..", import.meta.url));
const kinds = PEERS.filter(({ name }) => name === (options.peer ?? name));
if (kinds.length === 0) {
  console.error(`--peer must be ${PEERS.map(({ name }) => name).join(" or ")}, got ${options.peer}`);
  Deno.exit(2);
}

const tally = { passed: 0, failed: 0 };
for (const kind of kinds) {
  try {
    await kind.install();
  } catch (error) {
    console.log(`${kind.name} ${kind.version} cannot be installed: ${error}`);
    tally.failed++;
    continue;
  }
  for (const active of [true, false]) {
    await play(kind, active, (name) => name.includes(options.filter), report);
  }
  const wanted = ({ name }: { name: string }): boolean => name.includes(options.filter);
  for (const { name, active, only = kind, run } of [...COMMAND_PLAYS, ...EXPLORE_PLAYS].filter(wanted)) {
    if (only === kind) await timed(kind, active, name, () => run(kind));
  }
  if (kind !== secsgem) continue;
  for (const active of [true, false]) await playGem(active, wanted, report);
  for (const { name, active, run } of CHECK_PLAYS.filter(wanted)) {
    await timed(kind, active, name, () => run(kind));
  }
  const pages = [
    { name: "docs/interop.md lists the cases of GEM", run: checkGemPage },
    { name: "docs/interop.md lists what the check of GEM finds", run: checkCheckPage },
  ];
  for (const { name, run } of pages.filter(wanted)) await timed(kind, undefined, name, run);
  const classes = new SecsgemMessages();
  for (const { name, run } of (await messageCases(classes)).filter(wanted)) {
    await timed(kind, undefined, name, run);
  }
  await classes.end();
}
if (tally.passed + tally.failed === 0) {
  console.log(`No case matches "${options.filter}"`);
  tally.failed++;
}
console.log(formatTally(tally));
Deno.exit(tally.failed === 0 ? 0 : 1);

async function timed(
  kind: PeerKind,
  active: boolean | undefined,
  name: string,
  run: () => Promise<void>,
): Promise<void> {
  const start = performance.now();
  const failure = await run().then(() => undefined, (error) => String(error));
  report({ kind, active, name, ms: performance.now() - start, failure });
}

function report({ kind, active, name, ms, failure }: CaseResult): void {
  const role = active === undefined ? "no link     " : active ? "ours active " : "ours passive";
  const outcome = failure === undefined ? "ok" : "FAILED";
  console.log(`${kind.name} ${kind.version}  ${role}  ${name}: ${outcome} (${ms.toFixed(0)} ms)`);
  tally[failure === undefined ? "passed" : "failed"]++;
  if (failure !== undefined) console.log(failure);
}
