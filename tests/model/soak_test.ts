// deno-lint-ignore-file no-console
// A month of five pairs in virtual time: what leaks a timer, a transaction or memory, or loses count, shows in the end.

import { test } from "node:test";
import { assert, assertEquals, AssertionError, assertThrows } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import { heapAfterCollection } from "../support/collect.ts";
import { Pair, sumOf } from "./pair.ts";

const DAY = 24 * 60 * 60 * 1000;
const DAYS = 30;
const PAIRS = 5;
/** Far more than five pairs take, far less than a leak of a month: a thousand connections and 38,000 requests. */
const MEGABYTES = 8;

test(
  "thirty days of five pairs leave no timer, no transaction and no memory behind",
  { timeout: 60_000 },
  async () => {
    const clock = new VirtualClock();
    const pairs = Array.from({ length: PAIRS }, (_, index) => new Pair(clock, 5000 + index));
    for (const pair of pairs) await pair.start();
    const began = performance.now();
    let early = 0;
    for (let day = 1; day <= DAYS; day++) {
      await clock.advance(DAY);
      if (day === 5) early = heapAfterCollection();
      requireFlat(pairs, clock, day);
    }
    const growth = heapAfterCollection() - early;
    const stopped = Promise.all(pairs.map((pair) => pair.stop()));
    await clock.advance(60_000);
    await stopped;
    const sum = sumOf(pairs);
    console.log(
      `${DAYS} days in ${(performance.now() - began).toFixed(0)} ms, ${growth.toFixed(1)} MB: ${
        JSON.stringify(sum)
      }`,
    );
    assertEquals(clock.pending, 0);
    assert(growth < MEGABYTES, `the heap grew by ${growth} MB`);
    requireBalanced(pairs);
    assertEquals(sum, {
      requests: 37_699,
      replied: 35_928,
      failed: { HsmsAbortError: 714, HsmsTimeoutError: 1012, HsmsClosedError: 13, HsmsStateError: 32 },
      connected: 980,
      disconnected: 980,
      selected: 980,
      deselected: 980,
    });
  },
);

test("the soak finds a request that never ends, a connection that is never closed, and timers that pile up", async () => {
  const clock = new VirtualClock();
  const pair = new Pair(clock, 5000);
  await pair.start();
  await clock.advance(60_000);
  assertThrows(() => requireBalanced([pair]), AssertionError);
  const stopped = pair.stop();
  await clock.advance(60_000);
  await stopped;
  requireBalanced([pair]);
  pair.counters.requests++;
  assertThrows(() => requireBalanced([pair]), AssertionError);
  for (let timer = 0; timer < 100; timer++) clock.schedule(() => {}, DAY);
  assertThrows(() => requireFlat([pair], clock, 1), AssertionError, "100 timers are armed");
});

/** Nothing piles up from day to day. */
function requireFlat(pairs: readonly Pair[], clock: VirtualClock, day: number): void {
  for (const { host, tool } of pairs) {
    const open = host.stats().openTransactions + tool.stats().openTransactions;
    assert(open <= 8, `day ${day}: ${open} transactions are open`);
  }
  assert(clock.pending <= 16 * PAIRS, `day ${day}: ${clock.pending} timers are armed`);
}

/** Every request ended once, and so did every connection and every selection. */
function requireBalanced(pairs: readonly Pair[]): void {
  for (const { counters, host, tool } of pairs) {
    const failed = Object.values(counters.failed).reduce((sum, count) => sum + count, 0);
    assertEquals(counters.replied + failed, counters.requests);
    assertEquals(counters.disconnected, counters.connected);
    assertEquals(counters.deselected, counters.selected);
    assertEquals(host.stats().reconnects + tool.stats().reconnects + 2, counters.connected);
    assertEquals([host.stats().openTransactions, tool.stats().openTransactions], [0, 0]);
    assert(host.stats().sent.frames >= tool.stats().received.frames, "the tool received more than was sent");
    assert(tool.stats().sent.frames >= host.stats().received.frames, "the host received more than was sent");
  }
}
