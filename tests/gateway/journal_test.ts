import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import { MemoryStore } from "../../src/gem/mod.ts";
import { type GatewayMessage, JournaledSink, MemorySink, SinkAwayError } from "../../src/gateway/mod.ts";
import { storeOn } from "../files/scene.ts";
import { SimulatedDisk, TEARINGS } from "../files/simulated_disk.ts";
import { numbered } from "./sink_contract.ts";

const idsOf = (messages: readonly GatewayMessage[]): string[] => messages.map(({ id }) => id);

/** The ids of messages by their numbers. */
const ids = (...numbers: number[]): string[] => numbers.map((number) => numbered(number).id);

async function open(store = new MemoryStore(), maxBytes?: number) {
  const clock = new VirtualClock();
  const memory = new MemorySink();
  const sink = new JournaledSink(memory, store, { clock, ...maxBytes !== undefined && { maxBytes } });
  await sink.open();
  return { clock, memory, sink, store };
}

test("while the sink is away messages are kept, and come to it in order", async () => {
  const { clock, memory, sink } = await open();
  await sink.put(numbered(1));
  memory.leave();
  for (const number of [2, 3, 4]) await sink.put(numbered(number));
  assertEquals(sink.state, { isUp: true });
  assert(!sink.sinkState.isUp);
  assertEquals([sink.counters.depth, sink.counters.kept], [3, 3]);
  assert(sink.counters.bytes > 0);
  memory.comeBack();
  await clock.settle();
  assertEquals(idsOf(memory.messages), ids(1, 2, 3, 4));
  assertEquals(memory.messages[1], numbered(2));
  assertEquals(sink.counters, { depth: 0, bytes: 0, kept: 3, emptied: 3, refused: 0 });
  await sink.close();
});

test("a sink that says nothing is tried again after a second", async () => {
  const { clock, memory, sink } = await open();
  memory.leave();
  await sink.put(numbered(1));
  const { put } = memory;
  memory.put = (message) => (memory.messages.push(message), Promise.resolve());
  await clock.advance(999);
  assertEquals(memory.messages.length, 0);
  await clock.advance(1);
  assertEquals(memory.messages.length, 1);
  memory.put = put;
  await sink.close();
});

test("a new message goes behind those that are kept, though the sink is back", async () => {
  const { clock, memory, sink } = await open();
  memory.leave();
  await sink.put(numbered(1));
  await sink.put(numbered(2));
  memory.hold();
  memory.comeBack();
  await clock.settle();
  await sink.put(numbered(3));
  memory.release();
  await clock.settle();
  assertEquals(idsOf(memory.messages), ids(1, 2, 3));
  await sink.put(numbered(4));
  assertEquals([sink.counters.kept, sink.counters.emptied], [3, 3]);
  await sink.close();
});

test("messages that are put at once while the sink is away are kept in their order", async () => {
  const { clock, memory, sink } = await open();
  memory.leave();
  await Promise.all(Array.from({ length: 200 }, (_, number) => sink.put(numbered(number))));
  memory.comeBack();
  await clock.settle();
  assertEquals(idsOf(memory.messages), Array.from({ length: 200 }, (_, number) => numbered(number).id));
  await sink.close();
});

test("a full journal rejects, says so, and takes messages again once it has room", async () => {
  const { clock, memory, sink } = await open(undefined, 400);
  const states: boolean[] = [];
  sink.onState(({ isUp }) => states.push(isUp));
  memory.leave();
  await sink.put(numbered(1));
  await sink.put(numbered(2));
  const error = await assertRejects(() => sink.put(numbered(3)), SinkAwayError);
  assert(/^The journal is full \(\d+ of 400 bytes\), and memory is away$/.test(error.message), error.message);
  assertEquals(sink.counters.refused, 1);
  memory.comeBack();
  await clock.settle();
  await sink.put(numbered(3));
  assertEquals(idsOf(memory.messages), ids(1, 2, 3));
  assertEquals(states, [false, true]);
  await sink.close();
});

test("a journal that cannot be written rejects, and works again after it", async () => {
  const { clock, memory, sink, store } = await open();
  memory.leave();
  await store.close();
  await assertRejects(() => sink.put(numbered(1)), SinkAwayError, "The journal cannot be written");
  assertEquals([sink.counters.bytes, sink.counters.refused], [0, 1]);
  await store.open();
  await sink.put(numbered(2));
  memory.comeBack();
  await clock.advance(1000);
  assertEquals(idsOf(memory.messages), ids(2));
  await sink.close();
});

test("after power off what was kept comes to the sink, in order and with its ids, before what is new", async () => {
  const first = await open();
  first.memory.leave();
  for (const number of [1, 2, 3]) await first.sink.put(numbered(number));
  const second = await open(first.store.powerOff());
  await second.sink.put(numbered(4));
  await second.clock.settle();
  assertEquals(idsOf(second.memory.messages), ids(1, 2, 3, 4));
  await second.sink.close();
});

test(
  "after power off at any operation of the disk nothing acknowledged is lost",
  { timeout: 60_000 },
  async () => {
    /** Two messages go through, four are kept, the sink comes back, one more. */
    async function play(disk: SimulatedDisk): Promise<{ acknowledged: Set<string>; memory: MemorySink }> {
      const acknowledged = new Set<string>();
      const clock = new VirtualClock();
      const memory = new MemorySink();
      const sink = new JournaledSink(memory, storeOn(disk), { clock });
      try {
        await sink.open();
      } catch {
        return { acknowledged, memory };
      }
      const put = (number: number): Promise<void> =>
        sink.put(numbered(number)).then(() => void acknowledged.add(numbered(number).id), () => {});
      await put(1);
      memory.leave();
      await Promise.all([put(2), put(3)]);
      await put(4);
      memory.comeBack();
      await Promise.all([clock.settle(), put(5)]);
      await clock.settle();
      await sink.close();
      return { acknowledged, memory };
    }
    const whole = new SimulatedDisk();
    assertEquals((await play(whole)).acknowledged.size, 5);
    for (const [at, { bytes }] of whole.operations.entries()) {
      for (const tearing of TEARINGS) {
        const disk = new SimulatedDisk({ cut: { at, bytes: bytes >> 1 } });
        const { acknowledged, memory } = await play(disk);
        const after = new MemorySink();
        const clock = new VirtualClock();
        const sink = new JournaledSink(after, storeOn(disk.after(disk.pendingNames, tearing)), { clock });
        await sink.open();
        await clock.settle();
        await sink.close();
        const found = new Set(idsOf([...memory.messages, ...after.messages]));
        for (const id of acknowledged) assert(found.has(id), `${id} is lost: cut at ${at}, ${tearing}`);
        const order = idsOf(after.messages);
        assertEquals(order, [...order].sort(), `cut at ${at}, ${tearing}`);
      }
    }
  },
);

test("close() does not wait for a sink that hangs, and what is kept stays", async () => {
  const { clock, memory, sink, store } = await open();
  memory.leave();
  await sink.put(numbered(1));
  memory.hold();
  memory.comeBack();
  await clock.settle();
  const { close } = memory;
  memory.close = () => Promise.resolve();
  await sink.close();
  memory.close = close;
  assertEquals((await store.open()).size, 1);
});
