import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { HsmsTimeouts } from "@secs/hsms";
import { LinktestSchedule } from "../../../../src/core/hsms/machine/linktest_schedule.ts";

/** A schedule that began at 1 000, with 30 s between two requests. */
function started(misses = 1): { schedule: LinktestSchedule; timeouts: HsmsTimeouts } {
  const timeouts = new HsmsTimeouts({ linktest: 30_000 });
  const schedule = new LinktestSchedule(timeouts, misses);
  schedule.start(1_000);
  return { schedule, timeouts };
}

test("LinktestSchedule: nothing is due before a session is selected, and after none is", () => {
  const { schedule } = started();
  assertEquals(new LinktestSchedule(new HsmsTimeouts(), 1).due, undefined);
  assertEquals(schedule.due, 31_000);
  schedule.stop();
  assertEquals(schedule.due, undefined);
  schedule.start(50_000);
  assertEquals(schedule.due, 80_000);
});

test("LinktestSchedule: an interval of 0 means never, and a new one holds at once", () => {
  const { schedule, timeouts } = started();
  timeouts.linktest = 0;
  assertEquals(schedule.due, undefined);
  timeouts.linktest = 2_000;
  assertEquals(schedule.due, 3_000);
});

test("LinktestSchedule: anything received defers the next request", () => {
  const { schedule } = started();
  schedule.heard(20_000);
  assertEquals(schedule.due, 50_000);
});

test("LinktestSchedule: after a miss the interval begins anew", () => {
  const { schedule } = started(3);
  schedule.missed(31_000, 36_000);
  assertEquals(schedule.due, 66_000);
});

test("LinktestSchedule: as many misses in a row as the limit mean a dead link", () => {
  for (const limit of [1, 2, 3]) {
    const { schedule } = started(limit);
    const dead = Array.from(
      { length: limit },
      (_, i) => schedule.missed(31_000 + i * 35_000, 36_000 + i * 35_000),
    );
    assertEquals(dead, [...new Array<boolean>(limit - 1).fill(false), true]);
  }
});

test("LinktestSchedule: a miss is forgiven if anything arrived since the request was sent, in the same ms too", () => {
  for (const [heard, dead] of [[30_999, true], [31_000, false], [33_000, false]] as const) {
    const { schedule } = started();
    schedule.heard(heard);
    assertEquals(schedule.missed(31_000, 36_000), dead, `${heard}`);
  }
});

test("LinktestSchedule: anything received starts the count of misses anew", () => {
  const { schedule } = started(2);
  assertEquals(schedule.missed(31_000, 36_000), false);
  schedule.heard(40_000);
  assertEquals(schedule.missed(70_000, 75_000), false);
  assertEquals(schedule.missed(105_000, 110_000), true);
});
