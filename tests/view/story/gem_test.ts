import { test } from "node:test";
import { Equipment, GemEquipmentHandler, GemHostHandler, readEquipment } from "@secs/hsms/gem";
import { assertEquals } from "@std/assert";
import { ETCHER } from "../../../src/cli/models/etcher.ts";
import { storyModelOf } from "../../../src/cli/view/story_model.ts";
import type { RibbonKind, Story } from "../../../src/view/story/mod.ts";
import { RecordedLink } from "../recorded_link.ts";

const MODEL = readEquipment(ETCHER);

/** The states of a ribbon, in their order. */
function states(story: Story, kind: RibbonKind): string[] {
  return story.links[0]!.ribbons.find((ribbon) => ribbon.kind === kind)?.spans.map(({ state }) => state) ??
    [];
}

/** A host and an etcher: reports, events, an alarm, a command, a trace; then off-line and on-line, and the spool. */
async function night(): Promise<Story> {
  const link = new RecordedLink();
  const { clock, network } = link;
  const equipment = new Equipment(MODEL);
  const control = { onlineSubstate: "remote" } as const;
  const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, clock, equipment, control });
  await tool.enable();
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "tool", {
    network: link.tapped,
    clock,
    model: MODEL,
  });
  await host.enable();
  await host.waitForCommunicating();
  await equipment.setConstant("EnableSpooling", true);
  await host.listSvs();
  await host.listCollectionEvents();
  await host.subscribeCollectionEvent("LotStarted", ["LotId"]);
  await host.subscribeCollectionEvent("Equipment OFF-LINE", []);
  await host.subscribeCollectionEvent("Control State REMOTE", []);
  await host.subscribeCollectionEvent("Spooling Activated", []);
  await host.subscribeCollectionEvent("Spooling Deactivated", []);
  await host.enableAlarm("DoorOpen");
  await host.setSpooling([{ stream: 6, functions: [] }]);
  equipment.trigger("LotStarted", { LotId: "A1" });
  await clock.settle();
  equipment.set("ChamberPressure", 0.5);
  await host.requestSv("ChamberPressure");
  equipment.alarm("DoorOpen").set();
  equipment.alarm("DoorOpen").clear();
  await clock.settle();
  await host.startTrace({ id: 7, variables: ["ChamberPressure"], period: 1000, samples: 3, perReport: 1 });
  await clock.advance(4000);
  await host.goOffline();
  await clock.settle();
  await host.goOnline();
  await clock.settle();
  await host.disable();
  equipment.trigger("LotStarted", { LotId: "A2" });
  await clock.advance(15_000);
  await host.enable();
  await clock.advance(10_000);
  await host.waitForCommunicating();
  await host.requestSpool();
  await clock.settle();
  await host.disable();
  await tool.disable();
  await clock.settle();
  return link.story({ model: storyModelOf(MODEL) });
}

test("a night of a host and a tool with spooling has no bad fault, and nothing is left open", async () => {
  const story = await night();
  assertEquals(story.faults.filter(({ severity }) => severity === "bad"), []);
  assertEquals(story.bars.filter(({ to }) => to === undefined), []);
});

test("a night of a host and a tool: links, sides and ribbons", async () => {
  const story = await night();
  assertEquals(story.links.length, 1);
  const [left, right] = story.links[0]!.sides;
  assertEquals([left.role, left.mode, right.role, right.mode, right.model], [
    "host",
    "active",
    "equipment",
    "passive",
    "ETCHER 1.0",
  ]);
  assertEquals(states(story, "link"), [
    "NOT SELECTED",
    "SELECTED",
    "NOT SELECTED",
    "NOT CONNECTED",
    "NOT SELECTED",
    "SELECTED",
    "NOT SELECTED",
    "NOT CONNECTED",
  ]);
  assertEquals(states(story, "communication"), [
    "WAIT CRA",
    "COMMUNICATING",
    "NOT COMMUNICATING",
    "WAIT CRA",
    "COMMUNICATING",
    "NOT COMMUNICATING",
  ]);
  assertEquals(states(story, "control"), ["HOST OFF-LINE", "ON-LINE", "ON-LINE/REMOTE"]);
  assertEquals(states(story, "spool"), [
    "SPOOL INACTIVE",
    "TRANSMIT SPOOL",
    "SPOOL ACTIVE",
    "SPOOL INACTIVE",
  ]);
});

test("a night of a host and a tool: events, alarms and traces with names and values", async () => {
  const story = await night();
  const told = [...story.moments].map(({ kind, name, values }) =>
    [kind, name, ...values.map((value) => `${value.name}=${value.text}${value.units ?? ""}`)].join(" ")
  );
  assertEquals(told, [
    "event LotStarted LotId=A1",
    "alarm-set DoorOpen: The chamber door is open",
    "alarm-cleared DoorOpen: The chamber door is open",
    "trace trace 7 ChamberPressure=0.5Pa",
    "trace trace 7 ChamberPressure=0.5Pa",
    "trace trace 7 ChamberPressure=0.5Pa",
    "event Equipment OFF-LINE",
    "event Control State REMOTE",
    "event Spooling Activated",
    "event LotStarted LotId=A2",
    "event Spooling Deactivated",
  ]);
  const series = story.series(0).map(({ name, units, values }) => ({ name, units, values: [...values] }));
  assertEquals(series, [
    { name: "ChamberPressure", units: "Pa", values: [0.5, 0.5, 0.5, 0.5] },
    { name: "SpoolCountActual", units: undefined, values: [0, 2] },
    { name: "SpoolCountTotal", units: undefined, values: [0, 2] },
  ]);
});
