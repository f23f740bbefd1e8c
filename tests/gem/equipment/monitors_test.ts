// Traces (S2F23), limits (S2F45, S2F47) and long messages that are announced (S2F39).

import {
  A,
  B,
  F4,
  type Item,
  S2F23,
  S2F33,
  S2F37,
  S2F39,
  S2F45,
  S2F47,
  S2F61,
  S2F63,
  type SecsTraceInitialize,
  type SecsVariableLimits,
  U4,
} from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { test } from "node:test";
import { GRANT, LIMITACK, LVACK, TIAACK, VLAACK } from "../../../src/gem/mod.ts";
import { setUp } from "./set_up.ts";
import { openStage, type ToolStage, toolTest } from "./stage.ts";
import { KeptStore } from "./store.ts";
import { frame, wireTest } from "./wire.ts";

const TRACE: SecsTraceInitialize = { TRID: 1, DSPER: "000001", TOTSMP: 4, REPGSZ: 2, SVID: [1002] };

async function trace({ host }: ToolStage, some: Partial<SecsTraceInitialize> = {}): Promise<number> {
  return await host.request(S2F23, { ...TRACE, ...some });
}

toolTest("TIAACK 0: S6F1 every REPGSZ samples, and the trace ends by itself", {}, async (stage) => {
  const { tool, got, clock, host } = stage;
  assertEquals(await trace(stage, { TOTSMP: 3 }), TIAACK.done);
  for (let count = 1; count <= 5; count++) {
    tool.set("WaferCount", count);
    await clock.advance(1000);
  }
  assertEquals(got.lines, [`S6F1 1 2 ${U4(1)} ${U4(2)}`, `S6F1 1 3 ${U4(3)}`]);
  assertEquals(await host.request(S2F61), []);
});

toolTest("S2F23 ends a trace with TOTSMP 0, and starts one anew that runs", {}, async (stage) => {
  const { got, clock, host } = stage;
  await trace(stage);
  await clock.advance(1000);
  await trace(stage, { DSPER: "00000050", REPGSZ: 4 });
  await clock.advance(1500);
  assertEquals(got.lines, []);
  assertEquals(await host.request(S2F63, []), [{ ...TRACE, DSPER: "00000050", REPGSZ: 4 }]);
  await clock.advance(500);
  assertEquals(got.count("S6F1 1 4"), 1);
  await trace(stage);
  assertEquals(await trace(stage, { TOTSMP: 0 }), TIAACK.done);
  await clock.advance(10_000);
  assertEquals(got.lines.length, 1);
});

wireTest("S6F1: STIME of the last sample, in the form of TimeFormat, and W", {}, async (stage) => {
  await stage.ask(
    frame("8217", "00000041", "0105 a90201f4 4106 303030303031 a50102 a50102 0101 a90203ea"),
    frame("0218", "00000041", "210100"),
  );
  await stage.clock.advance(2000);
  await stage.peer.expect(
    frame(
      "8601",
      "00000100",
      "0104 a90201f4 b10400000002 4110 32303236303130323033303430353030 0102 b10400000000 b10400000000",
    ),
  );
  stage.peer.send(frame("0602", "00000100", "210100"));
  await stage.silence();
});

for (
  const [what, change, tiaack] of [
    ["TIAACK 1: too many variables", { SVID: [1001, 1002, 1003, 1001] }, TIAACK.tooManyVariables],
    ["TIAACK 3: a period that is too short", { DSPER: "00000001" }, TIAACK.period],
    ["TIAACK 3: no period", { DSPER: "1 s" }, TIAACK.period],
    ["TIAACK 4: an unknown variable at the end", { SVID: [1001, 9] }, TIAACK.unknownVariable],
    ["TIAACK 4: a constant is no status variable", { SVID: [3001] }, TIAACK.unknownVariable],
    ["TIAACK 5: no sample in a report", { REPGSZ: 0 }, TIAACK.reportSize],
    ["TIAACK 5: too many values in a report", { TOTSMP: 20, REPGSZ: 11 }, TIAACK.reportSize],
  ] as const
) {
  const options = { handler: { traces: { maxTraceVariables: 3, maxTraceValues: 10 } } };
  toolTest(`S2F23, ${what}; what is refused changes nothing`, options, async (stage) => {
    await trace(stage);
    assertEquals(await trace(stage, change), tiaack);
    assertEquals(await stage.host.request(S2F63, []), [TRACE]);
  });
}

toolTest("S2F23, TIAACK 2: no more traces", { handler: { traces: { maxTraces: 4 } } }, async (stage) => {
  for (const TRID of [1, 2, 3, "4"]) assertEquals(await trace(stage, { TRID }), TIAACK.done);
  assertEquals(await trace(stage, { TRID: 5 }), TIAACK.noMoreTraces);
  assertEquals(await stage.host.request(S2F61), [1, 2, 3, "4"]);
});

toolTest("OFF-LINE a trace goes on, and S6F1 is not sent", {}, async (stage) => {
  const { host, got, clock, log } = stage;
  await trace(stage);
  await host.goOffline();
  await clock.advance(2000);
  assertEquals([got.lines, log.count("lost")], [[], 0]);
  await host.goOnline();
  await clock.advance(2000);
  assertEquals(got.lines, [`S6F1 1 4 ${U4(0)} ${U4(0)}`]);
});

toolTest("disable() ends the traces", {}, async (stage) => {
  const { handler, clock } = stage;
  await trace(stage);
  await handler.disable();
  await clock.advance(60_000);
  assertEquals(stage.got.lines, []);
});

/** Limits of the pressure: LIMITID, UPPERDB and LOWERDB, or nothing, which undefines it. */
type Bounds = readonly (readonly [id: number, bounds?: readonly [upper: Item, lower: Item]])[];

function limits(bounds: Bounds, VID = 1001): SecsVariableLimits {
  const LIMITS = bounds.map(([LIMITID, pair]) => ({
    LIMITID,
    DEADBAND: pair && { UPPERDB: pair[0], LOWERDB: pair[1] },
  }));
  return { VID, LIMITS };
}

async function define({ host }: ToolStage, ...VARIABLES: SecsVariableLimits[]): Promise<string> {
  const { VLAACK: vlaack, VARIABLES: refused } = await host.request(S2F45, { DATAID: 1, VARIABLES });
  const said = refused.map(({ VID, LVACK, LIMIT }) => {
    return `${VID}:${LVACK}${LIMIT ? `:${LIMIT.LIMITID}:${LIMIT.LIMITACK}` : ""}`;
  });
  return [vlaack, ...said].join(" ");
}

async function defined({ host }: ToolStage): Promise<string> {
  const [pressure] = await host.request(S2F47, []);
  return pressure!.ATTRIBUTES!.LIMITS.map(({ LIMITID, UPPERDB, LOWERDB }) =>
    `${LIMITID} ${UPPERDB} ${LOWERDB}`
  )
    .join();
}

const TEN = [F4(10), F4(8)] as const;

toolTest("VLAACK 0: limits are defined, undefined one by one, of a variable, and all", {}, async (stage) => {
  assertEquals(await define(stage, limits([[1, TEN], [2, TEN], [3, TEN]])), `${VLAACK.done}`);
  assertEquals(await defined(stage), [1, 2, 3].map((id) => `${id} ${F4(10)} ${F4(8)}`).join());
  assertEquals(await define(stage, limits([[2]])), "0");
  assertEquals((await defined(stage)).split(",").length, 2);
  assertEquals(await define(stage, limits([])), "0");
  assertEquals(await defined(stage), "");
  await define(stage, limits([[1, TEN]]));
  assertEquals(await define(stage), "0");
  assertEquals(await defined(stage), "");
});

for (
  const [what, entries, answer] of [
    [
      "LVACK 1: an unknown variable",
      [limits([[1, TEN]]), limits([[1, TEN]], 9)],
      `9:${LVACK.unknownVariable}`,
    ],
    [
      "LVACK 2: a variable without limits",
      [limits([[1, TEN]]), limits([[1, TEN]], 1002)],
      `1002:${LVACK.noLimits}`,
    ],
    ["LVACK 3: a variable twice", [limits([[1, TEN]]), limits([[2, TEN]])], `1001:${LVACK.twice}`],
    ["LIMITACK 1: a LIMITID above 7", [limits([[1, TEN], [8, TEN]])], `1001:4:8:${LIMITACK.unknownLimit}`],
    [
      "LIMITACK 2: UPPERDB above LIMITMAX",
      [limits([[1, [F4(1001), F4(8)]]])],
      `1001:4:1:${LIMITACK.aboveMax}`,
    ],
    [
      "LIMITACK 3: LOWERDB below LIMITMIN",
      [limits([[1, [F4(10), F4(-1)]]])],
      `1001:4:1:${LIMITACK.belowMin}`,
    ],
    [
      "LIMITACK 4: UPPERDB below LOWERDB",
      [limits([[1, [F4(8), F4(10)]]])],
      `1001:4:1:${LIMITACK.upperBelowLower}`,
    ],
    ["LIMITACK 5: another format", [limits([[1, [B(1), B(0)]]])], `1001:4:1:${LIMITACK.format}`],
    [
      "LIMITACK 6: text that is no number",
      [limits([[1, [A("ten"), A("8")]]])],
      `1001:4:1:${LIMITACK.notNumeric}`,
    ],
    ["LIMITACK 7: a LIMITID twice", [limits([[2, TEN], [2, TEN]])], `1001:4:2:${LIMITACK.twice}`],
  ] as const
) {
  toolTest(`S2F45, VLAACK 1, ${what}; nothing changes`, {}, async (stage) => {
    await define(stage, limits([[5, TEN]]));
    assertEquals(await define(stage, ...entries), `1 ${answer}`);
    assertEquals(await defined(stage), `5 ${F4(10)} ${F4(8)}`);
  });
}

toolTest(
  "limit 3, limit 4: UPPERDB and LOWERDB alike: the crossings of 99, 101, 100, 100, 99, 100",
  {},
  async (stage) => {
    const { host, tool, got, clock } = stage;
    const reports = [[1, [60_203, 60_202, 60_204, 1001]]] as const;
    await setUp(host, { reports, links: [[31_001, [1]]], enable: [31_001] });
    await define(stage, limits([[1, [F4(100), F4(100)]]]));
    const crossed: string[] = [];
    for (const value of [99, 101, 100, 100, 99, 100]) {
      tool.set("ChamberPressure", value);
      await clock.advance(1000);
      crossed.push(
        got.lines.splice(0).length > 0 ? `${stage.reports.splice(0).map(([of]) => of!.join(" "))}` : "",
      );
    }
    const crossing = (type: number, value: number): string => [U4(1001), B(1), B(type), F4(value)].join(" ");
    assertEquals(crossed, [crossing(1, 99), crossing(0, 101), crossing(1, 100), "", "", crossing(0, 100)]);
  },
);

toolTest("several limits that one sample crosses share its event", {}, async (stage) => {
  const { host, tool, got, clock } = stage;
  await setUp(host, { reports: [[1, [60_202]]], links: [[31_001, [1]]], enable: [31_001] });
  await define(stage, limits([[1, [F4(10), F4(8)]], [2, [F4(20), F4(18)]]]));
  await clock.advance(1000);
  tool.set("ChamberPressure", 50);
  await clock.advance(1000);
  assertEquals([got.lines.length, `${stage.reports.at(-1)![0]![0]}`], [2, `${B(1, 2)}`]);
});

toolTest("OFF-LINE no crossing is sent", {}, async (stage) => {
  const { host, tool, got, clock, log } = stage;
  await host.request(S2F37, { CEED: true, CEID: [31_001] });
  await define(stage, limits([[1, TEN]]));
  await clock.advance(1000);
  await host.goOffline();
  got.lines.length = 0;
  tool.set("ChamberPressure", 50);
  await clock.advance(1000);
  assertEquals([got.lines, log.count("lost")], [[], 0]);
});

toolTest("S2F47: attributes of what can have limits; none of what cannot", {}, async ({ host }) => {
  const [pressure, wafers, unknown] = await host.request(S2F47, [1001, 1002, 9]);
  const { UNITS, LIMITMIN, LIMITMAX } = pressure!.ATTRIBUTES!;
  assertEquals([UNITS, `${LIMITMIN}`, `${LIMITMAX}`], ["Pa", `${F4(0)}`, `${F4(1000)}`]);
  assertEquals([wafers!.ATTRIBUTES, unknown!.ATTRIBUTES], [undefined, undefined]);
});

test("limits survive power off", async () => {
  const store = new KeptStore();
  const first = await openStage({ tool: { store } });
  await first.establish();
  await first.host.request(S2F37, { CEED: true, CEID: [31_001] });
  await define(first, limits([[1, TEN]]));
  await first.end();
  const second = await openStage({ tool: { store } });
  await second.establish();
  assertEquals(await defined(second), `1 ${F4(10)} ${F4(8)}`);
  second.tool.set("ChamberPressure", 50);
  await second.clock.advance(1000);
  assertEquals(second.got.lines, ["S6F11 31001"]);
  await second.end();
});

toolTest("disable() and enable() keep the limits, and sample nothing meanwhile", {}, async (stage) => {
  const { handler, tool, clock, log } = stage;
  await stage.host.request(S2F37, { CEED: true, CEID: [31_001] });
  await define(stage, limits([[1, TEN]]));
  await handler.disable();
  tool.set("ChamberPressure", 50);
  await clock.advance(10_000);
  assertEquals(log.count("lost"), 0);
  await handler.enable();
  await clock.advance(20_000);
  assertEquals(await defined(stage), `1 ${F4(10)} ${F4(8)}`);
});

const MULTI = { handler: { multiBlock: { maxMultiBlockGrants: 1, maxMultiBlockLength: 1000 } } };

toolTest("GRANT 0, 1, 2 and 3: granted, busy, no space, in use", MULTI, async ({ host }) => {
  const ask = (DATAID: number, DATALENGTH: number): Promise<number> =>
    host.request(S2F39, { DATAID, DATALENGTH });
  assertEquals(await ask(1, 1001), GRANT.noSpace);
  assertEquals(await ask(1, 1000), GRANT.granted);
  assertEquals(await ask(1, 1), GRANT.inUse);
  assertEquals(await ask(2, 1), GRANT.busy);
  assertEquals(await host.request(S2F33, { DATAID: 1, REPORTS: [] }), 0);
  assertEquals(await ask(2, 1), GRANT.granted);
});

wireTest("S9F13 has a DATAID as it came, also one that is below 0", MULTI, async (stage) => {
  await stage.ask(
    frame("8227", "00000041", "0102 6902ffff b10400000100"),
    frame("0228", "00000041", "210100"),
  );
  await stage.clock.advance(45_000);
  await stage.peer.expect(frame("090d", "00000100", "0102 4106 533032463333 6902ffff"));
});

wireTest("S9F13: the message that S2F39 announced does not come", MULTI, async (stage) => {
  const inquire = frame("8227", "00000041", "0102 b10400000007 b10400000100");
  const grant = frame("0228", "00000041", "210100");
  await stage.ask(inquire, grant);
  await stage.clock.advance(44_999);
  await stage.silence();
  await stage.clock.advance(1);
  await stage.peer.expect(frame("090d", "00000100", "0102 4106 533032463333 b10400000007"));
  await stage.ask(inquire, grant);
  await stage.clock.advance(44_999);
  await stage.ask(
    frame("8223", "00000042", "0102 b10400000007 0100"),
    frame("0224", "00000042", "210100"),
  );
  await stage.clock.advance(60_000);
  await stage.silence();
});

wireTest("S2F39: the end of the session ends what was granted", MULTI, async (stage) => {
  const inquire = frame("8227", "00000041", "0102 b10400000007 b10400000100");
  await stage.ask(inquire, frame("0228", "00000041", "210100"));
  stage.peer.end();
  await stage.log.saw("not-communicating");
  await stage.establish();
  await stage.ask(inquire, frame("0228", "00000041", "210100"));
});
