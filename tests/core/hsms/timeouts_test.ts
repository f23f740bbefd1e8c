import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { HsmsTimeouts, type HsmsTimeoutValues } from "@secs/hsms";

const RANGES: readonly (readonly [keyof HsmsTimeoutValues, initial: number, min: number, max: number])[] = [
  ["t3", 45_000, 1_000, 120_000],
  ["t5", 10_000, 1_000, 240_000],
  ["t6", 5_000, 1_000, 240_000],
  ["t7", 10_000, 1_000, 240_000],
  ["t8", 5_000, 1_000, 120_000],
  ["linktest", 30_000, 1_000, 86_400_000],
  ["connect", 30_000, 1_000, 240_000],
  ["writeStall", 30_000, 1_000, 240_000],
];

for (const [timer, initial, min, max] of RANGES) {
  test(`HsmsTimeouts.${timer} is ${initial} ms at first and stays from ${min} to ${max}`, () => {
    const timeouts = new HsmsTimeouts();
    assertEquals(timeouts[timer], initial);
    timeouts[timer] = min;
    timeouts[timer] = max;
    assertThrows(
      () => timeouts[timer] = min - 1,
      RangeError,
      `${timer} must be a whole number from ${min} to ${max}`,
    );
    assertThrows(() => new HsmsTimeouts({ [timer]: max + 1 }), RangeError, timer);
    assertEquals(timeouts[timer], max);
    assertEquals(new HsmsTimeouts({ [timer]: 1, allowShort: true })[timer], 1);
    assertThrows(() => new HsmsTimeouts({ [timer]: max + 1, allowShort: true }), RangeError, timer);
  });
}

test("HsmsTimeouts.linktest may be 0, which is off", () => {
  assertEquals(new HsmsTimeouts({ linktest: 0 }).linktest, 0);
  assertThrows(() => new HsmsTimeouts({ t3: 0, allowShort: true }), RangeError, "t3");
});
