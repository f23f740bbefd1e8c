import { test } from "node:test";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "@std/bytes";
import { sample } from "../../src/testing/contract/samples.ts";
import { seeded } from "../../src/testing/random.ts";
import { WriteQueue } from "../../src/transports/write_queue.ts";
import { assertFreed } from "../support/freed.ts";

test("a queue gives back every byte in order, however much is taken at a time", () => {
  const random = seeded(4);
  const queue = new WriteQueue();
  const bytes = sample(500_000);
  const taken: Uint8Array[] = [];
  for (let at = 0; at < bytes.length || !queue.isEmpty;) {
    const end = Math.min(at + random(random(8) === 0 ? 40_000 : 500), bytes.length);
    queue.push(bytes.subarray(at, end));
    at = end;
    if (queue.isEmpty || random(3) > 0) continue;
    const head = queue.head();
    assertStrictEquals(queue.head(), head);
    const count = random(2) === 0 ? head.length : random(head.length + 1);
    taken.push(head.slice(0, count));
    queue.shift(count);
  }
  assertEquals(concat(taken), bytes);
});

test("a large piece is offered by reference", () => {
  const queue = new WriteQueue();
  const large = sample(100_000);
  queue.push(Uint8Array.of(1));
  queue.push(large);
  assertEquals([...queue.head()], [1]);
  queue.shift(1);
  assertStrictEquals(queue.head(), large);
});

test("small neighbours are joined, up to 64 KiB", () => {
  const queue = new WriteQueue();
  for (let i = 0; i < 100; i++) queue.push(sample(1000));
  assertEquals(queue.head().length, 65_000);
  queue.shift(65_000);
  assertEquals(queue.head().length, 35_000);
});

test("an empty push leaves the queue empty", () => {
  const queue = new WriteQueue();
  queue.push(new Uint8Array(0));
  assertEquals(queue.isEmpty, true);
});

test("clear forgets everything", () => {
  const queue = new WriteQueue();
  queue.push(sample(10));
  queue.clear();
  assertEquals(queue.isEmpty, true);
  queue.push(Uint8Array.of(5));
  assertEquals([...queue.head()], [5]);
});

test("thousands of pieces are taken one by one", () => {
  const queue = new WriteQueue();
  for (let i = 0; i < 5000; i++) queue.push(new Uint8Array(16 * 1024).fill(i));
  for (let i = 0; i < 5000; i++) {
    assertEquals(queue.head()[0], i & 0xff);
    queue.shift(16 * 1024);
  }
  assertEquals(queue.isEmpty, true);
});

test("memory of the queue is free when its bytes were taken, or were joined; that of others is left alone", () => {
  const queue = new WriteQueue();
  const own = queue.allocate(20_000);
  const other = sample(20_000);
  queue.push(own);
  queue.push(other);
  queue.shift(19_999);
  assertEquals(own.length, 20_000);
  queue.shift(1);
  queue.shift(20_000);
  assertFreed(own);
  assertEquals(other, sample(20_000));

  const first = sample(10_000);
  queue.push(first);
  queue.push(first);
  const joined = queue.head();
  assertEquals(joined, concat([first, first]));
  queue.shift(20_000);
  assertFreed(joined);
  assertEquals(first, sample(10_000));
});
