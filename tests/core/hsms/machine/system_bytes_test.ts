import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { randomStart, SystemBytes } from "../../../../src/core/hsms/machine/system_bytes.ts";

test("SystemBytes counts up by one and wraps after FFFFFFFF", () => {
  const system = new SystemBytes(0xffff_fffe);
  const taken = [1, 2, 3].map(() => system.take());
  assertEquals(taken, [0xffff_fffe, 0xffff_ffff, 0]);
});

test("SystemBytes skips those in use, across the wrap, and the last one closed", () => {
  const inUse = new Set([0xffff_ffff, 0, 2]);
  const system = new SystemBytes(0xffff_ffff);
  system.closed(1);
  assertEquals(system.take(inUse), 3);
});

test("SystemBytes: a start above FFFFFFFF wraps", () => {
  assertEquals(new SystemBytes(2 ** 32 + 5).take(), 5);
});

test("SystemBytes: only the last one closed is skipped, and any of them is used again later", () => {
  const system = new SystemBytes(5);
  system.closed(5);
  system.closed(6);
  assertEquals([system.take(), system.take()], [5, 7]);
  const again = new SystemBytes(5);
  again.closed(5);
  assertEquals(again.take(), 6);
  again.closed(9);
  assertEquals([again.take(), again.take(), again.take()], [7, 8, 10]);
});

test("randomStart() gives a whole number below 2³⁰", () => {
  assertEquals([randomStart(() => 0), randomStart(() => 0.9999999999)], [0, 0x3fff_ffff]);
  assert(Number.isInteger(randomStart()));
});
