// A peer that keeps this side busy does not hold up the others: what one connection gets in a row is limited by time.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsProtocol } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
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
  static async open(work: (stage: Busy, tool: HsmsProtocol) => void): Promise<Busy> {
    const stage = new Busy();
    const { clock } = stage;
    const busy = {
      now: () => clock.now() + stage.worked,
      schedule: (callback: () => void, delay: number) => clock.schedule(callback, delay),
    };
    for (const port of [TOOL.port, TOOL.port + 1]) {
      const tool = new HsmsProtocol("*", port, false, 0, `tool-${port}`, { ...stage.options, clock: busy });
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

function primaries(count: number): string {
  const one = (system: number): string => `0000000a 0000 01 01 00 00 ${system.toString(16).padStart(8, "0")}`;
  return Array.from({ length: count }, (_, i) => one(i + 1)).join("");
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
  const long = `00001388 0000 01 01 00 00 00000001 ${"00".repeat(5000 - 10)}`;
  for (let i = 0; i < 4; i++) {
    flooder!.send(long);
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
