import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { A, encodeItem, L, U4 } from "../../../src/secs2/mod.ts";
import { FilterRun, isEmpty, NO_FILTER, parseFilter } from "../../../src/view/diagram/mod.ts";
import { FakeStory } from "../fake_story.ts";

const STORY = new FakeStory([
  { at: 0, kind: "opened", from: 0 },
  { at: 1, from: 0, header: { sType: 1, sessionId: 0xffff, system: 1 } },
  { at: 2, from: 1, header: { sType: 2, sessionId: 0xffff, system: 1 } },
  {
    at: 3,
    from: 1,
    header: { stream: 6, function: 11, requireResponse: true, system: 2 },
    body: encodeItem(L(U4(1), U4(4001), A("LOT 7"))),
    moment: { kind: "event", name: "LotStarted", values: [{ name: "LotId", text: '"LOT 7"' }] },
  },
  { at: 4, from: 0, header: { stream: 6, function: 12, system: 2 } },
  { at: 5, from: 0, header: { stream: 6, function: 1, system: 9 } },
  {
    at: 6,
    from: 0,
    header: { stream: 2, function: 41, requireResponse: true, system: 3 },
    body: encodeItem(L(A("START"))),
    faults: [{ kind: "no-reply", severity: "bad", title: "No reply", meaning: "" }],
  },
]);

function found(text: string): number[] {
  const run = new FilterRun(STORY, parseFilter(text), 0);
  run.run(() => false);
  return [...run.found];
}

test("a filter by name knows streams, messages, stars and control messages", () => {
  assertEquals(found("S6*"), [3, 4, 5]);
  assertEquals(found("S6"), [3, 4, 5]);
  assertEquals(found("s6f1"), [5]);
  assertEquals(found("S6F11"), [3]);
  assertEquals(found("S*F12"), [4]);
  assertEquals(found("Select"), [1, 2]);
  assertEquals(found("select.req"), [1]);
  assertEquals(found("*"), [0, 1, 2, 3, 4, 5, 6]);
});

test("names are taken together, and a minus leaves out", () => {
  assertEquals(found("S2F41 Select"), [1, 2, 6]);
  assertEquals(found("S6* -S6F12"), [3, 5]);
  assertEquals(found("-S6 -Select"), [0, 6]);
});

test("a filter by sender knows roles, models, addresses, modes and places", () => {
  assertEquals(found("from:host"), [0, 1, 4, 5, 6]);
  for (const name of ["tool", "equipment", "right", "10.0.0.7", "passive", "etch-3"]) {
    assertEquals(found(`from:${name}`), [2, 3], name);
  }
});

test("a filter by event knows stars, and a minus leaves out", () => {
  assertEquals(found("event:Lot*"), [3]);
  assertEquals(found("event:Lot"), []);
  assertEquals(found("-event:Lot*"), [0, 1, 2, 4, 5, 6]);
});

test("is:fault shows what has a fault", () => {
  assertEquals(found("is:fault"), [6]);
});

test("texts are looked for in names, values and bodies as SML, in any case", () => {
  assertEquals(found('"lot 7"'), [3]);
  assertEquals(found("no"), [6], "the title of a fault");
  assertEquals(found("4001"), [3]);
  assertEquals(found('"<U4 1>"'), [3]);
  assertEquals(found("-start S2"), []);
});

test("a half-written filter is one as well", () => {
  for (const text of ["", "-", '"', "from:", "event:", "S", '"lo', "(", "[", "\\"]) found(text);
  assertEquals(found('"lot'), [3]);
  assertEquals(isEmpty(parseFilter("  ")), true);
  assertEquals(isEmpty(NO_FILTER), true);
  assertEquals(isEmpty(parseFilter("x")), false);
});

test("a run goes on where its time was over, and tells how far it is", () => {
  const entries = Array.from(
    { length: 200 },
    (_, i) => ({ at: i, from: 0 as const, header: { stream: 1, function: 1, system: i } }),
  );
  const run = new FilterRun(new FakeStory(entries), parseFilter("S1F1"), 0);
  assertEquals([run.run(() => true), run.done, run.found.length], [false, 64 / 200, 64]);
  assertEquals([run.run(() => false), run.done, run.found.length], [true, 1, 200]);
});
