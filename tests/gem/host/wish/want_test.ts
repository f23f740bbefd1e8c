// Our host brings our tool to what is wished.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { HsmsClosedError, S2F37, SecsAcknowledgeError } from "@secs/hsms";
import { type HostStageOptions, hostTest, START } from "../tool_stage.ts";
import { asked, nextOutcome, reconnect, record, said, stateOf, summary } from "./said.ts";

/** The host sends nothing but for the wish. */
const ALONE: HostStageOptions = { host: { spool: { ask: false } } };

hostTest("scenario 1: a host starts at a tool that is HOST OFF-LINE, and wishes its whole set-up", {
  handler: {
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  },
  host: { time: { now: () => START + 60_000, zone: 0 } },
}, async (stage) => {
  const { host, tool, handler, clock } = stage;
  const seen = record(stage);
  const { outcome } = await host.want({
    clock: true,
    events: { LotStarted: ["LotId", "WaferCount"], "Control State LOCAL": ["ControlState"] },
    alarms: "all",
    spool: "request",
    others: "clear",
  });
  assertEquals(summary(outcome), {
    isComplete: true,
    there: ["S6F23 The tool has nothing spooled."],
    done: [
      "S1F17 Ask the tool to go on-line.",
      "S2F31 Set the clock of the tool, which is 60 s slow.",
      "S2F33 Define report 1 with LotId, WaferCount.",
      "S2F33 Define report 2 with ControlState.",
      "S2F35 Link LotStarted to report 1.",
      "S2F35 Link Control State LOCAL to report 2.",
      "S2F37 Enable LotStarted.",
      "S2F37 Enable Control State LOCAL.",
      "S5F3 Enable all alarms.",
    ],
  });
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

hostTest("plan() says what would be done and what was read, and changes nothing", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
  const names = asked(stage);
  const plan = await host.plan({ events: { LotStarted: ["LotId"] }, alarms: ["DoorOpen"], clock: true });
  assertEquals(plan.looks.map(({ message, sentence }) => `${message} ${sentence}`), [
    "S1F1 The tool is on-line.",
    "S2F17 Its clock is right.",
    "S2F51 The tool has 0 reports.",
    "S2F55 0 events with reports.",
    "S2F57 0 events enabled.",
    "S5F7 0 alarms enabled.",
  ]);
  assertEquals(said(plan.there), ["S1F17 The tool is on-line.", "S2F31 The clock of the tool is right."]);
  assertEquals(said(plan.steps), [
    "S2F33 Define report 1 with LotId.",
    "S2F35 Link LotStarted to report 1.",
    "S2F37 Enable LotStarted.",
    "S5F3 Enable DoorOpen.",
  ]);
  assertEquals(names, ["S1F1", "S2F17", "S2F51", "S2F55", "S2F57", "S5F7"]);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.alarm("DoorOpen").set();
  await clock.settle();
  assertEquals(seen, []);
});

hostTest("after each COMMUNICATING only what is missing is done", ALONE, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
  const setup = await host.want({
    events: { LotStarted: ["LotId"], LotDone: ["LotId"] },
    alarms: ["GasLow"],
  });
  assert(setup.outcome.isComplete);
  const names = asked(stage);
  const again = nextOutcome(host);
  await reconnect(stage);
  const outcome = await again;
  assertEquals([outcome.done, outcome.there.length], [[], 8]);
  assertEquals(setup.outcome, outcome);
  assertEquals(names, ["S1F13", "S1F1", "S2F51", "S2F53", "S2F55", "S2F57", "S5F7"]);

  // Another program disables LotStarted.
  await host.request(S2F37, { CEED: false, CEID: [4001] });
  const mended = nextOutcome(host);
  await reconnect(stage);
  assertEquals(said((await mended).done), ["S2F37 Enable LotStarted."]);
  tool.trigger("LotStarted", { LotId: "A1" });
  await clock.settle();
  assertEquals(seen, ["LotStarted LotId=A1"]);
});

hostTest("what fails of one event does not stop the others", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen = record(stage);
  const { outcome } = await host.want({
    events: [
      { event: "LotStarted", variables: ["LotId"] },
      { event: 9, variables: ["LotId"] },
      { event: "LotDone", variables: ["LotId", 77] },
      { event: 8, variables: [] },
      { event: "DoorOpen Detected", variables: [] },
    ],
    alarms: [5001, 6],
  });
  const failed = outcome.failed.map(({ step, error }) => {
    assert(error instanceof SecsAcknowledgeError);
    const of = step.what === "define-report"
      ? step.events
      : step.what === "enable" || step.what === "link"
      ? step.event
      : 0;
    return [step.sentence, `${error.acknowledge} ${error.value}`, of];
  });
  assertEquals(failed, [
    ["Define report 3 with LotId, 77.", "DRACK 4", [{ id: 4002, name: "LotDone" }]],
    ["Link event 9 to report 2.", "LRACK 4", { id: 9, name: undefined }],
    ["Enable event 8.", "ERACK 1", { id: 8, name: undefined }],
    ["Enable alarm 6.", "ACKC5 1", 0],
  ]);
  assertEquals(said(outcome.left), [
    "S2F35 Link LotDone to report 3.",
    "S2F37 Enable event 9.",
    "S2F37 Enable LotDone.",
  ]);
  assertEquals(outcome.isComplete, false);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone", { LotId: "A1" });
  tool.alarm("DoorOpen").set();
  await clock.settle();
  assertEquals(seen, ["LotStarted LotId=A1", "DoorOpen set", "DoorOpen Detected"]);
});

hostTest("taking a message apart is bounded: 16 events that are all unknown", {}, async (stage) => {
  const names = asked(stage);
  const events = Array.from({ length: 16 }, (_, i) => ({ event: 900 + i, variables: [] }));
  const { outcome } = await stage.host.want({ events });
  assertEquals(outcome.failed.length, 16);
  assertEquals(names.filter((name) => name === "S2F37").length, 31);
});

hostTest("what the tool has from others stays, and is used if it is what is wished", {}, async (stage) => {
  const { host, tool, clock } = stage;
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId"], rptid: 50 },
    { event: "LotDone", variables: ["WaferCount"], rptid: 51 },
  ]);
  const seen = record(stage);
  const { outcome } = await host.want({ events: { LotStarted: ["LotId"], LotDone: ["LotId"] } });
  assertEquals(summary(outcome), {
    isComplete: true,
    there: [
      "S1F17 The tool is on-line.",
      "S2F33 Report 50 has LotId.",
      "S2F35 LotStarted is linked to report 50.",
      "S2F37 LotStarted is enabled.",
    ],
    done: [
      "S2F35 Unlink LotDone from its reports.",
      "S2F33 Define report 1 with LotId.",
      "S2F35 Link LotDone to reports 51, 1.",
      "S2F37 Enable LotDone.",
    ],
  });
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone", { LotId: "A1" });
  await clock.settle();
  assertEquals(seen, ["LotStarted LotId=A1", "LotDone WaferCount=0 LotId=A1"]);
});

hostTest("others: clear takes away at the begin what is not wished", {}, async (stage) => {
  const { host, tool, clock } = stage;
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId"], rptid: 50 },
    { event: "LotDone", variables: ["WaferCount"], rptid: 51 },
  ]);
  await host.enableAlarm("GasLow");
  const seen = record(stage);
  const { outcome } = await host.want({
    events: { LotStarted: ["LotId"] },
    alarms: ["DoorOpen"],
    others: "clear",
  });
  assertEquals(said(outcome.done), [
    "S2F37 Disable LotDone.",
    "S2F35 Unlink LotDone from its reports.",
    "S2F33 Delete report 51.",
    "S5F3 Disable GasLow.",
    "S5F3 Enable DoorOpen.",
  ]);
  // What comes later stays.
  await host.subscribeCollectionEvent("LotDone", ["LotId"]);
  const again = nextOutcome(host);
  await reconnect(stage);
  assertEquals((await again).done, []);
  tool.trigger("LotDone", { LotId: "A1" });
  await clock.settle();
  assertEquals(seen, ["LotDone LotId=A1"]);
});

hostTest("another wish replaces the first: what only the first has made goes", {}, async (stage) => {
  const { host, tool, clock } = stage;
  await host.subscribeCollectionEvent("LotDone", ["WaferCount"], { rptid: 51 });
  const first = await host.want({
    events: { LotStarted: ["LotId"], LotDone: ["LotId"] },
    alarms: ["GasLow"],
  });
  const seen = record(stage);
  const { outcome } = await host.want({ events: { LotStarted: ["LotId"], "Processing Started": [] } });
  assertEquals(said(outcome.done), [
    "S2F37 Disable LotDone.",
    "S2F35 Unlink LotDone from its reports.",
    "S2F33 Delete report 2.",
    "S2F35 Link LotDone to report 51.",
    "S2F37 Enable Processing Started.",
    "S5F3 Disable GasLow.",
  ]);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone", { LotId: "A1" });
  tool.alarm("GasLow").set();
  await clock.settle();
  assertEquals(seen, ["LotStarted LotId=A1"]);
  assertEquals(first.outcome.isComplete, true);
});

hostTest("restore() brings back exactly what the tool had", ALONE, async (stage) => {
  const { host } = stage;
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId"], rptid: 50 },
    { event: "LotStarted", variables: ["WaferCount"], rptid: 52 },
    { event: "LotDone", variables: ["WaferCount"], rptid: 51 },
  ]);
  await host.disableCollectionEvents(["LotDone"]);
  await host.enableAlarm("GasLow");
  const before = await stateOf(stage);
  const setup = await host.want(
    { events: { LotStarted: ["LotId"], LotDone: ["LotId"] }, alarms: ["DoorOpen"], others: "clear" },
    { restorable: true },
  );
  assert(setup.outcome.isComplete);
  const restored = await setup.restore();
  assert(restored.isComplete);
  assertEquals(await stateOf(stage), before);
  // It is not kept any more.
  const names = asked(stage);
  await reconnect(stage);
  await stage.clock.settle();
  assertEquals(names, ["S1F13"]);
});

hostTest("restore() needs the option restorable", {}, async ({ host }) => {
  const setup = await host.want({ events: { LotStarted: [] } });
  await assertRejects(() => setup.restore(), TypeError, "restorable");
});

hostTest("a tool that only its operator can switch on-line: a failed step, and the rest once it is", {
  handler: { control: { offlineSubstate: "equipment-offline", initControlState: "offline" } },
}, async (stage) => {
  const { host, handler, clock } = stage;
  const names = asked(stage);
  const { outcome } = await host.want({ events: { LotStarted: ["LotId"] } });
  const [failed] = outcome.failed;
  assertEquals([failed!.step.what, outcome.left.length], ["go-online", 3]);
  assert(failed!.error instanceof SecsAcknowledgeError && failed!.error.message.includes("operator"));
  assertEquals(names, ["S1F1", "S1F17"]);
  // Its operator does it: the tool asks with S1F1, and is on-line.
  const again = nextOutcome(host);
  handler.controlSwitchOnline();
  await clock.settle();
  assertEquals((await again).isComplete, true);
});

hostTest("online: false leaves a tool off-line, and says what is left", {
  handler: {
    control: { onlineSubstate: "remote", offlineSubstate: "host-offline", initControlState: "offline" },
  },
}, async (stage) => {
  const names = asked(stage);
  const { outcome } = await stage.host.want({ online: false, events: { LotStarted: [] } });
  assertEquals(summary(outcome), { left: ["S2F37 Enable LotStarted."] });
  assertEquals(outcome.looks.map(({ sentence }) => sentence), ["The tool is off-line."]);
  assertEquals(names, ["S1F1"]);
});

hostTest("a wrong name is a RangeError before anything is sent", {}, async (stage) => {
  const { host } = stage;
  const names = asked(stage);
  const wrong = { events: { LotStated: [] } } as never;
  await assertRejects(() => host.want(wrong), RangeError, "did you mean LotStarted?");
  await assertRejects(() => host.plan(wrong), RangeError, "did you mean LotStarted?");
  await assertRejects(() => host.want({ alarms: ["DoorOpened" as never] }), RangeError, "DoorOpen");
  await assertRejects(() => host.want({ events: { LotStarted: ["LotID" as never] } }), RangeError, "LotId");
  await assertRejects(() => host.want({ clock: { within: -1 } }), RangeError, "clock.within");
  await assertRejects(() => host.want({}, { lookTimeout: 0 }), RangeError, "lookTimeout");
  const twice = [
    { event: "LotStarted", variables: ["LotId"], rptid: 7 },
    { event: "LotDone", variables: ["WaferCount"], rptid: 7 },
  ] as const;
  await assertRejects(() => host.want({ events: twice }), RangeError, "Report 7 is wished twice");
  assertEquals(names, []);
});

hostTest(
  "calls of the user come after the run that is open, also from inside listeners",
  {},
  async (stage) => {
    const { host, tool, clock } = stage;
    const seen = record(stage);
    const ends: string[] = [];
    host.on("collection-event", async ({ name }) => {
      if (name !== "LotStarted") return;
      await host.subscribeCollectionEvent("LotDone", ["LotId"]);
      ends.push("subscribed in an event");
    });
    host.on("set-up", async () => {
      await host.enableCollectionEvents(["Processing Started"]);
      ends.push("enabled in set-up");
    });
    const wanted = host.want({ events: { LotStarted: ["LotId"] } }).then(() => ends.push("wanted"));
    const rptid = await host.subscribeCollectionEvent("LotDone", ["WaferCount"]);
    assertEquals(rptid, 2);
    await wanted;
    tool.trigger("LotStarted", { LotId: "A1" });
    await clock.settle();
    tool.trigger("LotDone", { LotId: "A2" });
    await clock.settle();
    assertEquals(seen, ["LotStarted LotId=A1", "LotDone WaferCount=0 LotId=A2"]);
    assertEquals(ends, ["wanted", "enabled in set-up", "subscribed in an event"]);
  },
);

hostTest("stop() and the signal end a wish: nothing is looked after any more", ALONE, async (stage) => {
  const { host } = stage;
  const controller = new AbortController();
  await host.want({ events: { LotStarted: ["LotId"] } }, { signal: controller.signal });
  controller.abort();
  const setup = await host.want({ events: { LotStarted: ["LotId"] } });
  setup.stop();
  const names = asked(stage);
  await reconnect(stage);
  await stage.clock.settle();
  assertEquals(names, ["S1F13"]);
  await assertRejects(
    () => host.want({}, { signal: AbortSignal.abort(new Error("enough")) }),
    Error,
    "enough",
  );
});

hostTest("a wish that has run is kept when the handler is disabled and enabled again", {}, async (stage) => {
  const { host, clock } = stage;
  await host.want({ events: { LotStarted: ["LotId"] } });
  await host.clearCollectionEvents();
  await host.disable();
  const again = nextOutcome(host);
  await host.enable();
  await clock.advance(10_000); // T5
  assertEquals((await again).done.length, 3);
});

hostTest("a wish may come before the link, and waits for it", {}, async (stage) => {
  const { host, clock } = stage;
  await host.disable();
  const wanted = host.want({ events: { LotStarted: ["LotId"] } });
  const replaced = assertRejects(() => wanted, Error, "abort");
  const second = host.want({ events: { LotStarted: ["LotId"] } });
  await replaced;
  await host.disable();
  await assertRejects(() => second, HsmsClosedError, "was disabled");
  const third = host.want({ events: { LotStarted: ["LotId"] } });
  await host.enable();
  await clock.advance(10_000); // T5
  assertEquals((await third).outcome.isComplete, true);
});
