// deno-lint-ignore-file no-console
// Gateways on one store, with lost and late answers, clocks that differ, and processes that stand still or are killed.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { LeaseMachine } from "../../../src/gateway/lease/machine.ts";
import type { LeaseRequest, LeaseStep } from "../../../src/gateway/lease/step.ts";
import type { LeaseAnswer } from "../../../src/gateway/lease/store.ts";
import { act } from "./schedule.ts";
import { type MakeMachine, TIMES, World } from "./world.ts";

const STEPS = 600;

/** Plays one seed; what went wrong, or the time until each tool had an owner when all was quiet. */
function play(
  seed: number,
  names: readonly string[],
  make?: MakeMachine,
): { problem?: string; took: number; moves: number } {
  const world = new World(seed, 5, names, make);
  for (let step = 0; step < STEPS; step++) {
    act(world, names);
    const problem = world.problem();
    if (problem !== undefined) {
      return { problem: `seed ${seed}, step ${step}: ${problem}`, took: 0, moves: 0 };
    }
  }
  if (world.gateways.length === 0) world.join(names[0]!);
  const took = world.settle(
    20 * TIMES.lease,
    () => world.tools.every((tool) => world.owners(tool).length === 1),
  );
  return { took, moves: world.moves };
}

for (const names of [["A", "B"], ["A", "B", "C"]]) {
  test(
    `${names.length} gateways: never two owners, and each tool has one within 1.5 leases once all is quiet`,
    { timeout: 60_000 },
    () => {
      let longest = 0;
      let moves = 0;
      for (let seed = 1; seed <= 150; seed++) {
        const found = play(seed, names);
        assertEquals(found.problem, undefined);
        longest = Math.max(longest, found.took);
        moves += found.moves;
      }
      console.log(
        `${names.length} gateways: ${moves} changes of owner, at most ${longest} ms until all are owned`,
      );
      assert(moves > 400, `${moves}`);
      assert(longest <= 1.5 * TIMES.lease, `${longest}`);
    },
  );
}

/** Counts its lease from when the answer came, not from when the renewal was sent. */
class CountsFromTheAnswer extends LeaseMachine {
  readonly #has = new Set<string>();
  #until = 0;

  override mayServe(now: number, tool: string): boolean {
    return this.#has.has(tool) && now < this.#until;
  }

  override answered(now: number, request: LeaseRequest, answer: LeaseAnswer): LeaseStep {
    if (answer.is === "done" && request.key.startsWith("gateway.")) this.#until = now + TIMES.lease;
    return this.#note(super.answered(now, request, answer));
  }

  override tick(now: number): LeaseStep {
    return this.#note(super.tick(now));
  }

  #note(step: LeaseStep): LeaseStep {
    for (const { tool, isOurs, why } of step.changes) {
      if (isOurs) this.#has.add(tool);
      else if (!why.includes("ran out")) this.#has.delete(tool);
    }
    return step;
  }
}

/** Serves what it was told to serve, and asks no clock. */
class AsksNoClock extends LeaseMachine {
  override mayServe(_now: number, tool: string): boolean {
    return this.tools.has(tool);
  }
}

const BROKEN: Readonly<Record<string, MakeMachine>> = {
  "counts its lease from the answer": (name, process) => new CountsFromTheAnswer(name, process, TIMES),
  "asks no clock": (name, process) => new AsksNoClock(name, process, TIMES),
  "keeps no margin and serves for longer than its lease": (name, process) =>
    new LeaseMachine(name, process, { ...TIMES, margin: -TIMES.lease / 2 }),
  "has the name of a process for its identity": (name) => new LeaseMachine(name, name, TIMES),
};

for (const [what, make] of Object.entries(BROKEN)) {
  test(`a machine that ${what} is found`, { timeout: 60_000 }, () => {
    const found = Array.from({ length: 400 }, (_, seed) => seed + 1)
      .some((seed) => play(seed, ["A", "B", "C"], make).problem !== undefined);
    assert(found);
  });
}
