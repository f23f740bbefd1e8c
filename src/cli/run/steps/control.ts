// Steps of the scenario itself: variables, time, loops and parts that run at the same time.

import { missesOf } from "../conditions.ts";
import { StepFailure } from "../failure.ts";
import type { Doing } from "../running.ts";
import type { Scalar } from "../scenario.ts";
import { timeIn } from "../words.ts";

/** Maximum number of times that a loop goes round. */
const MAX_ROUNDS = 100_000;

/** `let: { lot: A1 }` */
export const letBe: Doing<"let"> = (step, run) => {
  for (const [name, value] of Object.entries(step.let)) run.variables.set(name, value);
  return Promise.resolve();
};

/** `check: { count: above 3 }` */
export const check: Doing<"check"> = (step, run) => {
  const misses = missesOf(step.check, run.variables.all);
  if (misses.length === 0) return Promise.resolve();
  throw new StepFailure(
    misses.map(({ name, wanted }) => `$${name} ${wanted}`).join(", "),
    misses.map(({ name, got }) => `$${name} was ${got}`),
  );
};

/** `wait: 5s` */
export const wait: Doing<"wait"> = async (step, run) => {
  await run.stage.inbox.until(() => undefined, timeIn(step.wait), run.signal);
};

/** `repeat: 3` */
export const repeat: Doing<"repeat"> = async ({ repeat: times, as, steps }, run) => {
  const count = Number(times);
  if (!Number.isInteger(count) || count < 0 || count > MAX_ROUNDS) {
    throw new StepFailure(`a whole number from 0 to ${MAX_ROUNDS} of rounds`, [`it was ${times}`]);
  }
  for (let round = 1; round <= count; round++) {
    if (as !== undefined) run.variables.set(as, round);
    await run.inner(steps, `round ${round} of ${count}`);
  }
};

/** `for each: [A1, A2]` */
export const forEach: Doing<"for each"> = async (step, run) => {
  const values = step["for each"];
  const list: readonly Scalar[] = typeof values === "object" ? values : [values];
  for (const value of list) {
    run.variables.set(step.as, value);
    await run.inner(step.steps, `${step.as} ${value}`);
  }
};

/** `parallel: { host: […], operator: […] }` */
export const parallel: Doing<"parallel"> = async (step, run) => {
  const parts = Object.entries(step.parallel).map(([name, steps]) => ({
    name,
    steps,
    cursor: { ...run.cursor },
  }));
  const ended = await Promise.allSettled(
    parts.map(({ name, steps, cursor }) => run.inner(steps, name, cursor)),
  );
  for (const part of ended) if (part.status === "rejected") throw part.reason;
  run.cursor.next = Math.max(run.cursor.next, ...parts.map(({ cursor }) => cursor.next));
};
