// The short way through an outbox: small messages that are encoded as they are taken.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { concat } from "@std/bytes";
import { FrameDecoder, type HsmsPacket, linktestReq, streamFunction } from "@secs/hsms";
import { BufferAccount } from "../../../../src/core/hsms/budget.ts";
import { Outbox } from "../../../../src/core/hsms/link/outbox.ts";
import { seeded } from "../../../../src/testing/random.ts";
import { fromHex, toHex } from "../../../support/hex.ts";

/** What a packet costs beside its length. */
const PACKET_COST = 512;
/** Seeds of the random runs. */
const SEEDS = 200;

interface Harness {
  readonly outbox: Outbox;
  readonly writes: Uint8Array[];
  /** Names of packets, and the counts and bytes of bursts, in the order in which they were told. */
  readonly told: string[];
  /** Whether the transport has room. */
  room: boolean;
}

function harness(
  { max = 2 ** 24, writesAtOnce = false }: { max?: number; writesAtOnce?: boolean } = {},
): Harness {
  const writes: Uint8Array[] = [];
  const told: string[] = [];
  const state = { writes, told, room: true } as { -readonly [Key in keyof Harness]: Harness[Key] };
  const transport = { writesAtOnce, write: (bytes: Uint8Array) => (writes.push(bytes), state.room) };
  const owner = {
    peer: "10.0.0.7:5000",
    onSent: (packet: HsmsPacket) => void told.push(packet.header.name),
    onBurstSent: (count: number, bytes: number) => void told.push(`${count} of ${bytes} bytes`),
    onRoom() {},
    onBlocked() {},
  };
  state.outbox = new Outbox(transport, owner, max, new BufferAccount(Infinity, undefined));
  return state;
}

/** Encodes S1F1 with these system bytes, in session 0, with W=1. */
function encode(outbox: Outbox, system: number, bodyLength = 0): boolean {
  return outbox.encode(streamFunction(1, 1, new Uint8Array(bodyLength)), 0, system, true);
}

test("encode writes the message with the fields that it is given, and the stream, function and body of the packet", async () => {
  const { outbox, writes, told } = harness();
  const primary = streamFunction(0x7f, 0xff, fromHex("4101 78"), { sessionId: 1, system: 2 });
  const reply = streamFunction(1, 2, undefined, { sessionId: 3, system: 4 });
  assert(outbox.encode(primary, 0xfffe, 0xffff_fffd, true));
  assert(outbox.encode(reply, 0x0102, 0x03040506, false));
  assertEquals([writes.length, outbox.queued], [0, 17 + 14]);
  await Promise.resolve();
  assertEquals(writes.map(toHex), ["0000000dfffeffff0000fffffffd4101780000000a0102010200000304" + "0506"]);
  assertEquals([told, outbox.queued], [["2 of 31 bytes"], 0]);
});

test("encode takes nothing that a packet waits before, and push keeps the order", () => {
  const { outbox, writes, told } = harness();
  assert(encode(outbox, 1));
  outbox.push(linktestReq(2));
  assert(!encode(outbox, 3));
  outbox.push(streamFunction(2, 1));
  outbox.flush();
  const [first, second, third] = [0, 14, 28].map((at) => toHex(writes[0]!.subarray(at, at + 14)));
  assertEquals(writes.length, 1);
  assertEquals(first, "0000000a00008101000000000001");
  assertEquals(second, "0000000affff00000005" + "00000002");
  assertEquals(third, "0000000a00000201000000000000");
  assertEquals(told, ["1 of 14 bytes", "Linktest.req", "S2F1"]);
  assert(encode(outbox, 4));
});

test("encode takes nothing while the transport has no room, and takes again when it has", () => {
  const state = harness();
  state.room = false;
  encode(state.outbox, 1);
  state.outbox.flush();
  assert(!encode(state.outbox, 2));
  assertEquals(state.outbox.queued, 0);
  state.room = true;
  state.outbox.drained();
  assert(encode(state.outbox, 3));
});

test("encode takes no body of 1 KiB or more: it would be copied twice", () => {
  const { outbox, writes } = harness();
  assert(!encode(outbox, 1, 1024));
  outbox.flush();
  assertEquals(writes, []);
  assert(encode(outbox, 2, 1023));
  assertEquals(outbox.queued, 14 + 1023);
});

test("encode takes 32 KiB in one turn, and what comes after goes with it in one write", () => {
  const { outbox, writes } = harness();
  let taken = 0;
  while (encode(outbox, taken)) taken++;
  assertEquals([taken, outbox.queued], [2340, 2340 * 14]);
  outbox.push(linktestReq(taken));
  outbox.flush();
  assertEquals([writes.length, writes[0]!.length], [1, 2341 * 14]);
});

test("encode takes no more than maxQueuedBytes, but always one message", () => {
  const { outbox } = harness({ max: 30 });
  assert(encode(outbox, 1, 100));
  assert(!encode(outbox, 2));
  outbox.flush();
  assert(encode(outbox, 3));
  assert(encode(outbox, 4));
  assert(!encode(outbox, 5));
  assertEquals(outbox.queued, 28);
});

test("where the transport writes at once, every 64 messages are written, and told at the end of the turn", async () => {
  const { outbox, writes, told } = harness({ writesAtOnce: true });
  for (let i = 0; i < 130; i++) encode(outbox, i);
  assertEquals([writes.length, told, outbox.queued], [2, [], 28]);
  await Promise.resolve();
  assertEquals([writes.length, told, outbox.queued], [3, ["130 of 1820 bytes"], 0]);
  const systems = concat(writes).filter((_, i) => i % 14 === 13);
  assertEquals([...systems], Array.from({ length: 130 }, (_, i) => i));
});

test("replies that are encoded are owed until they are written, primaries are not", () => {
  const { outbox } = harness();
  encode(outbox, 1, 5);
  assertEquals(outbox.owed, 0);
  outbox.encode(streamFunction(1, 2, new Uint8Array(5)), 0, 1, false);
  outbox.encode(streamFunction(1, 0), 0, 1, false);
  assertEquals(outbox.owed, 2 * (PACKET_COST + 10) + 5);
  outbox.flush();
  assertEquals(outbox.owed, 0);
});

test("of messages that are encoded those are told that were written before the outbox is stopped, and no others", async () => {
  const { outbox, writes, told } = harness({ writesAtOnce: true });
  for (let i = 0; i < 70; i++) encode(outbox, i);
  outbox.stop();
  assertEquals([writes.length, told, outbox.queued, outbox.owed], [1, ["64 of 896 bytes"], 0, 0]);
  assert(!encode(outbox, 70));
  await Promise.resolve();
  assertEquals([writes.length, told], [1, ["64 of 896 bytes"]]);
});

test("no more than 64 connections of a process encode at once; the others wait for the end of a turn, and nothing is lost", () => {
  const all = Array.from({ length: 66 }, () => harness());
  assertEquals(all.map(({ outbox }) => encode(outbox, 1)), all.map((_, i) => i < 64));
  all[0]!.outbox.flush();
  assert(encode(all[64]!.outbox, 2));
  all[1]!.outbox.stop();
  assert(encode(all[65]!.outbox, 2));
  for (const { outbox } of all) outbox.stop();
  assert(encode(harness().outbox, 3));
});

test("whatever way each message takes, and however the transport stops, all of them leave in their order, and all are told", async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const below = seeded(seed);
    const state = harness({ writesAtOnce: below(2) === 0 });
    const { outbox, writes, told } = state;
    const messages = 100 + below(300);
    for (let i = 0; i < messages; i++) {
      const body = new Uint8Array(below(20) === 0 ? 70_000 : below(2) * below(1200));
      const packet = streamFunction(1, 1 + below(2), body, { system: i });
      if (below(3) === 0 || !outbox.encode(packet, 0, i, false)) outbox.push(packet);
      const dice = below(50);
      if (dice === 0) state.room = !state.room;
      else if (dice === 1) await Promise.resolve();
      else if (dice === 2) outbox.flush();
      else if (dice < 5) {
        state.room = true;
        outbox.drained();
      }
    }
    state.room = true;
    while (outbox.queued > 0) outbox.drained();
    outbox.flush();
    const systems: number[] = [];
    new FrameDecoder().push(concat(writes), ({ header }) => systems.push(header.system));
    assertEquals(systems, Array.from({ length: messages }, (_, i) => i), `seed ${seed}`);
    const counted = told.reduce((sum, one) => sum + (Number.parseInt(one) || 1), 0);
    assertEquals([counted, outbox.owed, outbox.queued], [messages, 0, 0], `seed ${seed}`);
  }
});
