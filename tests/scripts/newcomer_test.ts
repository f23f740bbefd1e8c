import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { findShown, isShown } from "../../scripts/newcomer/compare.ts";
import { stepsOf } from "../../scripts/newcomer/steps.ts";

test("a tutorial is read as what its reader does: files, commands, terminals, typing, looking", () => {
  const markdown = [
    "```sh\nnpm install x\n```\n\n```text\nadded 1\n```",
    "```js a.mjs\nlet a;\n```",
    "```sh terminal 1\nnode a.mjs\n```\n\n```text\nready\n```",
    "```text typed into terminal 1\ngo\n\nstop\n```",
    "```text terminal 1\ngone\n```",
    "```sh\nls\n```",
  ].join("\n\n");
  assertEquals(stepsOf(markdown), [
    { kind: "commands", lines: ["npm install x"], printed: "added 1" },
    { kind: "file", name: "a.mjs", text: "let a;" },
    { kind: "start", terminal: "terminal 1", command: "node a.mjs" },
    { kind: "seen", terminal: "terminal 1", text: "ready" },
    { kind: "typed", terminal: "terminal 1", lines: ["go", "stop"] },
    { kind: "seen", terminal: "terminal 1", text: "gone" },
    { kind: "commands", lines: ["ls"], printed: undefined },
  ]);
});

test("a block that nobody could follow is refused", () => {
  assertThrows(() => stepsOf("```ts\nlet a;\n```"), Error, "Nobody can follow the block ```ts");
  assertThrows(() => stepsOf("```text\nout of nowhere\n```"), Error, "Nobody can follow");
});

test("times, durations and the port of a peer may differ; nothing else may", () => {
  const shown = ["07:12:30.800 up", "  ok  TCP   6.7 ms  from 127.0.0.1:49518", ""];
  assertEquals(isShown(shown, "11:11:11.111 up\n  ok  TCP  123.4 ms  from 127.0.0.1:1\n"), true);
  assertEquals(isShown(shown, "11:11:11.111 down\n  ok  TCP  1 ms  from 127.0.0.1:1"), false);
  assertEquals(isShown(shown, "11:11:11.111 up"), false, "a line that is not expected");
});

test("… stands for anything in a line, and as a line for any lines", () => {
  const shown = ["a", "b", "c 42 d", "e"];
  assertEquals(isShown(shown, "a\n…\nc … d\ne"), true);
  assertEquals(isShown(shown, "…\ne"), true);
  assertEquals(isShown(shown, "…\nf"), false);
  assertEquals(isShown(["added 1 package in 3s"], "added 1 package in …"), true);
});

test("what a terminal shows is looked for below what was seen before", () => {
  const shown = ["ready", "other", "ready", "done"];
  assertEquals(findShown(shown, "ready"), 1);
  assertEquals(findShown(shown, "ready", 1), 3);
  assertEquals(findShown(shown, "ready", 3), undefined);
});
