// What an enabled event with ten variables costs. Its parts are internals.

import {
  A,
  BOOLEAN,
  encodeItem,
  F4,
  F8,
  L,
  S2F33,
  S2F35,
  S2F37,
  S6F11,
  SecsHandler,
  tcp,
  U2,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { defineEquipment, Equipment, GemEquipmentHandler, GemHandler } from "../../src/gem/mod.ts";
import { toolOf } from "../../src/gem/equipment/equipment.ts";
import { EquipmentHost } from "../../src/gem/equipment/equipment_host.ts";
import type { Case } from "./case.ts";

const REPORTS = { DATAID: 0, REPORTS: [{ RPTID: 1, VID: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }] };
const LINKS = { DATAID: 0, LINKS: [{ CEID: 11, RPTID: [1] }] };
const ENABLE = { CEED: true, CEID: [11] };

/** Number of triggers in one run. */
const COUNT = 256;

/** A tool with an event of ten variables. */
export const MODEL = defineEquipment({
  model: "BENCH",
  revision: "1",
  statusVariables: {
    Pressure: { id: 1, format: "F4", value: 0 },
    Power: { id: 2, format: "F8", value: 0 },
    Slot: { id: 3, format: "U2", value: 0 },
    Gas: { id: 4, format: "A", value: "N2" },
    Flow: { id: 5, format: "F4", value: 0 },
  },
  dataVariables: {
    Lot: { id: 6, format: "A" },
    Wafer: { id: 7, format: "U4" },
    Depth: { id: 8, format: "F4" },
    Rate: { id: 9, format: "F4" },
    Good: { id: 10, format: "BOOLEAN" },
  },
  events: { Done: { id: 11, variables: ["Lot", "Wafer", "Depth", "Rate", "Good"] } },
});

type Bench = Equipment<typeof MODEL.definition>;

/** What is measured of triggers; the two that are connected stay so. */
export async function triggerCases(): Promise<readonly Case[]> {
  return [await disabled(), await setting(), await queued(), await overTcp()];
}

/** An event that the host has not enabled, with values that are there already: it costs a tool what it is worth. */
async function disabled(): Promise<Case> {
  const tool = await Equipment.open(MODEL);
  new GemEquipmentHandler("*", 5000, false, 0, "host", { network: new MemoryNetwork(), equipment: tool });
  const values = { Lot: "LOT-0815", Wafer: 1, Depth: 0.5, Rate: 1.5, Good: true };
  const ours = (): void => {
    for (let i = 0; i < COUNT; i++) tool.trigger("Done", values);
  };
  return { layer: "trigger", name: "a disabled event", count: COUNT, ours };
}

/** A status variable that gets one value after the other. */
async function setting(): Promise<Case> {
  const tool = await Equipment.open(MODEL);
  const ours = (): void => {
    for (let i = 0; i < COUNT; i++) tool.set("Slot", i);
  };
  return { layer: "trigger", name: "a status variable is set", count: COUNT, ours };
}

/** From `trigger` to the message that waits for its turn. */
async function queued(): Promise<Case> {
  const tool = await Equipment.open(MODEL);
  const network = new MemoryNetwork();
  const secs = new SecsHandler("127.0.0.1", 5000, false, 0, "host", { network, role: "equipment" });
  const host = new EquipmentHost(secs, toolOf(tool), { control: { onlineSubstate: "remote" } }, {
    told() {},
    controlChanged() {},
    constantsChanged() {},
  });
  toolOf(tool).attach(host);
  host.setup.defineReports(REPORTS);
  host.setup.linkReports(LINKS);
  host.setup.enableEvents(ENABLE);
  let bytes = 0;
  host.sender.post = (message) => bytes += message.bytes;
  return {
    layer: "trigger",
    name: "an enabled event with ten variables",
    count: COUNT,
    ours() {
      bytes = 0;
      triggerAll(tool);
      if (bytes !== encodedBytes) throw new Error(`${bytes} bytes, and not ${encodedBytes}`);
    },
    plain: encodeAll,
  };
}

/** To a host that answers each, over TCP. */
async function overTcp(): Promise<Case> {
  const tool = await Equipment.open(MODEL);
  const handler = new GemEquipmentHandler("127.0.0.1", 0, false, 0, "host", {
    network: tcp,
    equipment: tool,
    control: { onlineSubstate: "remote" },
    maxOpen: 32,
  });
  await handler.enable();
  const { port } = handler.connection.listeningEndpoint!;
  const host = new GemHandler("127.0.0.1", port, true, 0, "tool", { network: tcp });
  let left = 0;
  let onDone = (): void => {};
  host.secs.register(S6F11, () => {
    if (--left === 0) onDone();
    return 0;
  });
  await host.enable();
  await Promise.all([host.waitForCommunicating(), handler.waitForCommunicating()]);
  await host.request(S2F33, REPORTS);
  await host.request(S2F35, LINKS);
  await host.request(S2F37, ENABLE);
  return {
    layer: "trigger",
    name: "the same over TCP with its answer, 32 open",
    count: COUNT,
    async ours() {
      left = COUNT;
      triggerAll(tool);
      await new Promise<void>((resolve) => onDone = resolve);
    },
  };
}

/** The number of bytes of all bodies. */
const encodedBytes = encodeAll();

/** Triggers the event, with other values each time. */
export function triggerAll(tool: Bench): void {
  for (let i = 0; i < COUNT; i++) {
    tool.set("Pressure", i / 8);
    tool.trigger("Done", { Lot: "LOT-0815", Wafer: i, Depth: i / 4, Rate: 1.5, Good: true });
  }
}

/** The same bodies by hand. */
function encodeAll(): number {
  let bytes = 0;
  for (let i = 0; i < COUNT; i++) bytes += eventBody(i).length;
  return bytes;
}

/** The body of one event, by hand. */
export function eventBody(i: number): Uint8Array {
  const report = L(
    F4(i / 8),
    F8(0),
    U2(0),
    A("N2"),
    F4(0),
    A("LOT-0815"),
    U4(i),
    F4(i / 4),
    F4(1.5),
    BOOLEAN(true),
  );
  return encodeItem(L(U4(i + 1), U4(11), L(L(U4(1), report))));
}
