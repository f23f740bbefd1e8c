import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { binaryBody } from "../../bench/macro/bodies.ts";
import { FrameReader } from "../../bench/macro/frames.ts";
import { formatReport } from "../../bench/macro/report.ts";
import { type Row, rowOf } from "../../bench/macro/row.ts";
import { Slabs } from "../../bench/macro/slab.ts";
import { median, quantilesOf, ratiosOf } from "../../bench/macro/statistics.ts";
import { formatShort, formatSummary, putSummary } from "../../bench/macro/summary.ts";
import { formatRows, formatTimes, number } from "../../bench/macro/table.ts";
import { FLAT, MEMORY, missedBy, RATIOS } from "../../bench/macro/targets.ts";
import { WORKLOADS } from "../../bench/macro/workloads.ts";

const figures = (cpu: number) => ({ rate: 1000, cpu, rss: 50 });
const row = (name: string, toBare: number, bare = 1, hsms = 1, body = 0): Row => ({
  name,
  body,
  figures: { bare: figures(bare), hsms: figures(hsms) },
  toBare: { median: toBare, min: toBare, max: toBare },
});
const missed = (...rows: Row[]): string[] => missedBy({ name: "bun", label: "Bun 1.4.5", rows });

test("a median is the middle, or the mean of the two in the middle", () => {
  assertEquals([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
});

test("ratios are taken round by round", () => {
  assertEquals(ratiosOf([10, 40, 90], [10, 20, 30]), { median: 2, min: 1, max: 3 });
  assertEquals(ratiosOf([1], []), undefined);
});

test("a row has the median rate, the CPU of a message and the peak of memory", () => {
  const sample = (messages: number, rss: number) => ({ messages, ms: 100, cpu: 500, rss: rss * 2 ** 20 });
  const samples = { bare: [sample(100, 10)], hsms: [sample(50, 30), sample(50, 20)] };
  const { figures, toBare, toSecs4js } = rowOf(WORKLOADS[0]!, samples);
  assertEquals(figures.hsms, { rate: 500, cpu: 10, rss: 30 });
  assertEquals([toBare?.median, toSecs4js], [0.5, undefined]);
});

test("numbers have three digits that count", () => {
  const texts = [undefined, 0.1234, 12.34, 1000, 123_456].map(number);
  assertEquals(texts, ["–", "0.123", "12.3", "1,000", "123,000"]);
});

test("a table has dashes where nothing was measured", () => {
  const lines = formatRows([row("empty, 1 open", 0.5)]).split("\n").map((line) => line.replace(/ +/g, " "));
  assertEquals(
    lines[2],
    "| empty, 1 open | 1,000 | – | 1,000 | – | 0.500 (0.500–0.500) | – | – | 1.00 | – | 1.00 | – | 50.0 | 50.0 |",
  );
  assertEquals(lines.length, 3);
});

test("a report says on what was measured, and how", () => {
  const machine = { cpu: "A CPU", cores: 2, os: "linux x64" };
  const report = { date: "2026-01-02", machine, secs4js: "0.4.7", rounds: 5, slice: 50, bareViews: false };
  const text = formatReport({ ...report, runtimes: [{ name: "bun", label: "Bun 1.4.5", rows: [] }] });
  assertEquals(text.split("\n").slice(0, 4), [
    "# Messages over TCP, 2026-01-02",
    "",
    "- A CPU, 2 cores, linux x64; secs4js 0.4.7",
    "- 5 rounds of 50 ms for each contender; ratios are medians of the rounds (least–greatest)",
  ]);
});

test("a missed ratio is named, with the runtime and the row", () => {
  assertEquals(missed(row("empty, 1 open", 0.95)), []);
  const toFloor = { median: 0.5, min: 0.4, max: 0.6 };
  assertEquals(missed({ ...row("empty, 256 open", 1), toFloor }), [
    "Bun 1.4.5: empty, 256 open: hsms / floor is 0.500, below 0.8",
  ]);
  assertEquals(missed(row("empty, 1 open", 0.5)), [
    "Bun 1.4.5: empty, 1 open: hsms / bare is 0.500, below 0.9",
  ]);
});

test("a cost may grow as the bare one does, and by 15 % more", () => {
  const one = row("connections: 1", 1, 10, 30);
  const ten = row("connections: 10", 1, 10, 20);
  assertEquals(missed(one, ten, row("connections: 1,000", 1, 10, 23)), []);
  assertEquals(missed(one, ten, row("connections: 1,000", 1, 20, 46)), []);
  assertEquals(missed(one, ten, row("connections: 1,000", 1, 10, 24)), [
    "Bun 1.4.5: connections: 1,000: a message costs 1.20 times the cheapest message before it " +
    "(bare: 1.00 times), above 1.15",
  ]);
});

test("the cost of a byte counts where bodies grow", () => {
  const small = row("64 KiB, 1 open", 1, 1, 1, 100);
  assertEquals(missed(small, row("16 MiB, 1 open", 1, 10, 11, 1000)), []);
  assertEquals(missed(small, row("16 MiB, 1 open", 1, 10, 12, 1000)).length, 1);
});

test("memory counts on the runtime that it was promised for", () => {
  const { figures, ...rest } = row("10 KiB, 32 open", 1);
  const large = { ...rest, figures: { ...figures, hsms: { ...figures.hsms!, rss: 65 } } };
  assertEquals(missed(large), []);
  assertEquals(missedBy({ name: "deno", label: "Deno 2.9.6", rows: [large] }), [
    "Deno 2.9.6: 10 KiB, 32 open: the memory is 1.30 times that of bare frames, above 1.2",
  ]);
});

test("a server and a manager are promised what a handler is", () => {
  assertEquals(missed({ ...row("empty, 1 open", 0.5), name: "empty, 1 open, manager" }), [
    "Bun 1.4.5: empty, 1 open, manager: hsms / bare is 0.500, below 0.9",
  ]);
});

test("times of requests have their quantiles, and a table of their own", () => {
  const times = quantilesOf(Array.from({ length: 1000 }, (_, i) => 1000 - i));
  assertEquals(times, { p50: 501, p99: 991, p999: 1000 });
  const sample = { messages: 1000, ms: 100, cpu: 500, rss: 2 ** 20, times };
  const lines = formatTimes([rowOf(WORKLOADS[0]!, { bare: [sample], hsms: [sample, sample] })]);
  assertEquals(
    lines.split("\n").map((line) => line.replace(/ +/g, " ")).at(-1),
    "| empty, 1 open | hsms | 501 | 991 | 1,000 |",
  );
  assertEquals(formatTimes([row("empty, 1 open", 1)]), "");
});

test("README's table has ours, the floor, bare frames and secs4js", () => {
  const machine = { cpu: "a CPU", cores: 2, os: "linux" };
  const runtimes = [{ name: "bun", label: "Bun 1.4.5", rows: [row("empty, 1 open", 1)] }];
  const text = formatShort({
    date: "2026-01-02",
    machine,
    secs4js: "",
    rounds: 1,
    slice: 1,
    bareViews: false,
    runtimes,
  });
  const lines = text.split("\n").map((line) => line.replace(/ +/g, " "));
  assertEquals(lines.slice(2), [
    "| body | runtime | this package | floor | bare frames | secs4js |",
    "| ------------- | --------- | -----------: | ----: | ----------: | ------: |",
    "| empty, 1 open | Bun 1.4.5 | 1,000 | – | 1,000 | – |",
  ]);
});

test("every row that a target names exists", () => {
  const names = WORKLOADS.map(({ name }) => name);
  const named = [...RATIOS, ...FLAT, ...MEMORY].flatMap(({ rows }) => rows);
  assertEquals(named.filter((name) => !names.includes(name)), []);
});

test("bodies are one binary item of that size", () => {
  assertEquals([...binaryBody(4)], [0x21, 2, 2, 3]);
  assertEquals([...binaryBody(300).subarray(0, 3)], [0x22, 0x01, 0x29]);
  assertEquals([...binaryBody(65536).subarray(0, 4)], [0x23, 0x00, 0xff, 0xfc]);
});

for (const size of [1, 13, 14, 15, 30, 100]) {
  test(`bare framing cuts chunks of ${size} bytes into the frames that were joined`, () => {
    const out = new Slabs();
    const bodies = [0, 3, 0, 70_000, 5].map((length) => new Uint8Array(length).fill(length));
    for (const [i, body] of bodies.entries()) {
      const length = 10 + body.length;
      const head = Uint8Array.of(0, length >> 16, length >> 8, length, 0, 0, 0x87, 3, 0, 0, 0, 0, 0, 0);
      out.frame(head, i, body);
    }
    const bytes: number[] = [];
    for (let piece = out.take(); piece !== undefined; piece = out.take()) {
      for (const byte of piece) bytes.push(byte);
      out.written(piece);
    }
    assertEquals(out.waiting, 0);
    const seen: unknown[] = [];
    const reader = new FrameReader(
      (frame, at, body) => seen.push([frame[at + 13], body.length, body[0]]),
      false,
    );
    for (let at = 0; at < bytes.length; at += size) reader.push(Uint8Array.from(bytes.slice(at, at + size)));
    assertEquals(seen, bodies.map((body, i) => [i, body.length, body[0]]));
  });
}

test("the short table stands between a page's markers, and names what was missed", () => {
  const machine = { cpu: "a CPU", cores: 2, os: "linux" };
  const runtimes = [{ name: "bun", label: "Bun 1.4.5", rows: [row("empty, 1 open", 0.3)] }];
  const report = {
    date: "2026-11-22",
    machine,
    secs4js: "0.4.7",
    rounds: 3,
    slice: 50,
    bareViews: false,
    runtimes,
  };
  const page = "before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n";
  const written = putSummary(page, formatSummary(report));
  assert(
    written.startsWith("before\n<!-- bench: begin -->\n\nMeasured on 2026-11-22: a CPU, 2 cores"),
    written,
  );
  assert(written.endsWith("\n\n<!-- bench: end -->\nafter\n"), written);
  assert(written.includes("| empty, 1 open | Bun 1.4.5 |   1,000 | 0.300 (0.300–0.300) |"), written);
  assert(written.includes("- Bun 1.4.5: empty, 1 open: hsms / bare is 0.300, below 0.9"), written);
  assert(!written.includes("old"));
  assertThrows(() => putSummary("nothing", "x"), Error, "lacks");
});
