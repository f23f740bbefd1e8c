import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { append, messagesOf, prepend, queueOf, takeOldest } from "../../../src/gem/mod.ts";
import { Random } from "../../support/random.ts";

function message(id: number): { stream: number; function: number; bytes: number; id: number } {
  return { stream: 6, function: 11, bytes: id % 7, id };
}

test("a spool's queue does what an array does: 1000 random steps of each of 20 seeds", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random(seed);
    const array = [message(1), message(2)];
    let queue = queueOf(array);
    for (let step = 0; step < 1000; step++) {
      const id = step + 3;
      const way = random.below(5);
      if (way < 2) {
        array.push(message(id));
        queue = append(queue, message(id));
      } else if (way === 2) {
        array.unshift(message(id));
        queue = prepend(queue, message(id));
      } else {
        const taken = takeOldest(queue);
        assertEquals(taken?.message, array.shift());
        queue = taken?.queue ?? queue;
      }
      assertEquals([queue.count, queue.bytes], [
        array.length,
        array.reduce((sum, { bytes }) => sum + bytes, 0),
      ]);
      if (step % 50 === 0) assertEquals(messagesOf(queue), array);
    }
  }
});

test("a queue is a value: what comes after it does not change it", () => {
  const two = append(queueOf([message(1)]), message(2));
  const first = takeOldest(two)!.queue;
  append(first, message(3));
  prepend(two, message(4));
  assertEquals(messagesOf(two), [message(1), message(2)]);
  assertEquals(messagesOf(first), [message(2)]);
});
