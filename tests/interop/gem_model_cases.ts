// Our GemHostHandler finds out what secsgem's GemEquipmentHandler has, and what is different with it.

import {
  Equipment,
  type EquipmentDefinition,
  GemEquipmentHandler,
  GemHostHandler,
  readEquipment,
} from "@secs/hsms/gem";
import { MemoryNetwork } from "@secs/hsms/testing";
import { assertEquals } from "@std/assert";
import type { GemCase } from "./gem_case.ts";
import type { GemScene } from "./gem_scene.ts";

/** How long an answer is waited for: secsgem does not answer what it cannot read. */
const TIMEOUT = 700;

/** What it says of itself, as a model. */
export const FOUND = {
  model: "secsgem",
  revision: "0.3.0",
  statusVariables: {
    Clock: { id: 1001 },
    ControlState: { id: 1002 },
    EventsEnabled: { id: 1003 },
    AlarmsEnabled: { id: 1004 },
    AlarmsSet: { id: 1005 },
    Pressure: { id: 10, format: "F4", units: "Pa", value: 1.5 },
  },
  constants: {
    EstablishCommunicationsTimeout: { id: 1, min: 10, max: 120 },
    TimeFormat: { id: 2, format: "I4" },
    MaxPressure: { id: 20, format: "U4", units: "Pa", default: 5, min: 0, max: 10 },
  },
  alarms: { "The door is open": { id: 25, category: "personalSafety", text: "The door is open" } },
} as const;

const LACKS = {
  S1F21: "unknown message",
  S1F23: "unknown message",
  S2F17: "unknown message",
  S2F47: "unknown message",
  S7F19: "unknown message",
} as const;

/** All of them, in the order in which they run. */
export const GEM_MODEL_CASES: readonly GemCase[] = [
  { name: "GEM equipment: discovery and its double", host: { forms: { S5F5: "list" } }, run: discovery },
  { name: "GEM equipment: profile, as it is learned", host: {}, run: profile },
  {
    name: "GEM equipment: profile, as it is given",
    host: {
      profile: {
        forms: { S5F5: "list" },
        lacks: LACKS,
        controlState: { variable: 1002, values: { 3: "offline", 4: "local", 5: "remote" } },
      },
    },
    run: withProfile,
  },
];

async function discovery({ host }: GemScene): Promise<void> {
  const { definition, answers, notes } = await host.discover({ timeout: TIMEOUT });
  assertEquals(definition, FOUND);
  assertEquals(answers.map(({ message, lack }) => lack === undefined ? message : `${message} ${lack}`), [
    "S1F1",
    "S1F11",
    "S1F21 unknown message",
    "S1F23 unknown message",
    "S2F29",
    "S5F5",
    "S5F7",
    "S7F19 unknown message",
    "S1F3",
    "S2F13",
    "S2F47 unknown message",
    "S2F17 unknown message",
    "S2F51 silent",
    "S2F53 silent",
    "S2F55 silent",
    "S2F57 silent",
  ]);
  const formats = notes.filter(({ about }) => about.endsWith(".format"));
  assertEquals(formats.map(({ about, tool, model }) => [about, tool, model]), [
    ["statusVariables.ControlState.format", "B[1] 3", "U1, as GEM has it"],
    ["constants.EstablishCommunicationsTimeout.format", "I2[1] 1", "U2, as GEM has it"],
  ]);
  assertEquals(await rediscovered(definition), definition);
}

/** What is found of a tool of ours with that definition. */
async function rediscovered(definition: EquipmentDefinition): Promise<unknown> {
  const network = new MemoryNetwork();
  const equipment = await Equipment.open(readEquipment(definition));
  const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, equipment });
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "double", { network });
  try {
    await tool.enable();
    await host.enable();
    await host.waitForCommunicating();
    return (await host.discover()).definition;
  } finally {
    await host.disable();
    await tool.disable();
    await equipment.close();
  }
}

async function profile({ host }: GemScene): Promise<void> {
  const identity = { MDLN: "secsgem", SOFTREV: "0.3.0" };
  assertEquals(host.profile, { identity });
  await host.discover({ timeout: TIMEOUT });
  // The silence to S5F5 is that to its item.
  assertEquals(host.profile, {
    identity,
    formats: { ECID: "U1", SVID: "U1" },
    lacks: { ...LACKS, S5F5: "silent" },
  });
  await host.requestCollectionEvent(20);
  await host.subscribeCollectionEvent(20, [10]);
  await host.requestCollectionEvent(20);
  await host.enableAlarm(25);
  await host.listEnabledAlarms();
  assertEquals(host.profile.formats, {
    ALID: "U1",
    CEID: "U1",
    DATAID: "U1",
    ECID: "U1",
    RPTID: "U1",
    SVID: "U1",
  });
}

async function withProfile(scene: GemScene): Promise<void> {
  const { host } = scene;
  assertEquals(await host.requestControlState(), "offline");
  await host.goOnline();
  assertEquals(await host.requestControlState(), "remote");
  await scene.call("control_switch_online_local");
  await host.requestSv(1002);
  assertEquals(host.controlState, "local");
  assertEquals((await host.listAlarms()).map(({ id, text }) => [id, text]), [[25, "The door is open"]]);
  assertEquals((await host.spool()).state, "unknown");
}
