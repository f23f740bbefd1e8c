// What is wrong with a simulation is said with its path.

import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { readEquipment } from "../../../src/gem/mod.ts";
import { ovenWith } from "../simulation/stage.ts";

function problemsOf(simulation: unknown): string[] {
  const { message } = assertThrows(() => ovenWith(simulation as never), RangeError);
  return message.split(/\n {2}|is not right: /).slice(1).map((line) => line.replace(/^simulation\.?/, ""));
}

test("a simulation with all that it can say is right", () => {
  const model = ovenWith({
    seed: 7,
    values: {
      Temperature: {
        move: "ramp",
        from: 200,
        to: 20,
        seconds: 60,
        then: "stay",
        during: ["PROCESS", "IDLE"],
      },
      Wafers: { move: "walk", from: 0, to: 25, step: 0.5, every: 0.01 },
      Door: { move: "replay", values: [true, false], then: "repeat" },
    },
    rules: [
      { every: 10, do: [] },
      { after: 0, do: [{ processing: "initialized" }, { wait: 0 }, { text: "hello {Recipe}" }] },
      { when: { variable: "Limit", below: 3 }, do: [{ constants: { Limit: "{Temperature}" } }] },
      { enters: "SETUP", do: [{ trigger: "TooHot Detected" }, { trigger: "PP Change" }] },
    ],
    commands: {
      START: { answer: 4, refuse: [{ during: ["INIT"], answer: 2 }], do: [{ operator: "{LotId} {n}" }] },
    },
  });
  assertEquals(model.definition.simulation?.seed, 7);
});

test("names that are not in the model", () => {
  assertEquals(
    problemsOf({
      values: {
        Temperatur: { move: "sine", from: 0, to: 1, seconds: 1 },
        Limit: { move: "replay", values: [1] },
      },
      rules: [{
        enters: "STEUP",
        do: [
          { trigger: "LotStart" },
          { trigger: "LotStarted", values: { LotID: "x" } },
          { set: { Recipes: "x" } },
          { constants: { Limits: 1 } },
          { alarm: "TooCold" },
          { clear: "TooHott" },
          { processing: "initialised" },
          { text: "{LotId}" },
        ],
      }, { when: { variable: "LotId", equals: "A" }, do: [] }],
      commands: {
        START: { do: [{ text: "{LotID}" }], refuse: [{ during: ["IDEL", "INIT"], answer: 1 }] },
        GO: {},
      },
    }),
    [
      "values.Temperatur: no status variable Temperatur; did you mean Temperature?",
      "values.Limit: no status variable Limit",
      "rules[0].enters: no processing state STEUP; did you mean SETUP?",
      "rules[0].do[0].trigger: no event LotStart; did you mean LotStarted?",
      "rules[0].do[1].values.LotID: no data variable LotID; did you mean LotId?",
      "rules[0].do[2].set.Recipes: no status variable Recipes; did you mean Recipe?",
      "rules[0].do[3].constants.Limits: no constant Limits; did you mean Limit?",
      "rules[0].do[4].alarm: no alarm TooCold",
      "rules[0].do[5].clear: no alarm TooHott; did you mean TooHot?",
      "rules[0].do[6].processing: no trigger of the processing states initialised; did you mean initialized?",
      "rules[0].do[7].text: {LotId} is no parameter, status variable or constant",
      "rules[1].when.variable: no status variable or constant LotId",
      "commands.START.refuse[0].during[0]: no processing state IDEL; did you mean IDLE?",
      "commands.START.do[0].text: {LotID} is no parameter, status variable or constant; did you mean LotId?",
      "commands.GO: no remote command GO",
    ],
  );
});

test("values that do not fit", () => {
  assertEquals(
    problemsOf({
      values: {
        Wafers: { move: "ramp", from: 0, to: 300, seconds: 5 },
        Recipe: { move: "sine", from: 0, to: 1, seconds: 5 },
        Door: { move: "replay", values: [true, 1] },
      },
      rules: [
        { after: 1, do: [{ set: { Door: 1 } }, { trigger: "LotStarted", values: { Count: -1 } }] },
        { when: { variable: "Recipe", above: 1 }, do: [] },
        { when: { variable: "Door", equals: "open" }, do: [] },
      ],
    }),
    [
      "values.Wafers.to: U1 takes whole numbers from 0 to 255, got 300",
      "values.Recipe.move: sine is for one number, and Recipe is none",
      "values.Door.values[1]: BOOLEAN takes true or false, got 1",
      "rules[0].do[0].set.Door: BOOLEAN takes true or false, got 1",
      "rules[0].do[1].values.Count: U4 takes whole numbers from 0 to 4294967295, got -1",
      "rules[1].when: above and below are for one number, and Recipe is none",
      'rules[2].when.equals: BOOLEAN takes true or false, got "open"',
    ],
  );
});

test("fields that are missing, or do not go together", () => {
  assertEquals(
    problemsOf({
      values: {
        Temperature: { move: "walk", from: 5, to: 5, step: 0, seconds: 2 },
        Wafers: { move: "ramp", to: 5, seconds: 0.001 },
        Recipe: { move: "replay", values: ["A"], then: "return", every: 1e9 },
      },
      rules: [
        { do: [{}] },
        { every: 1, after: 1, do: [{ wait: -1 }, { values: {} }, { alarm: "TooHot", clear: "TooHot" }] },
        { when: { variable: "Limit" }, do: [] },
      ],
    }),
    [
      "values.Temperature.seconds: walk does not have it",
      "values.Temperature.step: it has to be above 0",
      "values.Temperature.from: 5 is not less than to, 5",
      "values.Wafers.from: ramp needs it",
      "values.Wafers.seconds: expected seconds from 0.01 to 2147483, got 0.001",
      "values.Recipe.every: expected seconds from 0.01 to 2147483, got 1000000000",
      "values.Recipe.then: a replay stays or repeats",
      "rules[0]: a rule says one of every, after, when, enters; got none",
      "rules[0].do[0]: an action says one of wait, trigger, set, constants, alarm, clear, processing, text, operator; got none",
      "rules[1]: a rule says one of every, after, when, enters; got every and after",
      "rules[1].do[0].wait: expected seconds from 0 to 2147483, got -1",
      "rules[1].do[1]: an action says one of wait, trigger, set, constants, alarm, clear, processing, text, operator; got none",
      "rules[1].do[1].values: they go with trigger",
      "rules[1].do[2]: an action says one of wait, trigger, set, constants, alarm, clear, processing, text, operator; got alarm and clear",
      "rules[2].when: a condition says one of above, below, equals; got none",
    ],
  );
});

test("a simulation of the wrong shape", () => {
  assertEquals(problemsOf(null), [": expected an object, got null"]);
  assertEquals(problemsOf({ values: 5, rules: {}, commands: [], speed: 2 }), [
    "values: expected an object, got 5",
    "rules: expected an array, got an object",
    "commands: expected an object, got an array",
    "speed: there is no such field here; did you mean seed?",
  ]);
  assertEquals(
    problemsOf({ values: { Wafers: null }, rules: [3, { every: 1 }], commands: { START: { do: 1 } } }),
    [
      "values.Wafers: expected an object, got null",
      "rules[0]: expected an object, got 3",
      "rules[1].do: it is missing",
      "commands.START.do: expected an array, got 1",
    ],
  );
});

test("a definition whose other parts are wrong is checked all the same", () => {
  const read = (): unknown =>
    readEquipment({
      model: "OVEN",
      revision: "1",
      commands: 5,
      processing: null,
      simulation: { commands: { START: {} }, rules: [{ enters: "IDLE", do: [{ processing: "x" }] }] },
    });
  const { message } = assertThrows(read, RangeError);
  assertEquals(message.includes("processing: expected an object, got null"), true);
});
