// deno-lint-ignore-file no-console
// Every interleaving of two sessions' frames, timers and commands, to a depth; each state is looked at. The counts are
// the same on every runtime: if one differs, either the machine or the model has changed.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { type Bounds, explore } from "./explore.ts";
import { type PairKind, planOf } from "./plans.ts";

/** An exploration, and how much there is to see. */
interface Tour extends Bounds {
  readonly kind: PairKind;
  /** Between two linktests; 0: none. */
  readonly linktest: number;
  readonly states: number;
  readonly transitions: number;
}

const START = { selected: false, linktest: 0 };
const SELECTED = { selected: true, linktest: 0 };
const LINKTEST = { selected: true, linktest: 7 };

const TOURS: readonly Tour[] = [
  { kind: "active and passive", ...START, depth: 7, commands: 2, states: 9663, transitions: 19461 },
  { kind: "both active", ...START, depth: 7, commands: 2, states: 15576, transitions: 32857 },
  { kind: "HSMS-GS", ...START, depth: 7, commands: 2, states: 17580, transitions: 32393 },
  { kind: "active and passive", ...SELECTED, depth: 6, commands: 3, states: 20573, transitions: 35640 },
  { kind: "HSMS-GS", ...SELECTED, depth: 6, commands: 3, states: 21809, transitions: 37503 },
  { kind: "active and passive", ...LINKTEST, depth: 7, commands: 1, states: 3822, transitions: 6563 },
  { kind: "HSMS-GS", ...LINKTEST, depth: 7, commands: 1, states: 4111, transitions: 6808 },
];

for (const tour of TOURS) {
  const { kind, linktest, states, transitions, ...bounds } = tour;
  const from = bounds.selected ? "SELECTED" : "NOT SELECTED";
  const tests = linktest > 0 ? " with linktests" : "";
  const length = `${bounds.depth} actions, ${bounds.commands} of them commands`;
  test(`every interleaving of ${length}: ${kind}${tests}, from ${from}`, { timeout: 60_000 }, () => {
    const found = explore(planOf(kind, linktest), bounds);
    console.log(`${kind}${tests}, from ${from}: ${found.states} states, ${found.transitions} transitions`);
    assertEquals(found.problem, undefined);
    assertEquals([found.states, found.transitions], [states, transitions]);
  });
}
