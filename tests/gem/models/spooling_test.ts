import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  emptySpool,
  messagesOf,
  restoreSpool,
  saveSpool,
  spool,
  spoolCount,
  type SpoolInput,
  type SpoolModel,
  type SpoolOptions,
  type SpoolStep,
} from "../../../src/gem/mod.ts";

/** An S6F11 by its number. */
interface Event {
  readonly stream: number;
  readonly function: number;
  readonly bytes: number;
  readonly id: number;
}

type Input = SpoolInput<Event>;

const OPTIONS: SpoolOptions = {
  enabled: true,
  overwrite: true,
  maxTransmit: 0,
  maxMessages: 3,
  maxBytes: 100,
  setting: [{ stream: 6, functions: [11] }, { stream: 5, functions: [] }],
};
const KEEPING: SpoolOptions = { ...OPTIONS, overwrite: false };

const LOST = { type: "lost" } as const;
const FAILED = { type: "failed" } as const;
const ANSWERED = { type: "answered" } as const;
const REFUSED = { type: "refused" } as const;
const UNLOAD = { type: "S6F23", rsdc: 0 } as const;
const PURGE = { type: "S6F23", rsdc: 1 } as const;

function event(id: number, bytes = 10): Event {
  return { stream: 6, function: 11, bytes, id };
}

function put(id: number, bytes = 10): Input {
  return { type: "message", message: event(id, bytes) };
}

/** The last of several steps of an empty spool, at the times 1000, 1001, … */
function after(inputs: readonly Input[], options = OPTIONS): SpoolStep<Event> {
  return inputs.reduce(
    (step: SpoolStep<Event>, input, at) => spool(step.model, input, 1000 + at, options),
    { model: emptySpool<Event>(), rows: [], effects: [] },
  );
}

/** The effects in short: "stored 1", "event Spooling Activated", "S6F24 0". */
function effectsOf({ effects }: SpoolStep<Event>): string[] {
  return effects.map((effect) => {
    if ("message" in effect) {
      const why = "why" in effect ? ` ${effect.why}` : "";
      return `${effect.type} ${effect.message.id}${why}`;
    }
    if (effect.type === "event") return `event ${effect.event}`;
    if (effect.type === "S6F24") return `S6F24 ${effect.rsda}`;
    return effect.type === "purged" ? `purged ${effect.count}` : effect.type;
  });
}

function ids({ queue }: SpoolModel<Event>): number[] {
  return messagesOf(queue).map(({ id }) => id);
}

test("spool 1: the loss of communication activates the spool, if it is enabled", () => {
  const step = after([LOST]);
  assertEquals([step.rows, effectsOf(step)], [[1], ["end transactions", "event Spooling Activated"]]);
  const { load, unload, total, startedAt } = step.model;
  assertEquals([load, unload, total, startedAt], ["not-full", "no-output", 0, 1000]);
  assertEquals(after([LOST], { ...OPTIONS, enabled: false }).rows, []);
  assertEquals(after([LOST, LOST]).rows, []);
});

test("spool 1: both counts begin with 0 again", () => {
  const { model } = after([LOST, put(1), PURGE]);
  assertEquals([model.total, spoolCount(model)], [1, 0]);
  const again = spool(model, LOST, 5000, OPTIONS).model;
  assertEquals([again.total, spoolCount(again), again.startedAt], [0, 0, 5000]);
});

test("spool 2: the spool is full when a message has no room, and tells the operator", () => {
  const step = after([LOST, put(1), put(2), put(3), put(4)], KEEPING);
  assertEquals([step.rows, effectsOf(step)], [[2], ["full", "dropped 4 no room"]]);
  const { load, fullAt, total } = step.model;
  assertEquals([load, fullAt, total, spoolCount(step.model)], ["full", 1004, 4, 3]);
  const again = spool(step.model, put(5), 9999, KEEPING);
  assertEquals([again.rows, effectsOf(again), again.model.fullAt], [[], ["dropped 5 no room"], 1004]);
  assertEquals(after([LOST, put(1, 60), put(2, 40)], KEEPING).rows, []);
  const bytes = after([LOST, put(1, 60), put(2, 41)], KEEPING);
  assertEquals([bytes.rows, effectsOf(bytes)], [[2], ["full", "dropped 2 no room"]]);
});

test("spool 2: with OverWriteSpool the oldest messages go until the new one fits", () => {
  const step = after([LOST, put(1), put(2), put(3), put(4)]);
  assertEquals(effectsOf(step), ["full", "removed 1 overwritten", "stored 4"]);
  assertEquals([ids(step.model), step.model.total], [[2, 3, 4], 4]);
  const bytes = after([LOST, put(1, 40), put(2, 50), put(3, 90)]);
  assertEquals(effectsOf(bytes), ["full", "removed 1 overwritten", "removed 2 overwritten", "stored 3"]);
  assertEquals([bytes.model.queue.count, bytes.model.queue.bytes], [1, 90]);
});

test("spool 2: a message that is longer than the spool is dropped, and nothing is overwritten for it", () => {
  const step = after([LOST, put(1), put(2, 101)]);
  assertEquals([effectsOf(step), ids(step.model)], [["full", "dropped 2 no room"], [1]]);
});

test("spool 2: FULL ends with INACTIVE only, also if TRANSMIT makes room", () => {
  const inputs = [LOST, put(1), put(2), put(3), put(4), UNLOAD, ANSWERED, put(5)];
  const step = after(inputs, KEEPING);
  assertEquals([effectsOf(step), step.model.load], [["dropped 5 no room"], "full"]);
  assertEquals(after([...inputs, ANSWERED, ANSWERED], KEEPING).model.load, "inactive");
  assertEquals(after([...inputs, ANSWERED, ANSWERED, LOST], KEEPING).model.load, "not-full");
});

test("spool 3: an empty spool is left, with an event", () => {
  const step = after([LOST, put(1), UNLOAD, ANSWERED]);
  assertEquals([step.rows, effectsOf(step)], [[3], ["removed 1 transmitted", "event Spooling Deactivated"]]);
  assertEquals([step.model.load, step.model.unload, step.model.total], ["inactive", "inactive", 1]);
});

test("spool 3: a spool that is active and empty is left with either S6F23", () => {
  const unloaded = after([LOST, UNLOAD]);
  assertEquals([unloaded.rows, effectsOf(unloaded)], [[5, 3], ["S6F24 0", "event Spooling Deactivated"]]);
  const purged = after([LOST, PURGE]);
  assertEquals(purged.rows, [4, 3]);
});

test("spool 4: S6F23 with RSDC 1 purges", () => {
  const step = after([LOST, put(1), put(2), PURGE]);
  assertEquals(step.rows, [4, 3]);
  assertEquals(effectsOf(step), ["S6F24 0", "purged 2", "event Spooling Deactivated"]);
  assertEquals([spoolCount(step.model), step.model.queue.bytes, step.model.total], [0, 0, 2]);
});

test("spool 5: S6F23 with RSDC 0 transmits the oldest first, one at a time, each removed once it was answered", () => {
  const first = after([LOST, put(1), put(2), UNLOAD]);
  assertEquals([first.rows, effectsOf(first)], [[5], ["S6F24 0", "transmit 1"]]);
  assertEquals(spoolCount(first.model), 2);
  const second = spool(first.model, ANSWERED, 2000, OPTIONS);
  assertEquals([second.rows, effectsOf(second)], [[], ["removed 1 transmitted", "transmit 2"]]);
  assertEquals(spoolCount(second.model), 1);
});

test("spool 5: new messages go to the end, and what is under way is not overwritten", () => {
  const step = after([LOST, put(1), put(2), put(3), UNLOAD, put(4)]);
  assertEquals(effectsOf(step), ["full", "removed 2 overwritten", "stored 4"]);
  assertEquals([step.model.open?.id, ids(step.model)], [1, [3, 4]]);
  const alone = after([LOST, put(1, 95), UNLOAD, put(2)]);
  assertEquals(effectsOf(alone), ["full", "dropped 2 no room"]);
});

test("spool 5: a message whose S6F5 is refused is gone, and counts as one", () => {
  const step = after([LOST, put(1), put(2), UNLOAD, REFUSED], { ...OPTIONS, maxTransmit: 1 });
  assertEquals([step.rows, effectsOf(step), ids(step.model)], [[6], ["removed 1 refused"], [2]]);
});

test("spool 5: RSDA is 1 while it transmits, and 2 while it is inactive", () => {
  for (const request of [UNLOAD, PURGE]) {
    const busy = after([LOST, put(1), UNLOAD, request]);
    assertEquals([busy.rows, effectsOf(busy)], [[], ["S6F24 1"]]);
    const inactive = after([request]);
    assertEquals([inactive.rows, effectsOf(inactive)], [[], ["S6F24 2"]]);
  }
});

test("spool 6: a failure ends TRANSMIT with an event, and the message stays the oldest", () => {
  for (const input of [LOST, FAILED]) {
    const step = after([LOST, put(1), put(2), UNLOAD, input]);
    assertEquals([step.rows, effectsOf(step)], [[6], ["event Spool Transmit Failure"]]);
    assertEquals([ids(step.model), step.model.open, step.model.unload], [[1, 2], undefined, "no-output"]);
  }
  for (const input of [FAILED, ANSWERED, REFUSED]) {
    assertEquals(after([LOST, put(1), input]).effects, []);
    assertEquals(after([input]).effects, []);
  }
});

test("spool 6: MaxSpoolTransmit ends TRANSMIT without an event, and the next S6F23 counts anew", () => {
  const options = { ...OPTIONS, maxTransmit: 2, maxMessages: 9 };
  const inputs = [LOST, put(1), put(2), put(3), put(4), put(5), UNLOAD, ANSWERED, ANSWERED];
  const step = after(inputs, options);
  assertEquals([step.rows, effectsOf(step), ids(step.model)], [[6], ["removed 2 transmitted"], [3, 4, 5]]);
  assertEquals(step.model.open, undefined);
  assertEquals(effectsOf(after([...inputs, UNLOAD, ANSWERED], options)), [
    "removed 3 transmitted",
    "transmit 4",
  ]);
  assertEquals(after([...inputs, UNLOAD, ANSWERED, ANSWERED], options).rows, [6]);
  const exact = after([LOST, put(1), put(2), UNLOAD, ANSWERED, ANSWERED], options);
  assertEquals(exact.rows, [3]);
});

test("spool 7: what is saved has all messages, also the one under way, and is JSON", () => {
  const { model } = after([LOST, put(1), put(2), put(3), put(4), UNLOAD]);
  assertEquals(JSON.parse(JSON.stringify(saveSpool(model))), {
    load: "full",
    unload: "transmit",
    messages: [event(2), event(3), event(4)],
    total: 4,
    startedAt: 1000,
    fullAt: 1004,
  });
});

test("spool 8: power on leads to the state before, with its messages, counts and times", () => {
  for (const inputs of [[], [LOST], [LOST, put(1), put(2), put(3), put(4)]]) {
    const { model } = after(inputs);
    const step = restoreSpool(saveSpool(model));
    assertEquals([step.rows, step.effects], [[8], []]);
    assertEquals({ ...step.model, queue: model.queue }, model);
    assertEquals(saveSpool(step.model), saveSpool(model));
    assertEquals(spoolCount(step.model), spoolCount(model));
  }
});

test("spool 8: a TRANSMIT that power off ended has failed", () => {
  const { model } = after([LOST, put(1), put(2), UNLOAD]);
  const step = restoreSpool(saveSpool(model));
  assertEquals([step.rows, effectsOf(step)], [[8, 6], ["event Spool Transmit Failure"]]);
  assertEquals([ids(step.model), step.model.unload], [[1, 2], "no-output"]);
});

test("spool: while it is active, primaries go as S2F43 says, and the rest is sent", () => {
  const sends = (stream: number, func: number, inputs: readonly Input[]) =>
    effectsOf(after([...inputs, { type: "message", message: { stream, function: func, bytes: 0, id: 1 } }]));
  assertEquals(sends(6, 11, [LOST]), ["stored 1"]);
  assertEquals(sends(5, 1, [LOST]), ["stored 1"]);
  assertEquals(sends(6, 1, [LOST]), ["dropped 1 not spooled"]);
  assertEquals(sends(10, 1, [LOST]), ["dropped 1 not spooled"]);
  const others = [[1, 13], [1, 1], [1, 4], [9, 7], [6, 5], [2, 39], [6, 24], [2, 0]] as const;
  for (const [stream, func] of others) assertEquals(sends(stream, func, [LOST]), ["send 1"]);
  for (const [stream, func] of [[6, 11], [6, 1], ...others]) {
    assertEquals(sends(stream!, func!, []), ["send 1"]);
  }
});

test("spool: an empty spool", () => {
  const { queue, ...model } = emptySpool<Event>();
  assertEquals(messagesOf(queue), []);
  assertEquals(model, {
    load: "inactive",
    unload: "inactive",
    open: undefined,
    transmitted: 0,
    total: 0,
    startedAt: undefined,
    fullAt: undefined,
  });
});

test("spool: EnableSpooling false neither empties nor leaves a spool that is active", () => {
  const { model } = after([LOST, put(1)]);
  const step = spool(model, put(2), 0, { ...OPTIONS, enabled: false });
  assertEquals([effectsOf(step), ids(step.model)], [["stored 2"], [1, 2]]);
});
