import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  defineLimits,
  type LimitsModel,
  type LimitsStep,
  type LimitValue,
  type LimitZone,
  NO_LIMITS,
  sampleLimits,
} from "../../../src/gem/mod.ts";

const UP = 0;
const DOWN = 1;

/** One limit, 10 to 20, after some samples. */
function after(...samples: readonly LimitValue[]): LimitsModel {
  const { model } = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 20, lower: 10 } }]);
  return samples.reduce((model: LimitsModel, value) => sampleLimits(model, value).model, model);
}

function zones({ limits }: LimitsModel): LimitZone[] {
  return limits.map(({ zone }) => zone);
}

function event(transition: 0 | 1, ...limits: number[]): LimitsStep["effects"][number] {
  return { type: "event", limits, transition };
}

test("limit 1: a limit is undefined, in every zone, without an event", () => {
  for (const samples of [[], [5], [25]]) {
    const step = defineLimits(after(...samples), [{ id: 1, bounds: undefined }]);
    assertEquals([step.rows, step.effects, step.model.limits], [[1], [], []]);
  }
  assertEquals(defineLimits(NO_LIMITS, [{ id: 1, bounds: undefined }]).rows, []);
});

test("limit 1: no change at all undefines all limits of the variable", () => {
  const { model } = defineLimits(after(5), [{ id: 2, bounds: { upper: 2, lower: 1 } }]);
  const step = defineLimits(model, []);
  assertEquals([step.rows, step.model.limits], [[1, 1], []]);
});

test("limit 2: a limit is defined, without an event, and a sample then says its zone", () => {
  const step = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 20, lower: 10 } }]);
  assertEquals([step.rows, step.effects, zones(step.model)], [[2], [], ["no-zone"]]);
  assertEquals(sampleLimits(step.model, 15).rows, []);
});

test("limit 2: a limit that is defined anew leaves its zone; the others keep theirs", () => {
  const { model } = defineLimits(after(5), [{ id: 2, bounds: { upper: 9, lower: 8 } }]);
  assertEquals(zones(model), ["below", "no-zone"]);
  const step = defineLimits(model, [{ id: 1, bounds: { upper: 6, lower: 5 } }]);
  assertEquals([step.rows, zones(step.model)], [[1, 2], ["no-zone", "no-zone"]]);
  assertEquals(sampleLimits(step.model, 5).effects, [event(DOWN, 1, 2)]);
});

test("limit 3: at UPPERDB and above, BELOW becomes ABOVE", () => {
  for (const value of [20, 21, 20n, 1e9]) {
    const step = sampleLimits(after(5), value);
    assertEquals([step.rows, step.effects, zones(step.model)], [[3], [event(UP, 1)], ["above"]]);
  }
  assertEquals(sampleLimits(after(5), 19.9).rows, []);
});

test("limit 4: at LOWERDB and below, ABOVE becomes BELOW", () => {
  for (const value of [10, 9, 10n, -1e9]) {
    const step = sampleLimits(after(25), value);
    assertEquals([step.rows, step.effects, zones(step.model)], [[4], [event(DOWN, 1)], ["below"]]);
  }
  assertEquals(sampleLimits(after(25), 10.1).rows, []);
});

test("limit 5: at LOWERDB and below, NO ZONE becomes BELOW", () => {
  const step = sampleLimits(after(15), 10);
  assertEquals([step.rows, step.effects, zones(step.model)], [[5], [event(DOWN, 1)], ["below"]]);
});

test("limit 6: at UPPERDB and above, NO ZONE becomes ABOVE", () => {
  const step = sampleLimits(after(15), 20);
  assertEquals([step.rows, step.effects, zones(step.model)], [[6], [event(UP, 1)], ["above"]]);
  const both = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 7, lower: 7 } }]);
  assertEquals(sampleLimits(both.model, 7).rows, [6]);
});

test("limit: with UPPERDB = LOWERDB = 100, the values 99, 101, 100, 100, 99, 100 cross up, down and up", () => {
  let { model } = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 100, lower: 100 } }]);
  const found = [99, 101, 100, 100, 99, 100].map((value) => {
    const step = sampleLimits(model, value);
    model = step.model;
    return step.rows;
  });
  assertEquals(found, [[5], [3], [4], [], [], [3]]);
});

test("limit: another limit that is defined moves none that is there already", () => {
  const { model } = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 100, lower: 100 } }]);
  const below = [99, 101, 100].reduce((one, value) => sampleLimits(one, value).model, model);
  const both = defineLimits(below, [{ id: 2, bounds: { upper: 50, lower: 50 } }]).model;
  const step = sampleLimits(both, 100);
  assertEquals([step.effects, zones(step.model)], [[event(UP, 2)], ["below", "above"]]);
});

test("limit: a sample crosses several limits with one event for each direction", () => {
  const bounds = (upper: number, lower: number) => ({ upper, lower });
  const { model } = defineLimits(NO_LIMITS, [
    { id: 7, bounds: bounds(40, 30) },
    { id: 1, bounds: bounds(10, 5) },
    { id: 2, bounds: bounds(20, 15) },
  ]);
  const first = sampleLimits(model, 25);
  assertEquals(first.effects, [event(UP, 1, 2), event(DOWN, 7)]);
  assertEquals(sampleLimits(first.model, 50).effects, [event(UP, 7)]);
  assertEquals(sampleLimits(first.model, 0).effects, [event(DOWN, 1, 2)]);
});

test("limit: a boolean crosses, and what is no number moves nothing", () => {
  const { model } = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: true, lower: false } }]);
  const off = sampleLimits(model, false).model;
  assertEquals(sampleLimits(off, true).rows, [3]);
  assertEquals(sampleLimits(off, NaN).rows, []);
});
