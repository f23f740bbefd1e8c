// Read as fast as you can write: a peer that does not take its replies is not read any more, until it does.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { HsmsProtocol, type HsmsProtocolOptions, HsmsTimeoutError, streamFunction } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";

const PORT = { address: "127.0.0.1", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000009";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000009";

interface Scene {
  readonly clock: VirtualClock;
  readonly tool: HsmsProtocol;
  readonly peer: ScriptedPeer;
  /** System bytes of the primaries that were read. */
  readonly read: number[];
  stop(): Promise<void>;
}

/** A tool that answers each primary with a body of `size` bytes, and a peer on a network that holds few bytes. */
async function scene(size: number, options: Partial<HsmsProtocolOptions> = {}): Promise<Scene> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock, capacity: 1000 });
  const tool = new HsmsProtocol("*", PORT.port, false, 0, "host", {
    network,
    clock,
    highWater: 10_000,
    lowWater: 2_000,
    ...options,
  });
  const read: number[] = [];
  tool.on("primary", ({ packet }) => {
    read.push(packet.header.system);
    if (packet.header.requireResponse) {
      tool.sendResponse(streamFunction(1, 2, new Uint8Array(size)), packet);
    }
  });
  await tool.enable();
  const peer = await ScriptedPeer.dial(network, PORT, { clock });
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  const stop = async (): Promise<void> => {
    peer.reset();
    const disabled = tool.disable();
    await clock.advance(5_000);
    await disabled;
  };
  return { clock, tool, peer, read, stop };
}

function primaries(from: number, to: number, w = true): string {
  const one = (system: number): string =>
    `0000000a 0000 ${w ? "81" : "01"} 01 00 00 ${system.toString(16).padStart(8, "0")}`;
  return Array.from({ length: to - from + 1 }, (_, i) => one(from + i)).join("");
}

test("a peer that does not read is not read from the high water on, in the middle of a chunk too", async () => {
  const { tool, peer, clock, read, stop } = await scene(1_000);
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
  const { tool, peer, clock, read, stop } = await scene(1_000);
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
  const { tool, peer, clock, stop } = await scene(1_000);
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
  const { tool, peer, clock, stop } = await scene(1_000, {
    timeouts: { t3: 5_000, t6: 2_000, t8: 1_000, linktest: 1_000, writeStall: 60_000 },
  });
  const timers: string[] = [];
  tool.on("timer", ({ timer }) => timers.push(timer));
  const reply = tool.sendAndWaitForResponse(streamFunction(1, 3));
  const asked = await peer.expectFrame();
  peer.pause();
  peer.send(`${primaries(1, 500)} 0000000a 0000 01 04 00 00 ${hex(asked.subarray(10))} 0000`);
  await clock.advance(30_000);
  assertEquals([timers, tool.connection.paused], [[], true]);
  peer.resume();
  for (let i = 0; i < 500; i++) await peer.expectFrame();
  assertEquals((await reply).header.name, "S1F4");
  assertEquals(timers, []);
  await stop();
});

test("what a peer sent before it ended the connection is read, whatever it is owed", async () => {
  const { peer, clock, read, stop } = await scene(1_000);
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
  const { tool, peer, clock, read, stop } = await scene(200_000);
  peer.pause();
  peer.send(primaries(1, 1));
  await clock.settle();
  assertEquals(tool.connection.paused, false);
  peer.send(primaries(2, 3, false));
  await clock.settle();
  assertEquals(read, [1, 2, 3]);
  await stop();
});

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
