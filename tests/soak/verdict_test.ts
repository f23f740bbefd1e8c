import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Random } from "../support/random.ts";
import type { Counts, VictimCounts } from "./counters.ts";
import type { Reading, SideRecord, SoakRecord } from "./pair.ts";
import type { HostileCounts } from "./hostile/peers.ts";
import { DIALLING, LISTENING } from "./hostile/ways.ts";
import { EXCHANGE, HOSTILE, HOSTILE_TOOLS, HOSTS, TOOLS } from "./plan.ts";
import { fit, judgeSeries, type Point } from "./series.ts";
import { judge, LIMITS } from "./verdict.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/** Readings of an hour, four a minute, or of less. */
function series(valueAt: (minutes: number) => number, minutes = 60): Point[] {
  const count = Math.max(20, minutes * 4);
  return Array.from({ length: count }, (_, i) => {
    const at = (i + 1) * minutes / count;
    return { minutes: at, value: valueAt(at) };
  });
}

/** Up to `most` to both sides, the same in each run. */
function noise(most: number, seed = 1): () => number {
  const random = new Random(seed);
  return () => random.below(2 * most) - most;
}

test("a slope is what each minute adds, and its error is 0 where the readings lie on a line", () => {
  const { slope, error } = fit(series((minutes) => 1000 + 25 * minutes));
  assert(Math.abs(slope - 25) < 1e-6, `${slope}`);
  assert(error < 1e-6, `${error}`);
});

test("a heap that stays is well, however long it took to warm up", () => {
  const { heap } = LIMITS;
  assertEquals(judgeSeries(series(() => 8 * MIB), heap), undefined);
  const warming = series((minutes) => 8 * MIB + Math.min(minutes, 20) * 200 * KIB);
  assertEquals(judgeSeries(warming, heap), undefined);
});

test("a heap that is noisy and stays is well, for an hour and for a minute, with a hundred seeds", () => {
  for (const minutes of [1, 60]) {
    for (let seed = 1; seed <= 100; seed++) {
      const wave = noise(300 * KIB, seed);
      assertEquals(judgeSeries(series(() => 8 * MIB + wave(), minutes), LIMITS.heap), undefined, `${seed}`);
    }
  }
});

test("a byte that each of 120 000 messages a minute leaves behind is found within an hour, in noise too", () => {
  const wave = noise(300 * KIB);
  const leak = series((minutes) => 8 * MIB + minutes * 120_000 + wave());
  assertMatch(judgeSeries(leak, LIMITS.heap)!, /^it grows by 1\d\d,\d{3} ± /);
});

test("four KiB that each of 600 connections a minute leaves behind are found within a minute", () => {
  const wave = noise(50 * KIB);
  const leak = series((minutes) => 8 * MIB + minutes * 600 * 4 * KIB + wave(), 1);
  assertMatch(judgeSeries(leak, LIMITS.heap)!, /^it grows by /);
});

test("a file that stays open each half minute is found within an hour", () => {
  const wave = noise(4);
  const leak = series((minutes) => 170 + Math.floor(minutes * 2) + wave());
  assertMatch(judgeSeries(leak, LIMITS.files)!, /^it grows by /);
  assertEquals(judgeSeries(series(() => 170 + wave()), LIMITS.files), undefined);
});

test("what is above the ceiling is not well, even if it comes down again", () => {
  const peak = series((minutes) => minutes < 31 && minutes > 30 ? 65 * MIB : 8 * MIB);
  assertMatch(judgeSeries(peak, LIMITS.heap)!, /is above the ceiling/);
});

test("a few readings are no proof", () => {
  const few = series(() => 8 * MIB).slice(-3);
  assertMatch(judgeSeries(few, LIMITS.heap)!, /too few/);
});

test("a soak in which all is well passes", () => {
  assertEquals(failuresOf(record({})), []);
});

test("each fault of a soak fails the check that is named after it", () => {
  const faults: [Parameters<typeof record>[0], string[]][] = [
    [{ ended: { problems: 1, problemTexts: ["received number 3 after 1"] } }, ["host: behaves"]],
    [{ ended: { requests: 4001 } }, ["host: behaves"]],
    [{ disturbed: { connected: 101 } }, ["host: was disturbed"]],
    [{ disturbed: { done: {} } }, ["host: was disturbed"]],
    // One more than was sent.
    [{ ended: { received: counts(TOOLS, 61) } }, [
      "tool to host: counts agree",
      "tool to host: all arrives undisturbed",
    ]],
    // Fewer than were acknowledged.
    [{ ended: { received: counts(TOOLS, 19) } }, [
      "tool to host: counts agree",
      "tool to host: all arrives undisturbed",
    ]],
    [{ left: { timers: 1 } }, ["host: leaves nothing behind"]],
    [{ left: { connected: 1 } }, ["host: leaves nothing behind"]],
    [{ left: { handles: { PipeWrap: 3, TCPSocketWrap: 26 } } }, ["host: leaves nothing behind"]],
    [{ stayed: "did not end by itself within 5000 ms" }, ["host: ends by itself"]],
    [{ growth: 2 * MIB }, ["host: flat heap"]],
    [{ peak: 513 * MIB }, ["host: flat peak"]],
    [{ ended: { uncaught: 1 } }, ["host: catches everything"]],
    [{ ended: { victims: victims({ disconnected: 199 }) } }, ["host: ends what hostile peers began"]],
    [{ ended: { victims: victims({ failed: 49 }) } }, ["host: ends what hostile peers began"]],
  ];
  for (const [fault, names] of faults) {
    assertEquals(failuresOf(record(fault)), names, JSON.stringify(fault).slice(0, 200));
  }
});

test("a hostile peer that is missing, never came again, or was let be, proves nothing", () => {
  const all = Array.from({ length: HOSTILE }, () => hostilePeer({}));
  const name = "hostile peers: were dropped, and came again";
  assertEquals(failuresOf(record({ hostile: all.slice(1) })), [name]);
  assertEquals(failuresOf(record({ hostile: all.with(3, hostilePeer({ connections: 1 })) })), [name]);
  assertEquals(failuresOf(record({ hostile: all.with(3, hostilePeer({ way: "floods", dropped: 0 })) })), [
    name,
  ]);
  const letBe = hostilePeer({ way: "floods", dropped: 0, mustBeDropped: false });
  assertEquals(failuresOf(record({ hostile: all.with(3, letBe) })), []);
});

test("each hostile peer of the plan has a way, and each way comes by dialling or by listening", () => {
  assertEquals(DIALLING.length + LISTENING.length, HOSTILE);
  assertEquals(DIALLING.length * 2, HOSTILE_TOOLS);
});

function failuresOf(soaked: SoakRecord): string[] {
  return judge(soaked).filter(({ problem }) => problem !== undefined).map(({ name }) => name);
}

/** A soak of five minutes in which all is well, but for what the host did. */
function record(host: {
  disturbed?: Partial<Counts>;
  ended?: Partial<Counts>;
  left?: Partial<Reading>;
  stayed?: string;
  growth?: number;
  peak?: number;
  hostile?: HostileCounts[];
}): SoakRecord {
  const good = side(HOSTS, TOOLS);
  const { disturbed, ended, left, stayed, growth = 0, peak = 0, hostile } = host;
  return {
    runtime: "Deno",
    seed: 1,
    minutes: 5,
    host: {
      readings: good.readings.map((reading) => ({
        ...reading,
        heap: reading.heap + growth * reading.minutes,
        peak: Math.max(reading.peak ?? 0, peak),
      })),
      disturbed: { ...good.disturbed, ...disturbed },
      ended: { ...good.ended, ...ended },
      left: { ...good.left, ...left },
      stayed,
    },
    tool: side(TOOLS, HOSTS),
    hostile: hostile ?? Array.from({ length: HOSTILE }, () => hostilePeer({})),
  };
}

/** Each line of a side has sent 40 messages while it was disturbed, and the first hundred the rest afterwards. */
function side(lines: number, theirs: number): SideRecord {
  const readings = series(() => 8 * MIB, 5).map(({ minutes, value }) => reading(minutes, value));
  const disturbed: Counts = {
    requests: 2_000,
    replied: 1_900,
    failed: 100,
    sent: counts(lines, 40).fill(40, 0, HOSTS),
    acknowledged: counts(lines, 20).fill(20, 0, HOSTS),
    received: counts(theirs, 40),
    connected: 600,
    disconnected: 500,
    done: { reset: 1, close: 1, pause: 1, deselect: 1, replace: 1 },
    errors: {},
    victims: victims({}),
    uncaught: 0,
    problems: 0,
    problemTexts: [],
  };
  const ended: Counts = {
    ...disturbed,
    sent: disturbed.sent.map((count, line) => count + (line < HOSTS ? EXCHANGE : 0)),
    acknowledged: disturbed.acknowledged.map((count, line) => count + (line < HOSTS ? EXCHANGE / 2 : 0)),
    received: disturbed.received.map((count, line) => count + (line < HOSTS ? EXCHANGE : 0)),
  };
  const left = { ...reading(5, 7 * MIB), timers: 0, connected: 0, handles: { PipeWrap: 3, Listener: 1 } };
  return { readings, disturbed, ended, left, stayed: undefined };
}

function victims(changed: Partial<VictimCounts>): VictimCounts {
  const [connected, disconnected, requests, replied, failed] = [200, 200, 100, 50, 50];
  const counts = { connected, disconnected, requests, replied, failed };
  return { ...counts, unanswered: 10, repliesLost: 10, errors: {}, ...changed };
}

function hostilePeer(changed: Partial<HostileCounts>): HostileCounts {
  return {
    way: "is silent",
    mustBeDropped: true,
    connections: 30,
    dropped: 20,
    written: 1_000,
    ...changed,
  };
}

function reading(minutes: number, heap: number): Reading {
  return {
    minutes,
    heap,
    buffers: 4 * MIB,
    rss: 100 * MIB,
    peak: 200 * MIB,
    files: 170,
    sockets: 150,
    timers: 100,
    connected: 100,
    handles: { TCPSocketWrap: 150 },
    messages: 1_000,
  };
}

function counts(length: number, count: number): number[] {
  return new Array(length).fill(count);
}
