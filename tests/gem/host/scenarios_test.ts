// Whole scenarios between a host and a tool of ours.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { A, ALL_ALARMS, B, F4, HsmsAbortError, SecsAcknowledgeError } from "@secs/hsms";
import { HCACK } from "../../../src/gem/mod.ts";
import { type HostStage, hostTest, START } from "./tool_stage.ts";

/** Writes down what comes to the host. */
function record({ host }: HostStage): string[] {
  const seen: string[] = [];
  host.on("collection-event", ({ name, values }) => {
    seen.push([name, ...Object.entries(values).map(([key, value]) => `${key}=${value}`)].join(" "));
  });
  host.on("alarm", ({ name, isSet }) => seen.push(`${name} ${isSet ? "set" : "clear"}`));
  return seen;
}

hostTest("scenario 1: a host starts at a tool that is HOST OFF-LINE, and sets everything up anew", {
  handler: {
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  },
}, async (stage) => {
  const { host, tool, handler, clock } = stage;
  const seen = record(stage);
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
  await clock.settle();
  assertEquals(seen, [
    "LotStarted LotId=A1 WaferCount=0",
    "DoorOpen set",
    "Control State LOCAL ControlState=4",
  ]);
});

hostTest("scenario 3: a run with its recipe, and the recipe back byte for byte", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
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
  const body = B(Uint8Array.from({ length: 100_000 }, (_, i) => i % 251));
  await host.sendProcessProgram("R1", body, { inquire: true });
  assertEquals((await host.sendRemoteCommand("PP-SELECT", { PPID: "R1" })).isDone, false);
  await host.sendRemoteCommand("START", { LotId: "A1" });
  tool.set("ChamberPressure", 2);
  tool.trigger("LotDone", { LotId: "A1" });
  await clock.settle();
  assertEquals(seen, [
    "PP Selected PPExecName=R1",
    "LotStarted LotId=A1",
    "LotDone LotId=A1 ChamberPressure=2",
  ]);
  assertEquals((await host.requestProcessProgram("R1"))?.equals(body), true);
});

hostTest(
  "scenario 4: the operator goes LOCAL, changes a constant, and goes off-line and on-line",
  {},
  async (stage) => {
    const { host, tool, handler, clock } = stage;
    const seen = record(stage);
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
    await clock.settle();
    handler.controlSwitchOffline();
    await clock.settle();
    await assertRejects(() => host.requestSv("WaferCount"), HsmsAbortError);
    await assertRejects(() => host.goOnline(), SecsAcknowledgeError, "Its operator has to switch");
    handler.controlSwitchOnline();
    await clock.settle();
    assertEquals((await host.requestEc("MaxPressure")).value, 4);
    assertEquals(seen, [
      "Control State LOCAL",
      `Operator Equipment Constant Change ECIDChanged=3001 ECVChanged=${F4(4)}`,
      "Equipment OFF-LINE",
      "Control State LOCAL",
    ]);
  },
);

hostTest(
  "scenario 5: an alarm set twice, cleared, disabled, and set while the tool is off-line",
  {},
  async (stage) => {
    const { host, tool, clock } = stage;
    const seen = record(stage);
    await host.enableAlarm("DoorOpen");
    const alarm = tool.alarm("DoorOpen");
    alarm.set();
    alarm.set();
    alarm.clear();
    await clock.settle();
    await host.disableAlarm("DoorOpen");
    alarm.set();
    alarm.clear();
    await clock.settle();
    await host.enableAlarm("DoorOpen");
    await host.goOffline();
    alarm.set();
    await clock.settle();
    assertEquals(seen, ["DoorOpen set", "DoorOpen clear"]);
    await host.goOnline();
    const [listed] = await host.listAlarms(["DoorOpen"]);
    assert(listed!.isSet);
  },
);

hostTest("scenario 7: without spooling nothing stale is sent after the link was lost", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
  await host.subscribeCollectionEvent("LotDone", ["LotId"]);
  await host.disable();
  await clock.settle();
  tool.trigger("LotDone", { LotId: "lost" });
  await host.enable();
  await clock.advance(10_000); // T5
  await host.waitForCommunicating();
  tool.trigger("LotDone", { LotId: "new" });
  await clock.settle();
  assertEquals(seen, ["LotDone LotId=new"]);
});

hostTest("scenario 8: one bad id in the last place, and nothing has changed", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
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
  await clock.settle();
  assertEquals(seen, ["LotDone LotId=A"]);
  assertEquals((await host.requestClock())?.time, START);
});
