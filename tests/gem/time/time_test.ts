import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  formatTime,
  InvalidTimeError,
  parseTime,
  TIME_FORMS,
  TIME_FORMS_WITH_14,
  type TimeForm,
  type TimeZone,
} from "../../../src/gem/mod.ts";

const TIME = Date.UTC(2025, 0, 2, 3, 4, 5, 678);
const SEOUL = 9 * 60;

/** Dresden in 2025: +02:00 from March 30, 01:00 UTC, to October 26, 01:00 UTC. */
const dresden: TimeZone = (time) =>
  time >= Date.UTC(2025, 2, 30, 1) && time < Date.UTC(2025, 9, 26, 1) ? 120 : 60;

test("formatTime() writes each form in the local time of the tool", () => {
  const written = (["12 digits", "14 digits", "16 digits", "extended"] as const)
    .map((form) => formatTime(TIME, form, SEOUL));
  assertEquals(written, [
    "250102120405",
    "20250102120405",
    "2025010212040567",
    "2025-01-02T12:04:05.678+09:00",
  ]);
  assertEquals(formatTime(new Date(TIME), "extended"), "2025-01-02T03:04:05.678Z");
  assertEquals(formatTime(TIME, "extended", -210), "2025-01-01T23:34:05.678-03:30");
});

test("formatTime() cuts off what is less than the last place, before 1970 too", () => {
  assertEquals(formatTime(TIME + 0.9, "extended"), "2025-01-02T03:04:05.678Z");
  assertEquals(formatTime(-0.5, "extended"), "1969-12-31T23:59:59.999Z");
  assertEquals(formatTime(-1, "16 digits"), "1969123123595999");
});

test("TimeFormat 0, 1 and 2 are 12 digits, 16 digits and extended; with 14 digits they are 2, and extended is 3", () => {
  assertEquals([0, 1, 2].map((code) => TIME_FORMS[code]), ["12 digits", "16 digits", "extended"]);
  assertEquals([0, 1, 2, 3].map((code) => TIME_FORMS_WITH_14[code]), [
    "12 digits",
    "16 digits",
    "14 digits",
    "extended",
  ]);
});

test("formatTime() refuses a time that no form can write", () => {
  assertThrows(() => formatTime(NaN, "extended"), RangeError, "got NaN");
  assertThrows(() => formatTime(Date.UTC(10000, 0), "16 digits"), RangeError, "got 10000");
  assertThrows(() => formatTime(Date.UTC(9999, 11, 31, 23), "16 digits", 60), RangeError, "got 10000");
  assertThrows(() => formatTime(Date.UTC(-1, 0), "extended"), RangeError, "got -1");
  assertThrows(() => formatTime(TIME, "extended", 1440), RangeError, "zone");
  assertThrows(() => formatTime(TIME, "extended", 0.5), RangeError, "zone");
});

test("parseTime() reads by length and shape", () => {
  const read: readonly [text: string, time: number, form: TimeForm, offset: number | undefined][] = [
    ["250102120405", TIME - 678, "12 digits", undefined],
    ["20250102120405", TIME - 678, "14 digits", undefined],
    ["2025010212040567", TIME - 8, "16 digits", undefined],
    ["2025-01-02T12:04:05", TIME - 678, "extended", undefined],
    ["2025-01-02T12:04:05.6", TIME - 78, "extended", undefined],
    ["2025-01-02T03:04:05,678999Z", TIME, "extended", 0],
    ["2025-01-02T12:04:05.678+09:00", TIME, "extended", SEOUL],
    ["2025-01-02T12:04:05.678+0900", TIME, "extended", SEOUL],
    ["2025-01-02T12:04:05.678+09", TIME, "extended", SEOUL],
    ["2025-01-01T23:34:05.678-03:30", TIME, "extended", -210],
    ["2025-01-02T03:04:05.678-00:00", TIME, "extended", 0],
    ["2025-01-02T12:04:05.678901+09:00", TIME, "extended", SEOUL],
  ];
  for (const [text, time, form, offset] of read) {
    assertEquals(parseTime(text, SEOUL), { time, form, offset }, text);
  }
});

test("two digits of a year up to 90 are of this century", () => {
  const years = ["00", "90", "91", "99"]
    .map((year) => new Date(parseTime(`${year}0101000000`).time).getUTCFullYear());
  assertEquals(years, [2000, 2090, 1991, 1999]);
});

test("the years 0 to 99 with four digits are not of the last century", () => {
  assertEquals(formatTime(parseTime("0099123123595999").time, "16 digits"), "0099123123595999");
  assertEquals(formatTime(parseTime("0000022900000000").time, "16 digits"), "0000022900000000");
});

test("parseTime() knows leap years", () => {
  for (const text of ["240229000000", "20000229000000", "2024-02-29T00:00:00Z"]) parseTime(text);
  assertThrows(() => parseTime("250229000000"), InvalidTimeError, "February 2025 has 28 days, and no day 29");
  assertThrows(() => parseTime("21000229000000"), InvalidTimeError, "February 2100 has 28 days");
  assertThrows(() => parseTime("19000229000000"), InvalidTimeError, "February 1900 has 28 days");
});

test("parseTime() refuses what is no time, and says why", () => {
  const refused: readonly [text: string, why: string][] = [
    ["", "it is empty"],
    ["25010212040", "expected 12, 14 or 16 digits"],
    ["2501021204055", "expected 12, 14 or 16 digits"],
    ["2501021204o5", "expected 12, 14 or 16 digits"],
    ["20250102120405678", "expected 12, 14 or 16 digits"],
    ["٢٥٠١٠٢١٢٠٤٠٥", "expected 12, 14 or 16 digits"],
    ["250102120405\n", "expected 12, 14 or 16 digits"],
    ["250002120405", "no month 0"],
    ["251302120405", "no month 13"],
    ["250100120405", "January 2025 has 31 days, and no day 0"],
    ["250431120405", "April 2025 has 30 days, and no day 31"],
    ["250102240000", "from 00:00:00 to 23:59:59"],
    ["250102006000", "from 00:00:00 to 23:59:59"],
    ["250102235960", "from 00:00:00 to 23:59:59"],
    ["2025-01-02T12:04:05+24:00", "the zone"],
    ["2025-01-02T12:04:05+09:60", "the zone"],
    ["2025-01-02T12:04:05.", "expected"],
    ["2025-01-02T12:04:05.678901234+09:00", "at most 32 characters"],
    ["2025-1-2T12:04:05Z", "expected"],
  ];
  for (const [text, why] of refused) {
    const error = assertThrows(() => parseTime(text), InvalidTimeError, why, text);
    assertEquals([error.code, error.text], ["invalid-time", text]);
  }
});

test("the message of InvalidTimeError stays short, whatever the text", () => {
  const error = assertThrows(() => parseTime("9".repeat(1_000_000)), InvalidTimeError);
  assertEquals(error.message.length < 200, true, error.message.slice(0, 200));
});

test("the hour that comes twice in autumn is the first, and the one that spring leaves out goes on", () => {
  assertEquals(parseTime("20251026023000", dresden).time, Date.UTC(2025, 9, 26, 0, 30));
  assertEquals(parseTime("20251026030000", dresden).time, Date.UTC(2025, 9, 26, 2));
  assertEquals(parseTime("20250330023000", dresden).time, Date.UTC(2025, 2, 30, 1, 30));
  assertEquals(formatTime(Date.UTC(2025, 2, 30, 1, 30), "14 digits", dresden), "20250330033000");
  assertEquals(
    formatTime(Date.UTC(2025, 9, 26, 1, 30), "extended", dresden),
    "2025-10-26T02:30:00.000+01:00",
  );
});

const zones = fc.integer({ min: -1439, max: 1439 });

/** What is left of a time in a form: ms. */
const UNITS: Readonly<Record<TimeForm, number>> = {
  "12 digits": 1000,
  "14 digits": 1000,
  "16 digits": 10,
  "extended": 1,
};

test("what formatTime() writes parseTime() reads, in every form, zone and year that the form has", () => {
  for (const [form, unit] of Object.entries(UNITS) as [TimeForm, number][]) {
    const [first, last] = form === "12 digits" ? [1991, 2091] : [1, 9999];
    const start = new Date(0);
    const times = fc.integer({
      min: start.setUTCFullYear(first, 0, 2),
      max: Date.UTC(last, 0, 1) - 2 * 86_400_000,
    });
    fc.assert(fc.property(times, zones, zones, (time, zone, other) => {
      const text = formatTime(time, form, zone);
      const read = parseTime(text, form === "extended" ? other : zone);
      assertEquals(read, {
        time: Math.floor(time / unit) * unit,
        form,
        offset: form === "extended" ? zone : undefined,
      });
      assertEquals(text.length <= 32, true);
      assertEquals(formatTime(read.time, form, zone), text);
    }));
  }
});

test("times around a change of daylight saving time go round, but for the hour that comes twice", () => {
  const changes = [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)];
  for (const change of changes) {
    for (let time = change - 7_200_000; time < change + 7_200_000; time += 600_000) {
      const twice = change === changes[1] && time >= change && time < change + 3_600_000;
      const read = parseTime(formatTime(time, "16 digits", dresden), dresden).time;
      assertEquals(read, twice ? time - 3_600_000 : time);
      assertEquals(parseTime(formatTime(time, "extended", dresden)).time, time);
    }
  }
});
