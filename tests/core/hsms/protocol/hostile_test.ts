// What a peer does never becomes an uncaught exception: each public method that a listener may call, beside a peer that
// leaves, deselects or does not read at that very moment. A failure shows as an uncaught error, which fails the test run.

import { test } from "node:test";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  HsmsClosedError,
  HsmsOverflowError,
  type HsmsPacket,
  type HsmsProtocol,
  HsmsStateError,
  linktestReq,
  S1F1,
  SecsHandler,
  type SecsRole,
  streamFunction,
} from "@secs/hsms";
import type { ScriptedPeer } from "@secs/hsms/testing";
import { SELECT_REQ, SELECT_RSP, Selected, Stage, TOOL } from "../../../support/stage.ts";

const SEPARATE_REQ = "0000000a ffff 00 00 00 09 0000000a";
const S1F1_W = "0000000a 0000 81 01 00 00 00000001";

/** A SecsHandler that is selected by a peer in the hands of the test. */
async function selectedSecs(
  role: SecsRole,
): Promise<{ stage: Stage; tool: SecsHandler<SecsRole>; peer: ScriptedPeer }> {
  const stage = new Stage();
  const tool = new SecsHandler<SecsRole>("*", TOOL.port, false, 0, "peer", { ...stage.options, role });
  await tool.enable();
  const peer = await stage.dial();
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  return { stage, tool, peer };
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
    const { handler: tool, peer, clock } = await Selected.open({});
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
  const { handler: tool, peer, clock, told } = await Selected.open({
    onDelegateError: (error) => errors.push(error),
  });
  tool.on("closed", () => tool.sendStreamFunction(streamFunction(6, 11)));
  tool.on("closed", () => {
    throw new TypeError("a bug");
  });
  peer.send(SEPARATE_REQ);
  await peer.expectEnd();
  await clock.settle();
  const thrown = told("thrown").map(({ error }) => error);
  assertEquals(thrown, errors);
  assertInstanceOf(thrown[0], HsmsStateError);
  assertInstanceOf(thrown[1], TypeError);
  await tool.disable();
});

test("a reply to a peer that does not read is lost, told and counted, and the listener goes on", async () => {
  const { handler: tool, peer, clock, told } = await Selected.open({ maxQueuedBytes: 100 });
  const primaries: HsmsPacket[] = [];
  tool.on("primary", ({ packet }) => primaries.push(packet));
  peer.pause();
  peer.send(S1F1_W.repeat(50));
  await clock.settle();
  const body = new Uint8Array(60_000);
  const sent = primaries.map((packet) => tool.sendResponse(streamFunction(1, 2, body), packet));
  assertEquals([sent.length, sent[0], sent.at(-1)], [50, true, false]);
  const lost = told("reply-lost");
  assertEquals(lost.length, sent.filter((one) => !one).length);
  assertInstanceOf(lost[0]?.error, HsmsOverflowError);
  assertEquals(tool.stats().repliesLost, lost.length);
  peer.reset();
  const disabled = tool.disable();
  await clock.advance(5_000);
  await disabled;
});

test("a request that is sent and forgotten is told and counted when the peer leaves; one that is awaited rejects", async () => {
  const { handler: tool, peer, clock, told } = await Selected.open({});
  void tool.sendAndWaitForResponse(streamFunction(6, 11));
  const awaited = assertRejects(() => tool.sendAndWaitForResponse(streamFunction(6, 11)), HsmsClosedError);
  await peer.take(28);
  peer.send(SEPARATE_REQ);
  await awaited;
  await clock.settle();
  assertEquals(told("unanswered").map(({ request }) => request.name), ["S6F11 W", "S6F11 W"]);
  assertEquals(tool.stats().unanswered, 2);
  await tool.disable();
});

test("what a callback of SecsHandler throws is in the trace, without an `error` listener", async () => {
  const { stage, tool, peer } = await selectedSecs("equipment");
  tool.register(1, 1, () => {
    throw new Error("a bug in a callback");
  });
  peer.send(S1F1_W);
  await peer.expect("0000000a 0000 01 00 00 00 00000001");
  assertEquals(stage.told("thrown").map(({ error }) => (error as Error).message), ["a bug in a callback"]);
  peer.end();
  await stage.ended(tool.disable());
});

test("requests of a SecsHandler that are sent and forgotten end nothing when the peer leaves", async () => {
  const { stage, tool, peer } = await selectedSecs("host");
  void tool.request(S1F1);
  void tool.request(1, 1);
  void tool.host.areYouThere();
  void tool.host.displayTerminal(0, "hello");
  void tool.host.subscribeCollectionEvent(1, [2], 3);
  await stage.clock.settle();
  peer.send(SEPARATE_REQ);
  await stage.clock.settle();
  assertEquals(tool.stats().unanswered, 5);
  await tool.disable();
});

test("primaries() ends when its handler is disabled, after what was waiting", async () => {
  const { handler: tool, peer, clock } = await Selected.open({});
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
