// deno-lint-ignore-file no-console
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { systemClock } from "@secs/hsms";
import { type LeaseEntry, LeaseOwner } from "../../../src/gateway/lease/mod.ts";
import { NatsLeaseStore } from "../../../src/gateway/nats/mod.ts";
import type { ServerProcess } from "../server_process.ts";
import { linkTo, startNats, up, WITHOUT_NATS } from "./scene.ts";

const LEASE = 1_000;
const TOOLS = Array.from({ length: 6 }, (_, at) => `T${at}`);

function play(name: string, run: (server: ServerProcess) => Promise<void>): void {
  test(name, { skip: WITHOUT_NATS, timeout: 30_000 }, async () => {
    const server = await startNats();
    try {
      await run(server);
    } finally {
      await server.stop();
    }
  });
}

async function open(server: ServerProcess) {
  const link = await linkTo(server);
  const store = new NatsLeaseStore(link, { bucket: "FAB-leases" });
  link.start();
  return { link, store };
}

/** Resolves when some owners have all tools, each once. */
function shared(owners: readonly LeaseOwner[], sizes: (found: readonly number[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const all = owners.flatMap((owner) => [...owner.tools]);
      if (all.length === TOOLS.length && sizes(owners.map(({ tools }) => tools.size))) resolve();
    };
    for (const owner of owners) owner.onChange(look);
    look();
  });
}

play("the store puts and removes by revision, and refuses another one", async (server) => {
  const { link, store } = await open(server);
  await up(link);
  const first = await store.put("tool.A", "1", 0);
  assert(first.is === "done" && first.revision !== undefined);
  assertEquals(await store.put("tool.A", "2", 0), { is: "refused" });
  const second = await store.put("tool.A", "2", first.revision!);
  assert(second.is === "done");
  assertEquals(await store.remove("tool.A", first.revision!), { is: "refused" });
  assertEquals(await store.remove("tool.A", second.revision!), { is: "done" });
  assertEquals(await store.put("tool.A", "3", second.revision!), { is: "refused" });
  assertEquals((await store.put("tool.A", "3", second.revision! + 1)).is, "done");
  await link.close();
  assertEquals((await store.put("tool.A", "4", 4)).is, "unknown");
});

play(
  "a watch tells what is there, then that this was all, then what follows, removals too; and again after a restart",
  async (server) => {
    const { link, store } = await open(server);
    await up(link);
    await store.put("tool.A", "1", 0);
    await store.put("gateway.B", "2", 0);
    await store.remove("gateway.B", 2);
    const told: (LeaseEntry | undefined)[] = [];
    let wake = (): void => {};
    const until = async (isThere: () => boolean): Promise<void> => {
      while (!isThere()) await new Promise<void>((resolve) => wake = resolve);
    };
    const stop = await store.watch((entry) => {
      told.push(entry);
      wake();
    });
    await until(() => told.includes(undefined));
    assertEquals(told, [
      { key: "tool.A", value: "1", revision: 1 },
      { key: "gateway.B", value: undefined, revision: 3 },
      undefined,
    ]);
    const { revision } = await store.put("tool.A", "4", 1) as { readonly revision: number };
    await until(() => told.at(-1)?.revision === revision);
    await server.kill();
    await server.start();
    await until(() => told.filter((entry) => entry === undefined).length === 2);
    stop();
    await link.close();
  },
);

play(
  "nothing is known of the leases before all is prepared: who gets a tool can put its messages",
  async (server) => {
    const link = await linkTo(server);
    const store = new NatsLeaseStore(link, { bucket: "FAB-leases" });
    const told: (LeaseEntry | undefined)[] = [];
    const stop = await store.watch((entry) => told.push(entry));
    const before: unknown[] = [];
    link.onUp(async (connection) => {
      await connection.flush();
      before.push(...told, (await store.put("tool.A", "1", 0)).is);
    });
    link.start();
    await up(link);
    assertEquals(before, ["unknown"]);
    assertEquals(await store.put("tool.A", "1", 0).then(({ is }) => is), "done");
    stop();
    await link.close();
  },
);

play(
  "two gateways share the tools of one bucket; one that is cut off is silent before the other has its tools",
  async (server) => {
    const a = await open(server);
    const b = await open(server);
    const one = new LeaseOwner({ name: "A", store: a.store, clock: systemClock, lease: LEASE });
    const two = new LeaseOwner({ name: "B", store: b.store, clock: systemClock, lease: LEASE });
    await one.start(TOOLS);
    await shared([one], ([size]) => size === 6);
    await two.start(TOOLS);
    await shared([one, two], (sizes) => sizes.every((size) => size === 3));
    two.onChange(({ tool }) => assert(!one.mayServe(tool), tool));
    const cutAt = performance.now();
    await a.link.close();
    await shared([two], ([size]) => size === 6);
    console.log(
      `taken over ${Math.round(performance.now() - cutAt)} ms after the cut, with a lease of ${LEASE} ms`,
    );
    assertEquals(one.tools.size, 0);
    await Promise.all([one.stop(), two.stop()]);
    await b.link.close();
  },
);

play(
  "a gateway that stops gives its tools to the other at once, and a broker that is restarted keeps the leases",
  async (server) => {
    const a = await open(server);
    const b = await open(server);
    const one = new LeaseOwner({ name: "A", store: a.store, clock: systemClock, lease: 5 * LEASE });
    const two = new LeaseOwner({ name: "B", store: b.store, clock: systemClock, lease: 5 * LEASE });
    await one.start(TOOLS);
    await shared([one], ([size]) => size === 6);
    await two.start(TOOLS);
    await server.kill();
    await server.start();
    await Promise.all([up(a.link), up(b.link)]);
    assertEquals(TOOLS.filter((tool) => one.mayServe(tool)).length + two.tools.size, 6);
    const stopped = one.stop();
    await shared([two], ([size]) => size === 6);
    await stopped;
    await two.stop();
    await Promise.all([a.link.close(), b.link.close()]);
  },
);
