// What a peer does never becomes an uncaught exception: each public method that a listener may call, beside a peer that
// leaves, deselects or does not read at that very moment. A failure shows as an uncaught error, which fails the test run.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  HsmsClosedError,
  HsmsOverflowError,
  type HsmsPacket,
  HsmsProtocol,
  type HsmsProtocolOptions,
  HsmsStateError,
  type HsmsTraceEvent,
  linktestReq,
  S1F1,
  SecsHandler,
  streamFunction,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";

const PORT = { address: "127.0.0.1", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000009";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000009";
const SEPARATE_REQ = "0000000a ffff 00 00 00 09 0000000a";
const S1F1_W = "0000000a 0000 81 01 00 00 00000001";

interface Scene {
  readonly clock: VirtualClock;
  readonly tool: HsmsProtocol;
  readonly peer: ScriptedPeer;
  readonly events: HsmsTraceEvent[];
}

/** A passive handler that a scripted peer has selected. */
async function selected(options: Partial<HsmsProtocolOptions> = {}): Promise<Scene> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const events: HsmsTraceEvent[] = [];
  const trace = (event: HsmsTraceEvent): void => void events.push(event);
  const tool = new HsmsProtocol("*", PORT.port, false, 0, "host", { network, clock, trace, ...options });
  await tool.enable();
  const peer = await ScriptedPeer.dial(network, PORT, { clock });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  return { clock, tool, peer, events };
}

/** What a listener calls once its peer is gone; each throws or rejects with a SecsError there. */
const CALLS: Readonly<Record<string, (tool: HsmsProtocol) => unknown>> = {
  sendStreamFunction: (tool) => tool.sendStreamFunction(streamFunction(6, 11)),
  sendResponse: (tool) => tool.sendResponse(streamFunction(1, 2), 1),
  sendAndWaitForResponse: (tool) => void tool.sendAndWaitForResponse(streamFunction(1, 1)),
  sendSelectReq: (tool) => void tool.sendSelectReq(),
  sendDeselectReq: (tool) => void tool.sendDeselectReq(),
  sendLinktestReq: (tool) => void tool.sendLinktestReq(),
  sendSeparateReq: (tool) => tool.sendSeparateReq(),
  sendRejectReq: (tool) => tool.sendRejectReq(linktestReq(1), 1),
  "connection.sendPacket": (tool) => tool.connection.sendPacket(linktestReq(1)),
  "connection.trySendPacket": (tool) => void tool.connection.trySendPacket(linktestReq(1)),
  "connection.sendPacketWhenRoom": (tool) => void tool.connection.sendPacketWhenRoom(linktestReq(1)),
  "connection.disconnect": (tool) => void tool.connection.disconnect(),
  disable: (tool) => void tool.disable(),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} inside a listener whose peer is gone ends nothing`, async () => {
    const { tool, peer, clock } = await selected();
    let called = 0;
    tool.on("closed", () => (called++, call(tool)));
    peer.send(SEPARATE_REQ);
    await peer.expectEnd();
    await clock.settle();
    assertEquals(called, 1);
    await tool.disable();
  });
}

test("what a listener throws because of a peer is told as `thrown`; a bug of the listener surfaces as before", async () => {
  const errors: unknown[] = [];
  const { tool, peer, clock, events } = await selected({ onDelegateError: (error) => errors.push(error) });
  tool.on("closed", () => tool.sendStreamFunction(streamFunction(6, 11)));
  tool.on("closed", () => {
    throw new TypeError("a bug");
  });
  peer.send(SEPARATE_REQ);
  await peer.expectEnd();
  await clock.settle();
  const thrown = events.flatMap((event) => event.type === "thrown" ? [event.error] : []);
  assertEquals(thrown, errors);
  assertInstanceOf(thrown[0], HsmsStateError);
  assertInstanceOf(thrown[1], TypeError);
  await tool.disable();
});

test("a reply to a peer that does not read is lost, told and counted, and the listener goes on", async () => {
  const { tool, peer, clock, events } = await selected({ maxQueuedBytes: 100 });
  const primaries: HsmsPacket[] = [];
  tool.on("primary", ({ packet }) => primaries.push(packet));
  peer.pause();
  peer.send(S1F1_W.repeat(50));
  await clock.settle();
  const body = new Uint8Array(60_000);
  const sent = primaries.map((packet) => tool.sendResponse(streamFunction(1, 2, body), packet));
  assertEquals([sent.length, sent[0], sent.at(-1)], [50, true, false]);
  const lost = events.filter((event) => event.type === "reply-lost");
  assertEquals(lost.length, sent.filter((one) => !one).length);
  assertInstanceOf(lost[0]?.error, HsmsOverflowError);
  assertEquals(tool.stats().repliesLost, lost.length);
  peer.reset();
  const disabled = tool.disable();
  await clock.advance(5_000);
  await disabled;
});

test("a request that is sent and forgotten is told and counted when the peer leaves; one that is awaited rejects", async () => {
  const { tool, peer, events, clock } = await selected();
  void tool.sendAndWaitForResponse(streamFunction(6, 11));
  const awaited = assertRejects(() => tool.sendAndWaitForResponse(streamFunction(6, 11)), HsmsClosedError);
  await peer.take(28);
  peer.send(SEPARATE_REQ);
  await awaited;
  await clock.settle();
  const unanswered = events.filter((event) => event.type === "unanswered");
  assertEquals(unanswered.map(({ request }) => request.name), ["S6F11 W", "S6F11 W"]);
  assertEquals(tool.stats().unanswered, 2);
  await tool.disable();
});

test("what a callback of SecsHandler throws is in the trace, without an `error` listener", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const events: HsmsTraceEvent[] = [];
  const trace = (event: HsmsTraceEvent): void => void events.push(event);
  const tool = new SecsHandler("*", 5000, false, 0, "host", { network, clock, trace, role: "equipment" });
  tool.register(S1F1, () => {
    throw new Error("a bug in a callback");
  });
  await tool.enable();
  const peer = await ScriptedPeer.dial(network, PORT, { clock });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  peer.send(S1F1_W);
  await peer.expect("0000000a 0000 01 00 00 00 00000001");
  const thrown = events.find((event) => event.type === "thrown");
  assert(thrown?.type === "thrown");
  assertEquals((thrown.error as Error).message, "a bug in a callback");
  peer.end();
  const disabled = tool.disable();
  await clock.advance(5_000);
  await disabled;
});

test("requests of a SecsHandler that are sent and forgotten end nothing when the host leaves", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = new SecsHandler("*", 5000, false, 0, "host", { network, clock });
  await tool.enable();
  const peer = await ScriptedPeer.dial(network, PORT, { clock });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  void tool.request(S1F1);
  void tool.request(1, 1);
  void tool.host.areYouThere();
  void tool.host.displayTerminal(0, "hello");
  void tool.host.subscribeCollectionEvent(1, [2], 3);
  await clock.settle();
  peer.send(SEPARATE_REQ);
  await clock.settle();
  assertEquals(tool.stats().unanswered, 5);
  await tool.disable();
});

test("primaries() ends when its handler is disabled, after what was waiting", async () => {
  const { tool, peer, clock } = await selected();
  const loop = (async () => {
    const names: string[] = [];
    for await (const packet of tool.primaries()) names.push(packet.header.name);
    return names;
  })();
  await clock.settle();
  peer.send(S1F1_W);
  await clock.settle();
  peer.end();
  const disabled = tool.disable();
  await clock.advance(5_000);
  await disabled;
  assertEquals(await loop, ["S1F1 W"]);
});
