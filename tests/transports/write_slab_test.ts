import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { WriteSlab } from "../../src/transports/write_slab.ts";

test("the memory of a slab is used again by the next connection once all of it was written", () => {
  const slab = new WriteSlab();
  const [first, second] = [{ hasWrittenAll: true }, { hasWrittenAll: true }];
  const bytes = slab.take(10, first);
  assertEquals(bytes.length, 10);
  assert(slab.take(20, second).buffer === bytes.buffer);
});

test("the memory of a slab stays with a connection that has bytes left in it, and does not grow", () => {
  const slab = new WriteSlab();
  const slow = { hasWrittenAll: true };
  const bytes = slab.take(10, slow);
  slow.hasWrittenAll = false;
  const next = slab.take(10, { hasWrittenAll: true });
  assert(next.buffer !== bytes.buffer);
  assertEquals(slab.take(10, slow).buffer.byteLength, 10);
  slow.hasWrittenAll = true;
  assert(slab.take(10, slow).buffer === next.buffer);
});

test("a slab gives a separate array if its memory is too small", () => {
  const slab = new WriteSlab();
  const user = { hasWrittenAll: true };
  const small = slab.take(1, user);
  const large = slab.take(200_000, user);
  assertEquals(large.length, 200_000);
  assert(large.buffer !== small.buffer);
});
