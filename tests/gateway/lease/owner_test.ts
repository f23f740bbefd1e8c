import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import { LeaseOwner } from "../../../src/gateway/lease/mod.ts";
import type { OwnerChange } from "../../../src/gateway/owner.ts";
import { MemoryStore } from "./memory_store.ts";

const LEASE = 1000;
const TOOLS = Array.from({ length: 60 }, (_, at) => `ETCH-${at}`);

/** Some gateways on one store. */
class Fab {
  readonly clock = new VirtualClock();
  readonly store = new MemoryStore();
  readonly changes: (OwnerChange & { readonly gateway: string })[] = [];

  async join(name: string, tools: readonly string[] = TOOLS) {
    const store = this.store.reach();
    const owner = new LeaseOwner({ name, store, clock: this.clock, lease: LEASE });
    owner.onChange((change) => void this.changes.push({ ...change, gateway: name }));
    await owner.start(tools);
    return { owner, store };
  }

  readonly run = (ms: number): Promise<void> => this.clock.advance(ms);
}

/** How many tools each has; fails if one has two owners, or none. */
function sizes(owners: readonly LeaseOwner[], tools = TOOLS): number[] {
  for (const tool of tools) {
    assertEquals(owners.filter((owner) => owner.mayServe(tool)).length, 1, tool);
  }
  return owners.map((owner) => owner.tools.size);
}

test("one gateway has all tools at once", async () => {
  const fab = new Fab();
  const { owner } = await fab.join("A");
  await fab.run(LEASE / 2);
  assertEquals(sizes([owner]), [60]);
  assertEquals(fab.changes[0]?.why, "this gateway has its lease");
});

test("three gateways have 20 of 60 tools each, whoever came first", async () => {
  const fab = new Fab();
  const owners = [(await fab.join("A")).owner];
  await fab.run(LEASE);
  owners.push((await fab.join("B")).owner, (await fab.join("C")).owner);
  await fab.run(60 * LEASE);
  assertEquals(sizes(owners), [20, 20, 20]);
});

test("tools move to a gateway that joins one after the other, and none is without an owner for long", async () => {
  const fab = new Fab();
  const a = (await fab.join("A")).owner;
  await fab.run(LEASE);
  const b = (await fab.join("B")).owner;
  const without: number[] = [];
  for (let at = 0; at < 200; at++) {
    await fab.run(LEASE / 20);
    without.push(TOOLS.filter((tool) => !a.mayServe(tool) && !b.mayServe(tool)).length);
  }
  assertEquals(sizes([a, b]), [30, 30]);
  assert(Math.max(...without) <= 1, `${Math.max(...without)} at once`);
  assertEquals(fab.changes.filter(({ why }) => why === "it moves to B").length, 30);
});

test("a gateway that stops gives its tools back at once, and says so before", async () => {
  const fab = new Fab();
  const a = (await fab.join("A")).owner;
  const b = (await fab.join("B")).owner;
  await fab.run(60 * LEASE);
  await a.stop();
  assertEquals(a.tools.size, 0);
  await fab.run(LEASE / 5);
  assertEquals(sizes([b]), [60]);
  assertEquals(fab.changes.filter(({ why }) => why === "this gateway ends").length, 30);
});

test("the tools of a gateway that is cut off are taken over within 1.4 leases, after it fell silent", async () => {
  const fab = new Fab();
  const a = await fab.join("A");
  const b = await fab.join("B");
  await fab.run(60 * LEASE);
  const fences = new Map(TOOLS.map((tool) => [tool, Math.max(a.owner.fenceOf(tool), b.owner.fenceOf(tool))]));
  a.store.isAway = true;
  let took = 0;
  for (; b.owner.tools.size < 60; took += LEASE / 100) {
    assert(took < 2 * LEASE);
    await fab.run(LEASE / 100);
    for (const tool of TOOLS) assert(!(a.owner.mayServe(tool) && b.owner.mayServe(tool)), tool);
  }
  assert(took <= 1.4 * LEASE, `${took}`);
  const lost = fab.changes.find(({ gateway, isOurs, why }) =>
    gateway === "A" && !isOurs && !why.startsWith("it moves")
  );
  assertEquals(lost?.why, "the lease of A ran out, as no renewal was answered in time; check the broker");
  const mine = fab.changes.filter(({ gateway, isOurs }) => gateway === "B" && isOurs).slice(-30);
  for (const { tool } of mine) assert(b.owner.fenceOf(tool) > fences.get(tool)!, tool);
  a.store.isAway = false;
});

test("a process that stood still for longer than the lease may not serve, before any timer ran", async () => {
  const fab = new Fab();
  const { owner } = await fab.join("A");
  await fab.run(LEASE);
  const jumping = owner.mayServe("ETCH-1");
  let atOnce: boolean | undefined;
  fab.clock.schedule(() => atOnce = owner.mayServe("ETCH-1"), 1);
  await fab.clock.jump(2 * LEASE);
  assertEquals([jumping, atOnce], [true, false]);
});

test("a gateway whose broker was away for longer than the lease has its tools again, if nobody took them", async () => {
  const fab = new Fab();
  const { owner, store } = await fab.join("A");
  await fab.run(LEASE);
  store.isAway = true;
  await fab.run(5 * LEASE);
  assertEquals(owner.tools.size, 0);
  store.isAway = false;
  await fab.run(LEASE);
  assertEquals(sizes([owner]), [60]);
});

test("a new process with the name of one that was killed waits for the end of its lease, and then has its tools", async () => {
  const fab = new Fab();
  const first = await fab.join("A");
  await fab.run(LEASE);
  first.store.isAway = true;
  const second = await fab.join("A");
  await fab.run(LEASE / 2);
  assertEquals(second.owner.tools.size, 0);
  await fab.run(LEASE);
  assertEquals(sizes([second.owner]), [60]);
});

test("reload() takes tools that are new, and gives up those that are gone", async () => {
  const fab = new Fab();
  const { owner } = await fab.join("A", ["T1", "T2"]);
  await fab.run(LEASE);
  await owner.reload(["T2", "T3"]);
  await fab.run(LEASE);
  assertEquals([...owner.tools].sort(), ["T2", "T3"]);
  assertEquals(
    fab.changes.find(({ isOurs }) => !isOurs),
    { tool: "T1", isOurs: false, why: "it is in the configuration no more", gateway: "A" },
  );
});

test("a tool that only one of two gateways knows is served by that one", async () => {
  const fab = new Fab();
  const a = (await fab.join("A", ["T1", "T2", "T3", "T4"])).owner;
  const b = (await fab.join("B", ["T1"])).owner;
  await fab.run(10 * LEASE);
  assertEquals(sizes([a, b], ["T1", "T2", "T3", "T4"]).reduce((sum, size) => sum + size), 4);
  for (const tool of ["T2", "T3", "T4"]) assert(a.mayServe(tool), tool);
});

test("a gateway that renews writes once for each renewal, however many tools it has", async () => {
  const fab = new Fab();
  await fab.join("A");
  await fab.run(LEASE);
  const before = fab.store.revision;
  await fab.run(30 * LEASE);
  const writes = fab.store.revision - before;
  assert(writes >= 60 && writes <= 110, `${writes}`);
});
