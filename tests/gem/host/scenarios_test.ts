// Whole scenarios between a host and a tool of ours, in memory and over TCP, directly and through a proxy.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { A, ALL_ALARMS, B, F4, HsmsAbortError, type Item, SecsAcknowledgeError } from "@secs/hsms";
import { HCACK, readEquipment } from "../../../src/gem/mod.ts";
import { scenario, type Scene } from "./scene.ts";
import { START } from "./tool_stage.ts";

scenario("scenario 1: a host starts at a tool that is HOST OFF-LINE, and sets everything up anew", {
  handler: {
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  },
}, async ({ host, tool, handler, seen }) => {
  assertEquals(handler.controlState, "host-offline");
  await assertRejects(() => host.areYouThere(), HsmsAbortError, "Is the equipment off-line?");
  await host.goOnline();
  await host.setClock();
  await host.clearCollectionEvents();
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId", "WaferCount"] },
    { event: "Control State LOCAL", variables: ["ControlState"] },
  ]);
  await host.enableAlarm(ALL_ALARMS);
  await assertRejects(() => host.requestSpool(), SecsAcknowledgeError, "RSDA 2");
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.alarm("DoorOpen").set();
  handler.controlSwitchOnlineLocal();
  await seen.saw("Control State LOCAL");
  assertEquals(seen.lines, [
    "LotStarted LotId=A1 WaferCount=0",
    "DoorOpen set",
    "Control State LOCAL ControlState=4",
  ]);
});

scenario("scenario 1 as a wish: the same set-up, from whatever state the tool is in", {
  handler: {
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  },
}, async ({ host, tool, handler, seen }) => {
  const { outcome } = await host.want({
    events: { LotStarted: ["LotId", "WaferCount"], "Control State LOCAL": ["ControlState"] },
    alarms: "all",
    clock: true,
    others: "clear",
  }, { lookTimeout: 60_000 });
  assertEquals(outcome.failed, []);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.alarm("DoorOpen").set();
  handler.controlSwitchOnlineLocal();
  await seen.saw("Control State LOCAL");
  assertEquals(seen.lines, [
    "LotStarted LotId=A1 WaferCount=0",
    "DoorOpen set",
    "Control State LOCAL ControlState=4",
  ]);
});

scenario("scenario 2: discovery, and the double of the tool", {}, async ({ host, tool }) => {
  const { definition, answers, stopped } = await host.discover({ timeout: 60_000 });
  assertEquals(stopped, undefined);
  assertEquals(answers.filter(({ lack }) => lack !== undefined), []);
  const { model } = tool;
  const double = readEquipment(definition);
  for (const kind of ["events", "alarms"] as const) {
    assertEquals(
      model[kind].all.filter(({ id, name }) => double[kind].named(name)?.id !== id).map(({ name }) => name),
      [],
    );
  }
  const others = model.variables.all.filter(({ id, kind, name }) => {
    const found = double.variables.named(name);
    return found?.id !== id || found.kind !== kind;
  });
  assertEquals(others, []);
});

const RECIPE: Item = B(Uint8Array.from({ length: 100_000 }, (_, i) => i % 251));

/** The tool selects a recipe and starts a lot as its host says. */
async function prepareRun({ host, tool }: Scene): Promise<void> {
  tool.onCommand("PP-SELECT", ({ PPID }) => {
    tool.set("PPExecName", PPID);
    tool.trigger("PP Selected", {});
    return HCACK.willFinish;
  });
  tool.onCommand("START", ({ LotId }) => tool.trigger("LotStarted", { LotId }));
  await host.subscribeCollectionEvents([
    { event: "PP Selected", variables: ["PPExecName"] },
    { event: "LotStarted", variables: ["LotId"] },
    { event: "LotDone", variables: ["LotId", "ChamberPressure"] },
  ]);
}

scenario("scenario 3: a run with its recipe, and the recipe back byte for byte", {}, async (scene) => {
  const { host, tool, seen } = scene;
  await prepareRun(scene);
  await host.sendProcessProgram("R1", RECIPE, { inquire: true });
  assertEquals((await host.sendRemoteCommand("PP-SELECT", { PPID: "R1" })).isDone, false);
  await host.sendRemoteCommand("START", { LotId: "A1" });
  tool.set("ChamberPressure", 2);
  tool.trigger("LotDone", { LotId: "A1" });
  await seen.saw("LotDone");
  assertEquals(seen.lines, [
    "PP Selected PPExecName=R1",
    "LotStarted LotId=A1",
    "LotDone LotId=A1 ChamberPressure=2",
  ]);
  assertEquals((await host.requestProcessProgram("R1"))?.equals(RECIPE), true);
});

scenario(
  "scenario 3: the link is lost during the run, and its end comes from the spool",
  {},
  async (scene) => {
    const { host, tool, seen, spools } = scene;
    await prepareRun(scene);
    await host.setSpooling([{ stream: 6, functions: [11] }]);
    await tool.setConstant("EnableSpooling", true);
    await host.sendProcessProgram("R1", RECIPE);
    await host.sendRemoteCommand("START", { LotId: "A1" });
    await scene.rest();
    await scene.lose();
    tool.set("ChamberPressure", 2);
    tool.trigger("LotDone", { LotId: "A1" });
    await scene.back();
    await spools.saw("active 1");
    assertEquals(seen.count("LotDone"), 0);
    assertEquals((await host.emptySpool()).messages, 1);
    assertEquals(seen.lines, [
      "LotStarted LotId=A1",
      "LotDone LotId=A1 ChamberPressure=2",
    ]);
    assertEquals((await host.requestProcessProgram("R1"))?.equals(RECIPE), true);
  },
);

scenario(
  "scenario 4: the operator goes LOCAL, changes a constant, and goes off-line and on-line",
  {},
  async (scene) => {
    const { host, tool, handler, seen } = scene;
    await host.subscribeCollectionEvents([
      { event: "Control State LOCAL", variables: [] },
      { event: "Equipment OFF-LINE", variables: [] },
      { event: "Operator Equipment Constant Change", variables: ["ECIDChanged", "ECVChanged"] },
    ]);
    handler.controlSwitchOnlineLocal();
    await assertRejects(
      () => host.sendRemoteCommand("START", { LotId: "A" }),
      SecsAcknowledgeError,
      "HCACK 2",
    );
    await tool.setConstant("MaxPressure", 4);
    await scene.rest();
    handler.controlSwitchOffline();
    await seen.saw("Equipment OFF-LINE");
    await assertRejects(() => host.requestSv("WaferCount"), HsmsAbortError);
    await assertRejects(() => host.goOnline(), SecsAcknowledgeError, "Its operator has to switch");
    handler.controlSwitchOnline();
    await seen.saw("Control State LOCAL", 2);
    assertEquals((await host.requestEc("MaxPressure")).value, 4);
    assertEquals(seen.lines, [
      "Control State LOCAL",
      `Operator Equipment Constant Change ECIDChanged=3001 ECVChanged=${F4(4)}`,
      "Equipment OFF-LINE",
      "Control State LOCAL",
    ]);
  },
);

scenario(
  "scenario 5: an alarm set twice, cleared, disabled, and set while the tool is off-line",
  {},
  async (scene) => {
    const { host, tool, seen } = scene;
    await host.enableAlarm("DoorOpen");
    const alarm = tool.alarm("DoorOpen");
    alarm.set();
    alarm.set();
    alarm.clear();
    await scene.rest();
    await host.disableAlarm("DoorOpen");
    alarm.set();
    alarm.clear();
    await scene.rest();
    await host.enableAlarm("DoorOpen");
    await host.goOffline();
    alarm.set();
    await host.goOnline();
    await scene.rest();
    assertEquals(seen.lines, [
      "DoorOpen set",
      "DoorOpen clear",
    ]);
    const [listed] = await host.listAlarms(["DoorOpen"]);
    assert(listed!.isSet);
  },
);

scenario("scenario 5: an alarm that is set while the link is lost: S5F5 shows it", {}, async (scene) => {
  const { host, tool, seen } = scene;
  await host.enableAlarm(ALL_ALARMS);
  await scene.lose();
  tool.alarm("DoorOpen").set();
  await scene.back();
  assertEquals((await host.listAlarms()).map(({ name, isSet }) => `${name} ${isSet}`), [
    "DoorOpen true",
    "GasLow false",
  ]);
  tool.alarm("GasLow").set();
  await seen.saw("GasLow set");
  assertEquals(seen.count("DoorOpen"), 0);
});

scenario("scenario 7: without spooling nothing stale is sent after the link was lost", {}, async (scene) => {
  const { host, tool, seen } = scene;
  await host.subscribeCollectionEvent("LotDone", ["LotId"]);
  await scene.lose();
  tool.trigger("LotDone", { LotId: "lost" });
  await scene.back();
  tool.trigger("LotDone", { LotId: "new" });
  await seen.saw("LotDone");
  await scene.rest();
  assertEquals(seen.lines, ["LotDone LotId=new"]);
});

scenario("scenario 8: one bad id in the last place, and nothing has changed", {}, async (scene) => {
  const { host, tool, seen } = scene;
  await host.subscribeCollectionEvent("LotDone", ["LotId"]);
  const refused = async (call: Promise<unknown>, said: string): Promise<void> => {
    await assertRejects(() => call, SecsAcknowledgeError, said);
  };
  await refused(host.setEcs([["Mode", "fast"], [9, A("x")]]), "EAC 1");
  await refused(host.enableCollectionEvents(["LotStarted", 9]), "ERACK 1");
  await refused(
    host.subscribeCollectionEvents([
      { event: "LotStarted", variables: ["LotId"] },
      { event: "LotDone", variables: ["LotId", 9] },
    ]),
    "DRACK 4",
  );
  await refused(
    host.defineLimits([
      { variable: "ChamberPressure", limits: [{ id: 1, upper: 2, lower: 1 }] },
      { variable: 9, limits: [] },
    ]),
    "VID 9: LVACK 1",
  );
  await refused(host.setSpooling([{ stream: 6, functions: [] }, { stream: 1, functions: [] }]), "STRACK 1");
  assertEquals(tool.get("Mode"), "slow");
  assertEquals((await host.requestLimits(["ChamberPressure"]))[0]!.limits!.set, []);
  tool.trigger("LotStarted", { LotId: "A" });
  tool.trigger("LotDone", { LotId: "A" });
  await scene.rest();
  assertEquals(seen.lines, ["LotDone LotId=A"]);
  assertEquals((await host.requestClock())?.time, START);
});
