import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, U4 } from "../../../src/secs2/mod.ts";
import {
  S2F64,
  S6F1,
  type SecsId,
  type SecsTraceData,
  type SecsTraceInitialize,
} from "../../../src/secs/mod.ts";
import { TIAACK, type TraceOptions, type TraceOwner, Traces } from "../../../src/gem/mod.ts";
import { VirtualClock } from "../../../src/testing/mod.ts";
import { assertData, type Thing, TOOL } from "./tool.ts";

/** A host's traces at a tool whose variables have the time as their value, plus their id. */
class Stage {
  readonly clock = new VirtualClock(1000);
  readonly reports: SecsTraceData[] = [];
  onReport: (report: SecsTraceData) => void = (report) => this.reports.push(report);
  readonly traces: Traces<Thing>;

  constructor(options?: TraceOptions, read?: TraceOwner<Thing>["read"]) {
    const owner: TraceOwner<Thing> = {
      variable: (id) => TOOL.variable(id),
      read: read ?? (({ id }) => U4(this.clock.now() + Number(id))),
      time: () => `T${this.clock.now()}`,
      onReport: (report) => this.onReport(report),
    };
    this.traces = new Traces(owner, this.clock, options);
  }

  start(others: Partial<SecsTraceInitialize> = {}): number {
    return this.traces.initialize({
      TRID: 1,
      DSPER: "000001",
      TOTSMP: 3,
      REPGSZ: 1,
      SVID: [1, 2],
      ...others,
    });
  }

  /** What was reported: SMPLN, STIME, and the values. */
  get told(): [number | bigint, string, ...unknown[]][] {
    return this.reports.map((
      { SMPLN, STIME, SV },
    ) => [SMPLN, STIME, ...SV.map((item) => "value" in item && item.value)]);
  }
}

test("the codes of TIAACK are those of E5", () => {
  assertEquals(Object.values(TIAACK), [0, 1, 2, 3, 4, 5]);
});

test("TIAACK 0: samples one period after S2F23, and so on; the trace ends by itself", async () => {
  const stage = new Stage();
  assertEquals(stage.start(), 0);
  assertEquals(stage.traces.ids, [1]);
  await stage.clock.advance(999);
  assertEquals(stage.told, []);
  await stage.clock.advance(10_001);
  assertEquals(stage.told, [[1, "T2000", 2001, 2002], [2, "T3000", 3001, 3002], [3, "T4000", 4001, 4002]]);
  assertEquals([stage.traces.ids, stage.clock.pending], [[], 0]);
});

test("a report is a body of S6F1", async () => {
  const stage = new Stage();
  stage.start({ TRID: "Trace", TOTSMP: 1 });
  await stage.clock.advance(1000);
  const data = { TRID: "Trace", SMPLN: 1, STIME: "T2000", SV: [U4(2001), U4(2002)] };
  assertData(stage.reports, [data]);
  assertData(S6F1.toHost.read(S6F1.toHost.build(stage.reports[0]!)), data);
});

test("REPGSZ: values sample by sample in one list, SMPLN and STIME of the last sample, the last report short", async () => {
  const stage = new Stage();
  assertEquals(stage.start({ TOTSMP: 5, REPGSZ: 2 }), 0);
  await stage.clock.advance(10_000);
  assertEquals(stage.told, [
    [2, "T3000", 2001, 2002, 3001, 3002],
    [4, "T5000", 4001, 4002, 5001, 5002],
    [5, "T6000", 6001, 6002],
  ]);
});

test("REPGSZ above TOTSMP makes one report, which is short", async () => {
  const stage = new Stage();
  assertEquals(stage.start({ TOTSMP: 2n, REPGSZ: 2n ** 60n, SVID: [3] }), 0);
  await stage.clock.advance(5000);
  assertEquals(stage.told, [[2, "T3000", 2003, 3003]]);
});

test("the order of SVIDs is that of the values, and a variable may be there twice", async () => {
  const stage = new Stage();
  stage.start({ SVID: [9, 1, 9], TOTSMP: 1 });
  await stage.clock.advance(1000);
  assertEquals(stage.told, [[1, "T2000", 2009, 2001, 2009]]);
});

test("DSPER hhmmsscc: a period of hundredths of a second", async () => {
  const stage = new Stage();
  assertEquals(stage.start({ DSPER: "00000025", TOTSMP: 2, SVID: [1] }), 0);
  await stage.clock.advance(500);
  assertEquals(stage.told, [[1, "T1250", 1251], [2, "T1500", 1501]]);
});

test("TOTSMP 0 ends a trace, whatever else is in the message; a report that is not complete is dropped", async () => {
  const stage = new Stage();
  stage.start({ TOTSMP: 10, REPGSZ: 3 });
  await stage.clock.advance(5000);
  assertEquals(stage.start({ TRID: 1n, TOTSMP: 0, DSPER: "bad", REPGSZ: 0, SVID: [99] }), 0);
  assertEquals(stage.clock.pending, 0);
  await stage.clock.advance(20_000);
  assertEquals(stage.told.map(([SMPLN]) => SMPLN), [3]);
  assertEquals([stage.traces.ids, stage.clock.pending], [[], 0]);
});

test("TOTSMP 0 of a trace that does not run: TIAACK 0, and others go on", async () => {
  const stage = new Stage();
  stage.start();
  assertEquals(stage.start({ TRID: 2, TOTSMP: 0n }), 0);
  await stage.clock.advance(3000);
  assertEquals(stage.told.length, 3);
});

test("a TRID that runs is ended and starts anew", async () => {
  const stage = new Stage();
  stage.start({ TOTSMP: 4, REPGSZ: 2 });
  await stage.clock.advance(3500);
  assertEquals(stage.start({ TOTSMP: 2, REPGSZ: 2, SVID: [4] }), 0);
  await stage.clock.advance(10_000);
  assertEquals(stage.told, [[2, "T3000", 2001, 2002, 3001, 3002], [2, "T6500", 5504, 6504]]);
});

test("TIAACK 1: too many variables", () => {
  const stage = new Stage({ maxTraceVariables: 2 });
  assertEquals(stage.start({ SVID: [1, 2, 3] }), 1);
  assertEquals([stage.traces.ids, stage.start()], [[], 0]);
});

test("TIAACK 2: no more traces, but one that runs may start anew, and the end of one makes room", () => {
  const stage = new Stage({ maxTraces: 4 });
  for (const TRID of [1, 2, 3, "4"]) assertEquals(stage.start({ TRID }), 0);
  assertEquals(stage.start({ TRID: 4 }), 2);
  assertEquals(stage.start({ TRID: 1, SVID: [5] }), 0);
  stage.start({ TRID: 2, TOTSMP: 0 });
  assertEquals(stage.start({ TRID: 4 }), 0);
  assertEquals(stage.traces.ids, [3, "4", 1, 4]);
});

test("TIAACK 2: a TRID of text that is too long to be kept", () => {
  const stage = new Stage({ maxIdLength: 3 });
  assertEquals([stage.start({ TRID: "Four" }), stage.start({ TRID: "Six" })], [2, 0]);
});

test("TIAACK 3: the period is no period, 0, or shorter than the tool allows", () => {
  const stage = new Stage({ minSamplePeriod: 500 });
  for (const DSPER of ["", "000000", "00000049", "1s", "000061"]) assertEquals(stage.start({ DSPER }), 3);
  assertEquals(stage.start({ DSPER: "00000050" }), 0);
});

test("TIAACK 4: a variable is unknown, or there is none", () => {
  const stage = new Stage();
  assertEquals(stage.start({ SVID: [1, 2, 99] }), 4);
  assertEquals(stage.start({ SVID: [] }), 4);
});

test("TIAACK 5: REPGSZ is 0, or makes reports with too many values", () => {
  const stage = new Stage({ maxTraceValues: 6 });
  assertEquals(stage.start({ REPGSZ: 0 }), 5);
  assertEquals(stage.start({ TOTSMP: 100, REPGSZ: 4 }), 5);
  assertEquals(stage.start({ TOTSMP: 100, REPGSZ: 3 }), 0);
});

test("S2F23 that is refused leaves the trace with this TRID as it is", async () => {
  const stage = new Stage();
  stage.start();
  await stage.clock.advance(1500);
  assertEquals(stage.start({ SVID: [1, 99] }), 4);
  await stage.clock.advance(1500);
  assertEquals(stage.told.map(([SMPLN]) => SMPLN), [1, 2, 3]);
});

test("four traces at once, each with its own period, on one timer", async () => {
  const stage = new Stage();
  const periods = ["00000010", "00000030", "00000050", "000001"];
  periods.forEach((DSPER, i) => stage.start({ TRID: i, DSPER, TOTSMP: 1000 }));
  assertEquals(stage.clock.pending, 1);
  await stage.clock.advance(3000);
  const counts = periods.map((_, i) => stage.reports.filter(({ TRID }) => TRID === i).length);
  assertEquals([counts, stage.clock.pending], [[30, 10, 6, 3], 1]);
});

test("samples do not drift, also if each is late", async () => {
  const clock = new VirtualClock();
  const late = {
    now: () => clock.now(),
    schedule: (run: () => void, ms: number) => clock.schedule(run, ms + 7),
  };
  const times: number[] = [];
  const owner: TraceOwner<Thing> = {
    variable: (id) => TOOL.variable(id),
    read: () => A(""),
    time: () => "",
    onReport: () => times.push(clock.now()),
  };
  const request = { TRID: 1, DSPER: "00000010", TOTSMP: 50, REPGSZ: 1, SVID: [1] };
  new Traces(owner, late, {}).initialize(request);
  await clock.advance(10_000);
  assertEquals(times, Array.from({ length: 50 }, (_, i) => (i + 1) * 100 + 7));
});

test("a process that was late takes one sample, leaves out those that are past, and keeps the times of the others", async () => {
  const stage = new Stage();
  stage.start({ TOTSMP: 4, SVID: [1] });
  await stage.clock.advance(1000);
  await stage.clock.jump(3500);
  await stage.clock.advance(10_000);
  assertEquals(stage.told.map(([SMPLN]) => SMPLN), [1, 2, 3, 4]);
  assertEquals(stage.told.map(([, STIME]) => STIME).filter((_, i) => i !== 1), ["T2000", "T6000", "T7000"]);
  const second = Number(stage.told[1]![1].slice(1));
  assert(second >= 5500 && second < 6000, `${second}`);
});

test("stopAll() ends all traces; no timer is armed", async () => {
  const stage = new Stage();
  for (const TRID of [1, 2, 3]) stage.start({ TRID });
  stage.traces.stopAll();
  assertEquals([stage.traces.ids, stage.clock.pending], [[], 0]);
  await stage.clock.advance(10_000);
  assertEquals(stage.told, []);
  assertEquals(stage.start(), 0);
  await stage.clock.advance(10_000);
  assertEquals(stage.told.length, 3);
});

test("the owner may end and start traces while it gets a report", async () => {
  const stage = new Stage();
  stage.start({ TRID: 1 });
  stage.start({ TRID: 2 });
  stage.onReport = (report) => {
    stage.reports.push(report);
    if (stage.reports.length > 1) return;
    stage.traces.stopAll();
    assertEquals(stage.start({ TRID: 3, TOTSMP: 1 }), 0);
  };
  await stage.clock.advance(10_000);
  assertEquals(stage.reports.map(({ TRID, SMPLN }) => [TRID, SMPLN]), [[1, 1], [3, 1]]);
  assertEquals(stage.clock.pending, 0);
});

test("a variable whose reading throws does not end the timer of the others", async () => {
  let fails = true;
  const stage = new Stage({}, () => {
    if (fails) throw new Error("no value");
    return U4(7);
  });
  stage.start({ TOTSMP: 2, SVID: [1] });
  const error = await stage.clock.advance(1000).catch((error) => error);
  assertEquals(error.message, "no value");
  fails = false;
  await stage.clock.advance(2000);
  assertEquals(stage.told.map(([SMPLN]) => SMPLN), [1, 2]);
});

test("S2F61 and S2F63: which traces run, and what they sample", () => {
  const stage = new Stage();
  stage.start();
  stage.start({ TRID: "B", TOTSMP: 2n ** 60n, REPGSZ: 7, SVID: [3] });
  const definitions = stage.traces.definitions([]);
  assertEquals(definitions.map(({ TRID }): SecsId => TRID), stage.traces.ids);
  assertEquals(S2F64.toHost.read(S2F64.toHost.build(definitions)), definitions);
  assertEquals(stage.traces.definitions([99, "B", "B"]), [
    { TRID: "B", DSPER: "000001", TOTSMP: 2n ** 60n, REPGSZ: 7, SVID: [3] },
  ]);
});

test("a flood of S2F23 starts what there is room for, and arms one timer", () => {
  const stage = new Stage();
  const codes = Array.from({ length: 10_000 }, (_, TRID) => stage.start({ TRID, TOTSMP: 2n ** 60n }));
  assertEquals(codes.filter((code) => code === 0).length, 16);
  assertEquals(codes.at(-1), 2);
  assertEquals(stage.clock.pending, 1);
});

test("every variable at the shortest period: the samples of a second are bounded", async () => {
  let reads = 0;
  const stage = new Stage({ maxTraceVariables: 9, maxTraces: 4 }, () => {
    reads++;
    return U4(1);
  });
  const SVID = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  for (let TRID = 0; TRID < 100; TRID++) stage.start({ TRID, DSPER: "00000010", TOTSMP: 10_000, SVID });
  await stage.clock.advance(1000);
  assertEquals(reads, 4 * 9 * 10);
});

test("an option of traces that is out of range is refused at construction", () => {
  const options: Record<string, number> = {
    maxTraces: 3,
    maxTraceVariables: 0,
    maxTraceValues: 0,
    maxIdLength: 0,
    minSamplePeriod: 9,
  };
  for (const [name, value] of Object.entries(options)) {
    assertThrows(() => new Stage({ [name]: value }), RangeError, name);
    assertThrows(() => new Stage({ [name]: "7" as unknown as number }), TypeError, name);
  }
});
