import { test } from "node:test";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { formatTime, systemZone, TIACK, TIME_FORMS_WITH_14, ToolClock } from "../../../src/gem/mod.ts";

const START = Date.UTC(2025, 0, 2, 3, 4, 5, 678);

/** A time that the test moves. */
function hands(): { time: number; now: () => number } {
  const hands = { time: START, now: () => hands.time };
  return hands;
}

test("TIACK 0: S2F31 moves the tool's time, which then runs on; the time below stays as it is", async () => {
  const source = hands();
  const clock = new ToolClock({ now: source.now, zone: 60 });
  assertEquals(await clock.set("20300405060708"), TIACK.done);
  assertEquals(clock.time(1), "2030040506070800");
  source.time += 1500;
  assertEquals(clock.time(1), "2030040506070950");
  assertEquals(source.time, START + 1500);
  assertEquals(await clock.set("2030-04-05T05:07:08Z"), TIACK.done);
  assertEquals(clock.time(2), "2030-04-05T06:07:08.000+01:00");
});

test("TIACK 1: a TIME that cannot be read changes nothing", async () => {
  const clock = new ToolClock({ now: () => START, zone: 0 });
  for (const text of ["", "20250230000000", "tomorrow"]) assertEquals(await clock.set(text), TIACK.notDone);
  assertEquals(clock.now(), START);
});

test("TIACK 1: setTime refuses, and the tool's time stays as it is", async () => {
  const clock = new ToolClock({ now: () => START, setTime: () => TIACK.notDone });
  assertEquals([await clock.set("20300405060708"), clock.now()], [TIACK.notDone, START]);
});

test("setTime sets another clock, or moves the tool's", async () => {
  const times: number[] = [];
  const other = new ToolClock({
    now: () => START,
    zone: 0,
    setTime: (time) => {
      times.push(time);
      return TIACK.done;
    },
  });
  assertEquals([await other.set("20300101000000"), other.now()], [TIACK.done, START]);
  assertEquals(times, [Date.UTC(2030, 0, 1)]);
  const checked = new ToolClock({
    now: () => START,
    zone: 0,
    setTime: (time, clock) => {
      clock.moveTo(time);
      return Promise.resolve(TIACK.done);
    },
  });
  assertEquals([await checked.set("20300101000000"), checked.now()], [TIACK.done, Date.UTC(2030, 0, 1)]);
});

test("set() rejects with what setTime throws", async () => {
  const clock = new ToolClock({
    setTime: () => {
      throw new Error("the clock is locked");
    },
  });
  await assertRejects(() => clock.set("20300405060708"), Error, "the clock is locked");
});

test("time() writes the form of TimeFormat, by the codes of the tool", () => {
  const clock = new ToolClock({ now: () => START, zone: 0, forms: TIME_FORMS_WITH_14 });
  assertEquals([0, 1, 2, 3].map((code) => clock.time(code)), [
    "250102030405",
    "2025010203040567",
    "20250102030405",
    "2025-01-02T03:04:05.678Z",
  ]);
  assertThrows(() => clock.time(4), RangeError, "timeFormat must be one of 0, 1, 2, 3, got 4");
});

test("without options the tool has the local time of the machine", () => {
  const date = new Date();
  const local = Date.UTC(
    date.getFullYear(),
    date.getMonth(),
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
  );
  assertEquals(
    formatTime(date, "12 digits", systemZone).slice(0, 10),
    formatTime(local, "12 digits").slice(0, 10),
  );
  assertEquals(Math.abs(new ToolClock().now() - Date.now()) < 60_000, true);
});
