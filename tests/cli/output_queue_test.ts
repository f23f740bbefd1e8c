import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { Deferred } from "../../src/core/base/mod.ts";
import { OutputQueue } from "../../src/cli/output_queue.ts";

/** A queue whose sink takes a write when the test says so. */
function slowQueue() {
  const taken: Uint8Array[] = [];
  const waiting: Deferred<void>[] = [];
  let failures = 0;
  const queue = new OutputQueue((bytes) => {
    taken.push(bytes.slice());
    const write = new Deferred<void>();
    waiting.push(write);
    return write.promise;
  }, () => failures++);
  return {
    queue,
    taken,
    get text() {
      return taken.map((bytes) => new TextDecoder().decode(bytes)).join("");
    },
    get failures() {
      return failures;
    },
    /** Ends the write that is under way, and lets the next one begin. */
    async take() {
      await turns();
      waiting.shift()!.resolve();
      await turns();
    },
    async fail() {
      await turns();
      waiting.shift()!.reject(new Error("EPIPE"));
      await turns();
    },
  };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test("what is written in one turn goes out together, in order, one write at a time", async () => {
  const { queue, taken, take } = slowQueue();
  queue.write("a");
  queue.write("µ");
  await turns();
  queue.write("c");
  queue.write(Uint8Array.of(0xff));
  queue.write("d");
  assertEquals(taken.map((bytes) => [...bytes]), [[0x61, 0xc2, 0xb5]]);
  await take();
  await take();
  assertEquals(taken.slice(1).map((bytes) => [...bytes]), [[0x63, 0xff, 0x64]]);
});

test("flushed() waits for what was written before it, and not for what came after", async () => {
  const { queue, take } = slowQueue();
  await queue.flushed();
  queue.write("a");
  let flushed = false;
  void queue.flushed().then(() => flushed = true);
  await turns();
  queue.write("b");
  assertEquals(flushed, false);
  await take();
  assertEquals(flushed, true);
});

test("a long piece goes out in parts, and no character is cut in two", async () => {
  const slow = slowQueue();
  const text = "x" + "😀".repeat(100_000);
  slow.queue.write(text);
  let flushed = false;
  void slow.queue.flushed().then(() => flushed = true);
  while (!flushed) await slow.take();
  assertEquals(slow.text, text);
  assert(slow.taken.every(({ length }) => length <= 64 * 1024));
});

test("when the reader is gone that is told once, and what is written is dropped", async () => {
  const slow = slowQueue();
  slow.queue.write("a");
  slow.queue.write("b");
  const flushed = slow.queue.flushed();
  await slow.fail();
  await flushed;
  slow.queue.write("c");
  await slow.queue.flushed();
  assertEquals([slow.text, slow.failures], ["ab", 1]);
});
