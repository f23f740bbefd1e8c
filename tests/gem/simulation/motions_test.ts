import { test } from "node:test";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { MotionDefinition } from "../../../src/gem/mod.ts";
import { SimulationStage } from "./stage.ts";

function temperatures(motion: MotionDefinition, seconds: number, seed = 1): Promise<unknown[]> {
  return new SimulationStage({ values: { Temperature: motion } }, { seed }).values("Temperature", seconds);
}

test("a ramp goes from its begin to its end, and begins anew", async () => {
  const motion = { move: "ramp", from: 0, to: 30, seconds: 3 } as const;
  assertEquals(await temperatures(motion, 6), [0, 10, 20, 30, 0, 10]);
  assertEquals(await temperatures({ ...motion, then: "stay" }, 6), [0, 10, 20, 30, 30, 30]);
  assertEquals(await temperatures({ ...motion, then: "return" }, 8), [0, 10, 20, 30, 20, 10, 0, 10]);
});

test("a ramp may go down", async () => {
  assertEquals(await temperatures({ move: "ramp", from: 20, to: 0, seconds: 2 }, 3), [20, 10, 0]);
});

test("a sine begins at its least value", async () => {
  const seen = await temperatures({ move: "sine", from: 10, to: 20, seconds: 4 }, 5) as number[];
  assertEquals(seen.map((value) => Math.round(value * 1e9) / 1e9), [10, 15, 20, 15, 10]);
});

test("a walk stays within its bounds, and is the same for the same seed", async () => {
  const motion = { move: "walk", from: 15, to: 25, step: 4 } as const;
  const seen = await temperatures(motion, 200) as number[];
  assert(seen.every((value) => value >= 15 && value <= 25), `${seen}`);
  assert(new Set(seen).size > 150, "it moves");
  assert(seen.every((value, i) => i === 0 || Math.abs(value - seen[i - 1]!) <= 4), "by at most its step");
  assertEquals(await temperatures(motion, 200), seen);
  assertNotEquals(await temperatures(motion, 200, 2), seen);
});

test("a walk begins where the variable is, if that is within its bounds", async () => {
  const [first] = await temperatures({ move: "walk", from: 0, to: 1000, step: 1 }, 1) as number[];
  assert(Math.abs(first! - 20) <= 1);
});

test("a replay sets one value after the other, of any format", async () => {
  const values = ["A", "B", "C"];
  const stage = new SimulationStage({ values: { Recipe: { move: "replay", values } } });
  assertEquals(await stage.values("Recipe", 5), ["A", "B", "C", "A", "B"]);
  const once = new SimulationStage({ values: { Recipe: { move: "replay", values, then: "stay" } } });
  assertEquals(await once.values("Recipe", 5), ["A", "B", "C", "C", "C"]);
});

test("whole numbers are rounded", async () => {
  const stage = new SimulationStage({ values: { Wafers: { move: "ramp", from: 0, to: 1, seconds: 4 } } });
  assertEquals(await stage.values("Wafers", 5), [0, 0, 1, 1, 1]);
});

test("`every` says how often a value comes", async () => {
  const stage = new SimulationStage({
    values: { Temperature: { move: "ramp", from: 0, to: 30, seconds: 6, every: 2 } },
  });
  assertEquals(await stage.values("Temperature", 6), [0, 0, 10, 10, 20, 20]);
});

test("`during`: a value moves in some processing states, and begins anew in the next run", async () => {
  const stage = new SimulationStage({
    values: { Temperature: { move: "ramp", from: 0, to: 90, seconds: 9, during: ["PROCESSING ACTIVE"] } },
  });
  const { equipment } = stage;
  assertEquals(await stage.values("Temperature", 2), [20, 20]);
  equipment.moveProcess("initialized");
  equipment.moveProcess("commit"); // SETUP is part of PROCESSING ACTIVE
  await stage.clock.advance(2000);
  assertEquals(equipment.get("Temperature" as never), 10);
  equipment.moveProcess("ABORT");
  await stage.clock.advance(5000);
  assertEquals(equipment.get("Temperature" as never), 10);
  equipment.moveProcess("commit");
  await stage.clock.advance(1000);
  assertEquals(equipment.get("Temperature" as never), 0);
});

test("`speed`: a minute in a second", async () => {
  const stage = new SimulationStage(
    { values: { Temperature: { move: "ramp", from: 0, to: 60, seconds: 60, then: "stay" } } },
    { speed: 60 },
  );
  await stage.clock.advance(500);
  assertEquals(stage.equipment.get("Temperature" as never), 30);
});
