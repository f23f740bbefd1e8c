import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsConnectionManager, HsmsProtocol, type HsmsTraceEvent, streamFunction } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Random } from "../../../support/random.ts";

/** Peers that misbehave, each in its own way; `i` says in which. */
async function misbehave(network: MemoryNetwork, i: number): Promise<void> {
  const peer = await ScriptedPeer.dial(network.from(`10.1.1.${i}`), { address: "10.0.0.100", port: 5000 });
  const select = "0000000a ffff 00 00 00 01 00000001";
  if (i % 5 === 0) peer.send("ffffffff"); // garbage
  if (i % 5 === 1) peer.send(select + "000000"); // stops inside a frame
  if (i % 5 === 2) peer.send(select + "0000000a ffff 00 00 00 08 00000002".repeat(500)); // floods
  if (i % 5 === 3) { // never reads
    peer.pause();
    peer.send(select);
  }
}

test("manager: 200 peers in one process, 50 of them misbehaving, the other 150 unaffected", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const manager = new HsmsConnectionManager({ network, clock, maxQueuedBytes: 100_000 });
  const good: HsmsProtocol[] = [];
  for (let i = 0; i < 200; i++) {
    const address = i < 150 ? `10.1.0.${i}` : `10.1.1.${i - 150}`;
    const handler = manager.addPeer(`peer-${i}`, address, 5000, false, 0);
    handler.on("primary", ({ packet: primary }) => handler.sendResponse(streamFunction(1, 2), primary));
  }
  await clock.settle();
  for (let i = 0; i < 150; i++) {
    const peer = new HsmsProtocol("10.0.0.100", 5000, true, 0, `tool-${i}`, {
      network: network.from(`10.1.0.${i}`),
      clock,
    });
    good.push(peer);
    await peer.enable();
  }
  await Promise.all(Array.from({ length: 50 }, (_, i) => misbehave(network, i)));
  await clock.settle();
  for (let i = 150; i < 200; i++) {
    const handler = manager.getPeer(`peer-${i}`) as HsmsProtocol;
    if (handler.connectionState !== "selected") continue;
    for (let n = 0; n < 20; n++) {
      handler.sendAndWaitForResponse(streamFunction(7, 3, new Uint8Array(50_000))).catch(() => {});
    }
  }
  for (let round = 0; round < 10; round++) {
    const asked = clock.now();
    const replies = await Promise.all(good.map((peer) => peer.sendAndWaitForResponse(streamFunction(1, 1))));
    assertEquals(clock.now(), asked, "no virtual time passes for a healthy peer");
    assert(replies.every((reply) => reply.header.name === "S1F2"));
    await clock.advance(10_000);
  }
  const { peers } = manager.stats();
  for (let i = 0; i < 150; i++) {
    assertEquals([peers[`peer-${i}`]!.reconnects, peers[`peer-${i}`]!.timeouts], [0, {}], `peer-${i}`);
  }
  assert(Object.values(peers).slice(150).some((stats) => stats.lastClose !== undefined));
  const stopped = Promise.all([manager.stop(), ...good.map((peer) => peer.disable())]);
  await clock.advance(5_000);
  await stopped;
  assertEquals(clock.pending, 0);
});

test("manager: after a switch reboot 200 active peers come back within T5 and jitter, not all at once", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const random = new Random(1).next;
  const attempts: number[] = [];
  const trace = (event: HsmsTraceEvent): void => {
    if (event.type === "connecting") attempts.push(event.time);
  };
  const manager = new HsmsConnectionManager({ network, clock, trace, reconnect: { jitter: 5_000, random } });
  const tools: HsmsProtocol[] = [];
  const handlers: HsmsProtocol[] = [];
  for (let i = 0; i < 200; i++) {
    const tool = new HsmsProtocol("*", 5000, false, 0, `tool-${i}`, {
      network,
      clock,
      bindAddress: `10.2.0.${i}`,
    });
    await tool.enable();
    tools.push(tool);
    handlers.push(manager.addPeer(`tool-${i}`, `10.2.0.${i}`, 5000, true, 0));
  }
  await clock.settle();
  assert(handlers.every((handler) => handler.connectionState === "selected"));
  await clock.advance(60_000);
  attempts.length = 0;
  const reboot = clock.now();
  await Promise.all(tools.map((tool) => tool.connection.disconnect(new Error("the switch went down"))));
  await clock.advance(15_000);
  assert(handlers.every((handler) => handler.connectionState === "selected"));
  assertEquals(attempts.length, 200);
  assert(attempts.every((at) => at >= reboot + 10_000 && at < reboot + 15_000));
  const perSecond = [0, 0, 0, 0, 0];
  for (const at of attempts) perSecond[Math.floor((at - reboot - 10_000) / 1_000)]!++;
  assert(Math.max(...perSecond) <= 80, `${perSecond}`);
  const stopped = Promise.all([manager.stop(), ...tools.map((tool) => tool.disable())]);
  await clock.advance(5_000);
  await stopped;
});
