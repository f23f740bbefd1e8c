// secsgem's GemHostHandler drives our GemEquipmentHandler, an etcher.

import { assertEquals, assertRejects } from "@std/assert";
import { EAC, HCACK } from "@secs/hsms/gem";
import type { GemCase } from "./gem_case.ts";
import type { GemScene } from "./gem_scene.ts";

const DOOR = { ALID: 5001, ALTX: "The chamber door is open" };

/** All of them, in the order in which they run. */
export const GEM_EQUIPMENT_CASES: readonly GemCase[] = [
  { name: "GEM host: communication", run: communication },
  { name: "GEM host: off-line and on-line", run: control },
  { name: "GEM host: status variables and their names", run: status },
  { name: "GEM host: constants, and each EAC", run: constants },
  { name: "GEM host: events with their values", run: events },
  { name: "GEM host: alarms", run: alarms },
  { name: "GEM host: remote commands", run: commands },
  { name: "GEM host: recipes", run: recipes },
  { name: "GEM host: terminal", run: terminal },
  { name: "GEM host: clock and traces", run: clockAndTraces },
  { name: "GEM host: link lost and back", run: linkLost },
  { name: "GEM host: spool", run: spool },
  { name: "GEM host: a new process of it", run: newHost },
  { name: "GEM host as shipped: alarms", option: "shipped", run: shippedAlarms },
];

async function communication(scene: GemScene): Promise<void> {
  const { equipment, peer } = scene;
  assertEquals(equipment.communicationState, "COMMUNICATING");
  assertEquals(equipment.peerIdentity, undefined);
  assertEquals((await peer.command("state")).communication, "COMMUNICATING");
  assertEquals(await scene.call("are_you_there"), ["ETCH-3", "1.2.0"]);
  assertEquals(await equipment.areYouThere(), undefined);
}

async function control(scene: GemScene): Promise<void> {
  const { equipment, log } = scene;
  assertEquals(await scene.call("go_offline"), 0);
  assertEquals(equipment.controlState, "host-offline");
  // S1F4 does not come, but S1F0.
  assertEquals(await scene.ask(1, 3, [1001]), { name: "SecsS01F00", value: null });
  assertEquals(await scene.call("go_online"), 0);
  assertEquals(await scene.call("go_online"), 2);
  assertEquals(equipment.controlState, "remote");
  equipment.controlSwitchOffline();
  assertEquals(await scene.call("go_online"), 1);
  equipment.controlSwitchOnline(); // S1F1, which it answers
  await log.saw("control remote", 2);
}

async function status(scene: GemScene): Promise<void> {
  const { tool } = scene;
  tool.set("ChamberPressure", 1.5);
  tool.set("WaferCount", 7);
  assertEquals(await scene.call("request_svs", [1002, 1001, 1003, 9]), [7, 1.5, "", []]);
  assertEquals(await scene.call("list_svs", [1001, 1003]), [
    { SVID: 1001, SVNAME: "ChamberPressure", UNITS: "Pa" },
    { SVID: 1003, SVNAME: "Cassette", UNITS: "" },
  ]);
  const all = await scene.call("list_svs") as { SVNAME: string }[];
  assertEquals(all.map(({ SVNAME }) => SVNAME).slice(0, 4), [
    "ChamberPressure",
    "WaferCount",
    "Cassette",
    "AlarmsEnabled",
  ]);
  assertEquals((await scene.call("request_svs", []) as unknown[]).length, all.length);
}

async function constants(scene: GemScene): Promise<void> {
  const { tool } = scene;
  const [pressure] = await scene.call("list_ecs", [3001]) as unknown[];
  assertEquals(pressure, {
    ECID: 3001,
    ECNAME: "MaxPressure",
    ECMIN: 0,
    ECMAX: 10,
    ECDEF: 5,
    UNITS: "Pa",
  });
  assertEquals(await scene.call("set_ec", 3001, { F4: 7 }), EAC.done);
  assertEquals(await scene.call("set_ec", 3002, "fast"), EAC.done);
  assertEquals(await scene.call("request_ecs", [3002, 3001, 9]), ["fast", 7, []]);
  assertEquals(await scene.call("set_ecs", [[3001, { F4: 6 }], [9, { F4: 6 }]]), EAC.unknownConstant);
  assertEquals(await scene.call("set_ecs", [[3001, { F4: 6 }], [3001, { F4: 11 }]]), EAC.outOfRange);
  // A plain number goes as I8 or F8, which is not the format of the constant.
  assertEquals(await scene.call("set_ec", 3001, 6), EAC.outOfRange);
  tool.checkConstants(() => EAC.busy);
  assertEquals(await scene.call("set_ec", 3001, { F4: 6 }), EAC.busy);
  tool.checkConstants(() => EAC.done);
  assertEquals([tool.get("MaxPressure"), tool.get("Mode")], [7, "fast"]);
}

async function events(scene: GemScene): Promise<void> {
  const { tool, peer } = scene;
  tool.set("ChamberPressure", 2.5);
  await scene.call("subscribe_collection_event", 4001, [2001, 1001], 1000);
  tool.trigger("LotStarted", { LotId: "A1" });
  await peer.log.saw("event 4001 report 1000 ['A1', 2.5]");
  await scene.call("subscribe_collection_event", 4002, [2001]);
  tool.trigger("LotDone", { LotId: "A1" });
  await peer.log.saw("event 4002 report 1000 ['A1']");
  const before = peer.log.count("event");
  await scene.call("clear_collection_events");
  tool.trigger("LotStarted", { LotId: "A2" });
  await scene.call("are_you_there");
  assertEquals(peer.log.count("event"), before);
}

async function alarms(scene: GemScene): Promise<void> {
  const { tool, peer } = scene;
  const door = tool.alarm("DoorOpen");
  assertEquals(await scene.call("list_alarms", [5001]), [{ ALCD: 1, ...DOOR }]);
  assertEquals((await scene.call("list_alarms") as unknown[]).length, 2);
  assertEquals(await scene.call("list_enabled_alarms"), []);
  assertEquals(await scene.call("enable_alarm", 5001), 0);
  assertEquals(await scene.call("list_enabled_alarms"), [{ ALCD: 1, ...DOOR }]);
  door.set();
  await peer.log.saw(`alarm 5001 code 129 ${DOOR.ALTX}`);
  assertEquals(await scene.call("list_alarms", [5001]), [{ ALCD: 129, ...DOOR }]);
  door.clear();
  await peer.log.saw(`alarm 5001 code 1 ${DOOR.ALTX}`);
  assertEquals(await scene.call("enable_alarm", 9), 1);
  assertEquals(await scene.call("disable_alarm", 5001), 0);
  const before = peer.log.count("alarm");
  door.set();
  await scene.call("are_you_there");
  assertEquals(peer.log.count("alarm"), before);
  door.clear();
}

async function commands(scene: GemScene): Promise<void> {
  const { tool, peer } = scene;
  tool.onCommand("STOP", () => {});
  tool.onCommand("BEEP", () => HCACK.alreadyInCondition);
  tool.onCommand("START", ({ LotId }, call) => call.finishLater(() => tool.trigger("LotDone", { LotId })));
  await scene.call("subscribe_collection_event", 4002, [2001], 1001);
  const command = async (name: string, ...parameters: (readonly [string, unknown])[]): Promise<unknown> => {
    const { HCACK, PARAMS } = await scene.call("send_remote_command", name, parameters) as {
      HCACK: number;
      PARAMS: { CPNAME: string; CPACK: number }[];
    };
    return [HCACK, ...PARAMS.map(({ CPNAME, CPACK }) => `${CPNAME} ${CPACK}`)];
  };
  assertEquals(await command("STOP"), [0]);
  assertEquals(await command("HALT"), [1]);
  assertEquals(await command("PP-SELECT", ["PPID", "none"]), [2]); // it has no handler
  assertEquals(await command("START", ["LotId", 5]), [3, "LotId 3"]);
  assertEquals(await command("START", ["Lot", "A3"]), [3, "Lot 1", "LotId 1"]);
  assertEquals(await command("START", ["LotId", "A3"]), [4]);
  await peer.log.saw("event 4002 report 1001 ['A3']");
  assertEquals(await command("START", ["LotId", "A4"], ["Slots", 3]), [4]);
  await peer.log.saw("event 4002 report 1001 ['A4']");
  assertEquals(await command("BEEP"), [5]);
  scene.equipment.controlSwitchOnlineLocal();
  assertEquals(await command("STOP"), [2]);
  scene.equipment.controlSwitchOnlineRemote();
  await scene.call("clear_collection_events");
}

async function recipes(scene: GemScene): Promise<void> {
  const { tool } = scene;
  assertEquals(await scene.call("send_process_program", "OXIDE", "500 120 20"), 0);
  assertEquals(await scene.call("request_process_program", "OXIDE"), ["OXIDE", "500 120 20"]);
  assertEquals(await scene.call("request_process_program", "NITRIDE"), [null, null]);
  assertEquals(await scene.call("get_process_program_list"), ["OXIDE"]);
  assertEquals(await scene.call("delete_process_programs", ["OXIDE", "NITRIDE"]), 4);
  assertEquals((await tool.programs!.list()).length, 1);
  assertEquals(await scene.call("delete_process_programs", ["OXIDE"]), 0);
  assertEquals(await scene.call("get_process_program_list"), []);
}

async function terminal(scene: GemScene): Promise<void> {
  const { tool, peer } = scene;
  assertEquals(await scene.call("send_equipment_terminal", 0, "lot A1 is urgent"), 1); // nothing shows it
  const shown: unknown[] = [];
  tool.onTerminal((lines, { terminal }) => void shown.push([lines, terminal]));
  assertEquals(await scene.call("send_equipment_terminal", 2, "lot A1 is urgent"), 0);
  assertEquals(shown, [[["lot A1 is urgent"], 2]]);
  tool.sendText("which one?", 1);
  await peer.log.saw("terminal 1 which one?");
}

async function clockAndTraces(scene: GemScene): Promise<void> {
  assertEquals((await scene.ask(2, 17)).value, "2026010203040500");
  const trace = { TRID: 1, DSPER: "000001", TOTSMP: 2, REPGSZ: 1, SVID: [1001] };
  assertEquals((await scene.ask(2, 23, trace)).value, 0);
  assertEquals((await scene.ask(2, 23, { ...trace, TOTSMP: 0 })).value, 0);
  assertEquals((await scene.ask(2, 23, { ...trace, SVID: [9] })).value, 4);
}

async function linkLost(scene: GemScene): Promise<void> {
  const { tool, equipment, log, peer } = scene;
  await scene.call("subscribe_collection_event", 4001, [2001], 1002);
  const before = log.count("communicating");
  await equipment.disable();
  await peer.log.saw("closed");
  tool.trigger("LotStarted", { LotId: "gone" });
  await log.saw("lost S6F11 disabled");
  // Nobody has told its state model.
  assertEquals((await peer.command("state")).communication, "COMMUNICATING");
  await equipment.enable();
  await log.saw("communicating", before + 1);
  tool.trigger("LotStarted", { LotId: "A5" });
  await peer.log.saw("event 4001 report 1002 ['A5']");
  assertEquals(peer.log.count("event 4001 report 1002 ['gone']"), 0);
}

async function spool(scene: GemScene): Promise<void> {
  const { tool, equipment, log, peer } = scene;
  await scene.call("clear_collection_events"); // otherwise LRACK 3, which its call does not look at
  await tool.setConstant("EnableSpooling", true);
  await scene.call("subscribe_collection_event", 4001, [2001], 1004);
  assertEquals((await scene.ask(2, 43, [{ STRID: 6, FCNID: [11] }])).value, { RSPACK: 0, DATA: [] });
  const [before, lost] = [log.count("communicating"), log.count("not communicating")];
  await peer.command("disable");
  await log.saw("not communicating", lost + 1);
  for (const LotId of ["B1", "B2"]) tool.trigger("LotStarted", { LotId });
  assertEquals(equipment.pendingMessages.spooled, 2);
  await peer.command("enable");
  await log.saw("communicating", before + 1);
  assertEquals((await scene.ask(6, 23, 0)).value, 0);
  await peer.log.saw("event 4001 report 1004 ['B1']");
  await peer.log.saw("event 4001 report 1004 ['B2']");
  await log.saw("spooling inactive");
  assertEquals(equipment.pendingMessages.spooled, 0);
  await tool.setConstant("EnableSpooling", false);
}

async function newHost(scene: GemScene): Promise<void> {
  const { tool, log } = scene;
  await scene.call("clear_collection_events");
  await scene.call("subscribe_collection_event", 4001, [2001], 1003);
  await scene.replacePeer();
  // It does not know the reports that the tool has kept for it, and answers S6F0.
  tool.trigger("LotStarted", { LotId: "A6" });
  await log.saw("unanswered S6F11");
  await scene.call("clear_collection_events");
  await scene.call("subscribe_collection_event", 4001, [2001], 1003);
  tool.trigger("LotStarted", { LotId: "A7" });
  await scene.peer.log.saw("event 4001 report 1003 ['A7']");
}

async function shippedAlarms(scene: GemScene): Promise<void> {
  const { tool, peer } = scene;
  await assertRejects(() => scene.call("enable_alarm", 5001), Error, "missing message"); // T3
  assertEquals(await scene.call("list_enabled_alarms"), [{ ALCD: 1, ...DOOR }]);
  tool.alarm("DoorOpen").set();
  await peer.log.saw(`alarm 5001 code 129 ${DOOR.ALTX}`);
}
