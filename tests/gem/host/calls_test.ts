// Every call of a host against a tool of ours.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { A, ALL_ALARMS, B, F4, SecsAcknowledgeError } from "@secs/hsms";
import { GemRefusalError, GemValueError, HCACK } from "../../../src/gem/mod.ts";
import { ETCHER } from "../equipment/etcher.ts";
import { hostTest, START } from "./tool_stage.ts";

hostTest("status variables: values by name and by id, names, units", {}, async ({ host, tool }) => {
  tool.set("ChamberPressure", 1.5);
  tool.set("WaferCount", 7);
  assertEquals((await host.requestSv("ChamberPressure")).value, 1.5);
  const [count, cassette, unknown] = await host.requestSvs(["WaferCount", 1003, 9]);
  assertEquals([count.value, cassette.name, cassette.value, unknown.value], [7, "Cassette", "", undefined]);
  const all = await host.requestSvs();
  assertEquals([all.length, all[0]!.name, all[0]!.value], [3 + 14, "ChamberPressure", 1.5]);
  assertEquals(await host.requestSvs([]), []);
  assertEquals(await host.listSvs(["ChamberPressure"]), [{ id: 1001, name: "ChamberPressure", units: "Pa" }]);
  assertEquals((await host.listSvs()).length, 3 + 14);
});

hostTest("data variables and collection events: their names", {}, async ({ host }) => {
  assertEquals(await host.listDvs([2001, 7]), [
    { id: 2001, name: "LotId", units: "" },
    { id: 7, name: undefined, units: "" },
  ]);
  assertEquals(await host.listCollectionEvents(["LotStarted"]), [
    { id: 4001, name: "LotStarted", variables: [2001] },
  ]);
});

hostTest("constants: read, set by name, by pairs and one", {}, async ({ host, tool }) => {
  assertEquals((await host.requestEcs(["MaxPressure", "Mode"])).map(({ value }) => value), [5, "slow"]);
  await host.setEcs({ MaxPressure: 7, Mode: "fast" });
  assertEquals([tool.get("MaxPressure"), tool.get("Mode")], [7, "fast"]);
  await host.setEcs([["MaxPressure", 8], [3002, "slow"]]);
  await host.setEc("MaxPressure", 9);
  assertEquals([tool.get("MaxPressure"), tool.get("Mode")], [9, "slow"]);
  await host.setEc(3001, F4(2));
  assertEquals((await host.requestEc("MaxPressure")).value, 2);
  const [pressure] = await host.listEcs(["MaxPressure"]);
  assertEquals([pressure!.name, `${pressure!.min}`, `${pressure!.max}`, pressure!.units], [
    "MaxPressure",
    `${F4(0)}`,
    `${F4(10)}`,
    "Pa",
  ]);
  await assertRejects(() => host.setEcs({ Mode: "fast", MaxPressure: 99 }), SecsAcknowledgeError, "EAC 3");
  assertEquals(tool.get("Mode"), "slow");
  assertEquals((await host.requestEcs()).length, 2 + 5);
});

hostTest("what cannot be right is not sent", {}, async ({ host }) => {
  const value = "high" as unknown as number;
  await assertRejects(
    () => host.setEc("MaxPressure", value),
    GemValueError,
    "MaxPressure (F4) takes numbers",
  );
  const name = "LotStated" as "LotStarted";
  await assertRejects(
    () => host.subscribeCollectionEvent(name, []),
    RangeError,
    "There is no event LotStated; did you mean LotStarted?",
  );
});

hostTest("remote commands: done, HCACK 4, and refusals with the parameters", {}, async ({ host, tool }) => {
  const got: unknown[] = [];
  tool.onCommand("START", (parameters) => void got.push(parameters));
  tool.onCommand("STOP", () => HCACK.willFinish);
  tool.onCommand("PP-SELECT", () => HCACK.cannotNow);
  assertEquals(await host.sendRemoteCommand("START", { LotId: "A1", Slots: [1, 2] }), {
    code: 0,
    isDone: true,
  });
  assertEquals(got, [{ LotId: "A1", Slots: Uint8Array.of(1, 2) }]);
  assertEquals(await host.sendRemoteCommand("STOP"), { code: 4, isDone: false });
  assertEquals((await host.sendRemoteCommand("STOP", {}, { form: "S2F49" })).code, 4);
  assertEquals((await host.sendRemoteCommand("STOP", {}, { form: "S2F21" })).isDone, true);
  await assertRejects(
    () => host.sendRemoteCommand("PP-SELECT", { PPID: "R" }),
    SecsAcknowledgeError,
    "HCACK 2",
  );
  const wrong = await assertRejects(
    () => host.sendRemoteCommand("START", [["LotID", "A1"], ["Slots", A("x")]]),
    GemRefusalError,
  );
  assertEquals(wrong.details.map(({ subject, value }) => `${subject} ${value}`).sort(), [
    "LotID 1",
    "LotId 1",
    "Slots 3",
  ]);
  await assertRejects(
    () => host.sendRemoteCommand("STOP", {}, { object: "CHAMBER 1" }),
    SecsAcknowledgeError,
    "HCACK 6: there is no such object. Check OBJSPEC",
  );
});

hostTest("alarms: enabled one by one and all, listed", {}, async ({ host, tool }) => {
  tool.alarm("GasLow").set();
  await host.enableAlarm("DoorOpen");
  assertEquals((await host.listEnabledAlarms()).map(({ name }) => name), ["DoorOpen"]);
  await host.enableAlarm(ALL_ALARMS);
  await host.disableAlarm(5001);
  assertEquals((await host.listEnabledAlarms()).map(({ name }) => name), ["GasLow"]);
  const alarms = await host.listAlarms();
  assertEquals(alarms.map(({ name, isSet, text }) => [name, isSet, text]), [
    ["DoorOpen", false, "The chamber door is open"],
    ["GasLow", true, "Gas is low"],
  ]);
  await host.disableAlarm(ALL_ALARMS);
  assertEquals(await host.listEnabledAlarms(), []);
  await assertRejects(() => host.enableAlarm(9), SecsAcknowledgeError, "ACKC5 1");
});

hostTest("process programs: sent, listed, requested, deleted", {}, async ({ host }) => {
  await host.sendProcessProgram("R1", B(1, 2, 3));
  await host.sendProcessProgram("R2", A("step 1"), { inquire: true });
  assertEquals(await host.getProcessProgramList(), ["R1", "R2"]);
  assertEquals((await host.requestProcessProgram("R1"))?.equals(B(1, 2, 3)), true);
  await host.deleteProcessPrograms(["R1"]);
  assertEquals(await host.getProcessProgramList(), ["R2"]);
  await assertRejects(() => host.deleteProcessPrograms(["R1"]), SecsAcknowledgeError, "ACKC7 4");
  await host.deleteAllProcessPrograms();
  assertEquals(await host.getProcessProgramList(), []);
});

hostTest("terminal: a text, lines, and all terminals", {}, async ({ host, tool }) => {
  const shown: unknown[] = [];
  tool.onTerminal((lines, { terminal }) => void shown.push([terminal, lines]));
  await host.sendTerminal("hello");
  await host.sendTerminal(["a", "b"], { terminal: 2 });
  await host.sendTerminal("all", { terminal: "all" });
  assertEquals(shown, [[0, ["hello"]], [2, ["a", "b"]], ["all", ["all"]]]);
});

hostTest("clock: read, set, set to the time of the host", {}, async ({ host }) => {
  assertEquals((await host.requestClock())?.time, START);
  await host.setClock(new Date(START + 3_600_000));
  assertEquals((await host.requestClock())?.time, START + 3_600_000);
  await host.setClock();
  assertEquals((await host.requestClock())?.time, START);
  await assertRejects(() => host.setClock("26"), SecsAcknowledgeError, "TIACK 1");
});

hostTest("limits: defined, read, one taken away, all taken away", {}, async ({ host }) => {
  await host.defineLimits([{
    variable: "ChamberPressure",
    limits: [{ id: 1, upper: 10, lower: 8 }, { id: 2, upper: F4(20), lower: F4(18) }],
  }]);
  const read = async (): Promise<unknown> => {
    const [found] = await host.requestLimits(["ChamberPressure"]);
    return found!.limits!.set.map(({ id, upper, lower }) => [id, upper.value, lower.value]);
  };
  assertEquals(await read(), [[1, 10, 8], [2, 20, 18]]);
  const [found] = await host.requestLimits();
  assertEquals([found!.name, found!.limits!.max.value, found!.limits!.units], [
    "ChamberPressure",
    1000,
    "Pa",
  ]);
  await host.defineLimits([{ variable: 1001, limits: [{ id: 1 }] }]);
  assertEquals(await read(), [[2, 20, 18]]);
  await host.clearLimits();
  assertEquals(await read(), []);
  await assertRejects(() => host.defineLimits([]), RangeError, "clearLimits");
  const error = await assertRejects(
    () => host.defineLimits([{ variable: "ChamberPressure", limits: [{ id: 1, upper: 1, lower: 2 }] }]),
    GemRefusalError,
  );
  assertEquals(error.details.map(({ acknowledge, value }) => `${acknowledge} ${value}`), [
    "LVACK 4",
    "LIMITACK 4",
  ]);
});

hostTest("spooling: set, refused for stream 1, and nothing is spooled", {}, async ({ host }) => {
  await host.setSpooling([{ stream: 6, functions: [] }]);
  await assertRejects(
    () => host.setSpooling([{ stream: 1, functions: [] }]),
    GemRefusalError,
    "Stream 1: STRACK 1",
  );
  await assertRejects(() => host.requestSpool(), SecsAcknowledgeError, "RSDA 2: nothing is spooled there");
  await assertRejects(() => host.purgeSpool(), SecsAcknowledgeError, "RSDA 2");
});

hostTest("on-line and off-line", {}, async ({ host, handler }) => {
  await host.goOffline();
  assertEquals([host.controlState, handler.controlState], ["offline", "host-offline"]);
  await assertRejects(() => host.requestSv("WaferCount"), Error, "Is the equipment off-line?");
  await host.goOnline();
  assertEquals([host.controlState, handler.controlState], ["online", "remote"]);
});

hostTest("S6F15: the reports of an event as they are now", {}, async ({ host, tool }) => {
  await host.subscribeCollectionEvent("LotStarted", ["WaferCount"]);
  tool.set("WaferCount", 4);
  const { reports, problems } = (await host.requestCollectionEvent("LotStarted"))!;
  assertEquals(problems, []);
  assertEquals(reports.map(({ readings }) => readings.map(({ name, value }) => [name, value])), [[[
    "WaferCount",
    4,
  ]]]);
});

hostTest("calls at once are each answered", {}, async ({ host }) => {
  const ids = await Promise.all([
    host.subscribeCollectionEvent("LotStarted", ["LotId"]),
    host.subscribeCollectionEvent("LotDone", ["LotId"]),
    host.requestSv("WaferCount"),
  ]);
  assertEquals([ids[0], ids[1], ids[2].value], [1, 2, 0]);
});

hostTest(
  "a second report adds to the first; the same one again is defined anew, and comes last",
  {},
  async ({ host, tool, clock }) => {
    const seen: unknown[] = [];
    host.on(
      "collection-event",
      ({ reports, problems }) => seen.push([reports.map(({ id }) => id), problems]),
    );
    assertEquals(await host.subscribeCollectionEvent("LotStarted", ["LotId"]), 1);
    assertEquals(await host.subscribeCollectionEvent("LotStarted", ["WaferCount"]), 2);
    assertEquals(await host.subscribeCollectionEvent("LotStarted", ["LotId"]), 1);
    tool.trigger("LotStarted", { LotId: "A" });
    await clock.settle();
    assertEquals(seen, [[[2, 1], []]]);
  },
);

hostTest("without a model: ids, and the values as the items have them", {
  host: { model: undefined! },
}, async ({ host, tool }) => {
  tool.set("ChamberPressure", 0.5);
  const events = host.events();
  await host.subscribeCollectionEvent(4001, [1001, 2001]);
  tool.trigger("LotStarted", { LotId: "A1" });
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals([event.name, event.values as unknown], [undefined, { 1001: 0.5, 2001: "A1" }]);
  const all = await host.requestSvs();
  assertEquals([all.length, all[0]!.value], [17, 0.5]);
  assertEquals(ETCHER.events.require("LotStarted").id, event.id);
});
