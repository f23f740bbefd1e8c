import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { seeded, seededWords } from "../../src/testing/random.ts";

test("seededWords() gives the sequence of mulberry32", () => {
  const next = seededWords(7);
  assertEquals([next(), next(), next(), next()], [50271532, 266108690, 4195786334, 3002305430]);
});

test("seeded() gives whole numbers below the limit, the same for the same seed", () => {
  const [a, b, c] = [seeded(7), seeded(7), seeded(8)];
  const numbers = Array.from({ length: 1000 }, () => a(10));
  assertEquals(numbers, Array.from({ length: 1000 }, () => b(10)));
  assertEquals([...new Set(numbers)].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(numbers.every((number) => number === c(10)), false);
});
