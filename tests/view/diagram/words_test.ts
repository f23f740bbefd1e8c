import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  countTraffic,
  describeEntry,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatTime,
  REPLY_BUCKETS,
  replySpread,
  stateAt,
  UTC,
  valueWords,
} from "../../../src/view/diagram/mod.ts";
import { FakeStory } from "../fake_story.ts";

test("a length of time has two or three digits, in the unit that suits", () => {
  const written: readonly [number, string][] = [
    [0, "0 ms"],
    [0.44, "0.4 ms"],
    [9.96, "10 ms"],
    [41.2, "41 ms"],
    [999.6, "1 s"],
    [1250, "1.25 s"],
    [45_000, "45 s"],
    [99_949, "99.9 s"],
    [200_000, "3 min 20 s"],
    [3_600_000, "1 h"],
    [7_500_000, "2 h 5 min"],
    [273_600_000, "3 d 4 h"],
    [-5, "−5 ms"],
  ];
  for (const [ms, text] of written) assertEquals(formatDuration(ms), text);
});

test("a time of a day has its ms, in the zone of the reader", () => {
  const at = Date.UTC(2026, 10, 28, 23, 41, 7, 250);
  assertEquals(formatTime(at, UTC), "23:41:07.250");
  assertEquals(formatTime(at, () => 60), "00:41:07.250");
  assertEquals(formatDay(at, () => 60), "2026-11-29");
  assertEquals(formatDay(0, UTC), "");
});

test("the state at a time is the later one of two that meet there", () => {
  const span = (state: string, from: number, to?: number) => ({
    state,
    from,
    to,
    tone: "good" as const,
    because: "",
  });
  const ribbon = { kind: "link" as const, spans: [span("A", 10, 20), span("B", 20, 30), span("C", 40)] };
  assertEquals([5, 10, 20, 35, 99].map((at) => stateAt(ribbon, at)?.state), [
    undefined,
    "A",
    "B",
    undefined,
    "C",
  ]);
});

test("a value is read without the digits that only its binary form has", () => {
  const value = (text: string, number?: number, units?: string) =>
    valueWords({ name: "x", text, number, units });
  assertEquals(value("0.4412214756011963", 0.4412214756011963, "Pa"), "0.4412215 Pa");
  assertEquals(value("2026112809410725", 2026112809410725), "2026112809410725");
  assertEquals(value("A1"), "A1");
});

test("counts and bytes are written short", () => {
  assertEquals([formatCount(999), formatCount(1_234_567)], ["999", "1\u202f234\u202f567"]);
  assertEquals([14, 1200, 64_000_000, 2e9].map(formatBytes), ["14 B", "1.2 kB", "64 MB", "2 GB"]);
});

test("an entry is said in a sentence: time, sides, name, event, reply time, faults", () => {
  const story = new FakeStory([
    {
      at: 0,
      from: 1,
      header: { stream: 6, function: 11, requireResponse: true, system: 1 },
      moment: { kind: "event", name: "LotStarted", values: [] },
    },
    {
      at: 41,
      from: 0,
      header: { stream: 6, function: 12, system: 1 },
      faults: [{ kind: "late-reply", severity: "note", title: "Late reply", meaning: "" }],
    },
  ]);
  assertEquals(describeEntry(story, 0, UTC), "00:00:00.000, equipment to host, S6F11, event LotStarted");
  assertEquals(
    describeEntry(story, 1, UTC),
    "00:00:00.041, host to equipment, S6F12, after 41 ms, fault: Late reply",
  );
});

test("traffic is counted by side in equal parts of the time, with the worst fault of each", () => {
  const times = [0, 10, 90, 100];
  const traffic = countTraffic({
    length: 4,
    at: (i) => times[i]!,
    fromOf: (i) => i === 3 ? undefined : i === 0 ? 0 : 1,
    faultOf: (i) => i === 2 ? 2 : i === 3 ? 1 : 0,
  }, 2);
  assertEquals([[...traffic.left], [...traffic.right], [...traffic.faults]], [[1, 0], [1, 1], [0, 2]]);
  assertEquals([traffic.from, traffic.to], [0, 100]);
});

test("traffic of one moment, and of nothing, is counted", () => {
  const one = { at: () => 5, fromOf: () => 0 as const, faultOf: () => 0 as const };
  assertEquals([...countTraffic({ length: 3, ...one }, 2).left], [3, 0]);
  assertEquals([...countTraffic({ length: 0, ...one }, 2).left], [0, 0]);
});

test("reply times are spread by name, up to the upper end of each bucket", () => {
  const asked = (system: number, at: number, took?: number) => [
    { at, from: 0 as const, header: { stream: 1, function: 1, requireResponse: true, system } },
    ...took === undefined
      ? []
      : [{ at: at + took, from: 1 as const, header: { stream: 1, function: 2, system } }],
  ];
  const story = new FakeStory([
    ...asked(1, 0, 1),
    ...asked(2, 100, 1.5),
    ...asked(3, 200, 60_000),
    ...asked(4, 70_000),
  ]);
  const spread = replySpread(story, 0);
  assertEquals([...spread.keys()], ["S1F1"]);
  const counts = spread.get("S1F1")!;
  assertEquals([counts.length, counts[0], counts[1], counts.at(-1)], [REPLY_BUCKETS.length, 1, 1, 1]);
});
