import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { parseSamplePeriod } from "../../../src/gem/mod.ts";
import { nextSample } from "../../../src/gem/setup/sample_period.ts";

test("DSPER hhmmss and hhmmsscc are read as ms", () => {
  const periods: Record<string, number> = {
    "000001": 1000,
    "000100": 60_000,
    "010000": 3_600_000,
    "123456": 45_296_000,
    "995959": 359_999_000,
    "00000001": 10,
    "00000150": 1500,
    "99595999": 359_999_990,
    "000000": 0,
    "00000000": 0,
  };
  for (const [text, ms] of Object.entries(periods)) assertEquals([text, parseSamplePeriod(text)], [text, ms]);
});

test("DSPER of any other form is none", () => {
  const texts = [
    ...["", "1", "00001", "0000001", "000000001", "00000a", "0000 1", " 000001", "000001 ", "+00001"],
    ...["-00001", "000060", "006000", "00:00:01", "0000.1", "000001\n", "0x0001", "٠٠٠٠٠١", "00000100 "],
  ];
  for (const text of texts) assertEquals([text, parseSamplePeriod(text)], [text, undefined]);
});

test("any DSPER of that form is read, and no other text", () => {
  const pad = (value: number) => String(value).padStart(2, "0");
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(99), part(59), part(59), part(99), (hours, minutes, seconds, hundredths) => {
      const text = pad(hours) + pad(minutes) + pad(seconds);
      const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
      assertEquals(parseSamplePeriod(text), ms);
      assertEquals(parseSamplePeriod(text + pad(hundredths)), ms + hundredths * 10);
    }),
  );
  fc.assert(fc.property(fc.string({ maxLength: 9 }), (text) => {
    if (!/^(\d{6}|\d{8})$/.test(text)) assertEquals(parseSamplePeriod(text), undefined);
  }));
});

test("the next sample is after now, also if now is a sample and the division is short of it by rounding", () => {
  const [start, now] = [12112.32730587597, 34162.327305875966];
  assertEquals(start + 63 * 350, now);
  assertEquals(Math.floor((now - start) / 350), 62);
  assertEquals(nextSample(start, 350, now), now + 350);
});

test("the next sample is after now, a whole number of periods after the start, and the first of these", () => {
  const ms = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(fc.property(ms, fc.integer({ min: 10, max: 100_000 }), ms, (start, period, after) => {
    const now = start + after;
    const next = nextSample(start, period, now);
    assert(next > now && next - now <= period + 1e-6, `${next}`);
    const periods = (next - start) / period;
    assert(Math.abs(periods - Math.round(periods)) < 1e-6, `${periods}`);
  }));
});
