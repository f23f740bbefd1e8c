import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { concat } from "@std/bytes";
import {
  deselectReq,
  deselectRsp,
  type HsmsPacket,
  linktestReq,
  linktestRsp,
  selectReq,
  selectRsp,
  separateReq,
  streamFunction,
} from "@secs/hsms";
import { BufferAccount } from "../../../../src/core/hsms/budget.ts";
import { Outbox } from "../../../../src/core/hsms/link/outbox.ts";

/** What differs from a new array for each write, and 16 MiB. */
interface HarnessOptions {
  max?: number;
  writesAtOnce?: boolean;
}

/** An outbox over a transport that has room while `room` says so. */
function harness(
  { max = 16 * 1024 * 1024, writesAtOnce = false }: HarnessOptions = {},
): { outbox: Outbox; writes: Uint8Array[]; sent: string[]; room: boolean; blocked: number } {
  const writes: Uint8Array[] = [];
  const sent: string[] = [];
  const state = { writes, sent, room: true, blocked: 0 } as ReturnType<typeof harness>;
  const transport = { writesAtOnce, write: (bytes: Uint8Array) => (writes.push(bytes), state.room) };
  const onSent = (packet: HsmsPacket): void => void sent.push(packet.header.name);
  const owner = {
    peer: "10.0.0.7:5000",
    onSent,
    onBurstSent() {},
    onRoom() {},
    onBlocked: () => state.blocked++,
  };
  state.outbox = new Outbox(transport, owner, max, new BufferAccount(Infinity, undefined));
  return state;
}

function data(size: number, stream = 1): HsmsPacket {
  return streamFunction(stream, 1, new Uint8Array(size).fill(stream));
}

test("Outbox joins everything pushed in one turn into one write", async () => {
  const { outbox, writes, sent } = harness();
  const packets = [linktestReq(1), data(3, 1), data(0, 2), data(100, 3)];
  for (const packet of packets) outbox.push(packet);
  assertEquals(writes.length, 0);
  await Promise.resolve();
  assertEquals(writes.length, 1);
  assertEquals(writes[0], concat(packets.map((packet) => packet.encode())));
  assertEquals(sent, ["Linktest.req", "S1F1", "S2F1", "S3F1"]);
  assertEquals(outbox.queued, 0);
});

test("Outbox.flush() writes at once, and nothing is left for the end of the turn", async () => {
  const { outbox, writes } = harness();
  outbox.push(linktestReq(1));
  outbox.flush();
  assertEquals(writes.length, 1);
  await Promise.resolve();
  assertEquals(writes.length, 1);
});

test("Outbox hands a body of 64 KiB over by reference, behind its head", () => {
  const { outbox, writes } = harness();
  const large = data(65536);
  outbox.push(data(1, 2));
  outbox.push(large);
  outbox.push(data(2, 3));
  outbox.flush();
  assertEquals(writes.length, 3);
  assertEquals(concat(writes), concat([data(1, 2).encode(), large.encode(), data(2, 3).encode()]));
  assertEquals(writes[1]!.buffer, large.data.buffer);
});

test("Outbox keeps what the transport has no room for, until it has drained", () => {
  const state = harness();
  state.room = false;
  state.outbox.push(data(10, 1));
  state.outbox.flush();
  state.outbox.push(data(10, 2));
  state.outbox.flush();
  assertEquals(state.writes.length, 1);
  assertEquals(state.outbox.queued, 24);
  assertEquals(state.sent, ["S1F1"]);
  state.room = true;
  state.outbox.drained();
  assertEquals(state.writes.length, 2);
  assertEquals(state.outbox.queued, 0);
});

test("Outbox keeps the order of everything while the transport has room", () => {
  const { outbox, sent } = harness();
  outbox.push(data(1, 1));
  outbox.push(selectReq(1));
  outbox.push(linktestReq(2));
  outbox.push(data(70_000, 2));
  outbox.push(linktestReq(3));
  outbox.flush();
  assertEquals(sent, ["S1F1", "Select.req", "Linktest.req", "S2F1", "Linktest.req"]);
});

test("Outbox lets linktests and Rejects overtake queued data, but not Select, Deselect and Separate", () => {
  const state = harness();
  state.room = false;
  state.outbox.push(data(1, 1));
  state.outbox.flush();
  state.outbox.push(data(1, 2));
  state.outbox.push(deselectReq(7));
  state.outbox.push(separateReq(8));
  state.outbox.push(linktestRsp(linktestReq(9)));
  state.room = true;
  state.outbox.drained();
  assertEquals(state.sent, ["S1F1", "Linktest.rsp", "S2F1", "Deselect.req", "Separate.req"]);
});

test("Outbox keeps Deselect.rsp and Select.rsp in their order: the other way round they mean something else", () => {
  const state = harness();
  state.room = false;
  state.outbox.push(data(1, 1));
  state.outbox.flush();
  state.outbox.push(deselectRsp(deselectReq(7)));
  state.outbox.push(selectRsp(selectReq(8)));
  state.room = true;
  state.outbox.drained();
  assertEquals(state.sent, ["S1F1", "Deselect.rsp", "Select.rsp"]);
});

test("Outbox never puts a frame inside a large body that is on its way", () => {
  const state = harness();
  state.room = false;
  const large = data(600_000);
  state.outbox.push(large);
  state.outbox.flush();
  state.outbox.push(linktestReq(1));
  while (state.outbox.queued > 0) state.outbox.drained();
  assertEquals(concat(state.writes), concat([large.encode(), linktestReq(1).encode()]));
  assert(state.writes.length > 4, "the body goes in slices");
  assertEquals(state.sent, ["S1F1", "Linktest.req"]);
});

test("Outbox.push() refuses what does not fit, takes nothing of it, and says so", () => {
  const state = harness({ max: 100 });
  state.room = false;
  state.outbox.push(data(1));
  state.outbox.flush();
  state.outbox.push(data(50, 2));
  assertEquals(state.outbox.push(data(50, 3)), false);
  const error = state.outbox.overflow(data(50, 3));
  assertEquals([error.held, error.limit], [64, 100]);
  assertStringIncludes(
    error.message,
    "No room for S3F1 (60 bytes): 10.0.0.7:5000 reads too slowly, 64 of 100 bytes",
  );
  state.room = true;
  state.outbox.drained();
  assertEquals(state.sent, ["S1F1", "S2F1"]);
});

test("Outbox.push() takes any one packet when the queue is empty", () => {
  const { outbox, sent } = harness({ max: 100 });
  outbox.push(data(100_000));
  outbox.flush();
  assertEquals(sent, ["S1F1"]);
});

test("Outbox.push() has room for control frames when data has filled the queue, and bounds them too", () => {
  const state = harness({ max: 100 });
  state.room = false;
  state.outbox.push(data(1));
  state.outbox.flush();
  state.outbox.push(data(86, 2));
  state.outbox.push(linktestReq(1));
  const taken = Array.from({ length: 10_000 }, (_, i) => state.outbox.push(linktestReq(i)));
  assertEquals([taken[0], taken.at(-1)], [true, false]);
  assert(state.outbox.queued <= 100 + 65536);
});

test("Outbox stays linear with 100,000 queued packets", () => {
  const state = harness({ max: 1 << 30 });
  state.room = false;
  state.outbox.push(data(1));
  state.outbox.flush();
  for (let i = 0; i < 100_000; i++) state.outbox.push(linktestReq(i));
  state.room = true;
  state.outbox.drained();
  assertEquals(state.sent.length, 100_001);
  assertEquals(concat(state.writes).length, 15 + 14 * 100_000);
});

test("Outbox writes every 64 packets at once, and tells of them at the end of the turn", async () => {
  const { outbox, writes, sent } = harness({ writesAtOnce: true });
  const packets = Array.from({ length: 130 }, (_, i) => linktestReq(i));
  for (const packet of packets) outbox.push(packet);
  assertEquals([writes.length, sent.length, outbox.queued], [2, 0, 2 * 14]);
  await Promise.resolve();
  assertEquals([writes.length, sent.length, outbox.queued], [3, 130, 0]);
  assertEquals(concat(writes), concat(packets.map((packet) => packet.encode())));
});

test("Outbox tells of what was written before it is stopped, and of nothing else", async () => {
  const state = harness({ writesAtOnce: true });
  for (let i = 0; i < 70; i++) state.outbox.push(linktestReq(i));
  state.outbox.stop();
  assertEquals([state.writes.length, state.sent.length], [1, 64]);
  await Promise.resolve();
  assertEquals([state.writes.length, state.sent.length], [1, 64]);
});
