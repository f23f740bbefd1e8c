// Read as fast as you can write: a peer that does not take its replies is not read any more, until it does.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { type HsmsPacket, type HsmsProtocolOptions, HsmsTimeoutError, streamFunction } from "@secs/hsms";
import { toHex } from "../../../support/hex.ts";
import { Selected } from "../../../support/stage.ts";

/**
 * A tool that answers each primary with a body of `size` bytes, a peer on a network that holds few bytes, and the system
 * bytes of the primaries that were read.
 */
async function answering(
  size: number,
  options: Partial<HsmsProtocolOptions> = {},
): Promise<{ stage: Selected; read: number[] }> {
  const stage = await Selected.open({ highWater: 10_000, lowWater: 2_000, ...options }, 1000);
  const read: number[] = [];
  stage.handler.on("primary", ({ packet }) => {
    read.push(packet.header.system);
    if (!packet.header.requireResponse) return;
    stage.handler.sendResponse(streamFunction(1, 2, new Uint8Array(size)), packet);
  });
  return { stage, read };
}

function primaries(from: number, to: number, w = true): string {
  const one = (system: number): string =>
    `0000000a 0000 ${w ? "81" : "01"} 01 00 00 ${system.toString(16).padStart(8, "0")}`;
  return Array.from({ length: to - from + 1 }, (_, i) => one(from + i)).join("");
}

test("a peer that does not read is not read from the high water on, in the middle of a chunk too", async () => {
  const { stage, read } = await answering(1_000);
  const { handler: tool, peer, clock, stop } = stage;
  peer.pause();
  peer.send(primaries(1, 500));
  await clock.settle();
  assertEquals(tool.connection.paused, true);
  assert(read.length > 5 && read.length < 30, `${read.length} primaries were read`);
  peer.send(primaries(501, 600));
  await clock.settle();
  assert(read.length < 30, `${read.length} primaries were read`);
  assert(tool.connection.queuedBytes < 12_000, `${tool.connection.queuedBytes} bytes wait`);
  await stop();
});

test("reading goes on when the peer takes its replies: all of them, in order, none lost", async () => {
  const { stage, read } = await answering(1_000);
  const { handler: tool, peer, clock, stop } = stage;
  peer.pause();
  peer.send(primaries(1, 500));
  await clock.settle();
  peer.resume();
  for (let system = 1; system <= 500; system++) {
    const frame = await peer.expectFrame();
    assertEquals(new DataView(frame.buffer, frame.byteOffset).getUint32(10), system);
  }
  assertEquals(read, Array.from({ length: 500 }, (_, i) => i + 1));
  assertEquals(tool.connection.paused, false);
  assertEquals(tool.stats().repliesLost, 0);
  await stop();
});

test("a peer that never takes its replies is dropped by the write stall", async () => {
  const { stage } = await answering(1_000);
  const { handler: tool, peer, clock, stop } = stage;
  const ends: (Error | undefined)[] = [];
  tool.on("closed", ({ error }) => ends.push(error));
  peer.pause();
  peer.send(primaries(1, 500));
  await clock.advance(31_000);
  assertInstanceOf(ends[0], HsmsTimeoutError);
  assertEquals(ends[0].timer, "writeStall");
  await stop();
});

test("while this side does not read, T3, T6, T8 and the linktest know that the silence is its own", async () => {
  const { stage } = await answering(1_000, {
    timeouts: { t3: 5_000, t6: 2_000, t8: 1_000, linktest: 1_000, writeStall: 60_000 },
  });
  const { handler: tool, peer, clock, stop } = stage;
  const timers: string[] = [];
  tool.on("timer", ({ timer }) => timers.push(timer));
  const reply = tool.sendAndWaitForResponse(streamFunction(1, 3));
  const asked = await peer.expectFrame();
  peer.pause();
  peer.send(`${primaries(1, 500)} 0000000a 0000 01 04 00 00 ${toHex(asked.subarray(10))} 0000`);
  await clock.advance(30_000);
  assertEquals([timers, tool.connection.paused], [[], true]);
  peer.resume();
  for (let i = 0; i < 500; i++) await peer.expectFrame();
  assertEquals((await reply).header.name, "S1F4");
  assertEquals(timers, []);
  await stop();
});

test("what a peer sent before it ended the connection is read, whatever it is owed", async () => {
  const { stage, read } = await answering(1_000);
  const { peer, clock, stop } = stage;
  peer.pause();
  peer.send(primaries(1, 200));
  await clock.settle();
  assert(read.length < 30);
  peer.end();
  await clock.settle();
  peer.resume();
  await clock.advance(40_000);
  assertEquals(read.length, 200);
  await stop();
});

test("one large reply does not stop the reading: two sides that send each other one both go on", async () => {
  const { stage, read } = await answering(200_000);
  const { handler: tool, peer, clock, stop } = stage;
  peer.pause();
  peer.send(primaries(1, 1));
  await clock.settle();
  assertEquals(tool.connection.paused, false);
  peer.send(primaries(2, 3, false));
  await clock.settle();
  assertEquals(read, [1, 2, 3]);
  await stop();
});

test("T8 runs again when reading goes on, if a part of a frame was here", async () => {
  const stage = await Selected.open({ highWater: 10_000, lowWater: 2_000, timeouts: { t8: 1_000 } }, 1000);
  const { handler: tool, peer, clock, stop } = stage;
  const asked: HsmsPacket[] = [];
  const ends: unknown[] = [];
  tool.on("primary", ({ packet }) => asked.push(packet));
  tool.on("closed", ({ error }) => ends.push(error?.message));
  peer.pause();
  peer.send(`${primaries(1, 50)} 0000`);
  await clock.settle();
  for (const packet of asked) {
    tool.sendResponse(streamFunction(1, 2, new Uint8Array(1_000)), packet);
    await clock.settle();
  }
  await clock.advance(5_000);
  assertEquals([tool.connection.paused, ends], [true, []]);
  peer.resume();
  await clock.settle();
  assertEquals([tool.connection.paused, ends], [false, []]);
  await clock.advance(1_100);
  assert(/T8/.test(String(ends[0])), String(ends[0]));
  await stop();
});
