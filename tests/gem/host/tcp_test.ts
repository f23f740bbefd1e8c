// A host and a tool over TCP, with the clock of the machine.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { connect, HsmsConnectionManager, listen, tcp } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler, GemHostHandler } from "../../../src/gem/mod.ts";
import { ETCHER } from "../equipment/etcher.ts";

test("over TCP: a run with its recipe, its events in their order, and the link lost between them", async () => {
  const tool = await Equipment.open(ETCHER);
  tool.onCommand("PP-SELECT", () => {});
  tool.onCommand("START", ({ LotId }) => tool.trigger("LotStarted", { LotId }));
  const equipment = await listen({
    port: 0,
    bindAddress: "127.0.0.1",
    network: tcp,
    handler: GemEquipmentHandler,
    equipment: tool,
    control: { onlineSubstate: "remote" },
  });
  const { port } = equipment.connection.listeningEndpoint!;
  const host = await connect({
    address: "127.0.0.1",
    port,
    network: tcp,
    handler: GemHostHandler<typeof ETCHER.definition>,
    model: ETCHER,
    timeouts: { t5: 1000 },
  });
  const events = host.events();
  const seen: string[] = [];
  const next = async (): Promise<void> => {
    const { value } = await events.next();
    seen.push(value?.type === "collection-event" ? `${value.name} ${value.values.LotId}` : `${value?.type}`);
  };
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId"] },
    { event: "LotDone", variables: ["LotId"] },
  ]);
  await host.sendRemoteCommand("PP-SELECT", { PPID: "R1" });
  await host.sendRemoteCommand("START", { LotId: "A1" });
  for (let i = 0; i < 50; i++) tool.trigger("LotDone", { LotId: `A${i}` });
  for (let i = 0; i <= 50; i++) await next();
  assertEquals(seen, ["LotStarted A1", ...Array.from({ length: 50 }, (_, i) => `LotDone A${i}`)]);

  const isLost = new Promise((resolve) => host.on("not-communicating", resolve));
  const isBack = new Promise((resolve) => equipment.on("communicating", resolve));
  await host.connection.disconnect();
  await isLost;
  await isBack;
  tool.trigger("LotDone", { LotId: "B" });
  await next();
  assertEquals(seen.at(-1), "LotDone B");
  await host.disable();
  await equipment.disable();
  await tool.close();
});

test("over TCP: a whole set-up by a wish, kept after the link was lost", async () => {
  const tool = await Equipment.open(ETCHER);
  const equipment = await listen({
    port: 0,
    bindAddress: "127.0.0.1",
    network: tcp,
    handler: GemEquipmentHandler,
    equipment: tool,
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  });
  const host = await connect({
    address: "127.0.0.1",
    port: equipment.connection.listeningEndpoint!.port,
    network: tcp,
    handler: GemHostHandler<typeof ETCHER.definition>,
    model: ETCHER,
    timeouts: { t5: 1000 },
  });
  const { outcome } = await host.want({
    clock: true,
    events: { LotStarted: ["LotId", "WaferCount"], "Control State LOCAL": ["ControlState"] },
    alarms: "all",
    spool: "request",
    others: "clear",
  });
  assertEquals(outcome.isComplete, true);
  assertEquals(outcome.done[0]!.what, "go-online");
  const events = host.events();
  tool.trigger("LotStarted", { LotId: "A1" });
  const { value: event } = await events.next();
  assertEquals(event?.type === "collection-event" && event.values, { LotId: "A1", WaferCount: 0 });

  // The host takes a report away; it is there again with the link.
  await host.clearCollectionEvents();
  const again = new Promise<string[]>((resolve) => {
    host.on("set-up", ({ outcome: { done } }) => resolve(done.map(({ message }) => message)));
  });
  await host.connection.disconnect();
  assertEquals(await again, ["S2F33", "S2F33", "S2F35", "S2F35", "S2F37", "S2F37"]);
  await host.disable();
  await equipment.disable();
  await tool.close();
});

test("a manager has hosts of many tools, each with its model", async () => {
  const network = new MemoryNetwork();
  const hosts = new HsmsConnectionManager({ network });
  const tools = await Promise.all([5000, 5001].map(async (port) => {
    const equipment = await Equipment.open(ETCHER);
    equipment.set("WaferCount", port);
    const handler = new GemEquipmentHandler("*", port, false, 0, "host", { network, equipment });
    await handler.enable();
    return handler;
  }));
  const counts = [5000, 5001].map(async (port) => {
    const options = { handler: GemHostHandler<typeof ETCHER.definition>, model: ETCHER };
    const host = hosts.addPeer<GemHostHandler<typeof ETCHER.definition>>(
      `${port}`,
      "127.0.0.1",
      port,
      true,
      0,
      options,
    );
    await host.enable();
    await host.waitForCommunicating();
    return (await host.requestSv("WaferCount")).value;
  });
  assertEquals(await Promise.all(counts), [5000, 5001]);
  await hosts.stop();
  for (const tool of tools) {
    await tool.disable();
    await tool.equipment.close();
  }
});
