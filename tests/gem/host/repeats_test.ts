// Which messages may have come before, after the link was lost.

import { assertEquals } from "@std/assert";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest, type OddTool } from "./odd_tool.ts";

const LOT = "0103 b10400000001 b10400000fa1 0100"; // LotStarted
const DONE = "0103 b10400000001 b10400000fa2 0100"; // LotDone
const ACTIVATED = "0103 b10400000001 b1040000eb99 0100";

/** Writes down `NAME`, and `NAME again` if it may have come before. */
function watch(tool: OddTool): void {
  tool.host.on("collection-event", ({ name, mayBeRepeat }) => {
    tool.log.write(mayBeRepeat ? `${name} again` : `${name}`);
  });
}

async function say(tool: OddTool, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    tool.say("S6F11 W", body);
    await tool.expect("S6F12", "210100");
  }
}

async function comeAgain(tool: OddTool): Promise<void> {
  tool.peer.end();
  await tool.clock.settle();
  await tool.establish();
}

function repeatTest(what: string, play: (tool: OddTool) => Promise<void>, lines: readonly string[]): void {
  oddTest(`mayBeRepeat: ${what}`, { model: ETCHER }, async (tool) => {
    watch(tool);
    await play(tool);
    assertEquals(tool.log.lines, lines);
  });
}

repeatTest("the last message comes once more, as its answer may be lost", async (tool) => {
  await say(tool, DONE, LOT);
  await comeAgain(tool);
  await say(tool, LOT, LOT);
}, ["LotDone", "LotStarted", "LotStarted again", "LotStarted"]);

repeatTest("it comes after Spooling Activated, in a later session", async (tool) => {
  await say(tool, LOT);
  await comeAgain(tool);
  await comeAgain(tool);
  await say(tool, ACTIVATED, LOT);
}, ["LotStarted", "Spooling Activated", "LotStarted again"]);

repeatTest("the tool has the answer if another message came after it", async (tool) => {
  await say(tool, LOT, DONE);
  await comeAgain(tool);
  await say(tool, LOT, DONE);
}, ["LotStarted", "LotDone", "LotStarted", "LotDone"]);

repeatTest("without the loss of the link nothing is a repeat", async (tool) => {
  await say(tool, LOT, LOT);
}, ["LotStarted", "LotStarted"]);

repeatTest("a message without W is not sent again", async (tool) => {
  tool.say("S6F11", LOT);
  await tool.isThere();
  await comeAgain(tool);
  await say(tool, LOT);
}, ["LotStarted", "LotStarted"]);

repeatTest("several messages had no answer", async (tool) => {
  const events = tool.host.events({ acknowledge: "by reader" });
  tool.say("S6F11 W", LOT);
  tool.say("S6F11 W", DONE);
  await events.next();
  await events.next();
  await comeAgain(tool);
  await events.return?.();
  await say(tool, DONE);
}, ["LotStarted", "LotDone", "LotDone again"]);
