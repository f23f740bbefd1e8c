import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import {
  HsmsPassiveConnection,
  type HsmsPassiveConnectionOptions,
  HsmsProtocolError,
  HsmsTimeoutError,
  type HsmsTraceEvent,
  linktestReq,
  streamFunction,
  TransportError,
} from "@secs/hsms";
import type { ScriptedPeer } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";
import { Stage, TOOL } from "../../../support/stage.ts";

/** A passive connection with a peer on it. */
class Connected extends Stage {
  readonly recorder = new Recorder();
  readonly connection: HsmsPassiveConnection;
  peer!: ScriptedPeer;

  private constructor(options: Partial<HsmsPassiveConnectionOptions>, capacity?: number) {
    super(capacity === undefined ? {} : { capacity });
    const all = { ...this.options, ...options };
    this.connection = new HsmsPassiveConnection("*", TOOL.port, 0, this.recorder, all);
  }

  /** `capacity`: of the network, in bytes. */
  static async open(
    options: Partial<HsmsPassiveConnectionOptions> = {},
    capacity?: number,
  ): Promise<Connected> {
    const stage = new Connected(options, capacity);
    await stage.connection.enable();
    stage.peer = await stage.dial();
    await stage.clock.settle();
    return stage;
  }
}

/** The connection was closed once, with `error`, and the next client gets in. */
async function assertDropped({ recorder, clock, dial, connection }: Connected): Promise<Error> {
  await clock.settle();
  assertEquals(recorder.count("closed"), 1);
  assertEquals(recorder.count("before-closed"), 1);
  const { error } = recorder;
  assert(error !== undefined);
  const next = await dial();
  next.send(linktestReq(77).encode());
  await clock.settle();
  assertEquals(recorder.lines.slice(-2), ["established", "received Linktest.req"]);
  await connection.disable();
  assertEquals(clock.pending, 0);
  return error;
}

const GARBAGE: readonly (readonly [name: string, hex: string, code: string, says: string])[] = [
  ["length 0", "00000000", "frame-too-short", "a frame of 0 bytes"],
  ["length 9", "00000009 ffff0000000500000002", "frame-too-short", "a frame of 9 bytes"],
  ["length FFFFFFFF", "ffffffff", "frame-too-long", "a frame of 4294967295 bytes"],
  ["a first byte of 05", "05", "secs-1", "speaks SECS-I"],
  ["text", "68656c6c6f20776f726c64", "frame-too-long", "Check that it speaks HSMS on this port"],
];

for (const [name, hex, code, says] of GARBAGE) {
  test(`a peer that sends ${name} is dropped with an error that says so`, async () => {
    const stage = await Connected.open();
    stage.peer.send(hex);
    const error = await assertDropped(stage);
    assertInstanceOf(error, HsmsProtocolError);
    assertEquals(error.code, code);
    assertStringIncludes(error.message, says);
    assertStringIncludes(error.message, "10.0.0.1:");
  });
}

test("packets before garbage in one chunk are delivered, those after it are not", async () => {
  const stage = await Connected.open();
  const frame = linktestReq(1).encode();
  stage.peer.send(Uint8Array.of(...frame, ...frame, 0, 0, 0, 1, ...frame));
  await assertDropped(stage);
  assertEquals(stage.recorder.lines.slice(0, 4), [
    "established",
    "received Linktest.req",
    "received Linktest.req",
    "before-closed",
  ]);
});

for (const sent of [1, 2, 4, 6, 14, 20]) {
  test(`T8: a peer that stops after ${sent} bytes of a frame is dropped 5 s later`, async () => {
    const stage = await Connected.open();
    stage.peer.send(streamFunction(1, 1, new Uint8Array(10)).encode().subarray(0, sent));
    await stage.clock.advance(4_999);
    assert(stage.connection.connected);
    await stage.clock.advance(1);
    const error = await assertDropped(stage);
    assertInstanceOf(error, HsmsTimeoutError);
    assertEquals([error.timer, error.after], ["T8", 5_000]);
    assertStringIncludes(
      error.message,
      sent < 4 ? `${sent} of 4 bytes of a length field` : `${sent - 4} of 20 bytes of a frame`,
    );
  });
}

test("T8: a peer that sends one byte every 4.5 s is slow, not dropped", async () => {
  const { peer, clock, recorder, connection } = await Connected.open();
  peer.send(linktestReq(1).encode());
  for (const byte of streamFunction(1, 1, new Uint8Array(3)).encode()) {
    peer.send(Uint8Array.of(byte));
    await clock.advance(4_500);
  }
  assertEquals(recorder.lines, ["established", "received Linktest.req", "received S1F1"]);
  await clock.advance(100_000);
  assert(connection.connected, "T8 does not run between frames");
  await connection.disable();
});

test("T8: a peer that completes a frame and begins the next one is measured anew", async () => {
  const { peer, clock, connection, recorder } = await Connected.open();
  const frame = linktestReq(1).encode();
  peer.send(frame.subarray(0, 10));
  await clock.advance(4_000);
  peer.send(Uint8Array.of(...frame.subarray(10), ...frame.subarray(0, 2)));
  await clock.advance(4_999);
  assert(connection.connected);
  await clock.advance(1);
  assertEquals(recorder.lines.at(-1), "closed HsmsTimeoutError");
  await connection.disable();
});

test("a peer that ends inside a frame: the error says how far it came", async () => {
  const stage = await Connected.open();
  stage.peer.send(linktestReq(1).encode().subarray(0, 9));
  await stage.clock.settle();
  stage.peer.end();
  const error = await assertDropped(stage);
  assertInstanceOf(error, HsmsProtocolError);
  assertEquals(error.code, "cut-frame");
  assertStringIncludes(error.message, "closed the connection after 5 of 10 bytes of a frame");
});

test("a peer that resets inside a frame: a TransportError, once", async () => {
  const stage = await Connected.open();
  stage.peer.send(linktestReq(1).encode().subarray(0, 9));
  await stage.clock.settle();
  stage.peer.reset();
  const error = await assertDropped(stage);
  assertInstanceOf(error, TransportError);
  assertEquals(error.code, "reset");
});

test("a peer that never reads: the queue refuses, then the write stall drops the connection", async () => {
  const stage = await Connected.open({ maxQueuedBytes: 1_000_000, maxMessageLength: 1_000 });
  const { peer, connection, clock, recorder } = stage;
  peer.send(linktestReq(1).encode());
  await clock.settle();
  peer.pause();
  let taken = 0;
  let refused: unknown;
  while (refused === undefined && taken < 100_000) {
    try {
      connection.sendPacket(streamFunction(6, 11, new Uint8Array(1_000)));
      taken++;
    } catch (error) {
      refused = error;
    }
    if (taken % 100 === 0) await clock.settle();
  }
  assertStringIncludes(String(refused), "reads too slowly");
  assert(taken < 2_000);
  await clock.advance(29_000);
  assert(connection.connected);
  await clock.advance(1_000);
  assertInstanceOf(recorder.error, HsmsTimeoutError);
  assertEquals(recorder.error.timer, "writeStall");
  assertStringIncludes(recorder.error.message, "does not read");
  await assertDropped(stage);
});

test("a peer that reads slowly gets every byte in order, and is not dropped", async () => {
  const { peer, connection, clock } = await Connected.open();
  peer.send(linktestReq(1).encode());
  await clock.settle();
  const body = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7 + (i >> 9)) & 0xff);
  const packet = streamFunction(7, 3, body);
  connection.sendPacket(packet);
  const frame = packet.encode();
  for (let at = 0; at < frame.length; at += 100_000) {
    const piece = await peer.take(Math.min(100_000, frame.length - at));
    assertEquals(piece, frame.subarray(at, at + piece.length));
    peer.pause();
    await clock.advance(20_000);
    peer.resume();
  }
  assert(connection.connected);
  await connection.disable();
});

test("sendPacketWhenRoom waits its turn, and resolves in order", async () => {
  const { peer, connection, clock } = await Connected.open({ maxQueuedBytes: 200_000 });
  peer.send(linktestReq(1).encode());
  await clock.settle();
  peer.pause();
  const order: number[] = [];
  const packets = Array.from(
    { length: 20 },
    (_, i) => streamFunction(6, 11, new Uint8Array(50_000).fill(i), { system: i }),
  );
  const sends = packets.map((packet, i) => connection.sendPacketWhenRoom(packet).then(() => order.push(i)));
  await clock.settle();
  assert(order.length < 20, `${order.length} were taken`);
  peer.resume();
  for (const packet of packets) await peer.expect(packet.encode());
  await Promise.all(sends);
  assertEquals(order, packets.map((_, i) => i));
  await connection.disable();
});

test("sendPacketWhenRoom wakes those who wait where the network takes everything at once", async () => {
  const { peer, connection, clock } = await Connected.open({ maxQueuedBytes: 100_000 }, 1 << 30);
  peer.send(linktestReq(1).encode());
  await clock.settle();
  const packets = Array.from({ length: 10 }, (_, i) => streamFunction(6, 11, new Uint8Array(60_000).fill(i)));
  const sends = packets.map((packet) => connection.sendPacketWhenRoom(packet));
  for (const packet of packets) await peer.expect(packet.encode());
  await Promise.all(sends);
  await connection.disable();
});

test("sendPacketWhenRoom gives up with the signal's reason, or with why the connection ended", async () => {
  const { peer, connection, clock } = await Connected.open({ maxQueuedBytes: 100_000 });
  peer.send(linktestReq(1).encode());
  await clock.settle();
  peer.pause();
  const packet = streamFunction(6, 11, new Uint8Array(60_000));
  for (let i = 0; i < 3; i++) {
    await Promise.race([connection.sendPacketWhenRoom(packet).catch(() => {}), clock.settle()]);
  }
  const gone = new AbortController();
  const outcomes: string[] = [];
  const note = (error: unknown): void => void outcomes.push(String(error));
  void connection.sendPacketWhenRoom(packet, { signal: gone.signal }).catch(note);
  void connection.sendPacketWhenRoom(packet, { signal: AbortSignal.abort("too late") }).catch(note);
  void connection.sendPacketWhenRoom(packet).catch(note);
  await clock.settle();
  gone.abort("changed my mind");
  await clock.settle();
  assertEquals(outcomes, ["too late", "changed my mind"]);
  peer.reset();
  await clock.settle();
  assertEquals(outcomes.length, 3);
  assertStringIncludes(outcomes[2]!, "TransportError");
  await connection.disable();
});

test("disable with a peer that does not read is bounded, and says that bytes were lost", async () => {
  const { peer, connection, clock, recorder } = await Connected.open();
  peer.send(linktestReq(1).encode());
  await clock.settle();
  peer.pause();
  connection.sendPacket(streamFunction(6, 11, new Uint8Array(5_000_000)));
  await clock.settle();
  const disabled = connection.disable();
  await clock.advance(4_000);
  await disabled;
  assertInstanceOf(recorder.error, HsmsTimeoutError);
  assertEquals(recorder.error.timer, "writeStall");
  assertEquals(recorder.lines.at(-1), "closed HsmsTimeoutError");
  assertEquals(clock.pending, 0);
});

test("a packet sent while the connection ends leaves no timer behind, and is not told to be sent", async () => {
  for (let turns = 0; turns < 10; turns++) {
    const events: string[] = [];
    const trace = ({ type }: HsmsTraceEvent): void => void events.push(type);
    const { peer, connection, clock } = await Connected.open({ trace });
    peer.send(linktestReq(1).encode());
    await clock.settle();
    peer.reset();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    if (connection.connected) connection.sendPacket(linktestReq(2));
    await clock.settle();
    assertEquals(clock.pending, 0, `${turns} turns after the reset`);
    assert(events.lastIndexOf("sent") < events.indexOf("closed"), events.join());
    await connection.disable();
  }
});
