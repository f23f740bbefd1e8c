import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  communicate,
  type CommunicationInput,
  type CommunicationModel,
  type CommunicationOptions,
  communicationState,
  type CommunicationStep,
  startCommunication,
} from "../../../src/gem/mod.ts";

const EQUIPMENT: CommunicationOptions = { role: "equipment", passive: false, delay: 10_000 };
const PASSIVE: CommunicationOptions = { ...EQUIPMENT, passive: true };
const HOST: CommunicationOptions = { ...EQUIPMENT, role: "host" };

const S1F13 = { type: "S1F13" } as const;
const ACCEPTED = { type: "S1F14", commack: 0 } as const;
const DENIED = { type: "S1F14", commack: 1 } as const;
const UNREADABLE = { type: "S1F14", commack: undefined } as const;
const SELECTED = { type: "selected" } as const;
const DESELECTED = { type: "deselected" } as const;
const MESSAGE = { type: "message" } as const;
const T3 = { type: "T3" } as const;
const TICK = { type: "tick" } as const;

/** The last of several steps, which begin ENABLED at 1000 ms and take no time. */
function after(inputs: readonly CommunicationInput[], options = EQUIPMENT): CommunicationStep {
  return inputs.reduce(
    (step: CommunicationStep, input) => communicate(step.model, input, 1000, options),
    startCommunication(true, 1000, options),
  );
}

function types({ effects }: CommunicationStep): string[] {
  return effects.map((effect) => effect.type);
}

const WAIT_CRA: CommunicationModel = { state: "wait-cra", selected: true, asked: true, due: undefined };
const WAIT_DELAY: CommunicationModel = { state: "wait-delay", selected: true, asked: false, due: 11_000 };

test("comm 1: the start leads to DISABLED or ENABLED, as it is configured", () => {
  const disabled = startCommunication(false, 0, EQUIPMENT);
  const model: CommunicationModel = { state: "disabled", selected: false, asked: false, due: undefined };
  assertEquals(disabled, { model, rows: [1], effects: [] });
  assertEquals(communicationState(model), "DISABLED");
  const enabled = startCommunication(true, 0, EQUIPMENT);
  assertEquals([enabled.rows, communicationState(enabled.model)], [[1, 4, 5, 10, 6], "NOT COMMUNICATING"]);
});

test("comm 2: the operator enables", () => {
  const { model } = startCommunication(false, 0, EQUIPMENT);
  const step = communicate(model, { type: "enable" }, 1000, EQUIPMENT);
  assertEquals(step.rows, [2, 4, 5, 10, 6]);
  assertEquals(communicate(step.model, { type: "enable" }, 1000, EQUIPMENT).rows, []);
});

test("comm 3: the operator disables, and all communication stops, in every state", () => {
  for (const inputs of [[], [SELECTED], [SELECTED, DENIED], [SELECTED, ACCEPTED]]) {
    const step = communicate(after(inputs).model, { type: "disable" }, 1000, EQUIPMENT);
    assertEquals([step.rows, communicationState(step.model)], [[3], "DISABLED"]);
    assertEquals(step.effects.at(-1), { type: "stop" });
    assertEquals([step.model.asked, step.model.due], [false, undefined]);
  }
});

test("comm 4: ENABLED is entered NOT COMMUNICATING, with both parts in parallel", () => {
  const { model } = startCommunication(false, 0, EQUIPMENT);
  const { model: selected } = communicate(model, SELECTED, 0, EQUIPMENT);
  const step = communicate(selected, { type: "enable" }, 1000, EQUIPMENT);
  assertEquals(step, { model: WAIT_CRA, rows: [2, 4, 5, 10], effects: [S1F13] });
});

test("comm 5: S1F13 is sent at once", () => {
  const step = after([SELECTED]);
  assertEquals([step.model, types(step)], [WAIT_CRA, ["S1F13"]]);
});

test("comm 6: link failure, T3, an unreadable S1F14 and a COMMACK other than 0 lead to WAIT DELAY", () => {
  for (const input of [T3, UNREADABLE, DENIED]) {
    const step = after([SELECTED, input]);
    assertEquals(step, { model: WAIT_DELAY, rows: [6], effects: [{ type: "take out" }] });
  }
  const step = after([SELECTED, DESELECTED]);
  assertEquals(step.model, { ...WAIT_DELAY, selected: false, due: undefined });
  assertEquals([step.rows, types(step)], [[6], ["take out"]]);
});

test("comm 7: CommDelay is over, and S1F13 is sent again", () => {
  assertEquals(communicate(WAIT_DELAY, TICK, 10_999, EQUIPMENT).rows, []);
  const step = communicate(WAIT_DELAY, TICK, 11_000, EQUIPMENT);
  assertEquals(step, { model: WAIT_CRA, rows: [7], effects: [S1F13] });
});

test("comm 7: without a selected session the model rests, and takes the row at once when one is selected", () => {
  const { model } = startCommunication(true, 1000, EQUIPMENT);
  assertEquals([model.state, model.due], ["wait-delay", undefined]);
  assertEquals(communicate(model, TICK, 1e9, EQUIPMENT).rows, []);
  assertEquals(communicate(model, SELECTED, 1e9, EQUIPMENT).rows, [7]);
});

test("comm 7: the delay ends with the session, and can be as short as 1 ms", () => {
  assertEquals(after([SELECTED, T3, DESELECTED]).model.due, undefined);
  assertEquals(after([SELECTED, T3], { ...EQUIPMENT, delay: 1 }).model.due, 1001);
});

test("comm 7: a delay of 0 leaves it to the host to end WAIT DELAY", () => {
  const options = { ...EQUIPMENT, delay: 0 };
  const { model } = after([SELECTED, T3], options);
  assertEquals(model.due, undefined);
  assertEquals(communicate(model, TICK, 1e9, options).rows, []);
  assertEquals(communicate(model, S1F13, 1e9, options).rows, [15]);
});

test("comm 8: a message other than S1F13 in WAIT DELAY sends S1F13 at once", () => {
  for (const input of [MESSAGE, ACCEPTED, UNREADABLE]) {
    const step = communicate(WAIT_DELAY, input, 2000, EQUIPMENT);
    assertEquals(step, { model: WAIT_CRA, rows: [8], effects: [S1F13] });
  }
  assertEquals(communicate(WAIT_CRA, MESSAGE, 2000, EQUIPMENT).rows, []);
});

test("comm 9: S1F14 with COMMACK 0 leads to COMMUNICATING", () => {
  const step = after([SELECTED, ACCEPTED]);
  assertEquals([step.rows, types(step)], [[9], ["communicating"]]);
  assertEquals(communicationState(step.model), "COMMUNICATING");
});

test("comm 10: the equipment waits for the host's S1F13 too; passive, for nothing else", () => {
  const step = startCommunication(true, 1000, PASSIVE);
  assertEquals([step.model.state, step.rows], ["wait-cr", [1, 4, 10]]);
  for (const input of [SELECTED, DESELECTED, MESSAGE, T3, TICK, ACCEPTED]) {
    assertEquals(communicate(step.model, input, 1e9, PASSIVE).rows, []);
  }
});

test("comm 14: the loss of the session ends COMMUNICATING, and takes out what waits", () => {
  const step = after([SELECTED, ACCEPTED, DESELECTED]);
  assertEquals([step.rows, types(step)], [[14, 5, 10, 6], ["not communicating", "take out"]]);
  assertEquals(step.model, { ...WAIT_DELAY, selected: false, due: undefined });
  const passive = after([SELECTED, S1F13, DESELECTED], PASSIVE);
  assertEquals([passive.rows, passive.model.state], [[14, 10], "wait-cr"]);
});

test("comm 14: a crossing S1F13 of ours without an answer in T3 ends COMMUNICATING", () => {
  const crossed = after([SELECTED, S1F13]);
  assertEquals([crossed.model.state, crossed.model.asked], ["communicating", true]);
  const step = communicate(crossed.model, T3, 1000, EQUIPMENT);
  assertEquals([step.rows, types(step)], [[14, 5, 10], ["not communicating", "take out", "S1F13"]]);
  assertEquals(communicate(after([SELECTED, ACCEPTED]).model, T3, 1000, EQUIPMENT).rows, []);
});

test("comm 15: the host's S1F13 is answered, and leads to COMMUNICATING from either state", () => {
  for (const inputs of [[SELECTED, S1F13], [SELECTED, T3, S1F13]]) {
    const step = after(inputs);
    assertEquals(step.rows, [15]);
    assertEquals(step.effects, [{ type: "S1F14", commack: 0 }, { type: "communicating" }]);
    assertEquals(step.model.due, undefined);
  }
  assertEquals(after([SELECTED, S1F13], PASSIVE).rows, [15]);
});

test("comm 15: a COMMACK other than 0 is answered, and changes nothing", () => {
  const step = after([SELECTED, { type: "S1F13", commack: 1 }]);
  assertEquals(step, { model: WAIT_CRA, rows: [], effects: [{ type: "S1F14", commack: 1 }] });
});

test("comm: S1F13 while COMMUNICATING is answered with COMMACK 0, and a late S1F14 changes nothing", () => {
  const asked = after([SELECTED, ACCEPTED, S1F13]);
  assertEquals([asked.rows, asked.effects], [[], [{ type: "S1F14", commack: 0 }]]);
  for (const answer of [ACCEPTED, DENIED, UNREADABLE]) {
    const late = after([SELECTED, S1F13, answer]);
    assertEquals([late.rows, late.effects, late.model.asked], [[], [], false]);
  }
});

test("comm: DISABLED, nothing is answered and nothing is sent", () => {
  const { model } = startCommunication(false, 0, EQUIPMENT);
  for (const input of [S1F13, ACCEPTED, MESSAGE, T3, TICK, SELECTED, DESELECTED]) {
    const step = communicate(model, input, 0, EQUIPMENT);
    assertEquals([step.rows, step.effects], [[], []]);
  }
});

test("comm host: S1F13 when selected, again after the delay, and COMMUNICATING when either completes", () => {
  assertEquals(types(after([SELECTED], HOST)), ["S1F13"]);
  for (const input of [T3, UNREADABLE, DENIED]) {
    const { model } = after([SELECTED, input], HOST);
    assertEquals(model, WAIT_DELAY);
    assertEquals(types(communicate(model, TICK, 11_000, HOST)), ["S1F13"]);
  }
  assertEquals(after([SELECTED, ACCEPTED], HOST).model.state, "communicating");
  assertEquals(after([SELECTED, T3, S1F13], HOST).model.state, "communicating");
  assertEquals(after([SELECTED, ACCEPTED, DESELECTED], HOST).model.state, "wait-delay");
});

test("comm host: a message in WAIT DELAY sends nothing, and T3 of a crossing S1F13 ends nothing", () => {
  assertEquals(communicate(WAIT_DELAY, MESSAGE, 2000, HOST).rows, []);
  const step = after([SELECTED, S1F13, T3], HOST);
  assertEquals([step.rows, step.model.state], [[], "communicating"]);
});
