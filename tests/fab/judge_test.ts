import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { isClean, judge, type SeenMessage } from "./judge.ts";

/** `1:a@2`: the number of an event, its id, and the fence of its owner. */
function seen(...events: string[]): SeenMessage[] {
  return events.map((text, seq) => {
    const [, number, id, fence] = /^(\d+):(\w+)@(\d+)$/.exec(text)!;
    return {
      seq,
      subject: "FAB.LINE.A.event.Counted",
      id: id!,
      body: {
        tool: "A",
        kind: "event",
        name: "Counted",
        time: "",
        gateway: "gw-1",
        fence: Number(fence),
        values: { Number: Number(number) },
      },
    };
  });
}

const verdictOf = (...events: string[]) => judge(["A"], 1, 3, seen(...events));

test("all events, each once, in order: nothing is wrong", () => {
  const verdict = verdictOf("1:a@1", "2:b@1", "3:c@2");
  assertEquals([verdict.sent, verdict.seen, isClean(verdict)], [3, 3, true]);
});

test("an event that is not there is lost", () => {
  assertEquals(verdictOf("1:a@1", "3:c@1").lost, ["A 2"]);
});

test("an event that is there twice: with the same id it is a double, with another one a mistake", () => {
  assertEquals(verdictOf("1:a@1", "2:b@1", "2:b@2", "3:c@2").sameId, 1);
  const { otherId, sameId } = verdictOf("1:a@1", "2:b@1", "2:x@2", "3:c@2");
  assertEquals([otherId, sameId], [["A 2"], 0]);
});

test("events of one owner that are not in order are a mistake", () => {
  assertEquals(verdictOf("2:b@1", "1:a@1", "3:c@1").disorder, ["A 2 before 1"]);
});

test("an event of an owner before that comes late is counted; it is in order by its fence", () => {
  const verdict = verdictOf("1:a@1", "3:c@2", "2:b@1");
  assertEquals([verdict.late, isClean(verdict)], [1, true]);
});

test("an owner that has events after those of the next one is a mistake", () => {
  assertEquals(verdictOf("1:a@1", "2:b@2", "3:c@1").disorder, ["A 3 of one owner, 2 of the next"]);
});
