// A tool whose store is slow or fails.

import { test } from "node:test";
import { F4, S2F15, S2F33, S2F35, S2F37, S2F43, S2F45, S2F53, S5F3 } from "@secs/hsms";
import { assert, assertEquals } from "@std/assert";
import { Equipment, GemEquipmentHandler, GemStoreError, MemoryStore } from "../../../src/gem/mod.ts";
import { Keepers } from "../../../src/gem/equipment/keepers.ts";
import { SpoolKeeper } from "../../../src/gem/equipment/spool_keeper.ts";
import { SpoolHost, type SpoolOptions } from "./spool_stage.ts";
import { ETCHER } from "./etcher.ts";
import { openStage, type ToolStage } from "./stage.ts";

const FULL = new GemStoreError("store-full", "memory", "The disk is full");

/** Plays a scenario with a tool that has a store; its host has set it up, and it may spool. */
function storeTest(
  name: string,
  options: SpoolOptions,
  play: (host: SpoolHost, stage: ToolStage, store: MemoryStore) => Promise<void>,
): void {
  test(name, async () => {
    const store = new MemoryStore();
    const stage = await openStage({ ...options, tool: { store, ...options.tool } });
    const host = new SpoolHost(stage);
    try {
      await stage.establish();
      await host.setUp();
      await stage.tool.setConstant("EnableSpooling", true);
      await play(host, stage, store);
    } finally {
      await stage.end();
    }
  });
}

/** What another tool finds in the store after power off: the reports of the host, and the lots of its spool. */
async function after(store: MemoryStore): Promise<{ reports: number[]; lots: string[]; pressure: unknown }> {
  const stage = await openStage({ tool: { store: store.powerOff() } });
  const host = new SpoolHost(stage);
  await stage.establish();
  const reports = await stage.host.request(S2F53, []);
  while (await host.ask(0) === 0);
  await stage.end();
  return {
    pressure: stage.tool.get("MaxPressure"),
    reports: reports.map(({ RPTID }) => Number(RPTID)),
    lots: host.take().flatMap((line) => /^LotStarted (.*)/.exec(line)?.[1] ?? []),
  };
}

const report = (RPTID: number) => ({ DATAID: 1, REPORTS: [{ RPTID, VID: [1001] }] });

for (
  const [name, ask] of [
    ["S2F33", ({ host }: ToolStage) => host.request(S2F33, report(2))],
    [
      "S2F35",
      ({ host }: ToolStage) => host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4002, RPTID: [1] }] }),
    ],
    ["S2F37", ({ host }: ToolStage) => host.request(S2F37, { CEED: false, CEID: [4001] })],
    ["S2F15", ({ host }: ToolStage) => host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }])],
    ["S2F43", ({ host }: ToolStage) => host.request(S2F43, [])],
    ["S2F45", ({ host }: ToolStage) => host.request(S2F45, { DATAID: 1, VARIABLES: [] })],
    ["S5F3", ({ host }: ToolStage) => host.request(S5F3, { ALED: 0, ALID: 5001 })],
    ["a constant of the operator", ({ tool }: ToolStage) => tool.setConstant("MaxPressure", 3)],
  ] as const
) {
  storeTest(`a slow store: ${name} is acknowledged once it is durable`, {}, async (_, stage, store) => {
    let isDone = false;
    store.hold();
    const done = ask(stage).then(() => isDone = true);
    await stage.clock.settle();
    assertEquals(isDone, false);
    store.release();
    await done;
  });
}

storeTest(
  "a slow store: a message of the spool goes once the end of the one before is durable",
  {},
  async (host, stage, store) => {
    await stage.lose();
    host.lots("A1");
    await host.comeAgain();
    store.hold();
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), []);
    store.release();
    store.hold();
    await stage.clock.settle();
    assertEquals(host.take(), ["Spooling Activated"]);
    store.release();
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1", "Spooling Deactivated"]);
  },
);

storeTest(
  "a slow store: the host asks, is lost, and asks again: nothing goes twice",
  {},
  async (host, stage, store) => {
    await stage.lose();
    host.lots("A1");
    await host.comeAgain();
    store.hold();
    assertEquals(await host.ask(0), 0);
    await stage.lose();
    await host.comeAgain();
    assertEquals(await host.ask(0), 0);
    host.answer = () => stage.clock.settle().then(() => 0);
    store.release();
    await stage.clock.settle();
    await stage.clock.settle();
    await stage.got.saw("Spooling Deactivated");
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "Spool Transmit Failure",
      "Spooling Deactivated",
    ]);
  },
);

storeTest(
  "a store that fails: it is told, the tool goes on, and the next write that succeeds brings all of it",
  {},
  async (host, stage, store) => {
    store.fail(FULL);
    assertEquals(await stage.host.request(S2F33, report(2)), 0);
    await stage.tool.setConstant("MaxPressure", 3);
    assertEquals(stage.log.lines.filter((line) => line.startsWith("store-failed")), [
      "store-failed host/host The disk is full",
      "store-failed tool The disk is full",
    ]);
    await stage.lose();
    host.lots(...Array.from({ length: 2_500 }, (_, i) => `${i}`));
    await stage.clock.settle();
    store.recover();
    host.lots("last");
    await stage.clock.settle();
    const found = await after(store);
    assertEquals([found.reports, found.pressure], [[1, 2], 3]);
    assertEquals(found.lots, [...Array.from({ length: 2_500 }, (_, i) => `${i}`), "last"]);
  },
);

storeTest(
  "a store that fails while the spool is sent: it is sent on, and once the store works nothing comes again",
  {},
  async (host, stage, store) => {
    await stage.lose();
    host.lots("A1", "A2");
    await host.comeAgain();
    store.fail(FULL);
    await host.ask(0);
    assertEquals(host.take().length, 4);
    store.recover();
    assertEquals(await stage.host.request(S2F33, report(2)), 0);
    await stage.clock.settle();
    assertEquals(await after(store), { reports: [1, 2], lots: [], pressure: 5 });
  },
);

storeTest("a store that fails for long: what is to be written again does not grow", {
  handler: { spool: { maxMessages: 10 } },
  constants: { OverWriteSpool: true },
}, async (host, stage, store) => {
  await stage.lose();
  host.lots(...Array.from({ length: 20 }, (_, i) => `${i}`));
  await stage.clock.settle();
  store.fail(FULL);
  for (let i = 0; i < 1_000; i++) host.lots(`${i}`);
  await stage.clock.settle();
  store.recover();
  const sizes: number[] = [];
  const write = store.write.bind(store);
  store.write = (changes) => (sizes.push(changes.length), write(changes));
  host.lots("last");
  await stage.clock.settle();
  assertEquals(sizes.length, 2);
  assert(sizes.every((size) => size < 30), `${sizes}`);
  assertEquals((await after(store)).lots.length, 10);
});

test("a host whose handler is made anew finds what it has set up", async () => {
  const store = new MemoryStore();
  const first = await openStage({ tool: { store } });
  await first.establish();
  assertEquals(await first.host.request(S2F33, report(1)), 0);
  await first.host.disable();
  await first.handler.remove();
  const handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    network: first.network,
    clock: first.clock,
    equipment: first.tool,
    control: { onlineSubstate: "remote" },
  });
  await handler.enable();
  const host = new SpoolHost(first);
  await host.comeAgain();
  assertEquals(await first.host.request(S2F53, []), [{ RPTID: 1, VID: [1001] }]);
  await Promise.all([first.host.disable(), handler.disable()]);
});

test("hosts whose names begin alike do not touch what the other one keeps", async () => {
  const store = new MemoryStore();
  const tool = await Equipment.open(ETCHER, { store });
  const stage = await openStage();
  const names = ["a", "a/spool", "a%2Fspool", "a/"];
  const handlers = names.map((name, i) =>
    new GemEquipmentHandler("*", 6000 + i, false, 0, name, {
      network: stage.network,
      clock: stage.clock,
      equipment: tool,
      control: { onlineSubstate: i % 2 === 0 ? "remote" : "local" },
    })
  );
  for (const handler of handlers) handler.controlSwitchOnlineLocal();
  handlers[1]!.controlSwitchOnlineRemote();
  await stage.clock.settle();
  const again = await Equipment.open(ETCHER, { store: store.powerOff() });
  const found = names.map((name, i) =>
    new GemEquipmentHandler("*", 7000 + i, false, 0, name, { equipment: again, network: stage.network })
      .controlState
  );
  assertEquals(found, ["local", "remote", "local", "local"]);
});

test("an entry that can never be written does not stand in the way of the others", async () => {
  const store = new MemoryStore({ maxValueBytes: 10 });
  await store.open();
  const keepers = new Keepers(store, new Map(), () => {});
  const [first, second] = [keepers.of("a"), keepers.of("b")];
  const value = (length: number) => new Uint8Array(length);
  await first.write([{ key: "too large", value: value(11) }]);
  store.fail(FULL);
  for (const key of ["1", "2", "3", "4", "5"]) await first.write([{ key, value: value(1) }]);
  await second.write([{ key: "6", value: value(2) }]);
  store.recover();
  for (let round = 0; round < 6; round++) {
    assertEquals(await second.write([{ key: "7", value: value(3) }]), true);
    await new Promise((resolve) => setTimeout(resolve));
  }
  assertEquals([...(await store.powerOff().open()).keys()].sort(), [
    "a/1",
    "a/2",
    "a/3",
    "a/4",
    "a/5",
    "b/6",
    "b/7",
  ]);
  assertEquals([first.unsaved, second.unsaved], [1, 0]);
});

test("a spool of 150,000 messages is purged without an end of the stack", () => {
  const spool = new SpoolKeeper(new Keepers(undefined, new Map(), () => {}).of("host"), () => ({
    enabled: true,
    overwrite: false,
    maxTransmit: 0,
    maxMessages: 150_000,
    maxBytes: 1,
    setting: [{ stream: 6, functions: [] }],
  }));
  const message = { stream: 6, function: 11, body: new Uint8Array(), bytes: 0, wantsReply: true };
  spool.change({ type: "lost" }, 0);
  for (let i = 0; i < 150_000; i++) spool.change({ type: "message", message: { ...message } }, 0);
  assertEquals(spool.count, 150_000);
  spool.change({ type: "S6F23", rsdc: 1 }, 0);
  assertEquals([spool.count, spool.isActive], [0, false]);
});
