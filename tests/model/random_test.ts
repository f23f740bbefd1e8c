// deno-lint-ignore-file no-console
// Long random schedules of two sessions: late timers, cuts, and a hostile peer's frames between the honest ones. The
// counts are the same on every runtime.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Action } from "./actions.ts";
import { COMMANDS, NETWORK } from "./actions.ts";
import type { Tally } from "./checker.ts";
import { recover } from "./recover.ts";
import { attack } from "./hostile.ts";
import { type PairKind, PAIRS, planOf } from "./plans.ts";
import { Random } from "../support/random.ts";
import { SIDES } from "./wire.ts";
import { World } from "./world.ts";

const SEEDS = 100;
const STEPS = 2000;
/** The longest that a frame may be under way or a queue may be: what two sides can send in all those steps. */
const LONGEST = 400;

/** How a schedule goes: of so many steps, one is a command, a cut, a forged frame, a late timer. */
interface Odds {
  readonly command: number;
  readonly cut: number;
  readonly forged: number;
  readonly late: number;
}

const HONEST: Odds = { command: 8, cut: 300, forged: Infinity, late: 40 };
const HOSTILE: Odds = { command: 10, cut: 300, forged: 12, late: 40 };

const MOVES = NETWORK.filter(({ name }) => name !== "cut" && name !== "tick");
/** Mostly requests and replies; no side closes for good. */
const OWNERS = COMMANDS.filter(({ name }) => !name.startsWith("close"));
const TALK = COMMANDS.filter(({ name }) => /^(request|reply)/.test(name));

const EXPECTED: Readonly<Record<string, Tally>> = {
  "active and passive, honest peers": {
    delivered: 80163,
    primaries: 11980,
    opened: 44217,
    replied: 30906,
    failed: 13311,
    generations: 2348,
    rejects: 587,
    expired: 9918,
  },
  "active and passive, hostile peers": {
    delivered: 85076,
    primaries: 8773,
    opened: 31702,
    replied: 20952,
    failed: 10750,
    generations: 2894,
    rejects: 13127,
    expired: 5614,
  },
  "both active, honest peers": {
    delivered: 81020,
    primaries: 11859,
    opened: 44665,
    replied: 31307,
    failed: 13358,
    generations: 2313,
    rejects: 593,
    expired: 9731,
  },
  "both active, hostile peers": {
    delivered: 86246,
    primaries: 8743,
    opened: 32534,
    replied: 21588,
    failed: 10946,
    generations: 2768,
    rejects: 12918,
    expired: 5233,
  },
  "HSMS-GS, honest peers": {
    delivered: 82726,
    primaries: 6714,
    opened: 42817,
    replied: 34552,
    failed: 8265,
    generations: 763,
    rejects: 812,
    expired: 5369,
  },
  "HSMS-GS, hostile peers": {
    delivered: 89643,
    primaries: 6124,
    opened: 29912,
    replied: 22496,
    failed: 7416,
    generations: 967,
    rejects: 15073,
    expired: 4314,
  },
};

for (const kind of PAIRS) {
  for (const [peer, odds] of [["honest", HONEST], ["hostile", HOSTILE]] as const) {
    const name = `${kind}, ${peer} peers`;
    test(`${SEEDS} random schedules of ${STEPS} steps: ${name}`, { timeout: 60_000 }, () => {
      const tallies = Array.from({ length: SEEDS }, (_, seed) => play(kind, seed + 1, odds));
      const total = tallies.reduce(add);
      console.log(`${name}, seeds 1 to ${SEEDS}: ${JSON.stringify(total)}`);
      assertEquals(total, EXPECTED[name]!);
    });
  }
}

/** Runs one schedule to its end, lets the world recover, and throws what was wrong. */
function play(kind: PairKind, seed: number, odds: Odds): Tally {
  const random = new Random(seed);
  const world = new World(planOf(kind, 7));
  const { checker } = world;
  for (let step = 0; step < STEPS && checker.violations.length === 0; step++) {
    const what = take(world, random, odds);
    if (checker.violations.length > 0) {
      throw new Error(`seed ${seed}, step ${step}, ${what}: ${checker.violations[0]}`);
    }
    requireBounded(world, seed);
  }
  const stuck = recover(world);
  if (stuck !== undefined && !(odds.forged < Infinity && stuck.includes("stays"))) {
    throw new Error(`seed ${seed}: recovers: ${stuck}`);
  }
  world.cut();
  if (checker.violations.length > 0) throw new Error(`seed ${seed}, at its end: ${checker.violations[0]}`);
  const { opened, replied, failed } = checker.tally;
  assertEquals(replied + failed, opened, `seed ${seed}: every transaction settles once`);
  return checker.tally;
}

/** One step of a schedule. */
function take(world: World, random: Random, odds: Odds): string {
  const [tick, cut] = ["tick", "cut"].map((name) => NETWORK.find((action) => action.name === name)!);
  if (happens(random, odds.cut)) return run(world, [cut!], random);
  if (happens(random, odds.forged) && !world.isDown) {
    const side = random.pick(SIDES);
    attack(world, side, random);
    return `forged ${side}`;
  }
  if (happens(random, odds.late)) {
    world.now += random.below(20);
    return "late";
  }
  if (happens(random, odds.command)) return run(world, random.below(5) > 0 ? TALK : OWNERS, random);
  return run(world, MOVES, random) || run(world, [tick!], random);
}

function happens(random: Random, oneIn: number): boolean {
  return oneIn < Infinity && random.below(oneIn) === 0;
}

/** Runs one of the actions that are possible. */
function run(world: World, actions: readonly Action[], random: Random): string {
  const possible = actions.filter((action) => action.possible(world));
  if (possible.length === 0) return "";
  const action = random.pick(possible);
  action.run(world);
  return action.name;
}

function requireBounded({ peers, wire }: World, seed: number): void {
  for (const side of SIDES) {
    const longest = Math.max(
      peers[side].queue.length,
      wire.to[side].length,
      peers[side].openRequests.all.size,
    );
    if (longest > LONGEST) throw new Error(`seed ${seed}: ${longest} frames wait at the ${side}`);
  }
}

function add(a: Tally, b: Tally): Tally {
  const sum = { ...a };
  for (const key of Object.keys(b) as (keyof Tally)[]) sum[key] += b[key];
  return sum;
}
