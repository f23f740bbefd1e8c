import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConnectSpacing } from "../../../../src/core/hsms/connection/attempt_spacing.ts";
import { ListenSpacing } from "../../../../src/core/hsms/connection/attempt_spacing.ts";

test("ConnectSpacing lets the first attempt start at once", () => {
  assertEquals(new ConnectSpacing(() => 10_000).delay(123), 0);
});

test("ConnectSpacing keeps T5 after a failed attempt, an attempt that succeeded, and a loss", () => {
  for (const fact of ["failed", "established", "lost"] as const) {
    const reconnect = new ConnectSpacing(() => 10_000);
    reconnect[fact](5_000);
    assertEquals(reconnect.delay(5_000), 10_000, fact);
    assertEquals(reconnect.delay(14_999), 1, fact);
    assertEquals(reconnect.delay(15_000), 0, fact);
  }
});

test("ConnectSpacing reads T5 anew for each interval", () => {
  let t5 = 10_000;
  const reconnect = new ConnectSpacing(() => t5);
  reconnect.failed(0);
  t5 = 1_000;
  assertEquals(reconnect.delay(0), 10_000);
  reconnect.failed(10_000);
  assertEquals(reconnect.delay(10_000), 1_000);
});

test("ConnectSpacing backs off up to the cap, keeps the cap, and starts over once connected", () => {
  const reconnect = new ConnectSpacing(() => 1_000, { backOff: 2, maxInterval: 5_000 });
  const delays: number[] = [];
  for (let i = 0; i < 1_100; i++) {
    reconnect.failed(0);
    delays.push(reconnect.delay(0));
  }
  assertEquals(delays.slice(0, 5), [1_000, 2_000, 4_000, 5_000, 5_000]);
  assertEquals(delays.at(-1), 5_000);
  reconnect.established(0);
  reconnect.lost(0);
  assertEquals(reconnect.delay(0), 1_000);
});

test("ConnectSpacing never goes below T5, whatever the cap", () => {
  const reconnect = new ConnectSpacing(() => 10_000, { maxInterval: 0 });
  reconnect.failed(0);
  assertEquals(reconnect.delay(0), 10_000);
});

test("ConnectSpacing adds jitter on top of T5", () => {
  const draws = [0, 0.5, 0.999];
  const reconnect = new ConnectSpacing(() => 1_000, { jitter: 400, random: () => draws.shift()! });
  for (const expected of [1_000, 1_200, 1_399.6]) {
    reconnect.lost(0);
    assert(Math.abs(reconnect.delay(0) - expected) < 1e-6);
  }
});

test("ConnectSpacing refuses options that make no sense", () => {
  assertThrows(
    () => new ConnectSpacing(() => 1, { backOff: 0.5 }),
    RangeError,
    "backOff must be a number of at least 1",
  );
  assertThrows(() => new ConnectSpacing(() => 1, { jitter: -1 }), RangeError, "jitter");
  assertThrows(() => new ConnectSpacing(() => 1, { maxInterval: NaN }), RangeError, "maxInterval");
});

test("ListenSpacing waits only after a failure", () => {
  const retry = new ListenSpacing({ t5: 10_000 });
  retry.established();
  retry.lost();
  assertEquals(retry.delay(0), 0);
  retry.failed(0);
  assertEquals(retry.delay(4_000), 6_000);
});
