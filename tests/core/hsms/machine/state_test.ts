import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  nextState,
  type SessionEvent,
  type SessionState,
  TRANSITIONS,
} from "../../../../src/core/hsms/machine/state.ts";

type Row = readonly [from: SessionState, event: SessionEvent, to: SessionState, why: string];

/** E37's table once more, written out: one row for each entry. */
const ROWS: readonly Row[] = [
  ["not-connected", "connect", "not-selected", "TCP is up, and nobody has selected yet"],
  ["not-connected", "select", "not-connected", "without TCP there is nothing to select"],
  ["not-connected", "deselect", "not-connected", "without TCP nothing is selected"],
  ["not-connected", "separate", "not-connected", "without TCP there is nothing to end"],
  ["not-connected", "timeout", "not-connected", "T7 does not run without TCP"],
  ["not-connected", "disconnect", "not-connected", "TCP is down already"],
  ["not-selected", "connect", "not-selected", "TCP is up already"],
  ["not-selected", "select", "selected", "a Select was accepted"],
  ["not-selected", "deselect", "not-selected", "it is deselected already"],
  ["not-selected", "separate", "not-selected", "Separate ends a selection, and there is none"],
  ["not-selected", "timeout", "not-connected", "T7 ends a connection that nobody selects"],
  ["not-selected", "disconnect", "not-connected", "TCP went down"],
  ["selected", "connect", "selected", "TCP is up already"],
  ["selected", "select", "selected", "it is selected already"],
  ["selected", "deselect", "not-selected", "a Deselect was accepted, and TCP stays up"],
  ["selected", "separate", "not-connected", "Separate ends the selection, and TCP with it"],
  ["selected", "timeout", "selected", "T7 never ends a selected session"],
  ["selected", "disconnect", "not-connected", "TCP went down"],
];

for (const [from, event, to, why] of ROWS) {
  const becomes = from === to ? `${from} stays` : `${from} becomes ${to}`;
  test(`state table: ${becomes} after ${event}: ${why}`, () => assertEquals(nextState(from, event), to));
}

test("state table: every event has an answer in every state, and this test knows each of them", () => {
  const entries = Object.entries(TRANSITIONS)
    .flatMap(([from, row]) => Object.entries(row).map(([event, to]) => [from, event, to]));
  assertEquals(entries, ROWS.map((row) => row.slice(0, 3)));
});
