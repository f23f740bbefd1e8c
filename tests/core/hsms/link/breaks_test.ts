// A peer that keeps this side busy does not hold up the others: what one connection gets in a row is limited by time.

import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { HsmsProtocol, type HsmsTimeoutOptions, streamFunction } from "@secs/hsms";
import { concat } from "@std/bytes";
import { ScriptedPeer } from "@secs/hsms/testing";
import { fromHex, toHex } from "../../../support/hex.ts";
import { SELECT_REQ, SELECT_RSP, Stage, TOOL } from "../../../support/stage.ts";

/** The system bytes of primaries that were read, each with the port of its connection. */
type Read = [port: number, system: number];

/** Two tools in one process, whose listeners take time, each with a peer that is selected. */
class Busy extends Stage {
  /** What the listeners have added to the time. */
  worked = 0;
  readonly read: Read[] = [];
  readonly tools: HsmsProtocol[] = [];
  readonly peers: ScriptedPeer[] = [];

  /** `work`: what a listener does with each primary. */
  static async open(
    work: (stage: Busy, tool: HsmsProtocol) => void,
    timeouts: HsmsTimeoutOptions = {},
  ): Promise<Busy> {
    const stage = new Busy();
    const { clock } = stage;
    const now = (): number => clock.now() + stage.worked;
    const schedule = (callback: () => void, delay: number): () => void => {
      const due = now() + delay;
      let cancel = (): void => {};
      const arm = (): void => {
        cancel = clock.schedule(() => now() < due ? arm() : callback(), 1);
      };
      arm();
      return () => cancel();
    };
    const busy = { now, schedule };
    for (const port of [TOOL.port, TOOL.port + 1]) {
      const tool = new HsmsProtocol("*", port, false, 0, `tool-${port}`, {
        ...stage.options,
        clock: busy,
        timeouts,
      });
      tool.on("primary", ({ packet }) => {
        stage.read.push([port, packet.header.system]);
        work(stage, tool);
      });
      await tool.enable();
      const peer = await ScriptedPeer.dial(stage.network, { ...TOOL, port });
      peer.send(SELECT_REQ);
      await peer.expect(SELECT_RSP);
      stage.tools.push(tool);
      stage.peers.push(peer);
    }
    return stage;
  }

  /** Lets the event loop turn until everything is read. */
  async readAll(count: number): Promise<void> {
    for (let turn = 0; turn < count && this.read.length < count; turn++) await this.clock.advance(1);
    assertEquals(this.read.length, count);
  }

  readonly stop = async (): Promise<void> => {
    for (const peer of this.peers) peer.reset();
    for (const tool of this.tools) await this.ended(tool.disable());
  };
}

function word(value: number): string {
  return value.toString(16).padStart(8, "0");
}

function primaries(count: number): string {
  const one = (system: number): string => `0000000a 0000 01 01 00 00 ${word(system)}`;
  return Array.from({ length: count }, (_, i) => one(i + 1)).join("");
}

/** A primary whose frame has this length field. */
function long(system: number, length = 5_000): string {
  return `${word(length)} 0000 01 01 00 00 ${word(system)} ${"00".repeat(length - 10)}`;
}

function floodOf(read: readonly Read[]): number[] {
  return read.filter(([port]) => port === TOOL.port).map(([, system]) => system);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

test("a listener that takes 1 ms lets another connection in between, whatever the chunk holds", async () => {
  for (const count of [100, 1000]) {
    const stage = await Busy.open((stage) => void stage.worked++);
    const [flooder, neighbour] = stage.peers;
    flooder!.send(primaries(count));
    neighbour!.send(primaries(1));
    await stage.clock.settle();
    const before = stage.read.findIndex(([port]) => port === TOOL.port + 1);
    assert(before > 0 && before <= 10, `${before} messages of the flood came before the neighbour's`);
    await stage.readAll(count + 1);
    assertEquals(floodOf(stage.read), upTo(count));
    await stage.stop();
  }
});

test("work in promises counts too, if the connection rests for them", async () => {
  const stage = await Busy.open((stage, tool) => {
    tool.connection.rest();
    queueMicrotask(() => stage.worked++);
  });
  stage.peers[0]!.send(primaries(100));
  await stage.clock.settle();
  assert(stage.read.length <= 10, `${stage.read.length} messages were read in a row`);
  await stage.readAll(100);
  assertEquals(floodOf(stage.read), upTo(100));
  await stage.stop();
});

test("chunks in a row count together, and small ones do not", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 3));
  const [flooder] = stage.peers;
  for (let i = 0; i < 10; i++) {
    flooder!.send(primaries(1));
    await stage.clock.settle();
  }
  assertEquals(stage.read.length, 10);
  for (let i = 0; i < 4; i++) {
    flooder!.send(long(1));
    await stage.clock.settle();
  }
  assertEquals(stage.read.length, 12);
  await stage.readAll(14);
  await stage.stop();
});

test("without time that passes, a flood goes through in one turn", async () => {
  const stage = await Busy.open(() => {});
  stage.peers[0]!.send(primaries(10_000));
  await stage.clock.settle();
  assertEquals(floodOf(stage.read), upTo(10_000));
  await stage.stop();
});

test("what a peer sent before it ended the connection is read, though the others come first", async () => {
  const stage = await Busy.open((stage) => void stage.worked++);
  const [flooder] = stage.peers;
  flooder!.send(primaries(1000));
  flooder!.end();
  await stage.readAll(1000);
  assertEquals(floodOf(stage.read), upTo(1000));
  await stage.stop();
});

test("a reset that comes while the others are served ends the connection, with what was received read", async () => {
  const stage = await Busy.open((stage) => void stage.worked++);
  const [tool] = stage.tools;
  const [flooder] = stage.peers;
  flooder!.send(primaries(100));
  await stage.clock.settle();
  assert(stage.read.length < 100);
  flooder!.reset();
  await stage.clock.settle();
  assertEquals([tool!.connection.connected, floodOf(stage.read)], [false, upTo(100)]);
  await stage.stop();
});

test("disable() while the others are served ends in time, and reads nothing more", async () => {
  const stage = await Busy.open((stage) => void stage.worked++);
  const [tool] = stage.tools;
  stage.peers[0]!.send(primaries(100));
  await stage.clock.settle();
  const { length } = stage.read;
  await stage.ended(tool!.disable());
  assertEquals(stage.read.length, length);
  await stage.stop();
});

test("after 256 packets of one read a connection gets 0.1 ms in a row", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 0.002));
  stage.peers[0]!.send(primaries(256));
  await stage.clock.settle();
  assertEquals(stage.read.length, 256);
  stage.peers[0]!.send(primaries(4_000));
  for (let turn = 0, before = 256; turn < 5; turn++) {
    await stage.clock.settle();
    const inARow = stage.read.length - before;
    const [least, most] = turn === 0 ? [256, 320] : [40, 115];
    assert(inARow >= least! && inARow <= most!, `${inARow} were read in a row`);
    before = stage.read.length;
    await stage.clock.advance(1);
  }
  await stage.readAll(4_256);
  assertEquals(floodOf(stage.read), [...upTo(256), ...upTo(4_000)]);
  await stage.stop();
});

test("time that the process spends elsewhere between two reads is taken off", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 3));
  for (let i = 1; i <= 6; i++) {
    stage.peers[0]!.send(long(i));
    await stage.clock.settle();
    assertEquals(stage.read.length, i);
    stage.worked += 3;
  }
  await stage.stop();
});

test("breaks lose and reorder nothing, wherever in a frame a read ends", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 2));
  const bytes = concat([
    ...[primaries(40), long(41), long(42, 70_000)].map(fromHex),
    fromHex(primaries(50)).subarray(14 * 42),
  ]);
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 6_000 + 1) {
    stage.peers[0]!.send(bytes.slice(at, at + size));
    if (size % 2 === 0) await stage.clock.settle();
  }
  await stage.readAll(50);
  assertEquals(floodOf(stage.read), upTo(50));
  await stage.stop();
});

test("an answer that was received when T3 or T6 ran out counts, though it is not looked at yet", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 6), { t3: 1_000, t6: 1_000 });
  const [tool] = stage.tools;
  const [peer] = stage.peers;
  const timers: string[] = [];
  tool!.on("timer", ({ timer }) => timers.push(timer));
  const replies = [tool!.sendAndWaitForResponse(streamFunction(1, 3)), tool!.sendLinktestReq()];
  const asked = (await peer!.expectFrame()).subarray(10);
  const tested = (await peer!.expectFrame()).subarray(10);
  peer!.send(
    `${primaries(400)} 0000000a 0000 01 04 00 00 ${toHex(asked)} 0000000a ffff 00 00 00 06 ${toHex(tested)}`,
  );
  await stage.readAll(400);
  await stage.clock.advance(5);
  await Promise.all(replies);
  assertEquals(timers, []);
  await stage.stop();
});

test("T3 runs out though the peer floods on", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 6), { t3: 1_000 });
  const [tool] = stage.tools;
  const reply = assertRejects(() => tool!.sendAndWaitForResponse(streamFunction(1, 3)), Error, "T3");
  for (let i = 0; i < 20; i++) stage.peers[0]!.send(primaries(400));
  while (stage.told("timer").length === 0 && stage.read.length < 8_000) await stage.clock.advance(1);
  assert(stage.read.length < 1_500, `${stage.read.length} were read before`);
  await reply;
  await stage.stop();
});

test("T8 does not run in a break, and runs after it", async () => {
  const stage = await Busy.open((stage) => void (stage.worked += 6), { t8: 1_000 });
  const [tool] = stage.tools;
  const ends: unknown[] = [];
  tool!.on("closed", ({ error }) => ends.push(error?.message));
  stage.peers[0]!.send(`${primaries(400)} 0000`);
  await stage.readAll(400);
  assertEquals(ends, []);
  await stage.clock.advance(1_100);
  assert(/T8/.test(String(ends[0])), String(ends[0]));
  await stage.stop();
});
