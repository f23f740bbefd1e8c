import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import {
  HsmsMultiPassiveServer,
  HsmsOverflowError,
  HsmsProtocol,
  HsmsStateError,
  linktestReq,
  SelectStatus,
  streamFunction,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { FIRST, scenario, SELECT_REQ, SELECT_RSP } from "./stage.ts";

test("handler: active and passive find each other, talk, and part", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "tool", { network, clock });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "host", { network, clock });
  tool.on("primary", ({ packet: primary }) => tool.sendResponse(streamFunction(1, 2), primary));
  await tool.enable();
  await host.enable();
  await Promise.all([tool.whenSelected(), host.whenSelected()]);
  const replies = Array.from({ length: 1_000 }, () => host.sendAndWaitForResponse(streamFunction(1, 1)));
  assertEquals(host.stats().openTransactions, 1_000);
  assertEquals(new Set((await Promise.all(replies)).map(({ header }) => header.system)).size, 1_000);
  await host[Symbol.asyncDispose]();
  await clock.settle();
  assertEquals([tool.connectionState, host.connectionState], ["not-connected", "not-connected"]);
  assertEquals([tool.name, host.connection.port, host.timeouts], ["tool", 5000, host.connection.timeouts]);
  await tool.disable();
  assertEquals(clock.pending, 0);
});

test("handler: a connection of a multi-passive server", async () => {
  const network = new MemoryNetwork();
  const server = new HsmsMultiPassiveServer(5000, { network });
  const tool = new HsmsProtocol("10.0.0.1", 5000, false, 0, "tool", { network, server });
  await tool.enable();
  await server.start();
  const host = new HsmsProtocol("10.0.0.9", 5000, true, 0, "host", { network: network.from("10.0.0.1") });
  await host.enable();
  await Promise.all([tool.whenSelected(), host.whenSelected()]);
  await host.sendLinktestReq();
  await host.disable();
  await server.stop();
  await tool.disable();
  const makeActive = (): HsmsProtocol =>
    new HsmsProtocol("10.0.0.1", 5000, true, 0, "x", { network, server });
  assertThrows(makeActive, TypeError, "does not use a server");
});

test("handler: commands while not connected throw or reject with HsmsStateError, and name the peer", async () => {
  const handler = new HsmsProtocol("10.0.0.7", 5000, true, 0, "tool-1", { network: new MemoryNetwork() });
  assertThrows(
    () => handler.sendSeparateReq(),
    HsmsStateError,
    "Cannot send Separate.req to tool-1 (10.0.0.7:5000)",
  );
  assertThrows(() => handler.sendStreamFunction(streamFunction(1, 1)), HsmsStateError, "it is not connected");
  assertThrows(() => handler.sendRejectReq(linktestReq(1), 3), HsmsStateError, "Reject.req");
  await assertRejects(() => handler.sendSelectReq(), HsmsStateError, "Select.req");
  await assertRejects(() => handler.sendLinktestReq(), HsmsStateError, "Linktest.req");
  await assertRejects(() => handler.sendAndWaitForResponse(streamFunction(1, 1)), HsmsStateError, "S1F1");
  await handler.disable();
});

test("handler: options out of range are a RangeError", () => {
  const network = new MemoryNetwork();
  const make = (options: Record<string, unknown>, sessionId = 0): () => HsmsProtocol => () =>
    new HsmsProtocol("a", 5000, true, sessionId, "a", { network, ...options });
  assertThrows(make({}, 65536), RangeError, "sessionId");
  assertThrows(make({ maxLinktestMisses: 0 }), RangeError, "maxLinktestMisses");
  assertThrows(make({ maxOpenTransactions: 0 }), RangeError, "maxOpenTransactions");
  assertThrows(make({ controlSessionId: -1 }), RangeError, "controlSessionId");
  assertThrows(make({ sessions: [0xffff] }), RangeError, "sessions");
});

test("handler: whenSelected and waiting calls give up with the signal's reason", async () => {
  const handler = new HsmsProtocol("10.0.0.7", 5000, true, 0, "tool-1", { network: new MemoryNetwork() });
  const abort = new AbortController();
  const waiting = handler.whenSelected({ signal: abort.signal }).catch((error: unknown) => error);
  abort.abort("enough");
  assertEquals(await waiting, "enough");
  for (const call of ["whenSelected", "sendSelectReq", "sendLinktestReq", "sendDeselectReq"] as const) {
    assertEquals(
      await handler[call]({ signal: abort.signal }).catch((error: unknown) => error),
      "enough",
      call,
    );
  }
});

test("handler: system bytes go on from one connection to the next, and skip open ones", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const handler = new HsmsProtocol("*", 5000, false, 0, "host", { network, clock, firstSystem: 0xffff_fffe });
  assertEquals(handler.getNextSystemCounter(), 0xffff_fffe);
  await handler.enable();
  for (const [round, system] of [[1, "ffffffff"], [2, "00000000"]] as const) {
    const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
    peer.send(SELECT_REQ);
    await peer.expect(SELECT_RSP);
    handler.sendAndWaitForResponse(streamFunction(1, 1)).catch(() => {});
    await peer.expect(`0000000a 0000 81 01 00 00 ${system}`);
    peer.reset();
    await clock.settle();
    assertEquals(handler.stats().reconnects, round - 1);
  }
  assertEquals(handler.getNextSystemCounter(), 1);
  await handler.disable();
});

test("handler: 100,000 transactions with 64 open, across the wrap of system bytes, never collide", {
  timeout: 60_000,
}, async () => {
  const network = new MemoryNetwork();
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "tool", { network });
  const open = new Set<number>();
  tool.on("primary", ({ packet: primary }) => {
    assert(!open.has(primary.header.system), `${primary.header.system} is open twice`);
    open.add(primary.header.system);
    queueMicrotask(() => {
      open.delete(primary.header.system);
      tool.sendResponse(streamFunction(1, 2, primary.data), primary);
    });
  });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "host", { network, firstSystem: 0xffff_fff0 });
  await tool.enable();
  await host.enable();
  await host.whenSelected();
  let asked = 0;
  const ask = async (): Promise<void> => {
    while (asked < 100_000) {
      const mark = Uint8Array.of(asked >> 16, asked >> 8, asked);
      asked++;
      assertEquals((await host.sendAndWaitForResponse(streamFunction(1, 1, mark))).data.join(), mark.join());
    }
  };
  await Promise.all(Array.from({ length: 64 }, ask));
  assertEquals([host.stats().openTransactions, host.stats().timeouts], [0, {}]);
  await host.disable();
  await tool.disable();
});

test("handler: Select.req can be answered with not ready, until it is", async () => {
  let status: number = SelectStatus.notReady;
  const network = new MemoryNetwork();
  const handler = new HsmsProtocol("*", 5000, false, 0, "tool", { network, onSelectReq: () => status });
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  peer.send(SELECT_REQ);
  await peer.expect("0000000a ffff 00 02 00 02 00000009");
  assertEquals(handler.connectionState, "not-selected");
  status = SelectStatus.ok;
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await handler.disable();
});

test("handler: Select.req goes out with the session id of the option", async () => {
  const network = new MemoryNetwork();
  const listener = await ScriptedPeer.listen(network, { address: "10.0.0.7", port: 5000 });
  const options = { network, controlSessionId: 1, firstSystem: FIRST };
  const handler = new HsmsProtocol("10.0.0.7", 5000, true, 1, "tool", options);
  await handler.enable();
  await (await listener.accept()).expect("0000000a 0001 00 00 00 01 00000100");
  await handler.disable();
});

test("handler: a listener that throws reaches onDelegateError and disturbs nothing", async () => {
  const network = new MemoryNetwork();
  const errors: unknown[] = [];
  const handler = new HsmsProtocol("*", 5000, false, 0, "tool", {
    network,
    onDelegateError: (e) => errors.push(e),
  });
  for (const name of ["connected", "selected", "primary", "fault"] as const) {
    handler.on(name, () => {
      throw new Error(`bug in ${name}`);
    });
  }
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  peer.send("0000000a 0000 06 0b 00 00 00000001 0000000a ffff 00 00 00 08 00000002");
  await peer.expect("0000000a ffff 08 01 00 07 00000002");
  assertEquals(errors.map((error) => (error as Error).message.slice(7)), [
    "connected",
    "selected",
    "primary",
    "fault",
  ]);
  await handler.disable();
});

test("handler: the delegate option hears the raw events, its last words before Separate.req", async () => {
  const network = new MemoryNetwork();
  const seen: string[] = [];
  const handler = new HsmsProtocol("*", 5000, false, 0, "tool", {
    network,
    firstSystem: FIRST,
    delegate: {
      onConnectionEstablished: () => seen.push("established"),
      onConnectionPacketReceived: (_c, packet) => seen.push(packet.header.name),
      onConnectionPacketSent: (_c, packet) => seen.push(`sent ${packet.header.name}`),
      onConnectionBeforeClosed: () => handler.sendStreamFunction(streamFunction(6, 11)),
      onConnectionClosed: () => seen.push("closed"),
    },
  });
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  const disabled = handler.disable();
  await peer.expect("0000000a 0000 06 0b 00 00 00000100 0000000a ffff 00 00 00 09 00000101");
  await disabled;
  assertEquals(seen, [
    "established",
    "Select.req",
    "sent Select.rsp",
    "sent S6F11",
    "sent Separate.req",
    "closed",
  ]);
});

scenario(
  "primaries: a reader that falls 10,000 behind gets an error, and the link stays",
  { selected: true },
  async (stage) => {
    const { peer, handler, log } = stage;
    const primaries = handler.primaries();
    peer.send("0000000a 0000 06 0b 00 00 00000001".repeat(10_001));
    await log.saw("primary", 10_001);
    let read = 0;
    const readAll = async (): Promise<void> => {
      for await (const _ of primaries) read++;
    };
    const error = await readAll().catch((error: unknown) => error);
    assertInstanceOf(error, HsmsOverflowError);
    assertEquals([read, handler.connectionState], [10_000, "selected"]);
  },
);

scenario("primaries: the signal ends the loop", { selected: true }, async ({ handler }) => {
  const abort = new AbortController();
  const next = handler.primaries({ signal: abort.signal }).next().catch((error: unknown) => error);
  abort.abort("enough");
  assertEquals(await next, "enough");
  const late = handler.primaries({ signal: abort.signal });
  assertEquals(await late.next().catch((error: unknown) => error), "enough");
  assert((await late.next()).done);
});
