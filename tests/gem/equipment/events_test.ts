// Event reports: S6F11 and S6F13, their values, their order, and what the host does with them.

import { A, encodeText, F4, S2F37, S2F41, S6F11, U4 } from "@secs/hsms";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";
import { defineEquipment, Equipment } from "../../../src/gem/mod.ts";
import { playWith } from "./play_with.ts";
import { setUp } from "./set_up.ts";
import { openStage, type ToolStage, toolTest } from "./stage.ts";
import { KeptStore } from "./store.ts";
import { frame, wireTest } from "./wire.ts";

const LOT = { reports: [[1, [1001, 1002]], [2, [2001]]], links: [[4001, [2, 1]]], enable: [4001] } as const;

/** The values of the reports of all S6F11, as text. */
function values({ reports }: ToolStage): string[] {
  return reports.map((event) => event.map((report) => report.join(" ")).join(" | "));
}

/** S6F11 of an event without reports, with its DATAID and CEID. */
const event = (system: string, dataId: number, ceid: number): string =>
  frame("860b", system, `0103 b104${hex(dataId)} b104${hex(ceid)} 0100`);
const answer = (system: string, ackc6 = "00"): string => frame("060c", system, `2101${ackc6}`);

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}

toolTest("S6F11: the reports in the order of the links, with the values of the moment", {}, async (stage) => {
  const { host, tool, got } = stage;
  await setUp(host, LOT);
  tool.set("ChamberPressure", 1.5);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.set("ChamberPressure", 9);
  tool.set("WaferCount", 25);
  tool.trigger("LotStarted", { LotId: "A2" });
  tool.set("WaferCount", 0);
  await got.saw("S6F11 4001", 2);
  assertEquals(values(stage), [
    `${A("A1")} | ${F4(1.5)} ${U4(0)}`,
    `${A("A2")} | ${F4(9)} ${U4(25)}`,
  ]);
});

toolTest("S6F11: a data variable that does not come with its event has length 0", {}, async (stage) => {
  const { host, tool, got } = stage;
  await setUp(host, {
    reports: [[2, [2001, 60_201]]],
    links: [[4001, [2]], [4002, [2]]],
    enable: [4001, 4002],
  });
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone");
  await got.saw("S6F11 4002");
  assertEquals(values(stage), [`${A("A1")} ${U4([])}`, `${A("")} ${U4([])}`]);
});

toolTest("S6F11: a status variable that is not available has length 0", {}, async (stage) => {
  const { host, tool, got } = stage;
  await setUp(host, { reports: [[1, [1003, 1001]]], links: [[4001, [1]]], enable: [4001] });
  tool.set("ChamberPressure", undefined);
  tool.trigger("LotStarted");
  await got.saw("S6F11 4001");
  assertEquals(values(stage), [`${A("")} ${F4([])}`]);
});

wireTest("S6F11: an enabled event without reports has an empty list; W is set", {}, async (stage) => {
  await stage.enableAll();
  stage.tool.trigger("LotStarted");
  await stage.peer.expect(event("00000100", 1, 4001));
});

toolTest(
  "withoutReports: an enabled event without reports may be silent",
  { handler: { reports: { withoutReports: "silent" } } },
  async ({ host, tool, got }) => {
    await setUp(host, { ...LOT, enable: [4001, 4002] });
    tool.trigger("LotDone");
    tool.trigger("LotStarted");
    await got.saw("S6F11 4001");
    assertEquals(got.lines, ["S6F11 4001"]);
  },
);

toolTest("an event that is not enabled is not sent", {}, async ({ host, tool, got, log }) => {
  await setUp(host, LOT);
  tool.trigger("LotDone");
  tool.trigger("LotStarted");
  await got.saw("S6F11 4001");
  await host.request(S2F37, { CEED: false, CEID: [4001] });
  tool.trigger("LotStarted");
  tool.sendText("end");
  await got.saw("S10F1");
  assertEquals([got.lines, log.lines], [["S6F11 4001", "S10F1 0 end"], []]);
});

wireTest("one S6F11 is open at a time; the next ones wait in their order", {}, async (stage) => {
  await stage.enableAll();
  const { tool, peer } = stage;
  tool.trigger("LotStarted");
  tool.trigger("LotDone");
  tool.trigger("LotStarted");
  await peer.expect(event("00000100", 1, 4001));
  await stage.silence();
  assertEquals(stage.handler.pendingMessages, { waiting: 3, spooled: 0 });
  await stage.ask(answer("00000100"), event("00000101", 2, 4002));
  await stage.ask(answer("00000101"), event("00000102", 3, 4001));
  peer.send(answer("00000102"));
  await stage.silence();
  assertEquals(stage.handler.pendingMessages.waiting, 0);
});

wireTest("maxOpen: several S6F11 are open at once", { handler: { maxOpen: 2 } }, async (stage) => {
  await stage.enableAll();
  for (let i = 0; i < 3; i++) stage.tool.trigger("LotStarted");
  await stage.peer.expect(event("00000100", 1, 4001) + event("00000101", 2, 4001));
  await stage.silence();
  await stage.ask(answer("00000101"), event("00000102", 3, 4001));
});

wireTest("maxWaiting: one more is lost, which is told", { handler: { maxWaiting: 2 } }, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer } = stage;
  for (let i = 0; i < 4; i++) tool.trigger("LotStarted");
  await stage.clock.settle();
  assertEquals(log.lines.slice(1), ["lost S6F11 too many wait"]);
  await peer.expect(event("00000100", 1, 4001));
  await stage.ask(answer("00000100"), event("00000101", 2, 4001));
  await stage.ask(answer("00000101"), event("00000102", 3, 4001));
});

wireTest(
  "maxWaitingBytes: what is too much is lost, which is told",
  { handler: { maxWaitingBytes: 20 } },
  async (stage) => {
    await stage.enableAll();
    for (let i = 0; i < 3; i++) stage.tool.trigger("LotStarted");
    await stage.clock.settle();
    assertEquals(stage.log.lines.slice(1), ["lost S6F11 too many wait"]);
  },
);

wireTest("S6F12 with ACKC6 1: told, and not sent again", {}, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer } = stage;
  tool.trigger("LotStarted");
  tool.trigger("LotDone");
  await peer.expect(event("00000100", 1, 4001));
  await stage.ask(answer("00000100", "01"), event("00000101", 2, 4002));
  assertEquals(log.lines.slice(1), ["refused S6F11 1"]);
});

wireTest("S6F12 without a body, or as U1: accepted", {}, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer } = stage;
  for (let i = 0; i < 3; i++) tool.trigger("LotStarted");
  await peer.expect(event("00000100", 1, 4001));
  await stage.ask(frame("060c", "00000100"), event("00000101", 2, 4001));
  await stage.ask(frame("060c", "00000101", "a50100"), event("00000102", 3, 4001));
  assertEquals(log.lines.length, 1);
});

wireTest("S6F12 with a body that is malformed: told, and the next goes out", {}, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer } = stage;
  tool.trigger("LotStarted");
  tool.trigger("LotDone");
  await peer.expect(event("00000100", 1, 4001));
  await stage.ask(frame("060c", "00000100", "ff"), event("00000101", 2, 4002));
  assertEquals(log.lines.slice(1), ["unanswered S6F11 Secs2Error"]);
});

wireTest("T3 of S6F11: S9F9, told, not sent again, and the next goes out", {}, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer, clock } = stage;
  tool.trigger("LotStarted");
  tool.trigger("LotDone");
  await peer.expect(event("00000100", 1, 4001));
  await clock.advance(44_999);
  await stage.silence();
  await clock.advance(1);
  await peer.expect(
    frame("0909", "00000101", "210a 0000860b000000000100") + event("00000102", 2, 4002),
  );
  assertEquals(log.lines.slice(1), ["unanswered S6F11 HsmsTimeoutError"]);
});

wireTest("a late S6F12 is for nobody", {}, async (stage) => {
  await stage.enableAll();
  const { tool, log, peer, clock } = stage;
  tool.trigger("LotStarted");
  await peer.expect(event("00000100", 1, 4001));
  await clock.advance(45_000);
  await peer.take(26);
  peer.send(answer("00000100"));
  tool.trigger("LotDone");
  await peer.expect(event("00000102", 2, 4002));
  assertEquals(log.lines.slice(1), ["unanswered S6F11 HsmsTimeoutError"]);
});

for (
  const [what, refusal, error] of [
    ["S6F0", frame("0600", "00000100"), "HsmsAbortError"],
    ["a Reject", "0000000a 0000 00 01 00 07 00000100", "HsmsRejectError"],
    ["S9F5", frame("0905", "00000050", "210a 0000860b000000000100"), "SecsStream9Error"],
  ] as const
) {
  wireTest(`${what} for S6F11: told, and the next goes out`, {}, async (stage) => {
    await stage.enableAll();
    const { tool, log, peer } = stage;
    tool.trigger("LotStarted");
    tool.trigger("LotDone");
    await peer.expect(event("00000100", 1, 4001));
    await stage.ask(refusal, event("00000101", 2, 4002));
    assertEquals(log.lines.filter((line) => line.startsWith("unanswered")), [`unanswered S6F11 ${error}`]);
  });
}

wireTest(
  "wantsReply: without W nothing is awaited, and all go out at once",
  { handler: { wantsReply: { S6F11: false } } },
  async (stage) => {
    await stage.enableAll();
    stage.tool.trigger("LotStarted");
    stage.tool.trigger("LotDone");
    const without = (...of: [string, number, number]): string => event(...of).replace(" 860b ", " 060b ");
    await stage.peer.expect(without("00000100", 1, 4001) + without("00000101", 2, 4002));
    stage.peer.send(answer("00000100"));
    await stage.silence();
    assertEquals([stage.handler.pendingMessages.waiting, stage.log.lines.length], [0, 1]);
  },
);

wireTest("eventReport: S6F13 names the variables", { handler: { eventReport: "S6F13" } }, async (stage) => {
  await stage.ask(
    frame("8221", "00000041", "0102 a50100 0101 0102 a50105 0101 a90203e9"),
    frame("0222", "00000041", "210100"),
  );
  await stage.ask(
    frame("8223", "00000042", "0102 a50100 0101 0102 a9020fa1 0101 a50105"),
    frame("0224", "00000042", "210100"),
  );
  await stage.enableAll();
  stage.tool.trigger("LotStarted");
  await stage.peer.expect(
    frame(
      "860d",
      "00000100",
      "0103 a50101 a9020fa1 0101 0102 a50105 0101 0102 a90203e9 910400000000",
    ),
  );
  stage.peer.send(frame("060e", "00000100", "210100"));
  await stage.silence();
});

toolTest("the values of trigger are checked for a host that gets them", {}, async (stage) => {
  const { host, tool, got, log } = stage;
  const trigger = tool.trigger.bind(tool) as (name: string, values: unknown) => void;
  trigger("LotStarted", { LotID: "A1" });
  await setUp(host, LOT);
  assertThrows(() => trigger("LotStarted", { LotID: "A1" }), RangeError, "did you mean LotId?");
  assertThrows(() => trigger("LotStarted", { WaferCount: 1 }), RangeError, "WaferCount is a status variable");
  assertThrows(() => trigger("LotStarted", { LotId: 7 }), RangeError, "LotId (A) takes text");
  tool.trigger("LotStarted", { LotId: "A1" });
  await got.saw("S6F11 4001");
  assertEquals([values(stage), log.lines], [[`${A("A1")} | ${F4(0)} ${U4(0)}`], []]);
});

toolTest(
  "text is in the encoding of the host",
  { handler: { encoding: "euc-kr" }, host: { encoding: "euc-kr" } },
  async (stage) => {
    const { host, tool, got } = stage;
    await setUp(host, { reports: [[1, [1003, 2001]]], links: [[4001, [1]]], enable: [4001] });
    tool.set("Cassette", "카세트");
    tool.trigger("LotStarted", { LotId: "한글" });
    tool.sendText("안녕");
    await got.saw("S10F1 0 안녕");
    assertEquals(values(stage), [`${A(encodeText("카세트", "euc-kr"))} ${A(encodeText("한글", "euc-kr"))}`]);
  },
);

toolTest("text that the host's encoding does not have has length 0, and is told", {}, async (stage) => {
  const { host, tool, got, log } = stage;
  await setUp(host, { reports: [[1, [1003, 1002]]], links: [[4001, [1]]], enable: [4001] });
  tool.set("Cassette", "카세트");
  tool.trigger("LotStarted");
  await got.saw("S6F11 4001");
  assertEquals([values(stage), log.count("error A takes characters")], [[`${A("")} ${U4(0)}`], 1]);
});

toolTest("S10F1 that the host's encoding does not have is told, and not sent", {}, async (stage) => {
  assertThrows(() => stage.tool.sendText("안녕"), Error, "S10F1.TEXT");
  stage.tool.sendText("Hello", 3);
  await stage.got.saw("S10F1 3 Hello");
});

test("reports, links and enabled events survive power off", async () => {
  const store = new KeptStore();
  const first = await openStage({ tool: { store } });
  await first.establish();
  await setUp(first.host, LOT);
  await first.end();
  const second = await openStage({ tool: { store } });
  await second.establish();
  second.tool.trigger("LotStarted", { LotId: "A1" });
  await second.got.saw("S6F11 4001");
  assertEquals(values(second), [`${A("A1")} | ${F4(0)} ${U4(0)}`]);
  await second.end();
});

test("what a host sets up is answered once it is durable; a store that fails is told", async () => {
  const store = new KeptStore();
  const stage = await openStage({ tool: { store } });
  await stage.establish();
  const gate = deferred<void>();
  store.gate = gate.promise;
  let isAnswered = false;
  const done = setUp(stage.host, { reports: [[1, [1001]]] }).then((codes) => (isAnswered = true, codes));
  await stage.clock.settle();
  assertEquals(isAnswered, false);
  store.failure = new Error("disk full");
  gate.resolve();
  assertEquals(await done, [0]);
  assertEquals(stage.log.lines, ["store-failed host/host disk full"]);
  await stage.end();
});

const TEXT_IDS = defineEquipment({
  model: "M",
  revision: "1",
  statusVariables: { Pressure: { id: "P", format: "F4", value: 0 } },
  events: { Started: { id: "E" } },
});

test("ids that are text: S2F33 to S2F37, and S6F11", async () => {
  const tool = await Equipment.open(TEXT_IDS);
  await playWith(tool, async (host) => {
    const got: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      host.secs.register(S6F11, ({ CEID, RPT }) => {
        got.push(CEID, RPT[0]!.RPTID, `${RPT[0]!.V}`);
        resolve();
        return 0;
      });
    });
    assertEquals(await setUp(host, { reports: [["R", ["P"]]], links: [["E", ["R"]]], enable: ["E"] }), [
      0,
      0,
      0,
    ]);
    tool.trigger("Started");
    await done;
    assertEquals(got, ["E", "R", `${F4(0)}`]);
  });
  await tool.close();
});

toolTest("a host that answers S6F11 with a request of its own is answered meanwhile", {}, async (stage) => {
  const { host, tool, got } = stage;
  await host.request(S2F37, { CEED: true, CEID: [4001] });
  tool.onCommand("BEEP", () => {});
  const { promise, resolve } = deferred<number>();
  host.secs.register(S6F11, async () => {
    resolve((await host.request(S2F41, { RCMD: "BEEP", PARAMETERS: [] })).HCACK);
    return 0;
  });
  tool.trigger("LotStarted");
  assertEquals([await promise, got.lines], [0, []]);
});
