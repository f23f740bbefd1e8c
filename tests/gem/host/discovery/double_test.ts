// Our etcher, and what a host finds out of it: the double of a tool is the tool, but for what no message says.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { S1F11, S1F21, S1F23, S2F29, S2F51, S2F53, S2F55, S2F57, S5F5, S5F7 } from "@secs/hsms";
import {
  type EquipmentModel,
  type GemEquipmentHandler,
  type GemHostHandler,
  readEquipment,
} from "../../../../src/gem/mod.ts";
import { ETCHER as BIG } from "../../definition/etcher.ts";
import { ETCHER as SMALL } from "../../equipment/etcher.ts";
import { READ_ONLY } from "./answering.ts";
import { assertFixed, discoverDouble } from "./double.ts";

/** The parts of a model that have a place on the wire; the rest is left out, and named in docs/gem-host.md. */
function onTheWire(model: EquipmentModel, write: boolean): unknown {
  return {
    model: model.model,
    revision: model.revision,
    variables: model.variables.all.map((
      { kind, name, id, format, array, units, initial, min, max, limits },
    ) => ({
      kind,
      name,
      id,
      // Formats of data variables: only reports say them.
      type: kind === "data" && !write ? undefined : [format, array],
      units,
      initial,
      min,
      max,
      limits: limits && { ...limits, event: limits.event.id },
    })).sort(byId),
    // Those of alarms whose ids and names do not lead to their ALID are events by themselves.
    events: model.events.all.map(({ name, id, variables }) => ({
      name,
      id,
      variables: variables.map((one) => one.name),
    })).sort(byId),
    alarms: model.alarms.all.map(({ name, id, category, text }) => ({ name, id, category, text })),
    processPrograms: model.processPrograms,
  };
}

function byId(a: { id: string | number }, b: { id: string | number }): number {
  return Number(a.id) - Number(b.id);
}

for (const write of [false, true]) {
  test(`the model of the etcher comes back but for what no message says (write: ${write})`, async () => {
    const { definition } = await discoverDouble(SMALL as unknown as EquipmentModel, { write });
    assertEquals(
      onTheWire(readEquipment(definition), write),
      onTheWire(SMALL as unknown as EquipmentModel, write),
    );
    await assertFixed(definition, { write });
  });

  test(`an alarm whose events have other ids: they are events, and it has others (write: ${write})`, async () => {
    const { definition } = await discoverDouble(BIG as unknown as EquipmentModel, { write });
    const { alarms, events } = definition;
    assertEquals(Object.keys(alarms ?? {}), ["DoorOpen", "Gas is low"]);
    assertEquals(events?.["GasLow Detected"], { id: 4200, variables: ["AlarmID"] });
    // With the name and the events of GasLow all is the same.
    const { "Gas is low": gas, ...others } = alarms!;
    const { "GasLow Detected": _, "GasLow Cleared": __, ...rest } = events!;
    const told = {
      ...definition,
      events: rest,
      alarms: { ...others, GasLow: { ...gas!, detected: 4200, cleared: 4201 } },
    };
    assertEquals(onTheWire(readEquipment(told), write), onTheWire(BIG as unknown as EquipmentModel, write));
    await assertFixed(definition, { write });
  });
}

/** A tool without lists of names. */
function withoutLists({ secs }: GemEquipmentHandler): void {
  for (const message of [S1F11, S1F21, S1F23, S2F29, S5F5, S5F7, S2F51, S2F53, S2F55, S2F57]) {
    secs.unregister(message);
  }
}

test("a tool without lists: its double has what is known, again without lists", async () => {
  const known = [[1001, 1005], [3001, 3003], [60_001, 60_014], [60_101, 60_105]] as const;
  const options = { before: withoutLists, known };
  const { definition } = await discoverDouble(BIG as unknown as EquipmentModel, options);
  const { statusVariables: status, constants } = definition;
  assertEquals(status?.["SV 1001"], { id: 1001, format: "F4", value: 0, limits: { min: 0, max: 10 } });
  assertEquals(status?.["SV 1003"], { id: 1003, format: "U1", array: true, value: [1, 2, 3] });
  assertEquals(constants?.["EC 3001"], { id: 3001, format: "F4", default: 5 });
  assertEquals(constants?.["EC 3002"], { id: 3002, format: "A", default: "slow" });
  assertEquals(definition.events?.LotStarted, undefined);
  const again = await discoverDouble(readEquipment(definition), {
    ...options,
    known: [...known, [61_001, 61_050]],
  });
  assertEquals(again.definition.statusVariables?.["SV 1003"], status?.["SV 1003"]);
  assertEquals(again.definition.constants?.["EC 3001"], constants?.["EC 3001"]);
});

/** Writes down the messages that the tool gets. */
function record(got: string[]): (tool: GemEquipmentHandler) => void {
  return ({ secs }) => void secs.session.on("received", ({ packet: { header } }) => got.push(header.name));
}

test("nothing that changes the tool is sent", async () => {
  const got: string[] = [];
  await discoverDouble(BIG as unknown as EquipmentModel, {
    before: record(got),
    after: () => {
      assertEquals(got.filter((name) => !READ_ONLY.has(name)), []);
      assert(got.length >= 16);
    },
  });
});

test("write: a report is defined, read and deleted, and those of the tool stay as they are", async () => {
  const got: string[] = [];
  const reports: unknown[] = [];
  const read = async (host: GemHostHandler): Promise<void> => {
    reports.push(await host.request(S2F53, []), await host.request(S2F55, []), await host.request(S2F57));
  };
  const { notes } = await discoverDouble(BIG as unknown as EquipmentModel, {
    write: true,
    before: async (tool, host) => {
      await host.subscribeCollectionEvent(4001, [2001], { rptid: 65_000 });
      await read(host);
      record(got)(tool);
    },
    after: (_, host) => {
      const sent = got.splice(0);
      assertEquals(sent.filter((name) => !READ_ONLY.has(name)), ["S2F33 W", "S2F33 W"]);
      assertEquals(sent.slice(-3), ["S2F33 W", "S6F19 W", "S2F33 W"]);
      return read(host);
    },
  });
  assertEquals(reports.slice(3), reports.slice(0, 3));
  assertEquals(notes.filter(({ about }) => about === "S2F33"), []);
});
