import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { eightReasons, REASONS } from "../eight_reasons.ts";

test("a link that fails for eight reasons: each is found, once, where it is, and nothing else is bad", () => {
  const story = eightReasons().story();
  const bad = story.faults.filter(({ severity }) => severity === "bad");
  const found = bad.map(({ kind, entry }) => ({
    kind,
    name: story.nameOf(entry),
    connection: story.connectionOf(entry),
  }));
  assertEquals(found, [...REASONS]);
});

test("a link that fails for eight reasons is one link, and each fault says what to check", () => {
  const story = eightReasons().story();
  assertEquals(story.links.length, 1);
  assertEquals(story.links[0]!.summary.connections, 9);
  for (const { title, meaning } of story.faults) {
    assert(/^[A-Z].{5,60}$/.test(title), title);
    assert(/^[A-Z].{40,}[^.]$/.test(meaning), meaning);
  }
});

test("a link that fails for eight reasons: which timer ran out", () => {
  const story = eightReasons().story();
  const timers = [...story.bars].filter(({ timer }) => timer !== undefined)
    .map(({ timer, label, from, to }) => `${timer} ${label} ${to! - from}`);
  assertEquals(timers, [
    "T3 S2F41 45000",
    "T6 Select.req 5000",
    "T7 selected 10010",
    "T8 rest of the frame 5000",
  ]);
});
