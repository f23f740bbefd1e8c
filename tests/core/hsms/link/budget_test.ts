// What a connection keeps for its peer counts, each kind of it, and is free again when it is gone.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { createBudget, HsmsOverflowError, type HsmsPacket, streamFunction } from "@secs/hsms";
import { Selected } from "../../../support/stage.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
/** S7F3 without a W bit and its first 300 KiB, of 1 MiB. */
const HALF_FRAME = new Uint8Array(300 * KIB);
HALF_FRAME.set(
  streamFunction(7, 3, new Uint8Array(MIB), { system: 1 }).encode().subarray(0, HALF_FRAME.length),
);

test("a frame that is not complete counts with its buffer, until it is complete", async () => {
  const { handler, peer, clock, stop } = await Selected.open({});
  assertEquals(handler.connection.bufferedBytes, 0);
  peer.send(HALF_FRAME);
  await clock.settle();
  const { bufferedBytes } = handler.connection;
  assert(bufferedBytes >= 300 * KIB && bufferedBytes <= MIB, `${bufferedBytes}`);
  peer.send(new Uint8Array(MIB + 14 - HALF_FRAME.length));
  await clock.settle();
  assertEquals(handler.connection.bufferedBytes, 0);
  await stop();
});

test("a frame that is longer than maxBufferedBytes is refused by its length, before a byte of it is kept", async () => {
  const { handler, peer, clock, told, stop } = await Selected.open({ maxBufferedBytes: 100 * KIB });
  peer.send(HALF_FRAME);
  await clock.settle();
  const [closed] = told("closed");
  assertStringIncludes(`${closed!.error}`, "more than the limit of 102400");
  assertEquals(handler.connection.bufferedBytes, 0);
  await stop();
});

test("a frame that finds no room, as primaries wait for their answer, drops its connection", async () => {
  const { handler, peer, clock, told, stop } = await Selected.open({ maxBufferedBytes: 1200 * KIB });
  const waiting = streamFunction(6, 11, new Uint8Array(800 * KIB));
  handler.connection.hold(waiting);
  peer.send(HALF_FRAME);
  await clock.settle();
  const [closed] = told("closed");
  assertInstanceOf(closed!.error, HsmsOverflowError);
  assertStringIncludes(closed!.error.message, "A frame of 10.0.0.1:");
  assertEquals(handler.connection.bufferedBytes, 800 * KIB + 10 + 512);
  handler.connection.release(waiting);
  assertEquals(handler.connection.bufferedBytes, 0);
  await stop();
});

test("packets that wait for a peer to read count with 512 bytes each, what leaves in its turn does not", async () => {
  const { handler, peer, clock, stop } = await Selected.open({}, 1000);
  handler.sendStreamFunction(streamFunction(6, 11));
  assertEquals(handler.connection.bufferedBytes, 0);
  peer.pause();
  for (let i = 0; i < 10; i++) handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(10 * KIB)));
  await clock.settle();
  for (let i = 0; i < 10; i++) handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(986)));
  const { bufferedBytes, queuedBytes } = handler.connection;
  assert(queuedBytes >= 10_000, `${queuedBytes}`);
  assertEquals((bufferedBytes - queuedBytes) % 512, 0);
  assert(bufferedBytes - queuedBytes >= 5120);
  peer.resume();
  await peer.take(14 + 10 * (10 * KIB + 14) + 10 * 1000);
  await clock.settle();
  assertEquals(handler.connection.bufferedBytes, 0);
  await stop();
});

test("what the program sends to a deaf peer finds no room beyond maxBufferedBytes, and nothing of it was taken", async () => {
  const { handler, peer, clock, stop } = await Selected.open({ maxBufferedBytes: 50_000 }, 1000);
  peer.pause();
  handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(2000)));
  await clock.settle();
  let taken = 0;
  const send = (): void => {
    for (;; taken++) handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(478)));
  };
  const error = await assertRejects(async () => await send(), HsmsOverflowError);
  assertStringIncludes(error.message, "maxBufferedBytes");
  // One of them leaves the queue for the network.
  assert(taken >= 49 && taken <= 51, `${taken}`);
  assert(handler.connection.bufferedBytes <= 50_000, `${handler.connection.bufferedBytes}`);
  await stop();
});

test("senders that wait for room count, but for the first one; the others are refused", async () => {
  const { handler, peer, clock, stop } = await Selected.open({
    maxBufferedBytes: 10_000,
    maxQueuedBytes: 3000,
  }, 1000);
  peer.pause();
  const packet = streamFunction(7, 3, new Uint8Array(2900));
  handler.sendStreamFunction(packet);
  await clock.settle();
  handler.sendStreamFunction(packet);
  const large = streamFunction(7, 3, new Uint8Array(20_000));
  const first = handler.connection.sendPacketWhenRoom(large);
  await assertRejects(
    () => handler.connection.sendPacketWhenRoom(packet),
    HsmsOverflowError,
    "maxBufferedBytes",
  );
  peer.resume();
  await first;
  await clock.settle();
  peer.pause();
  await stop();
  assertEquals(handler.connection.bufferedBytes, 0);
});

test("replies are never refused for want of room: the peer is not read any more before", async () => {
  const { handler, peer, clock, stop } = await Selected.open({ maxBufferedBytes: 5000 }, 1000);
  const read: number[] = [];
  handler.on("primary", ({ packet }) => {
    read.push(packet.header.system);
    handler.sendResponse(streamFunction(1, 2, new Uint8Array(1000)), packet);
  });
  peer.pause();
  const S1F1 = "0000000a 0000 81 01 00 00 000000";
  for (let i = 16; i < 116; i++) peer.send(S1F1 + i.toString(16));
  await clock.settle();
  assertEquals(handler.connection.paused, true);
  assert(read.length < 10, `${read.length}`);
  assert(handler.connection.bufferedBytes < 8000, `${handler.connection.bufferedBytes}`);
  peer.resume();
  await peer.take(100 * 1014);
  assertEquals([read.length, handler.stats().repliesLost], [100, 0]);
  await stop();
});

test("primaries that wait for a loop count; without room the loop ends, and what waits can be read", async () => {
  const { handler, peer, clock, stop } = await Selected.open({ maxBufferedBytes: 3000 });
  const primaries = handler.primaries();
  const S6F11 = streamFunction(6, 11, new Uint8Array(478), { system: 5 }).encode();
  for (let i = 0; i < 4; i++) peer.send(S6F11);
  await clock.settle();
  assertEquals(handler.connection.bufferedBytes, 3000);
  for (let i = 0; i < 3; i++) assertEquals((await primaries.next()).value.header.name, "S6F11");
  await assertRejects(() => primaries.next(), HsmsOverflowError, "S6F11 needs 1000 bytes");
  assertEquals(handler.connection.bufferedBytes, 0);
  const left = handler.primaries();
  peer.send(S6F11);
  await clock.settle();
  assertEquals(handler.connection.bufferedBytes, 1000);
  await left.return!();
  assertEquals(handler.connection.bufferedBytes, 0);
  await stop();
});

test("a connection that has kept much for the longest time goes first, and what it kept is free at once", async () => {
  const budget = createBudget(MIB);
  const [slow, quick] = [await Selected.open({ budget }), await Selected.open({ budget })];
  slow.peer.send(HALF_FRAME);
  await slow.clock.settle();
  const small = budget.held;
  assert(small > 100 * KIB, `${small}`);
  const LARGE = streamFunction(7, 3, new Uint8Array(MIB), { system: 2 }).encode();
  quick.peer.send(LARGE.subarray(0, MIB / 2));
  await quick.clock.settle();
  const [closed] = slow.told("closed");
  assertInstanceOf(closed!.error, HsmsOverflowError);
  assertStringIncludes(closed!.error.message, `all connections together keep`);
  assertEquals([slow.handler.connection.bufferedBytes, quick.told("closed")], [0, []]);
  const received: HsmsPacket[] = [];
  quick.handler.on("primary", ({ packet }) => received.push(packet));
  quick.peer.send(LARGE.subarray(MIB / 2));
  await quick.clock.settle();
  assertEquals([received.length, budget.held], [1, 0]);
  await slow.stop();
  await quick.stop();
});
