import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Alarm } from "../../../src/core/base/mod.ts";
import { VirtualClock } from "../../../src/testing/virtual_clock.ts";

/** How long an alarm looks, in ms. */
const LOOK = 20;

function setUp(): { clock: VirtualClock; alarm: Alarm; due: number[] } {
  const clock = new VirtualClock();
  const due: number[] = [];
  return { clock, due, alarm: new Alarm(clock, () => due.push(clock.now())) };
}

test("an alarm is due once, at its deadline", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.advance(1000);
  assertEquals(due, [100]);
  assertEquals([alarm.deadline, clock.pending], [undefined, 0]);
});

test("moving the deadline later arms no second timer", async () => {
  const { clock, alarm, due } = setUp();
  for (let deadline = 100; deadline <= 500; deadline += 50) {
    alarm.set(deadline);
    assertEquals(clock.pending, 1);
  }
  await clock.advance(499);
  assertEquals(due, []);
  await clock.advance(1);
  assertEquals(due, [500]);
});

test("moving the deadline earlier takes effect at once", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(500);
  alarm.set(100);
  assertEquals(clock.pending, 1);
  await clock.advance(1000);
  assertEquals(due, [100]);
});

test("an alarm whose deadline is taken away is not due, and its timer is left to run out", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  alarm.set(undefined);
  assertEquals([alarm.deadline, clock.pending], [undefined, 1]);
  await clock.advance(1000);
  assertEquals([due, clock.pending], [[], 0]);
});

test("an alarm that was stopped is not due and holds no timer", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  alarm.stop();
  assertEquals([alarm.deadline, clock.pending], [undefined, 0]);
  await clock.advance(1000);
  assertEquals(due, []);
});

test("a deadline in the past is due at once, but not inside set", async () => {
  const { clock, alarm, due } = setUp();
  await clock.advance(50);
  alarm.set(10);
  assertEquals(due, []);
  await clock.advance(0);
  assertEquals(due, [50]);
});

test("an alarm may be set again from its own callback", async () => {
  const clock = new VirtualClock();
  const due: number[] = [];
  const alarm = new Alarm(clock, () => {
    due.push(clock.now());
    if (due.length < 3) alarm.set(clock.now() + 10);
  });
  alarm.set(10);
  await clock.advance(100);
  assertEquals(due, [10, 20, 30]);
});

test("an alarm that was stopped in time and set later keeps to the later deadline", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.advance(60);
  alarm.set(undefined);
  alarm.set(150);
  await clock.advance(89);
  assertEquals(due, []);
  await clock.advance(1);
  assertEquals(due, [150]);
});

test("an alarm whose timer fires up to 20 ms late is due at once", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.jump(120);
  assertEquals(due, [120]);
});

test("an alarm whose timer fires later than that is due 20 ms after it, once", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.jump(121);
  assertEquals([due, clock.pending], [[], 1]);
  await clock.advance(1_000);
  assertEquals([due, clock.pending], [[141], 0]);
});

test("an alarm that looks is not due if its deadline is moved later or taken away", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.jump(500);
  alarm.set(700);
  await clock.advance(199);
  assertEquals(due, []);
  await clock.advance(1);
  assertEquals(due, [700]);
  alarm.set(800);
  await clock.jump(500);
  alarm.set(undefined);
  await clock.advance(1_000);
  assertEquals([due, clock.pending], [[700], 0]);
});

test("an alarm that looks looks on while its deadline is set, 50 times in a row", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.jump(1_000);
  for (let i = 0; i < 100; i++) {
    alarm.set(100);
    await clock.advance(10);
  }
  assertEquals(due, [2_000]);
});

test("an alarm that looks looks on while its owner is busy, and each look that is late is followed by another", async () => {
  const clock = new VirtualClock();
  const due: number[] = [];
  let busy = true;
  const alarm = new Alarm(clock, () => due.push(clock.now()), () => busy);
  alarm.set(100);
  await clock.jump(1_000);
  await clock.advance(200);
  busy = false;
  await clock.jump(300);
  assertEquals(due, []);
  await clock.advance(LOOK);
  assertEquals(due, [1_500 + LOOK]);
});

test("an owner that is busy does not put off an alarm that is in time", async () => {
  const clock = new VirtualClock();
  const due: number[] = [];
  const alarm = new Alarm(clock, () => due.push(clock.now()), () => true);
  alarm.set(100);
  alarm.set(100);
  await clock.advance(1_000);
  assertEquals(due, [100]);
});

test("an alarm may look again after it was due, and as often", async () => {
  const { clock, alarm, due } = setUp();
  for (const deadline of [100, 2_100]) {
    alarm.set(deadline);
    await clock.jump(1_000);
    for (let i = 0; i < 50; i++) {
      alarm.set(deadline);
      await clock.advance(LOOK);
    }
  }
  assertEquals(due, [2_000, 4_000]);
});

test("an alarm that is stopped while it looks is not due, and is as new", async () => {
  const { clock, alarm, due } = setUp();
  alarm.set(100);
  await clock.jump(1_000);
  alarm.stop();
  assertEquals(clock.pending, 0);
  alarm.set(1_005);
  await clock.advance(5);
  assertEquals(due, [1_005]);
});
