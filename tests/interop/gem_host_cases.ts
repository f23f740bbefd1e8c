// Our GemHostHandler drives secsgem's GemEquipmentHandler.

import { A, HsmsAbortError, HsmsTimeoutError, SecsAcknowledgeError, SecsStream9Error, U4 } from "@secs/hsms";
import { assertEquals, assertRejects } from "@std/assert";
import type { GemCase } from "./gem_case.ts";
import type { GemScene } from "./gem_scene.ts";

/** All of them, in the order in which they run. */
export const GEM_HOST_CASES: readonly GemCase[] = [
  { name: "GEM equipment: communication", run: communication },
  { name: "GEM equipment: on-line and off-line", run: control },
  { name: "GEM equipment: status variables", run: status },
  { name: "GEM equipment: constants", run: constants },
  { name: "GEM equipment: recipes", run: recipes },
  { name: "GEM equipment: events and remote commands", run: events },
  { name: "GEM equipment: alarms", run: alarms },
  { name: "GEM equipment: no clock and no terminal", run: noClock },
  { name: "GEM equipment: link lost and back", run: linkLost },
];

async function communication(scene: GemScene): Promise<void> {
  const { host, peer } = scene;
  assertEquals(host.communicationState, "COMMUNICATING");
  assertEquals(host.peerIdentity, { MDLN: "secsgem", SOFTREV: "0.3.0" });
  assertEquals((await peer.command("state")).communication, "COMMUNICATING");
  assertEquals(await host.areYouThere(), { MDLN: "secsgem", SOFTREV: "0.3.0" });
  assertEquals(await scene.call("are_you_there"), []);
}

async function control(scene: GemScene): Promise<void> {
  const { host, peer } = scene;
  assertEquals((await peer.command("state")).control, "HOST_OFFLINE");
  await host.goOnline();
  await host.goOnline(); // ONLACK 2
  assertEquals(host.controlState, "online");
  await host.goOffline();
  assertEquals(host.controlState, "offline");
  await host.goOffline(); // it is off-line, and answers all the same
  await host.goOnline();
  await scene.call("control_switch_offline");
  await assertRejects(() => host.goOnline(), SecsAcknowledgeError, "ONLACK 1");
  assertEquals(host.controlState, "offline");
  await scene.call("control_switch_online"); // S1F1, which we answer
  assertEquals((await peer.command("state")).control, "ONLINE_REMOTE");
  await host.areYouThere();
  assertEquals(host.controlState, "online");
}

async function status({ host }: GemScene): Promise<void> {
  const names = await host.listSvs();
  assertEquals(names.map(({ id, name, units }) => `${id} ${name} ${units}`), [
    "1001 Clock ",
    "1002 ControlState ",
    "1003 EventsEnabled ",
    "1004 AlarmsEnabled ",
    "1005 AlarmsSet ",
    "10 Pressure Pa",
  ]);
  const readings = await host.requestSvs([10, 1002, 1003, 77]);
  assertEquals(readings.map(({ item }) => `${item}`), ["<F4 1.5>", "<B 0x05>", "<L [0]>", "<L [0]>"]);
}

async function constants({ host }: GemScene): Promise<void> {
  const [constant] = await host.listEcs([20]);
  assertEquals([constant?.id, constant?.name, constant?.units], [20, "MaxPressure", "Pa"]);
  assertEquals((await host.requestEc(20)).value, 5);
  await host.setEc(20, U4(7));
  assertEquals((await host.requestEc(20)).value, 7);
  await assertRejects(() => host.setEc(20, U4(11)), SecsAcknowledgeError, "EAC 3");
  await assertRejects(() => host.setEcs([[20, U4(8)], [77, U4(8)]]), SecsAcknowledgeError, "EAC 1");
  assertEquals((await host.requestEc(20)).value, 7);
}

async function recipes(scene: GemScene): Promise<void> {
  const { host } = scene;
  const send = (): Promise<void> => host.sendProcessProgram("OXIDE", A("500 120 20"));
  await assertRejects(send, SecsStream9Error, "S9F5");
  await scene.call("keep_programs");
  await send();
  assertEquals(`${await host.requestProcessProgram("OXIDE")}`, `${A("500 120 20")}`);
  // It cannot send the empty list that says that there is none.
  await assertRejects(() => host.requestProcessProgram("NITRIDE"), HsmsAbortError, "S7F0");
}

async function events(scene: GemScene): Promise<void> {
  const { host, log } = scene;
  const off = host.on("collection-event", ({ id, values, problems }) => {
    log.write(`event ${id} ${JSON.stringify(values)} ${problems.join(" ")}`);
  });
  await host.subscribeCollectionEvent(20, [10]);
  assertEquals(await host.sendRemoteCommand("START"), { code: 4, isDone: false });
  await log.saw('event 20 {"10":1.5}');
  await assertRejects(() => host.sendRemoteCommand("HALT"), SecsAcknowledgeError, "HCACK 1");
  await assertRejects(() => host.sendRemoteCommand("START", { Lot: "A1" }), SecsAcknowledgeError, "HCACK 3");
  await host.clearCollectionEvents();
  off();
}

async function alarms(scene: GemScene): Promise<void> {
  const { host, log } = scene;
  host.on("alarm", ({ id, isSet, text }) => log.write(`alarm ${id} ${isSet} ${text}`));
  await host.enableAlarm(25);
  await scene.call("set_alarm", 25);
  await log.saw("alarm 25 true The door is open");
  const listed = await host.listEnabledAlarms();
  assertEquals(listed.map(({ id, isSet }) => [id, isSet]), [[25, true]]);
  await scene.call("clear_alarm", 25);
  await log.saw("alarm 25 false The door is open");
  // It drops S5F5 with one item.
  await assertRejects(() => host.listAlarms([25], { timeout: 500 }), HsmsTimeoutError);
  host.secs.dialect.forms.S5F5 = "list";
  assertEquals((await host.listAlarms([25])).map(({ id }) => id), [25]);
  await host.disableAlarm(25);
  await assertRejects(() => host.enableAlarm(77), SecsAcknowledgeError, "ACKC5 1");
}

async function noClock({ host }: GemScene): Promise<void> {
  await assertRejects(() => host.requestClock(), SecsStream9Error, "S9F5");
  await assertRejects(() => host.sendTerminal("lot A1 is urgent"), SecsStream9Error, "S9F5");
}

async function linkLost(scene: GemScene): Promise<void> {
  const { host, log, peer } = scene;
  const before = log.count("communicating");
  await host.disable();
  await peer.log.saw("closed");
  await host.enable();
  await log.saw("communicating", before + 1);
  assertEquals(await host.areYouThere(), { MDLN: "secsgem", SOFTREV: "0.3.0" });
  await scene.replacePeer();
  assertEquals(await host.areYouThere(), { MDLN: "secsgem", SOFTREV: "0.3.0" });
}
