// The power of a tool goes at each of its writes in turn: what was acknowledged is there after it.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import type { GemStore, MemoryStore } from "../../../src/gem/mod.ts";
import { type CutMoment, CutStore } from "./cut_store.ts";
import { ACKNOWLEDGED, POWER_STEPS, snapshot } from "./power_steps.ts";
import { SpoolHost } from "./spool_stage.ts";
import { openStage, START } from "./stage.ts";

/** A tool with a store, and its host. They communicate. */
async function open(store: GemStore): Promise<SpoolHost> {
  const stage = await openStage({ tool: { store, time: { now: () => START, zone: 0 } } });
  const host = new SpoolHost(stage);
  await stage.establish();
  return host;
}

async function close({ stage }: SpoolHost): Promise<void> {
  await Promise.all([stage.host.disable(), stage.handler.disable()]);
}

/** The lots that the host got. */
function lotsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^LotStarted (.*)/.exec(line)?.[1] ?? []);
}

/** What the tool says after each step, if the power stays; and how many writes it takes. */
async function reference(): Promise<{ snapshots: unknown[]; lots: number[]; writes: number }> {
  const store = new CutStore(Infinity, "before");
  const host = await open(store);
  const snapshots = [await snapshot(host)];
  const lots = [0];
  for (const step of POWER_STEPS) {
    await step(host);
    const isThere = host.stage.host.communicationState === "COMMUNICATING";
    snapshots.push(isThere ? await snapshot(host) : snapshots.at(-1));
    lots.push(host.triggered);
  }
  await close(host);
  return { snapshots, lots, writes: store.writes };
}

/** Takes the steps until the power goes: how many were acknowledged, how many were begun, and what the host got. */
async function untilCut(at: number, moment: CutMoment) {
  const store = new CutStore(at, moment);
  const host = await open(store);
  let acknowledged = 0;
  let begun = 0;
  for (const step of POWER_STEPS) {
    begun++;
    // It may go on in a tool that has no power: what is acknowledged then counts.
    let isDone = false;
    step(host).then((answer) => {
      isDone = true;
      if (!store.isHeld || answer === ACKNOWLEDGED) acknowledged = begun;
    }, () => {});
    for (let turn = 0; turn < TURNS && !isDone && store.after === undefined; turn++) {
      await host.stage.clock.settle();
    }
    // It waits for the store; or the power has gone, and it has time for mistakes.
    if (!isDone && store.after === undefined) store.powerOff();
    await host.stage.clock.settle();
    if (store.after !== undefined) break;
  }
  if (store.after === undefined) store.powerOff();
  await close(host);
  return { after: store.after!, acknowledged, begun, delivered: lotsOf(host.stage.got.lines) };
}

/** A tool starts with a store, and the power goes at one of its writes; the store after that. */
async function cutStart(store: MemoryStore, at: number): Promise<MemoryStore> {
  const cut = new CutStore(at, "before", store);
  const host = await open(cut);
  if (cut.after === undefined) cut.powerOff();
  await close(host);
  return cut.after!;
}

const LOTS = ["A1", "A2", "A3", "A4", "B1", "C1", "D1", "D2"];
/** More than a step takes that does not wait for the store. */
const TURNS = 100;

for (
  const [moment, name] of [
    ["before", "before each write is durable"],
    ["after", "after each write is durable, but before the tool knows"],
    ["late", "after each write on which a slow disk stands still, once somebody waits for it"],
  ] as const
) {
  test(`power off ${name}: everything acknowledged is there, one message at most is sent twice`, async () => {
    const { snapshots, lots, writes } = await reference();
    assert(writes > 40, `${writes} writes`);
    for (let at = 1; at <= writes; at++) {
      const { after, acknowledged, begun, delivered } = await untilCut(at, moment);
      // It goes again while the tool starts, at its first write and at its second.
      const host = await open(await cutStart(await cutStart(after, 1), 2));
      const found = JSON.stringify(await snapshot(host));
      const expected = snapshots.slice(acknowledged, begun + 1).map((one) => JSON.stringify(one));
      assert(expected.includes(found), `write ${at}, step ${acknowledged}: ${found} is none of ${expected}`);
      while (await host.ask(0) === 0);
      const resent = lotsOf(host.stage.got.lines);
      const twice = resent[0] !== undefined && resent[0] === delivered.at(-1) ? 1 : 0;
      const all = [...delivered, ...resent.slice(twice)];
      assertEquals(all, LOTS.slice(0, all.length), `write ${at}`);
      assert(all.length >= lots[acknowledged]!, `write ${at}, step ${acknowledged}: ${all}`);
      await close(host);
    }
  });
}
