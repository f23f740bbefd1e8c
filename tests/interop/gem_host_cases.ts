// Our GemHostHandler drives secsgem's GemEquipmentHandler.

import {
  A,
  ALL_ALARMS,
  F4,
  HsmsAbortError,
  HsmsTimeoutError,
  I4,
  SecsAcknowledgeError,
  SecsStream9Error,
  U4,
} from "@secs/hsms";
import { assertEquals, assertRejects } from "@std/assert";
import type { GemCase } from "./gem_case.ts";
import { GEM_MODEL_CASES } from "./gem_model_cases.ts";
import type { GemScene } from "./gem_scene.ts";
import { GEM_WISH_CASES } from "./gem_wish_cases.ts";

/** All of them, in the order in which they run. */
export const GEM_HOST_CASES: readonly GemCase[] = [
  { name: "GEM equipment: communication", run: communication },
  { name: "GEM equipment: on-line and off-line", run: control },
  { name: "GEM equipment: status variables", run: status },
  { name: "GEM equipment: constants", run: constants },
  { name: "GEM equipment: recipes", run: recipes },
  { name: "GEM equipment: events and remote commands", run: events },
  { name: "GEM equipment: alarms", run: alarms },
  { name: "GEM equipment: all at once", run: allAtOnce },
  { name: "GEM equipment: what it does not have", run: lacking },
  { name: "GEM equipment: link lost and back", run: linkLost },
  ...GEM_MODEL_CASES,
  ...GEM_WISH_CASES,
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
  await assertRejects(() => host.getProcessProgramList(), SecsStream9Error, "S9F5");
  await assertRejects(() => host.deleteProcessPrograms(["OXIDE"]), SecsStream9Error, "S9F5");
  await scene.call("keep_programs");
  await send();
  assertEquals(`${await host.requestProcessProgram("OXIDE")}`, `${A("500 120 20")}`);
  // It cannot send the empty list that says that there is none.
  await assertRejects(() => host.requestProcessProgram("NITRIDE"), HsmsAbortError, "S7F0");
  assertEquals(await host.getProcessProgramList(), ["OXIDE"]);
  await host.deleteProcessPrograms(["OXIDE"]);
  await host.deleteAllProcessPrograms();
  assertEquals(await host.getProcessProgramList(), []);
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

async function allAtOnce(scene: GemScene): Promise<void> {
  const { host } = scene;
  const svs = await host.requestSvs();
  assertEquals(svs.map(({ id }) => id), [1001, 1002, 1003, 1004, 1005, 10]);
  const names = await host.listEcs();
  assertEquals(names.map(({ id, name }) => `${id} ${name}`), [
    "1 EstablishCommunicationsTimeout",
    "2 TimeFormat",
    "20 MaxPressure",
  ]);
  // The range has another format than the value.
  assertEquals([`${names[2]?.max}`, `${(await host.requestEcs()).at(-1)?.item}`], ["<I8 10>", "<U4 7>"]);
  await host.setEcs([[2, I4(2)], [20, U4(6)]]);
  assertEquals((await host.requestEcs([2, 20])).map(({ value }) => value), [2, 6]);
  const [start, stop] = await host.subscribeCollectionEvents([
    { event: 20, variables: [10, 1002] },
    { event: 21, variables: [10] },
  ]);
  const now = await host.requestCollectionEvent(20);
  assertEquals(now?.reports.map(({ id, items }) => [id, items.join(" ")]), [[start, "<F4 1.5> <B 0x05>"]]);
  assertEquals((await host.requestCollectionEvent(21))?.reports.map(({ id }) => id), [stop]);
  await host.disableCollectionEvents([20]);
  assertEquals(`${(await host.requestSv(1003)).item}`, "<L [1] <U1 21>>");
  await host.enableCollectionEvents([20]);
  await assertRejects(() => host.enableCollectionEvents([77]), SecsAcknowledgeError, "ERACK 1");
  await assertRejects(() => host.subscribeCollectionEvent(20, [77]), SecsAcknowledgeError, "DRACK 4");
  await assertRejects(() => host.subscribeCollectionEvent(77, [10]), SecsAcknowledgeError, "LRACK 4");
  assertEquals((await host.requestCollectionEvent(77))?.reports, []);
  await host.disableCollectionEvents();
  assertEquals(`${(await host.requestSv(1003)).item}`, "<L [0]>");
  await host.clearCollectionEvents();
  host.secs.dialect.forms.S5F5 = "list";
  assertEquals((await host.listAlarms()).map(({ id }) => id), [25]);
  // S5F3 of all: an item is answered with S5F0, a list with nothing.
  await assertRejects(() => host.enableAlarm(ALL_ALARMS, { timeout: 500 }), HsmsAbortError, "S5F0");
  await assertRejects(() => host.disableAlarm(ALL_ALARMS, { timeout: 500 }), HsmsAbortError, "S5F0");
  assertEquals(await host.sendRemoteCommand("STOP"), { code: 4, isDone: false });
}

async function lacking({ host }: GemScene): Promise<void> {
  const reported: Record<string, () => Promise<unknown>> = {
    S1F21: () => host.listDvs(),
    S1F23: () => host.listCollectionEvents(),
    S2F17: () => host.requestClock(),
    S2F21: () => host.sendRemoteCommand("START", {}, { form: "S2F21" }),
    S2F23: () => host.startTrace({ id: 1, variables: [10], period: 1000, samples: 1 }),
    "S2F23 that ends": () => host.stopTrace(1),
    S2F43: () => host.setSpooling([{ stream: 6, functions: [11] }]),
    S2F45: () => host.defineLimits([{ variable: 10, limits: [{ id: 1, upper: F4(2), lower: F4(1) }] }]),
    "S2F45 of none": () => host.clearLimits(),
    S2F47: () => host.requestLimits(),
    S2F49: () => host.sendRemoteCommand("START", {}, { object: "Lot" }),
    S6F23: () => host.requestSpool(),
    "S6F23 that purges": () => host.purgeSpool(),
    "S6F23 until it is empty": () => host.emptySpool(),
    S10F3: () => host.sendTerminal("lot A1 is urgent"),
  };
  for (const [name, call] of Object.entries(reported)) {
    await assertRejects(call, SecsStream9Error, "S9F5", name);
  }
  // It has no class for these.
  const options = { timeout: 500 };
  await assertRejects(() => host.setClock(new Date(0), options), HsmsTimeoutError);
  await assertRejects(() => host.sendTerminal(["lot A1", "is urgent"], options), HsmsTimeoutError);
  await assertRejects(() => host.sendTerminal("all", { ...options, terminal: "all" }), HsmsTimeoutError);
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
