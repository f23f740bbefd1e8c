// deno-lint-ignore-file no-console
// Long random schedules of a host, an equipment, its operator and faults. The counts are the same on every runtime.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Random } from "../../support/random.ts";
import { type Action, FAULTS, NETWORK, USERS } from "./actions.ts";
import { PLAN_NAMES, type PlanName, PLANS } from "./plans.ts";
import { recover } from "./recover.ts";
import { World } from "./world.ts";

const SEEDS = 100;
const STEPS = 2000;
/** Of that many steps one is a fault, or an action of a user. */
const FAULT = 20;
const USER = 6;

/** Number of rows that were taken in all schedules. */
const EXPECTED: Readonly<Record<PlanName, number>> = {
  "both send S1F13": 80112,
  "a passive equipment": 67195,
  "a passive host, a start in ATTEMPT ON-LINE": 65685,
  "off-line on disconnect": 80108,
};

for (const name of PLAN_NAMES) {
  test(`${SEEDS} random schedules of ${STEPS} steps: ${name}`, { timeout: 60_000 }, () => {
    let rows = 0;
    for (let seed = 1; seed <= SEEDS; seed++) rows += play(name, seed);
    console.log(`${name}, seeds 1 to ${SEEDS}: ${rows} rows`);
    assertEquals(rows, EXPECTED[name]);
  });
}

/** Runs one schedule to its end, lets the world recover, and throws what was wrong. Returns how many rows were taken. */
function play(name: PlanName, seed: number): number {
  const random = new Random(seed);
  const world = new World(PLANS[name]);
  for (let step = 0; step < STEPS; step++) {
    kindOf(random, world)?.run(world);
    const problem = world.checker.violations[0];
    if (problem !== undefined) throw new Error(`seed ${seed}, step ${step}: ${problem}`);
  }
  const stuck = recover(world);
  if (stuck !== undefined) throw new Error(`seed ${seed} does not recover: ${stuck}`);
  return [...world.checker.rows.values()].reduce((sum, count) => sum + count, 0);
}

function kindOf(random: Random, world: World): Action | undefined {
  const kind = random.below(FAULT) === 0 ? FAULTS : random.below(USER) === 0 ? USERS : NETWORK;
  const possible = kind.filter((action) => action.possible(world));
  return possible.length === 0 ? undefined : random.pick(possible);
}
