// Each invariant is broken on purpose, by a machine or a wire that is wrong in one way, and the checker has to say so.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ACTIONS } from "./actions.ts";
import * as broken from "./broken.ts";
import { recover } from "./recover.ts";
import { type PairKind, planOf } from "./plans.ts";
import type { WorldPlan } from "./world.ts";
import { World } from "./world.ts";

/** A breach: what is broken, what happens then, and what the checker calls it. */
interface Breach {
  readonly name: string;
  readonly found: string;
  readonly kind?: PairKind;
  /** Replaces both sides' machine, their system bytes, or the wire. */
  readonly Machine?: NonNullable<WorldPlan["left"]["Machine"]>;
  readonly SystemBytes?: NonNullable<WorldPlan["left"]["SystemBytes"]>;
  readonly Wire?: NonNullable<WorldPlan["Wire"]>;
  /** Actions by their names; "recover" lets both sides run. */
  readonly then: readonly string[];
}

const ASK = ["request left", "send left", "deliver right", "reply right", "send right", "deliver left"];
/** Data that comes after the Deselect.req that ended its session. */
const TOO_LATE = [
  "recover",
  "deselect left",
  "request left",
  "send left",
  "deliver right",
  "deliver right",
  "recover",
];

const BREACHES: readonly Breach[] = [
  { name: "settles twice", found: "settled-once", Machine: broken.SettlesTwice, then: ["recover"] },
  { name: "leaves transactions open", found: "settled-once", Machine: broken.Forgets, then: ["cut"] },
  {
    name: "settles on the next connection",
    found: "settled-once",
    Machine: broken.settlesLater(),
    then: ["cut", "recover"],
  },
  {
    name: "settles by another's reply",
    found: "replies",
    Machine: broken.repeatsReplies(),
    then: ["recover", ...ASK, ...ASK],
  },
  {
    name: "settles by the last connection's reply",
    found: "generations",
    Machine: broken.repeatsReplies(),
    then: ["recover", ...ASK, "cut", "recover", ...ASK],
  },
  {
    name: "hands a frame to the next connection",
    found: "generations",
    Wire: broken.leakyWires(),
    then: ["send left", "cut", "recover"],
  },
  { name: "delivers a frame twice", found: "wire", Wire: broken.DoublesFrames, then: ["recover"] },
  { name: "swaps two frames", found: "wire", kind: "HSMS-GS", Wire: broken.SwapsFrames, then: ["recover"] },
  {
    name: "T7 ends a selected session",
    found: "t7",
    Machine: broken.NeverStopsT7,
    then: ["recover", "tick"],
  },
  { name: "T7 runs while selected", found: "deadline", Machine: broken.NeverStopsT7, then: ["recover"] },
  { name: "is due for ever", found: "busy-loop", Machine: broken.AlwaysDue, then: ["tick"] },
  {
    name: "answers a Reject",
    found: "rejects",
    Machine: broken.RejectsRejects,
    then: TOO_LATE,
  },
  { name: "sends twice", found: "bounded", Machine: broken.AnswersTwice, then: ["recover"] },
  {
    name: "reuses system bytes",
    found: "system-bytes",
    SystemBytes: broken.SameBytes,
    then: ["linktest left"],
  },
  { name: "invents a change", found: "table", Machine: broken.InventsChanges, then: ["tick"] },
  {
    name: "delivers while not selected",
    found: "selection",
    Machine: broken.DeliversAnyTime,
    then: TOO_LATE,
  },
  { name: "never selects", found: "recovers: not selected", Machine: broken.NeverSelects, then: ["recover"] },
  {
    name: "keeps a selection to itself",
    found: "recovers: session 1 stays",
    kind: "HSMS-GS",
    Machine: broken.StaysSelected,
    then: ["recover", "deselect left", "recover"],
  },
];

for (const { name, found, kind = "active and passive", then, ...parts } of BREACHES) {
  test(`the checker finds what ${name}`, () => {
    const violations = play(kind, parts, then);
    assert(
      violations.some((violation) => violation.startsWith(found)),
      `found: ${violations.join("; ") || "nothing"}`,
    );
  });

  test(`the checker finds nothing where nobody ${name}`, () => {
    assertEquals(play(kind, {}, then), []);
  });
}

/** What the checker finds when `then` happens in a world with broken parts. */
function play(
  kind: PairKind,
  parts: Pick<Breach, "Machine" | "SystemBytes" | "Wire">,
  then: readonly string[],
): string[] {
  const { Wire, ...side } = parts;
  const plan = planOf(kind);
  const world = new World({
    left: { ...plan.left, ...side },
    right: { ...plan.right, ...side },
    ...(Wire && { Wire }),
  });
  for (const name of then) {
    const stuck = name === "recover" ? recover(world) : run(world, name);
    if (stuck !== undefined) world.checker.violations.push(`recovers: ${stuck}`);
  }
  return world.checker.violations;
}

function run(world: World, name: string): undefined {
  const action = ACTIONS.find((one) => one.name === name);
  if (action?.possible(world)) action.run(world);
}
