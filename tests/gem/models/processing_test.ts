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
    events: step.effects.map(({ type, event }) => type === "event" && event),
  };
}

test("processing 1: INIT to IDLE", () => {
  const { definition, start } = defineProcessing(DEFAULT_PROCESSING);
  assertEquals([definition, start], [DEFAULT_PROCESSING, { state: "INIT", previous: "INIT", history: {} }]);
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
  const { codeOf } = defineProcessing(DEFAULT_PROCESSING);
  assertEquals(leaves.map((state) => codeOf(state)), [0, 1, 2, 3, 4, 5]);
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

test("processing: a history lasts while other states are left, and is of the state that is left alone", () => {
  const twoLevels = defineProcessing({
    states: [
      { name: "off", code: 0 },
      { name: "on" },
      { name: "slow", partOf: "on" },
      { name: "one", code: 1, partOf: "slow" },
      { name: "two", code: 2, partOf: "slow" },
      { name: "wait", code: 3, partOf: "on" },
    ],
    initial: "off",
    transitions: [
      { row: 1, from: "off", on: ["go"], to: "on", events: [] },
      { row: 2, from: "one", on: ["next"], to: "two", events: [] },
      { row: 3, from: "slow", on: ["wait"], to: "wait", events: [] },
      { row: 4, from: "wait", on: ["back"], to: "slow", history: true, events: [] },
      { row: 5, from: "on", on: ["stop"], to: "off", events: [] },
    ],
  });
  const run = (...triggers: ("go" | "next" | "wait" | "back" | "stop")[]) =>
    triggers.reduce((model, trigger) => twoLevels.change(model, trigger).model, twoLevels.start);
  assertEquals(run("go", "next", "wait").history, { slow: "two" });
  assertEquals(run("go", "next", "wait", "stop").history, { slow: "two", on: "wait" });
  assertEquals(run("go", "next", "wait", "stop", "go", "wait", "back").state, "one");
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

const end = { name: "end", code: 3 };

const WRONG: readonly (readonly [Partial<ProcessingDefinition>, string])[] = [
  [{ states: [idle, run, { ...run, code: 3 }] }, "the state run is there twice"],
  [{ states: [idle, { ...run, code: 1 }] }, "two states have the code 1"],
  [{ initial: "boot" }, "there is no state boot, in which the tool starts"],
  ...[256, -1, 1.5].map((code) =>
    [{ states: [idle, { ...run, code }] }, `the code of run must be 0 to 255, got ${code}`] as const
  ),
  [{ states: [idle, { name: "run" }] }, "the state run needs a code"],
  [{ states: [idle, { ...run, partOf: "idle" }] }, "the state idle has parts, and can have no code"],
  [{ states: [idle, { ...run, partOf: "active" }] }, "run is part of active, which is no state"],
  [{ states: [idle, { name: "run", partOf: "run" }] }, "run is part of itself"],
  [{ states: [idle, { ...run, partOf: "all" }, { name: "all", partOf: "run" }] }, "all is part of itself"],
  [{ transitions: [go, { ...go, row: 2 }] }, "two transitions have the trigger go of idle"],
  [{ transitions: [go, { ...go, on: ["start"] }] }, "two transitions have the number 1"],
  [{ transitions: [{ ...go, to: "fly" }] }, "transition 1 names fly, which is no state"],
  [{ transitions: [go, { ...go, row: 2, from: "fly" }] }, "transition 2 names fly, which is no state"],
  [{ transitions: [{ ...go, history: true }] }, "transition 1 has a history, but run has no parts"],
  [{ transitions: [] }, "no transition leads to run"],
  [
    { states: [idle, run, end], transitions: [{ ...go, from: "run", to: "end" }] },
    "no transition leads to run; no transition leads to end",
  ],
];

for (const [parts, message] of WRONG) {
  test(`processing: refused, ${message}`, () => {
    assertThrows(() => defineProcessing(definition(parts)), RangeError, message);
  });
}

test("processing: a part is reached through what it is part of, and what leads out of that", () => {
  const states = [
    { name: "idle", code: 0 },
    { name: "all" },
    { name: "inner", partOf: "all" },
    { name: "run", code: 255, partOf: "inner" },
    { name: "end", code: 2 },
  ];
  const out = { row: 2, from: "all", on: ["out"], to: "end", events: [] };
  defineProcessing(definition({ states, transitions: [go, out] }));
  const unreached = definition({ states, transitions: [{ ...go, to: "end" }] });
  assertThrows(
    () => defineProcessing(unreached),
    RangeError,
    "right: no transition leads to all; no transition leads to inner; no transition leads to run",
  );
});

test("processing: the message lists everything that is wrong", () => {
  const wrong = definition({ states: [idle], initial: "boot", transitions: [{ ...go, history: true }] });
  const { message } = assertThrows(() => defineProcessing(wrong), RangeError);
  assertEquals(
    message,
    "The processing states are not right: there is no state boot, in which the tool starts; " +
      "transition 1 names run, which is no state",
  );
});
