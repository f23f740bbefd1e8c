// What code of the tool's owner throws.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Equipment } from "../../../src/gem/mod.ts";
import { toolOf } from "../../../src/gem/equipment/equipment.ts";
import { catchOutside } from "../../support/outside.ts";
import { ETCHER } from "./etcher.ts";

test("what an `error` listener of a tool throws is thrown outside, once", () => {
  const equipment = new Equipment(ETCHER);
  const heard: string[] = [];
  equipment.on("error", ({ error }) => {
    heard.push(`${error}`);
    throw new Error("bug in the listener");
  });
  const thrown = catchOutside(() => toolOf(equipment as never).report(new Error("bug in a handler")));
  assertEquals(heard, ["Error: bug in a handler"]);
  assertEquals(thrown.map(String), ["Error: bug in the listener"]);
});

test("the tool tells that its processing state has changed", () => {
  const equipment = new Equipment(ETCHER);
  const changes: string[] = [];
  equipment.on("process-state", ({ previous, state }) => changes.push(`${previous} to ${state}`));
  equipment.moveProcess("initialized");
  equipment.moveProcess("initialized");
  equipment.moveProcess("commit");
  assertEquals(changes, ["INIT to IDLE", "IDLE to SETUP"]);
});
