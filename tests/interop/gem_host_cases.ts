// Our GemHandler, in the role of the host, drives secsgem's GemEquipmentHandler.

import {
  A,
  HsmsAbortError,
  S1F11,
  S1F3,
  S2F33,
  S2F35,
  S2F37,
  S2F41,
  S6F11,
  SecsAcknowledgeError,
  SecsStream9Error,
} from "@secs/hsms";
import { assertEquals, assertRejects } from "@std/assert";
import type { GemCase } from "./gem_case.ts";
import type { GemScene } from "./gem_scene.ts";

/** All of them, in the order in which they run. */
export const GEM_HOST_CASES: readonly GemCase[] = [
  { name: "GEM equipment: communication", run: communication },
  { name: "GEM equipment: on-line and off-line", run: control },
  { name: "GEM equipment: status variables", run: status },
  { name: "GEM equipment: recipes", run: recipes },
  { name: "GEM equipment: events and a remote command", run: events },
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
  const names = await host.request(S1F11, []);
  assertEquals(names.map((name) => `${name?.SVID} ${name?.SVNAME}`), [
    "1001 Clock",
    "1002 ControlState",
    "1003 EventsEnabled",
    "1004 AlarmsEnabled",
    "1005 AlarmsSet",
  ]);
  const [state, enabled] = await host.request(S1F3, [1002, 1003]);
  assertEquals(`${state} ${enabled}`, "<B 0x05> <L [0]>");
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
  host.secs.register(S6F11, ({ CEID, RPT }) => {
    log.write(`event ${CEID} ${RPT.map(({ V }) => V.join(" ")).join(" ")}`);
    return 0;
  });
  assertEquals(await host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: [1002] }] }), 0);
  assertEquals(await host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 20, RPTID: [1] }] }), 0);
  assertEquals(await host.request(S2F37, { CEED: true, CEID: [20] }), 0);
  assertEquals((await host.request(S2F41, { RCMD: "START", PARAMETERS: [] })).HCACK, 4);
  await log.saw("event 20 <B 0x05>");
  assertEquals((await host.request(S2F41, { RCMD: "HALT", PARAMETERS: [] })).HCACK, 1);
  assertEquals(await host.request(S2F37, { CEED: false, CEID: [] }), 0);
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
