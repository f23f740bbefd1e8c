import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler, GemHostHandler, Simulation } from "../../../src/gem/mod.ts";
import { catchOutside } from "../../support/outside.ts";
import { ovenWith, SimulationStage } from "./stage.ts";

test("rules: every, after, and what they do, in order", async () => {
  const stage = new SimulationStage({
    rules: [
      { every: 3, do: [{ trigger: "LotStarted", values: { LotId: "L{n}", Count: "{n}" } }] },
      {
        after: 2,
        do: [{ set: { Wafers: 7, Recipe: "{Wafers} of {Limit}" } }, { wait: 2 }, { alarm: "TooHot" }],
      },
      { after: 5, do: [{ clear: "TooHot" }, { processing: "initialized" }, { processing: "initialized" }] },
      { after: 6, do: [{ text: "{Recipe}?" }, { operator: "door" }, { constants: { Limit: 9 } }] },
    ],
  });
  await stage.clock.advance(6500);
  assertEquals(stage.log, [
    "2 Wafers is 7",
    '2 Recipe is "0 of 150"',
    '3 LotStarted was triggered: LotId "L1", Count 1',
    "4 TooHot is set",
    "5 TooHot is cleared",
    "5 initialized: the process is IDLE",
    '6 The operator has sent "0 of 150?"',
    '6 The operator did "door"',
    '6 LotStarted was triggered: LotId "L2", Count 2',
    "6 The operator has set Limit to 9",
  ]);
});

test("a rule with a condition runs each time that it becomes true", async () => {
  const stage = new SimulationStage({
    values: { Temperature: { move: "ramp", from: 140, to: 160, seconds: 4, then: "return" } },
    rules: [
      { when: { variable: "Temperature", above: 150 }, do: [{ alarm: "TooHot" }] },
      { when: { variable: "Temperature", below: 145 }, do: [{ clear: "TooHot" }] },
      { when: { variable: "Limit", equals: 1 }, do: [{ set: { Door: true } }] },
      { when: { variable: "Door", equals: true }, do: [{ set: { Wafers: 1 } }] },
    ],
  });
  await stage.clock.advance(12_500);
  await stage.equipment.setConstant("Limit" as never, 1 as never);
  await stage.clock.advance(1000);
  assertEquals(stage.log, [
    "3 TooHot is set",
    "8 TooHot is cleared",
    "11 TooHot is set",
    "13 Door is true",
    "13 Wafers is 1",
  ]);
});

test("a rule runs when a processing state, or a part of it, is entered from outside", async () => {
  const stage = new SimulationStage({ rules: [{ enters: "PROCESS", do: [{ set: { Wafers: 1 } }] }] });
  for (const trigger of ["initialized", "commit", "set up", "PAUSE", "RESUME"]) {
    stage.equipment.moveProcess(trigger);
  }
  assertEquals(stage.log, ["0 Wafers is 1", "0 Wafers is 1"]);
  await stage.clock.settle();
});

test("what does not fit is told, and the rest is done", async () => {
  const stage = new SimulationStage({
    rules: [{ after: 1, do: [{ set: { Wafers: "{Recipe}" } }, { alarm: "TooHot" }] }],
  });
  stage.equipment.set("Recipe" as never, "many" as never);
  await stage.clock.advance(1000);
  assertEquals(stage.log, [
    '1 failed: GemValueError: Wafers (U1) takes whole numbers from 0 to 255, got "many"',
    "1 TooHot is set",
  ]);
});

test("it stands still between stop and start, and goes on then", async () => {
  const stage = new SimulationStage({ rules: [{ after: 2, do: [{ alarm: "TooHot" }] }] });
  await stage.clock.advance(1000);
  stage.simulation.stop();
  await stage.clock.advance(60_000);
  assertEquals(stage.log, []);
  stage.simulation.start();
  await stage.clock.advance(999);
  assertEquals(stage.log, []);
  await stage.clock.advance(1);
  assertEquals(stage.log, ["62 TooHot is set"]);
});

test("perform() does what a rule does, at once", () => {
  const stage = new SimulationStage({
    rules: [{ when: { variable: "Temperature", above: 100 }, do: [{ alarm: "TooHot" }] }],
  });
  stage.simulation.perform([{ set: { Temperature: 101 } }]);
  assertEquals(stage.log, ["0 Temperature is 101", "0 TooHot is set"]);
});

test("time in which the process stood still does not count, and what was due comes once", () => {
  // A clock whose timers are late: it is moved by hand.
  let now = 0;
  const timers: { due: number; callback: () => void }[] = [];
  const clock = {
    now: () => now,
    schedule: (callback: () => void, delay: number) => {
      const timer = { due: now + delay, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  const equipment = new Equipment(ovenWith({ rules: [{ every: 1, do: [{ trigger: "LotStarted" }] }] }));
  const simulation = new Simulation(equipment, { clock });
  let count = 0;
  simulation.on("did", () => count++);
  simulation.start();
  const wakeAt = (moment: number): void => {
    now = moment;
    timers.shift()!.callback();
  };
  wakeAt(3000); // two seconds late: all three come
  assertEquals(count, 3);
  wakeAt(3_600_000); // an hour: one comes
  assertEquals(count, 4);
  wakeAt(3_601_000);
  assertEquals(count, 5);
});

test("speed must be above 0", () => {
  const equipment = new Equipment(ovenWith({}));
  assertThrows(() => new Simulation(equipment, { speed: 0 }), RangeError, "speed must be above 0, got 0");
  assertThrows(() => new Simulation(equipment, { speed: NaN }), RangeError, "got NaN");
});

test("what an `error` listener of a simulation throws is thrown outside, once", () => {
  const { simulation } = new SimulationStage({});
  simulation.on("error", () => {
    throw new Error("bug");
  });
  const thrown = catchOutside(() => simulation.perform([{ set: { Wafers: -1 } }]));
  assertEquals(thrown.map(String), ["Error: bug"]);
});

test("remote commands: HCACK by state, what they do, and what they do after a wait", async () => {
  const stage = new SimulationStage({
    commands: {
      START: {
        refuse: [{ during: ["INIT"], answer: 66 }],
        do: [{ set: { Recipe: "{LotId}" } }, { wait: 5 }, {
          trigger: "LotStarted",
          values: { LotId: "{LotId}" },
        }],
      },
    },
  });
  const { clock, equipment, log } = stage;
  const network = new MemoryNetwork({ clock });
  const timeouts = { linktest: 0 };
  const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, clock, equipment, timeouts });
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "oven", { network, clock, timeouts });
  await tool.enable();
  await host.enable();
  await host.waitForCommunicating();
  const send = (name: string, parameters: Record<string, string>): Promise<unknown> =>
    host.sendRemoteCommand(name, parameters).then(({ isDone }) => isDone, (error) => `${error.message}`);
  assertEquals(await send("STOP", {}), true);
  assertEquals(await send("START", { LotId: "A1" }), "The equipment answered S2F41 START with HCACK 66");
  equipment.moveProcess("initialized");
  assertEquals(await send("START", { LotId: "A1" }), false);
  await clock.advance(5000);
  assertEquals(log, ['0 Recipe is "A1"', '5 LotStarted was triggered: LotId "A1"']);
  await host.disable();
  await tool.disable();
});

test("the same seed gives the same run", async () => {
  const run = async (seed: number): Promise<string> => {
    const stage = new SimulationStage({
      values: {
        Temperature: { move: "walk", from: 0, to: 200, step: 50 },
        Wafers: { move: "walk", from: 0, to: 25, step: 5, every: 0.5 },
      },
      rules: [
        {
          when: { variable: "Temperature", above: 150 },
          do: [{ set: { Recipe: "hot {Temperature} {Wafers}" } }],
        },
        { every: 7, do: [{ trigger: "LotStarted", values: { LotId: "{Recipe}" } }] },
      ],
    }, { seed });
    await stage.clock.advance(600_000);
    return stage.log.join("\n");
  };
  const first = await run(7);
  assertEquals(await run(7), first);
  assertEquals(await run(8) === first, false);
});

test("a model without a simulation stands still", async () => {
  const clock = new VirtualClock();
  const equipment = new Equipment(ovenWith({}));
  const simulation = new Simulation(equipment, { clock });
  simulation.start();
  assertEquals(clock.pending, 0);
  await clock.settle();
});
