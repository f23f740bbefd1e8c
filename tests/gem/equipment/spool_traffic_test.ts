// What enters the spool and what does not, S2F43, and what the host sees on the wire.

import { assertEquals } from "@std/assert";
import { test } from "node:test";
import { defineMessage, S1F1, S1F3, S2F41, S2F43, S2F59, schema } from "@secs/hsms";
import { GemEquipmentHandler, GemHandler } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { openStage } from "./stage.ts";
import { SpoolHost, spoolTest } from "./spool_stage.ts";

const ACTIVATED = "Spooling Activated";
const DEACTIVATED = "Spooling Deactivated";

spoolTest(
  "alarms and texts of the operator are spooled with the events, in one order",
  {},
  async (host, stage) => {
    await stage.lose();
    stage.tool.alarm("DoorOpen").set();
    host.lots("A1");
    stage.tool.sendText("Help");
    stage.tool.alarm("DoorOpen").clear();
    await host.comeAgain();
    await host.ask(0);
    assertEquals(host.take(), [
      ACTIVATED,
      "S5F1 129",
      "LotStarted A1",
      "S10F1 Help",
      "S5F1 1",
      DEACTIVATED,
    ]);
  },
);

spoolTest("what S2F43 does not name is lost, while the spool is active", {
  spooled: [{ STRID: 6, FCNID: [11] }],
}, async (host, stage) => {
  await host.stage.lose();
  stage.tool.alarm("DoorOpen").set();
  host.lots("A1");
  await host.comeAgain();
  stage.tool.alarm("DoorOpen").clear();
  await host.ask(0);
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", DEACTIVATED]);
  assertEquals(stage.log.count("lost S5F1 not spooled"), 2);
});

spoolTest("stream 1 is sent and requests are answered while the spool is active", {}, async (host, stage) => {
  await stage.lose();
  host.lots("A1");
  await host.comeAgain();
  assertEquals(await stage.host.areYouThere(), { MDLN: "ETCH-3", SOFTREV: "1.2.0" });
  assertEquals((await stage.host.request(S1F3, [60_011])).length, 1);
  await stage.handler.request(S1F1); // the host answers it
  assertEquals(host.take(), []);
  assertEquals(stage.handler.pendingMessages, { waiting: 0, spooled: 2 });
});

spoolTest("without W: spooled without W, and done once it is with the network", {
  handler: { wantsReply: { S6F11: false } },
}, async (host, stage) => {
  const seen: string[] = [];
  stage.host.connection.on("received", ({ packet: { header } }) => {
    if (header.stream === 6) seen.push(`${header.name} ${header.requireResponse}`);
  });
  await stage.lose();
  host.lots("A1");
  stage.tool.alarm("DoorOpen").set();
  await host.comeAgain();
  await host.ask(0);
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "S5F1 129", DEACTIVATED]);
  assertEquals(seen, ["S6F24 false", "S6F11 false", "S6F11 false", "S6F11 false"]);
});

spoolTest("EnableSpooling false neither empties an active spool nor leaves it", {}, async (host, stage) => {
  await stage.lose();
  host.lots("A1");
  await stage.tool.setConstant("EnableSpooling", false);
  host.lots("A2");
  await host.comeAgain();
  assertEquals(stage.handler.pendingMessages.spooled, 3);
  await host.ask(0);
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "LotStarted A2", DEACTIVATED]);
  await stage.lose();
  assertEquals(stage.handler.pendingMessages.spooled, 0);
});

spoolTest("disable freezes the spool: nothing comes into it, nothing leaves it", {}, async (host, stage) => {
  await stage.lose();
  host.lots("A1");
  await stage.handler.disable();
  host.lots("A2");
  await stage.clock.settle();
  assertEquals(stage.log.lines.at(-1), "lost S6F11 disabled");
  await stage.handler.enable();
  host.lots("A3");
  await host.comeAgain();
  await host.ask(0);
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "LotStarted A3", DEACTIVATED]);
});

spoolTest("disable in TRANSMIT: it has failed, and what is left stays", {}, async (host, stage) => {
  await stage.lose();
  host.lots("A1");
  await host.comeAgain();
  host.answer = () => new Promise(() => {});
  await host.ask(0);
  await stage.handler.disable();
  assertEquals(stage.handler.pendingMessages.spooled, 3);
  await stage.handler.enable();
  await stage.host.disable();
  await host.comeAgain();
  host.take();
  host.answer = () => 0;
  await host.ask(0);
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "Spool Transmit Failure", DEACTIVATED]);
});

spoolTest("disable without a spool: what waits is dropped", {}, async (host, stage) => {
  host.answer = () => new Promise(() => {});
  host.lots("A1", "A2");
  await stage.handler.disable();
  await stage.clock.settle();
  assertEquals(stage.log.lines.filter((line) => line.startsWith("lost")), [
    "lost S6F11 disabled",
    "lost S6F11 disabled",
  ]);
});

spoolTest("off-line, nothing enters the spool", {}, async (host, stage) => {
  stage.handler.controlSwitchOffline();
  await stage.lose();
  host.lots("A1");
  stage.tool.alarm("DoorOpen").set();
  stage.tool.sendText("Help");
  assertEquals(stage.handler.pendingMessages.spooled, 0);
  assertEquals(stage.log.count("spooling active"), 1);
  await host.comeAgain();
  assertEquals(await stage.host.request(S1F3, [60_011]).catch(({ name }) => name), "HsmsAbortError");
  assertEquals(host.take(), []);
});

test("each host has its own spool, and its own setting", async () => {
  const stage = await openStage();
  const { network, clock, tool } = stage;
  const options = { network, clock, timeouts: { linktest: 0 } };
  const handler = new GemEquipmentHandler("*", 5001, false, 0, "second", {
    ...options,
    equipment: tool,
    control: { onlineSubstate: "remote" },
  });
  const host = new GemHandler("127.0.0.1", 5001, true, 0, "tool", options);
  const first = new SpoolHost(stage);
  const second = new SpoolHost(Object.assign(Object.create(stage), { handler, host, got: new Log() }));
  await Promise.all([stage.establish(), handler.enable(), host.enable()]);
  await Promise.all([handler.waitForCommunicating(), host.waitForCommunicating()]);
  await first.setUp([{ STRID: 6, FCNID: [] }]);
  await second.setUp([{ STRID: 5, FCNID: [] }]);
  await tool.setConstant("EnableSpooling", true);
  first.lots("A1");
  await clock.settle();
  await stage.lose();
  first.lots("A2");
  tool.alarm("DoorOpen").set();
  await clock.settle();
  assertEquals(second.take(), ["LotStarted A1", "LotStarted A2", "S5F1 129"]);
  await host.disable();
  first.lots("A3");
  tool.alarm("DoorOpen").clear();
  await Promise.all([first.comeAgain(), second.comeAgain()]);
  first.take();
  assertEquals([await first.ask(0), await second.ask(0)], [0, 0]);
  assertEquals(first.take(), [ACTIVATED, "LotStarted A2", "LotStarted A3", DEACTIVATED]);
  assertEquals(second.take(), ["S5F1 1", DEACTIVATED]);
  await Promise.all([host.disable(), handler.disable(), stage.end()]);
});

for (
  const [name, request, streams, setting] of [
    ["STRACK 1: stream 1", [[1, []]], [[1, 1, []]]],
    ["STRACK 2: a stream that the tool has not", [[99, []]], [[99, 2, []]]],
    ["STRACK 2: stream 9", [[9, []]], [[9, 2, []]]],
    ["STRACK 3: functions that the tool has not", [[6, [11, 15, 17]]], [[6, 3, [15, 17]]]],
    ["STRACK 3: S6F5, which is never spooled", [[6, [5]]], [[6, 3, [5]]]],
    ["STRACK 4: secondaries", [[6, [12, 11]]], [[6, 4, [12]]]],
    ["STRACK 3 and 4 of one stream", [[6, [12, 15]]], [[6, 3, [15]], [6, 4, [12]]]],
    ["one bad stream at the end changes nothing", [[5, []], [10, [1]], [6, [11, 2]]], [[6, 4, [2]]]],
    ["RSPACK 0: the whole setting is replaced", [[5, [1]]], [], [[5, [1]]]],
    ["RSPACK 0: an empty list is nothing", [], [], []],
    ["RSPACK 0: a stream without functions is all of it", [[2, []], [7, [1, 3]]], [], [[2, []], [7, [1, 3]]]],
    ["RSPACK 0: a stream that is named twice", [[6, [11]], [6, [1, 11]], [5, []], [5, [1]]], [], [
      [6, [11, 1]],
      [5, []],
    ]],
  ] as const
) {
  spoolTest(`S2F43, ${name}`, {}, async (_, { host }) => {
    const before = await host.request(S2F59);
    const answer = await host.request(S2F43, request.map(([STRID, FCNID]) => ({ STRID, FCNID })));
    assertEquals(answer, {
      RSPACK: streams.length === 0 ? 0 : 1,
      STREAMS: streams.map(([STRID, STRACK, FCNID]) => ({ STRID, STRACK, FCNID })),
    });
    const expected = setting?.map(([STRID, FCNID]) => ({ STRID, FCNID })) ?? before;
    assertEquals(await host.request(S2F59), expected);
  });
}

spoolTest('S2F43 with replaces "streams": the others stay', {
  handler: { spool: { replaces: "streams", primaries: [{ stream: 64, functions: [1] }] } },
}, async (_, { host }) => {
  await host.request(S2F43, [{ STRID: 6, FCNID: [1] }, { STRID: 64, FCNID: [1] }]);
  assertEquals(await host.request(S2F59), [
    { STRID: 5, FCNID: [] },
    { STRID: 10, FCNID: [1] },
    { STRID: 6, FCNID: [1] },
    { STRID: 64, FCNID: [1] },
  ]);
});

spoolTest(
  "S2F43 counts for what comes after it, and leaves what is in the spool",
  {},
  async (host, stage) => {
    await stage.lose();
    host.lots("A1");
    await host.comeAgain();
    await stage.host.request(S2F43, []);
    host.lots("A2");
    await host.ask(0);
    assertEquals(host.take(), [ACTIVATED, "LotStarted A1", DEACTIVATED]);
  },
);

spoolTest(
  "a command whose handler answers with no code at all does not hold the events back",
  {},
  async (host, stage) => {
    stage.tool.onCommand("BEEP", () => 300);
    const { HCACK } = await stage.host.request(S2F41, { RCMD: "BEEP", PARAMETERS: [] });
    assertEquals(HCACK, 2);
    host.lots("A1");
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1"]);
  },
);

spoolTest("OFF-LINE in TRANSMIT: what the host has asked for goes on", {}, async (host, stage) => {
  await stage.lose();
  host.lots("A1", "A2");
  await host.comeAgain();
  let answer: (code: number) => void = () => {};
  host.answer = () => new Promise((resolve) => answer = resolve);
  await host.ask(0);
  stage.handler.controlSwitchOffline();
  host.answer = () => 0;
  answer(0);
  await stage.clock.settle();
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "LotStarted A2"]);
  assertEquals(stage.handler.pendingMessages.spooled, 0);
});

spoolTest(
  "S2F43 that names one stream again and again leaves a short setting",
  {},
  async (host, { host: { secs } }) => {
    const flood = Array.from(
      { length: 20_000 },
      (_, i) => ({ STRID: 6, FCNID: i % 2 === 0 ? [1, 11] : [11, 13] }),
    );
    assertEquals(await secs.request(S2F43, flood), { RSPACK: 0, STREAMS: [] });
    assertEquals(await secs.request(S2F59), [{ STRID: 6, FCNID: [1, 11, 13] }]);
    assertEquals(host.take(), []);
  },
);

const S64F1 = defineMessage(64, 1, {
  title: "Own data",
  toHost: schema.ascii(),
  reply: { title: "Own acknowledge", toEquipment: schema.acknowledge("ACK") },
});

spoolTest("a message of your own is spooled among the others, and sent among them", {
  handler: { spool: { primaries: [{ stream: 64, functions: [1] }] } },
  spooled: [{ STRID: 6, FCNID: [11] }, { STRID: 64, FCNID: [1] }],
}, async (host, stage) => {
  stage.host.secs.register(S64F1, (text) => (stage.got.write(`S64F1 ${text}`), 7));
  await stage.lose();
  host.lots("A1");
  stage.handler.post(S64F1, "a");
  host.lots("A2");
  await host.comeAgain();
  await host.ask(0);
  stage.handler.post(S64F1, "b");
  await stage.clock.settle();
  assertEquals(host.take(), [ACTIVATED, "LotStarted A1", "S64F1 a", "LotStarted A2", DEACTIVATED, "S64F1 b"]);
  assertEquals(stage.log.count("refused S64F1 7"), 2);
  stage.handler.controlSwitchOffline();
  stage.handler.post(S64F1, "c");
  await stage.clock.settle();
  assertEquals(host.take(), []);
});
