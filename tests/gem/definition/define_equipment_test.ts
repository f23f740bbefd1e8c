import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import {
  defineEquipment,
  type EquipmentDefinition,
  type ModelVariable,
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
} from "../../../src/gem/mod.ts";
import { ETCHER } from "./etcher.ts";

const IDENTITY = { model: "M", revision: "1" };

/** The message of a definition of any shape. */
function refusal(definition: unknown): string {
  return assertThrows(() => defineEquipment(definition as EquipmentDefinition), RangeError).message;
}

/** What is wrong with a definition that has a model and a revision. */
function problemsOf(definition: Record<string, unknown>): string[] {
  const message = refusal({ ...IDENTITY, ...definition });
  const lines = message.split("\n  ");
  if (lines.length === 1) return [message.replace("The definition of the equipment is not right: ", "")];
  assertMatch(lines[0]!, /^The definition of the equipment has \d+ problems:$/);
  return lines.slice(1);
}

test("a variable is found by its name, and by its id of any format", () => {
  const { variables } = ETCHER;
  const pressure = variables.require("ChamberPressure");
  for (const id of [1001, 1001n]) assertStrictEquals(variables.withId(id), pressure);
  assertEquals([variables.named("Pressure"), variables.withId(9), variables.withId("1001")], [
    undefined,
    undefined,
    undefined,
  ]);
  const { kind, name, id, format, array, units, initial, isRequired } = pressure;
  assertEquals([kind, name, id, format, array, units, initial, isRequired], [
    "status",
    "ChamberPressure",
    1001,
    "F4",
    false,
    "Pa",
    0,
    false,
  ]);
});

test("variables are in the order of the definition, kind by kind, with the required ones after each kind", () => {
  const names = (kind: ModelVariable["kind"]) =>
    ETCHER.variables.all.filter((one) => one.kind === kind).map(({ name }) => name);
  const own = (...all: string[]) => all;
  assertEquals(names("status"), [
    ...own("ChamberPressure", "DoorClosed", "Slots", "Serial"),
    ...Object.keys(REQUIRED_STATUS_VARIABLES),
  ]);
  assertEquals(names("data"), [...own("LotId", "Map", "Steps"), ...Object.keys(REQUIRED_DATA_VARIABLES)]);
  assertEquals(names("constant"), [...own("MaxPressure", "Mode"), ...Object.keys(REQUIRED_CONSTANTS)]);
  assertEquals([...ETCHER.variables].length, 4 + 14 + 3 + 12 + 2 + 5);
});

test("a required part that the definition names is changed, and is there once", () => {
  assertEquals(ETCHER.variables.named("Clock")?.id, 1005);
  assertEquals(ETCHER.variables.withId(60_003), undefined);
  const timeout = ETCHER.variables.require("EstablishCommunicationsTimeout");
  assertEquals([timeout.id, timeout.format, timeout.initial, timeout.min, timeout.max], [
    3003,
    "U2",
    30,
    0,
    120,
  ]);
  assertEquals(ETCHER.variables.named("TimeFormat")?.format, "I2");
  const change = ETCHER.events.require("PP Change");
  assertEquals([change.id, change.isRequired, change.variables.map(({ name }) => name)], [
    4003,
    true,
    ["PPChangeName", "PPChangeStatus"],
  ]);
});

test("all that GEM requires is there by itself", () => {
  const model = defineEquipment(IDENTITY);
  assertEquals(model.variables.all.map(({ name }) => name), [
    ...Object.keys(REQUIRED_STATUS_VARIABLES),
    ...Object.keys(REQUIRED_DATA_VARIABLES),
    ...Object.keys(REQUIRED_CONSTANTS),
  ]);
  assertEquals(model.events.all.map(({ name }) => name), Object.keys(REQUIRED_EVENTS));
  assert(model.variables.all.every(({ isRequired, id }) => isRequired && (id as number) <= 0xffff));
  assertEquals(model.processing.start.state, "INIT");
  assertEquals([model.alarms.all, model.commands.all, model.processPrograms], [[], [], []]);
});

test("an alarm has two events, with the ids after its own or those that it names", () => {
  const ids = ETCHER.alarms.all.map((
    { name, id, category, detected, cleared },
  ) => [name, id, category, detected.name, detected.id, cleared.name, cleared.id]);
  assertEquals(ids, [
    ["DoorOpen", 5001, 1, "DoorOpen Detected", 15_001, "DoorOpen Cleared", 25_001],
    ["GasLow", 5002, 64, "GasLow Detected", 4200, "GasLow Cleared", 4201],
  ]);
  assertStrictEquals(ETCHER.events.withId(15_001), ETCHER.alarms.require("DoorOpen").detected);
  assertEquals(ETCHER.events.require("DoorOpen Detected").variables.map(({ name }) => name), ["AlarmID"]);
  assertEquals(ETCHER.variables.named("AlarmID")?.format, "U4");
});

test("a variable with limits has an event, with the id after its own or the one that it names", () => {
  const limitsOf = (name: string) => {
    const { min, max, event } = ETCHER.variables.require(name).limits!;
    return [min, max, event.name, event.id, event.variables.map((one) => one.name).join()];
  };
  const variables = "LimitVariable,EventLimit,TransitionType";
  assertEquals(limitsOf("ChamberPressure"), [
    0,
    10,
    "ChamberPressure Limit Zone Transition",
    31_001,
    variables,
  ]);
  assertEquals(limitsOf("DoorClosed"), [false, true, "DoorClosed Limit Zone Transition", 4100, variables]);
  assertEquals(ETCHER.variables.require("Slots").limits, undefined);
});

test("a command has its parameters, its states and its trigger", () => {
  const start = ETCHER.commands.require("START");
  assertEquals([start.needsRemote, start.triggers, [...start.states!]], [true, "START", ["READY"]]);
  assertEquals(
    start.parameters.all.map((
      { name, format, array, isOptional, min, max },
    ) => [name, format, array, isOptional, min, max]),
    [["LotId", "A", false, false, undefined, undefined], ["Slots", "U1", true, true, 1, 25]],
  );
  // A state that has parts stands for all of them.
  assertEquals([...ETCHER.commands.require("STOP").states!], ["SETUP", "READY", "EXECUTING", "PAUSE"]);
  assertEquals(ETCHER.commands.require("BEEP").states, undefined);
});

test("the format of the ids in data variables is that of the tool's ids", () => {
  const formatsOf = (definition: Omit<EquipmentDefinition, "model" | "revision">) => {
    const { variables } = defineEquipment({ ...IDENTITY, ...definition } as EquipmentDefinition);
    return ["AlarmID", "LimitVariable", "ECIDChanged"].map((name) => variables.require(name).format);
  };
  const alarm = { category: 1, text: "", detected: 1, cleared: 2 };
  const limits = { min: 0, max: 1, event: 3 };
  assertEquals(formatsOf({ alarms: { X: { ...alarm, id: 2 ** 32 } } }), ["U8", "U4", "U4"]);
  assertEquals(
    formatsOf({
      alarms: { X: { ...alarm, id: "x" } },
      statusVariables: { Y: { id: "y", format: "U1", limits } },
      constants: { Z: { id: "z", format: "U1", default: 0 } },
    }),
    ["A", "A", "L"],
  );
});

test("require() says which name was meant", () => {
  const error = (read: () => unknown) => assertThrows(read, RangeError).message;
  assertEquals(
    error(() => ETCHER.variables.require("chamberpresure")),
    "There is no variable chamberpresure; did you mean ChamberPressure?",
  );
  assertEquals(error(() => ETCHER.events.require("nothing at all")), "There is no event nothing at all");
  assertEquals(
    error(() => ETCHER.commands.require("START").parameters.require("LotID")),
    "There is no parameter of START LotID; did you mean LotId?",
  );
});

test("a model is frozen, and has values of its own", () => {
  const value = [1, 2];
  const model = defineEquipment({
    ...IDENTITY,
    statusVariables: {
      X: { id: 1, format: "U1", array: true, value },
      Y: { id: 2, format: "B", value: [7, 8] },
    },
  });
  value.push(3);
  assertEquals(model.variables.named("X")?.initial, [1, 2]);
  assertEquals(model.variables.named("Y")?.initial, Uint8Array.of(7, 8));
  const variable = model.variables.require("X");
  const parts = [model, variable, model.variables.all, model.events.all[0]!, ETCHER.alarms.all[0]!];
  for (const part of [...parts, ETCHER.variables.require("ChamberPressure").limits!]) {
    assert(Object.isFrozen(part));
  }
});

test("all that is wrong is said at once, each with its path and what was meant", () => {
  assertEquals(
    problemsOf({
      revision: "",
      statusVariable: {},
      statusVariables: {
        Pressure: { id: -1, format: "F5" },
        Level: { id: 60_004, format: "U1", unit: "m" },
        Clock: { id: 5, format: "U4" },
      },
      dataVariables: { LotId: { id: 2001, format: "A" } },
      events: {
        LotStarted: { id: 4001, variables: ["LotID", "LotId", "LotId", "Pressure"] },
        LotDone: { id: 4001 },
        "Out of gas": { variables: [] },
      },
    }),
    [
      "revision: expected 1 to 20 characters, got 0",
      "statusVariable: there is no such field here; did you mean statusVariables?",
      "statusVariables.Pressure.id: expected a whole number from 0 on, or 1 to 80 printable characters of ASCII, got -1",
      "statusVariables.Pressure.format: expected A, J, B, BOOLEAN, U1, U2, U4, U8, I1, I2, I4, I8, F4, F8, L, " +
      'got "F5"',
      "statusVariables.Level.unit: there is no such field here; did you mean units?",
      'statusVariables.Clock.format: expected A, got "U4"',
      'events["Out of gas"].id: it is missing',
      "events.LotDone.id: 4001 of LotDone is the id of LotStarted already",
      "events.LotStarted.variables[0]: no variable LotID; did you mean LotId?",
      "events.LotStarted.variables[2]: LotId is there twice",
    ],
  );
});

/** What is wrong, and the definition in which it is. */
const WRONG: Readonly<Record<string, Record<string, unknown>>> = {
  "statusVariables: expected an object, got an array": { statusVariables: [] },
  'events: expected an object, got "abc"': { events: "abc" },
  "alarms.X: expected an object, got null": { alarms: { X: null } },
  'statusVariables["\\t"]: a name has 1 to 40 printable characters of ASCII': {
    statusVariables: { "\t": { id: 1, format: "A" } },
  },
  "dataVariables.X: this is the name of another variable (status variable)": {
    statusVariables: { X: { id: 1, format: "A" } },
    dataVariables: { X: { id: 2, format: "A" } },
  },
  "dataVariables.Clock: this is the name of another variable (status variable)": {
    dataVariables: { Clock: { id: 2, format: "A" } },
  },
  "constants.Y.id: 1 of Y is the id of X already": {
    statusVariables: { X: { id: 1, format: "A" } },
    constants: { Y: { id: 1, format: "A", default: "" } },
  },
  "statusVariables.X.id: 60003 of X is the id of Clock already": {
    statusVariables: { X: { id: 60_003, format: "A" } },
  },
  "statusVariables.X.array: A is one value; only numbers, booleans and bytes can be several": {
    statusVariables: { X: { id: 1, format: "A", array: true } },
  },
  "statusVariables.X.value: U1 takes whole numbers from 0 to 255, got 256": {
    statusVariables: { X: { id: 1, format: "U1", value: 256 } },
  },
  "statusVariables.X.value: L takes no value here, only while it runs, got an array": {
    statusVariables: { X: { id: 1, format: "L", value: [] } },
  },
  "statusVariables.X.limits: only one number or one boolean can have limits": {
    statusVariables: { X: { id: 1, format: "A", limits: { min: 0, max: 1 } } },
  },
  "statusVariables.X.limits.max: U1 takes whole numbers from 0 to 255, got 300": {
    statusVariables: { X: { id: 1, format: "U1", limits: { min: 0, max: 300 } } },
  },
  "statusVariables.X.limits.min: 2 is greater than max, 1": {
    statusVariables: { X: { id: 1, format: "U1", limits: { min: 2, max: 1 } } },
  },
  "statusVariables.X.limits.event: X Limit Zone Transition needs an id, as there is no default for text": {
    statusVariables: { X: { id: "x", format: "U1", limits: { min: 0, max: 1 } } },
  },
  "constants.X.default: 6 is greater than max, 5": {
    constants: { X: { id: 1, format: "U1", default: 6, max: 5 } },
  },
  'constants.X.default: "c" is none of values': {
    constants: { X: { id: 1, format: "A", default: "c", values: ["a", "b"] } },
  },
  "constants.X.values[1]: 9 is less than min, 10": {
    constants: { X: { id: 1, format: "U1", default: 10, min: 10, values: [10, 9] } },
  },
  "constants.X.min: only numbers have one, and this is A": {
    constants: { X: { id: 1, format: "A", default: "", min: 1 } },
  },
  "constants.X.min: 5 is greater than max, 4": {
    constants: { X: { id: 1, format: "U1", array: true, default: [], min: 5, max: 4 } },
  },
  "constants.EstablishCommunicationsTimeout.default: 10 is less than min, 20": {
    constants: { EstablishCommunicationsTimeout: { min: 20 } },
  },
  "alarms.X.detected: X Detected needs an id, as there is no default for text": {
    alarms: { X: { id: "x", category: 1, text: "", cleared: 1 } },
  },
  "alarms.X.detected: 15001 of X Detected is the id of Y already": {
    events: { Y: { id: 15_001 } },
    alarms: { X: { id: 5001, category: 1, text: "" } },
  },
  "alarms.X: there is an event X Detected already": {
    events: { "X Detected": { id: 1 } },
    alarms: { X: { id: 5001, category: 1, text: "" } },
  },
  "alarms.Y.id: 1 of Y is the id of X already": {
    alarms: {
      X: { id: 1, category: 1, text: "" },
      Y: { id: 1, category: 1, text: "", detected: 2, cleared: 3 },
    },
  },
  "dataVariables.AlarmID.format: U2 cannot have the id 70000": {
    dataVariables: { AlarmID: { format: "U2" }, LimitVariable: { format: "U1" } },
    alarms: { X: { id: 70_000, category: 1, text: "" }, Y: { id: 1, category: 1, text: "" } },
  },
  "commands.START.states[0]: no processing state REDY; did you mean READY?": {
    commands: { START: { states: ["REDY"] } },
  },
  "commands.START.triggers: there is no trigger start of the processing states; did you mean START?": {
    commands: { START: { triggers: "start" } },
  },
  "commands.START.parameters.X.values[0]: U1 takes whole numbers from 0 to 255, got -1": {
    commands: { START: { parameters: { X: { format: "U1", values: [-1] } } } },
  },
  "commands.START.parameters.X.values: an item of any shape can have no list of values": {
    commands: { START: { parameters: { X: { format: "L", values: [1] } } } },
  },
  "processing: The processing states are not right: there is no state B, in which the tool starts": {
    processing: { states: [{ name: "A", code: 0 }], initial: "B", transitions: [] },
  },
  "processing.transitions[0].events[0]: no event Processing Startd; did you mean Processing Started?": {
    processing: {
      states: [{ name: "A", code: 0 }],
      initial: "A",
      transitions: [{ row: 1, from: "A", on: ["x"], to: "A", events: ["Processing Startd"] }],
    },
  },
};

test("a definition that contradicts itself is refused", () => {
  for (const [problem, definition] of Object.entries(WRONG)) assertEquals(problemsOf(definition), [problem]);
});

test("at most 1,000 problems are listed, and names are suggested for the first 100", () => {
  const names = Array.from({ length: 1_500 }, (_, at) => `Event${at}`);
  const lines = problemsOf({
    dataVariables: { LotId: { id: 1, format: "A" } },
    events: Object.fromEntries(names.map((name, id) => [name, { id, variables: ["LotID"] }])),
  });
  assertEquals(lines.length, 1_001);
  assertEquals(lines[99], "events.Event99.variables[0]: no variable LotID; did you mean LotId?");
  assertEquals(lines[100], "events.Event100.variables[0]: no variable LotID");
  assertEquals(lines.at(-1), "and 500 more");
});

test("what is no object is refused", () => {
  for (const [definition, shown] of [[null, "null"], [5, "5"], [[], "an array"]] as const) {
    assert(refusal(definition).includes(`expected an object, got ${shown}`), refusal(definition));
  }
});

test("the names of what every object has are names like others", () => {
  const model = defineEquipment({ ...IDENTITY, events: { constructor: { id: 1 }, toString: { id: 2 } } });
  assertEquals([model.events.named("constructor")?.id, model.events.named("toString")?.id], [1, 2]);
  assertEquals(model.events.named("valueOf"), undefined);
  assertEquals(problemsOf({ constructor: 1 }), ["constructor: there is no such field here"]);
});
