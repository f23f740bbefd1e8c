// Whatever a tool says, there is a definition of it, and that is all that the definition needs.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { A, F4, type Item, L, U1, U2, U4 } from "@secs/hsms/secs2";
import { definitionOf } from "../../../../src/gem/host/discovery/definition_of.ts";
import type { Facts, ListedConstant, ListedVariable } from "../../../../src/gem/host/discovery/facts.ts";
import { Notes } from "../../../../src/gem/host/discovery/notes.ts";
import { type EquipmentDefinition, readEquipment } from "../../../../src/gem/mod.ts";
import { assertFixed, discoverDouble } from "./double.ts";
import { anyFacts } from "./facts.ts";

test("readEquipment takes the definition of any tool, as JSON too", () => {
  fc.assert(
    fc.property(anyFacts, ({ facts, notes }) => {
      const definition = definitionOf(facts, notes);
      readEquipment(definition);
      const json = JSON.stringify(definition);
      readEquipment(json);
      assertEquals(JSON.parse(json), definition as unknown);
    }),
    { numRuns: 60 },
  );
});

for (const write of [false, true]) {
  test(`the double of any tool has the same definition again, but for data variables (write: ${write})`, async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts, async ({ facts, notes }) => {
        const options = { write, encoding: facts.encoding };
        const said = definitionOf(facts, notes);
        const first = await discoverDouble(readEquipment(said), options);
        assertEquals(withoutData(first.definition), withoutData(said));
        await assertFixed(first.definition, options);
      }),
      { numRuns: 15 },
    );
  });
}

/** A tool sends data variables with their events only. */
function withoutData({ dataVariables, ...definition }: EquipmentDefinition): unknown {
  const ids = Object.entries(dataVariables ?? {}).flatMap(([name, { id }]) =>
    id === undefined ? [] : [[name, id]]
  );
  return { ...definition, dataVariables: Object.fromEntries(ids) };
}

/** The definition of a tool that says just this, and its notes about what it said. */
function told(said: Partial<Facts>): { definition: EquipmentDefinition; notes: string[] } {
  const notes = new Notes();
  const facts = { ...NOTHING, ...said };
  const definition = definitionOf(facts, notes);
  readEquipment(definition);
  const some = notes.all.filter(({ kind }) => kind === "different");
  return { definition, notes: some.map(({ about, tool, model }) => `${about}: ${tool} → ${model}`) };
}

const NOTHING: Facts = {
  identity: { MDLN: "M", SOFTREV: "1" },
  status: [],
  data: [],
  constants: [],
  events: [],
  alarms: [],
  values: new Map(),
  constantValues: new Map(),
  limits: new Map(),
  unknownReports: [],
  programs: undefined,
  encoding: undefined,
};

function named(id: number | string, name: string, units = ""): ListedVariable {
  return { id, name, units };
}

test("names are made valid and unique, and each that changes is told", () => {
  const { definition, notes } = told({
    status: [
      named(1, "Temp"),
      named(2, "Temp  "),
      named(3, ""),
      named(4, "Größe"),
      named(5, "X".repeat(50)),
      named(6, "control_state"),
      named(7, "AlarmID"),
    ],
  });
  assertEquals(Object.keys(definition.statusVariables ?? {}), [
    "Temp (1)",
    "Temp (2)",
    "SV 3",
    "Gr__e",
    "X".repeat(40),
    "ControlState",
    "AlarmID (7)",
  ]);
  assertEquals(definition.statusVariables?.ControlState, { id: 6 });
  assertEquals(notes.filter((note) => note.includes("has the name")).slice(0, 3), [
    'statusVariables["Temp (1)"]: SV 1 has the name "Temp" → "Temp (1)"',
    'statusVariables["Temp (2)"]: SV 2 has the name "Temp  " → "Temp (2)"',
    'statusVariables["SV 3"]: SV 3 has the name "" → "SV 3"',
  ]);
});

test("a status variable and a constant with one id: the same, or two", () => {
  const { definition, notes } = told({
    status: [named(1, "Temp"), named(2, "Flow")],
    constants: [named(1, "MaxTemp"), named(2, "Flow")],
    constantValues: new Map([[1, U2(5)], [2, U2(6)]]),
  });
  assertEquals(definition.statusVariables, { Temp: { id: 1, format: "L" } });
  assertEquals(definition.constants, {
    MaxTemp: { id: 61_001, format: "U2", default: 5 },
    Flow: { id: 2, format: "U2", default: 6 },
  });
  assertEquals(notes.filter((note) => note.startsWith("constants: ")), [
    'constants: EC 1 "MaxTemp" has the id of SV "Temp" → its id is 61001: a model has one space of ids for both',
    "constants: 2 is a status variable and a constant → a constant",
  ]);
});

test("ids of what the tool has are not given to what GEM requires, nor to events of alarms", () => {
  const { definition } = told({
    status: [named(60_003, "Temp")],
    events: [{ id: 60_301, name: "Go", variables: [] }, { id: 10_005, name: "Stop", variables: [] }],
    alarms: [{ id: 5, category: 0, text: "Door" }, { id: "A", category: 9, text: "Gas" }],
  });
  assertEquals(definition.statusVariables?.Clock, { id: 61_001 });
  assertEquals(definition.events, {
    Go: { id: 60_301 },
    Stop: { id: 10_005 },
    "Equipment OFF-LINE": { id: 61_004 },
  });
  assertEquals(definition.alarms, {
    Door: { id: 5, category: "notUsed", text: "Door", detected: 61_001 },
    Gas: { id: "A", category: 9, text: "Gas", detected: 61_002, cleared: 61_003 },
  });
});

test("a tool whose ids are all text gets text for others, too", () => {
  const { definition } = told({ status: [named("1", "Temp")] });
  assertEquals(definition.statusVariables?.Clock, { id: "60003" });
});

test("constants: formats, defaults and ranges that do not fit each other", () => {
  const at = (id: number, min: Item, max: Item, ECDEF: Item): ListedConstant => (
    { id, name: `C${id}`, units: "", min, max, default: ECDEF }
  );
  const { definition, notes } = told({
    constants: [
      at(1, U2(0), U2(0), F4(5)), // no range
      at(2, A("0"), A("10"), F4(5)), // a range as text
      at(3, U4(0), U4(300), U1(9)), // a greatest value that is none
      at(4, A(""), A(""), L(A("x"))), // a list
      at(5, A(""), A(""), A("slow")),
      at(6, A(""), A(""), U2(1, 2, 3)),
    ],
    constantValues: new Map<number, Item>([[4, L(A("x"))], [5, A("fast")]]),
  });
  assertEquals(definition.constants as unknown, {
    C1: { id: 1, format: "F4", default: 5 },
    C2: { id: 2, format: "F4", default: 5, min: 0, max: 10 },
    C3: { id: 3, format: "U1", default: 9, min: 0 },
    C5: { id: 5, format: "A", default: "slow" },
    C6: { id: 6, format: "U2", array: true, default: [1, 2, 3] },
  });
  for (
    const note of [
      "constants.C1.min: U2[1] 0 to U2[1] 0, default 5 → no range",
      'constants.C2.max: A[2] "10" → F4 10',
      "constants.C3.max: U4[1] 300 → none: it is no number of U1",
      "constants.C4: its value is a list → left out: the model has no such constants",
      'constants.C5.default: its value is A[4] "fast" at the moment → "slow"',
    ]
  ) assert(notes.includes(note), notes.join("\n"));
});

test("a note says what it is about: another way, nothing told, or a part that GEM requires", () => {
  const notes = new Notes();
  definitionOf({
    ...NOTHING,
    identity: undefined,
    status: [named(1, "Temp  ")],
    constants: [named(3, "Flow")],
    events: [{ id: 2, name: "Go", variables: undefined }],
  }, notes);
  const kinds = (about: string) => notes.all.filter((note) => note.about === about).map(({ kind }) => kind);
  assertEquals(kinds("statusVariables.Temp"), ["different"]);
  assertEquals(kinds("statusVariables.Temp.format"), ["untold"]);
  assertEquals(kinds("constants.Flow"), ["untold"]);
  assertEquals(kinds("events.Go.variables"), ["untold"]);
  assertEquals(kinds("statusVariables.ControlState"), ["missing"]);
  assertEquals(kinds("model"), ["untold"]);
  assertEquals(kinds("S2F30"), ["untold"]);
});
