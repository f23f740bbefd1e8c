import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { HsmsTimeoutError } from "@secs/hsms";
import { GemLackError, lackOf } from "../../../src/gem/host/lack.ts";
import { oddTest } from "./odd_tool.ts";

oddTest("a tool lacks a message in five ways", {}, async (tool) => {
  const lacks: unknown[] = [];
  for (
    const answer of [
      () => tool.reply("", 0),
      () => tool.stream9(3),
      () => tool.stream9(5),
      () => tool.stream9(7),
      () => tool.stream9(11),
      () => tool.clock.advance(1000),
    ]
  ) {
    const asked = tool.host.listSvs([], { timeout: 1000 }).catch(lackOf);
    await tool.expect("S1F11 W", "0100");
    answer();
    lacks.push(await asked);
  }
  assertEquals(lacks, ["aborted", "unknown message", "unknown message", "not read", "too long", "silent"]);
});

test("a message that the profile says is lacked is lacked in that way", () => {
  assertEquals(lackOf(new GemLackError("S1F11", "too long")), "too long");
});

test("other errors say nothing about the tool", () => {
  assertEquals(lackOf(new HsmsTimeoutError("T6", 5000, "No answer")), undefined);
  assertEquals(lackOf(new RangeError("no such name")), undefined);
});
