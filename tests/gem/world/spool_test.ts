// deno-lint-ignore-file no-console
// A spool in every state that it can have, then at random; and spools that are broken in one way.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { spool, type SpoolOptions } from "../../../src/gem/mod.ts";
import { Random } from "../../support/random.ts";
import { type Numbered, SPOOL_ACTIONS, SPOOL_PARTS, type SpoolParts, SpoolWorld } from "./spool_world.ts";

const KEEPING: SpoolOptions = {
  enabled: true,
  overwrite: false,
  maxTransmit: 2,
  maxMessages: 8,
  maxBytes: 11,
  setting: [{ stream: 6, functions: [] }],
};
const OVERWRITING: SpoolOptions = { ...KEEPING, overwrite: true, maxTransmit: 0 };

/** Visits every state of a spool until there is no other. */
function explore(options: SpoolOptions, parts: SpoolParts = SPOOL_PARTS) {
  const root = new SpoolWorld(options, parts);
  const seen = new Set([root.key]);
  const queue: { world: SpoolWorld; path: readonly string[] }[] = [{ world: root, path: [] }];
  let transitions = 0;
  for (const { world, path } of queue) {
    const drained = world.copy();
    const isStuck = !drained.drain();
    const problem = world.violation ?? drained.violation ?? (isStuck ? "stuck" : undefined);
    if (problem !== undefined) {
      return { states: seen.size, transitions, problem: `${problem}, after: ${path.join(", ")}` };
    }
    for (const action of SPOOL_ACTIONS) {
      const next = world.copy();
      next.run(action);
      transitions++;
      if (next.violation === undefined && seen.has(next.key)) continue;
      seen.add(next.key);
      queue.push({ world: next, path: [...path, action] });
    }
  }
  return { states: seen.size, transitions, problem: undefined };
}

const TOURS = [
  { name: "keeps", options: KEEPING, states: 3174, transitions: 31740 },
  { name: "overwrites", options: OVERWRITING, states: 1270, transitions: 12700 },
];

for (const { name, options, ...counts } of TOURS) {
  test(`every state of a spool of 8 messages and 11 bytes that ${name}`, { timeout: 60_000 }, () => {
    const found = explore(options);
    console.log(`a spool that ${name}: ${found.states} states, ${found.transitions} transitions`);
    assertEquals(found, { ...counts, problem: undefined });
  });
}

for (const { name, options } of TOURS) {
  test(
    `100 random schedules of 2000 steps of a spool of 50 messages that ${name}`,
    { timeout: 60_000 },
    () => {
      for (let seed = 1; seed <= 100; seed++) {
        const random = new Random(seed);
        const world = new SpoolWorld({ ...options, maxMessages: 50, maxBytes: 70 });
        for (let step = 0; step < 2000; step++) {
          world.run(random.below(3) > 0 ? "message" : random.pick(SPOOL_ACTIONS));
          assert(world.violation === undefined, `seed ${seed}, step ${step}: ${world.violation}`);
        }
        assert(world.drain(), `seed ${seed} does not end`);
      }
    },
  );
}

type Spool = typeof spool<Numbered>;

const BROKEN: readonly (readonly [name: string, found: string, broken: Spool])[] = [
  ["forgets what it could not transmit", "content", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    return input.type === "failed" && model.open !== undefined
      ? { ...step, model: { ...step.model, queue: model.queue } }
      : step;
  }],
  ["does not count what it drops", "count", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    const isDropped = step.effects.some((effect) => effect.type === "dropped" && effect.why === "no room");
    return isDropped ? { ...step, model: { ...step.model, total: model.total } } : step;
  }],
  ["transmits two at once", "open", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    return { ...step, effects: [...step.effects, ...step.effects.filter(({ type }) => type === "transmit")] };
  }],
  [
    "grows without end",
    "bounded",
    (model, input, now, options) =>
      spool(model, input, now, { ...options, maxMessages: Infinity, maxBytes: Infinity }),
  ],
  ["is not full any more when TRANSMIT made room", "full", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    const hasEnded = input.type === "answered" && step.model.load === "full";
    return hasEnded ? { ...step, model: { ...step.model, load: "not-full" } } : step;
  }],
  ["says RSDA 0 always", "RSDA", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    return {
      ...step,
      effects: step.effects.map((one) => one.type === "S6F24" ? { ...one, rsda: 0 as const } : one),
    };
  }],
  [
    "loses a message without an effect",
    "outcome",
    (model, input, ...rest) =>
      input.type === "message" && input.message.stream === 10
        ? { model, rows: [], effects: [] }
        : spool(model, input, ...rest),
  ],
  ["says nothing when it is left", "events", (model, input, ...rest) => {
    const step = spool(model, input, ...rest);
    return { ...step, effects: step.effects.filter((one) => one.type !== "event") };
  }],
  [
    "is never left",
    "stuck",
    (model, input, ...rest) =>
      input.type === "S6F23" && input.rsdc === 0 && model.unload === "no-output"
        ? { model, rows: [], effects: [{ type: "S6F24", rsda: 0 }] }
        : spool(model, input, ...rest),
  ],
];

for (const [name, found, broken] of BROKEN) {
  test(`the exploration finds a spool that ${name}`, () => {
    const { problem } = explore(KEEPING, { ...SPOOL_PARTS, spool: broken });
    assert(problem?.startsWith(found), `found: ${problem ?? "nothing"}`);
  });
}

test("the exploration finds a spool that is empty after power off", () => {
  const restoreSpool: SpoolParts["restoreSpool"] = (saved) =>
    SPOOL_PARTS.restoreSpool({ ...saved, messages: [] });
  const { problem } = explore(KEEPING, { ...SPOOL_PARTS, restoreSpool });
  assert(problem?.startsWith("content"), `found: ${problem ?? "nothing"}`);
});
