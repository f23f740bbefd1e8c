import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  DEFAULT_PROCESSING,
  type DefaultProcessingState,
  type DefaultProcessingTrigger,
  defineProcessing,
  type ProcessingDefinition,
  type ProcessingModel,
} from "../../../src/gem/mod.ts";

const tool = defineProcessing(DEFAULT_PROCESSING);
const CHANGE = "Processing State Change";

/** The example after some triggers. */
function after(...triggers: DefaultProcessingTrigger[]): ProcessingModel<DefaultProcessingState> {
  return triggers.reduce((model, trigger) => tool.change(model, trigger).model, tool.start);
}

const IDLE = after("initialized");
const SETUP = after("initialized", "commit");
const READY = after("initialized", "commit", "set up");
const EXECUTING = after("initialized", "commit", "set up", "START");
const ACTIVE = [SETUP, READY, EXECUTING, tool.change(READY, "PAUSE").model];

/** The row, the states after it, and the events that it triggers. */
function change(model: ProcessingModel<DefaultProcessingState>, trigger: DefaultProcessingTrigger) {
  const step = tool.change(model, trigger);
  return {
    rows: step.rows,
    states: [step.model.previous, step.model.state],
    events: step.effects.map(({ event }) => event),
  };
}

test("processing 1: INIT to IDLE", () => {
  assertEquals(tool.start, { state: "INIT", previous: "INIT", history: {} });
  assertEquals(change(tool.start, "initialized"), { rows: [1], states: ["INIT", "IDLE"], events: [CHANGE] });
});

test("processing 2: IDLE to SETUP", () => {
  assertEquals(change(IDLE, "commit"), { rows: [2], states: ["IDLE", "SETUP"], events: [CHANGE] });
});

test("processing 3: SETUP to READY", () => {
  assertEquals(change(SETUP, "set up"), { rows: [3], states: ["SETUP", "READY"], events: [CHANGE] });
});

test("processing 4: READY to EXECUTING", () => {
  const events = ["Processing Started", CHANGE];
  assertEquals(change(READY, "START"), { rows: [4], states: ["READY", "EXECUTING"], events });
});

test("processing 5: EXECUTING to IDLE", () => {
  const events = ["Processing Completed", CHANGE];
  assertEquals(change(EXECUTING, "done"), { rows: [5], states: ["EXECUTING", "IDLE"], events });
});

test("processing 6: STOP leads from every part of PROCESSING ACTIVE to IDLE", () => {
  const events = ["Processing Stopped", CHANGE];
  for (const model of ACTIVE) {
    assertEquals(change(model, "STOP"), { rows: [6], states: [model.state, "IDLE"], events });
  }
});

test("processing 7: ABORT leads from every part of PROCESSING ACTIVE to IDLE", () => {
  const events = ["Processing Stopped", CHANGE];
  for (const model of ACTIVE) {
    assertEquals(change(model, "ABORT"), { rows: [7], states: [model.state, "IDLE"], events });
  }
});

test("processing 8: PAUSE, or an alarm, leads from every part of PROCESS to PAUSE", () => {
  for (const model of [SETUP, READY, EXECUTING]) {
    for (const trigger of ["PAUSE", "alarm"] as const) {
      assertEquals(change(model, trigger), { rows: [8], states: [model.state, "PAUSE"], events: [CHANGE] });
    }
  }
});

test("processing 9: RESUME leads back to the part of PROCESS that was left", () => {
  for (const model of [SETUP, READY, EXECUTING]) {
    const paused = tool.change(model, "PAUSE").model;
    assertEquals(change(paused, "RESUME"), { rows: [9], states: ["PAUSE", model.state], events: [CHANGE] });
  }
});

test("processing: what no transition has changes nothing", () => {
  for (const [model, trigger] of [[tool.start, "START"], [IDLE, "PAUSE"], [EXECUTING, "START"]] as const) {
    assertEquals(tool.change(model, trigger), { model, rows: [], effects: [] });
  }
});

test("processing: each state without parts has a code", () => {
  const leaves = ["INIT", "IDLE", "SETUP", "READY", "EXECUTING", "PAUSE"] as const;
  assertEquals(leaves.map((state) => tool.codeOf(state)), [0, 1, 2, 3, 4, 5]);
});

test("processing: a state that has parts is entered by its first, and by its history once it has one", () => {
  const wide = defineProcessing({
    states: [{ name: "off", code: 1 }, { name: "on" }, { name: "low", code: 2, partOf: "on" }, {
      name: "high",
      code: 3,
      partOf: "on",
    }],
    initial: "on",
    transitions: [
      { row: 1, from: "low", on: ["up"], to: "high", events: [] },
      { row: 2, from: "on", on: ["stop"], to: "off", events: [] },
      { row: 3, from: "off", on: ["go"], to: "on", history: true, events: [] },
      { row: 4, from: "off", on: ["restart"], to: "on", events: [] },
    ],
  });
  assertEquals(wide.start.state, "low");
  const off = wide.change(wide.change(wide.start, "up").model, "stop").model;
  assertEquals([wide.change(off, "go").model.state, wide.change(off, "restart").model.state], [
    "high",
    "low",
  ]);
  assertEquals(wide.change({ ...off, history: {} }, "go").model.state, "low");
});

/** A tool that is right, with some parts replaced. */
function definition(parts: Partial<ProcessingDefinition>): ProcessingDefinition {
  return {
    states: [{ name: "idle", code: 1 }, { name: "run", code: 2 }],
    initial: "idle",
    transitions: [{ row: 1, from: "idle", on: ["go"], to: "run", events: [] }],
    ...parts,
  };
}

const idle = { name: "idle", code: 1 };
const run = { name: "run", code: 2 };
const go = { row: 1, from: "idle", on: ["go"], to: "run", events: [] };

const WRONG: readonly (readonly [Partial<ProcessingDefinition>, string])[] = [
  [{ states: [idle, run, { ...run, code: 3 }] }, "the state run is there twice"],
  [{ states: [idle, { ...run, code: 1 }] }, "two states have the code 1"],
  [{ initial: "boot" }, "there is no state boot, in which the tool starts"],
  [{ states: [idle, { ...run, code: 256 }] }, "the code of run must be 0 to 255, got 256"],
  [{ states: [idle, { name: "run" }] }, "the state run needs a code"],
  [{ states: [idle, { ...run, partOf: "idle" }] }, "the state idle has parts, and can have no code"],
  [{ states: [idle, { ...run, partOf: "active" }] }, "run is part of active, which is no state"],
  [{ states: [idle, { name: "run", partOf: "run" }] }, "run is part of itself"],
  [{ transitions: [go, { ...go, row: 2 }] }, "two transitions have the trigger go of idle"],
  [{ transitions: [go, { ...go, on: ["start"] }] }, "two transitions have the number 1"],
  [{ transitions: [{ ...go, to: "fly" }] }, "transition 1 names fly, which is no state"],
  [{ transitions: [{ ...go, history: true }] }, "transition 1 has a history, but run has no parts"],
  [{ transitions: [] }, "no transition leads to run"],
];

for (const [parts, message] of WRONG) {
  test(`processing: refused, ${message}`, () => {
    assertThrows(() => defineProcessing(definition(parts)), RangeError, message);
  });
}

test("processing: the message lists everything that is wrong", () => {
  const wrong = definition({ states: [idle], initial: "boot" });
  assertThrows(
    () => defineProcessing(wrong),
    RangeError,
    "The processing states are not right: there is no state boot, in which the tool starts; " +
      "transition 1 names run, which is no state",
  );
});
