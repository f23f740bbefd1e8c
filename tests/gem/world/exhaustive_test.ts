// deno-lint-ignore-file no-console
// Every interleaving of a host, an equipment, its operator, faults and time: all states that a number of faults and actions of
// users can lead to. The counts are the same on every runtime: if one differs, a model or the world has changed.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { type Bounds, explore } from "./explore.ts";
import { type PlanName, PLANS } from "./plans.ts";

/** An exploration, and how much there is to see. */
interface Tour extends Bounds {
  readonly name: PlanName;
  readonly depth: number;
  readonly states: number;
  readonly transitions: number;
}

const TOURS: readonly Tour[] = [
  { name: "both send S1F13", faults: 2, users: 2, depth: 19, states: 17384, transitions: 65974 },
  { name: "a passive equipment", faults: 2, users: 3, depth: 16, states: 12382, transitions: 49697 },
  {
    name: "a passive host, a start in ATTEMPT ON-LINE",
    faults: 2,
    users: 2,
    depth: 17,
    states: 8139,
    transitions: 29067,
  },
  { name: "off-line on disconnect", faults: 2, users: 2, depth: 19, states: 20960, transitions: 79913 },
];

/** The rows of each model that are no start. */
const ROWS = [
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15].map((row) => `comm ${row}`),
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((row) => `control ${row}`),
  ...[2, 3, 4, 5, 6, 7, 9, 10, 14, 15].map((row) => `host ${row}`),
];

for (const { name, depth, states, transitions, ...bounds } of TOURS) {
  const { faults, users } = bounds;
  test(
    `every interleaving with ${faults} faults and ${users} actions of users: ${name}`,
    { timeout: 60_000 },
    () => {
      const found = explore(PLANS[name], bounds);
      console.log(`${name}: ${found.states} states, ${found.transitions} transitions, depth ${found.depth}`);
      assertEquals(found.problem, undefined);
      assertEquals([found.depth, found.states, found.transitions], [depth, states, transitions]);
      if (name === "both send S1F13") assertEquals(found.rows, ROWS);
    },
  );
}
