import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Sessions } from "../../../../src/core/hsms/machine/sessions.ts";

/** Brings sessions to `selected`. */
function select(sessions: Sessions, ...ids: number[]): void {
  for (const id of ids) {
    sessions.apply(id, "connect");
    sessions.apply(id, "select");
  }
}

test("Sessions: HSMS-SS has one session, which every session id means", () => {
  const sessions = new Sessions(undefined);
  assertEquals([sessions.general, [...sessions.ids]], [false, [0xffff]]);
  assertEquals([0, 7, 0xffff].map((id) => sessions.find(id)), [0xffff, 0xffff, 0xffff]);
});

test("Sessions: HSMS-GS has the sessions that were named, each of which its own id means", () => {
  const sessions = new Sessions([1, 2]);
  assertEquals([sessions.general, [...sessions.ids]], [true, [1, 2]]);
  assertEquals([1, 2, 3, 0xffff].map((id) => sessions.find(id)), [1, 2, undefined, undefined]);
});

test("Sessions: apply() changes one session along the table, and says from what to what", () => {
  for (const [ids, id] of [[undefined, 0xffff], [[1, 2], 1]] as const) {
    const sessions = new Sessions(ids);
    assertEquals(sessions.apply(id, "connect"), ["not-connected", "not-selected"]);
    assertEquals(sessions.apply(id, "select"), ["not-selected", "selected"]);
    assertEquals(sessions.apply(id, "select"), ["selected", "selected"]);
    assertEquals(
      [sessions.isSelected(id), sessions.isSelected(2)],
      [true, false].map((is) => is || ids === undefined),
    );
  }
});

test("Sessions: one that does not exist is not selected", () => {
  const sessions = new Sessions([1]);
  select(sessions, 1);
  assertEquals([sessions.isSelected(1), sessions.isSelected(3), sessions.isSelected(undefined)], [
    true,
    false,
    false,
  ]);
});

test("Sessions: the connection is selected while any session is", () => {
  for (const selected of [[1], [2], [3], [1, 3]]) {
    const sessions = new Sessions([1, 2, 3]);
    assertEquals(sessions.overall, "not-connected");
    for (const id of sessions.ids) sessions.apply(id, "connect");
    assertEquals(sessions.overall, "not-selected");
    select(sessions, ...selected);
    assertEquals(sessions.overall, "selected", `${selected}`);
    for (const id of selected) sessions.apply(id, "deselect");
    assertEquals(sessions.overall, "not-selected");
  }
});

test("Sessions: Select.rsp says 1 to a second select in HSMS-SS", () => {
  const sessions = new Sessions(undefined);
  assertEquals(sessions.selectStatus(0xffff), undefined);
  select(sessions, 0xffff);
  assertEquals(sessions.selectStatus(0xffff), 1);
});

test("Sessions: Select.rsp says 4 to an unknown session and 6 to a second select in HSMS-GS", () => {
  const sessions = new Sessions([1, 2]);
  select(sessions, 1);
  assertEquals([undefined, 1, 2].map((id) => sessions.selectStatus(id)), [4, 6, undefined]);
});
