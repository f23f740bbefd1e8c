// What a tool sends by itself besides events: process programs, inquiries, and what comes early.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { A } from "@secs/hsms";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest, OddTool } from "./odd_tool.ts";

oddTest("process programs that nobody takes are refused: PPGNT 5, ACKC7 1", {}, async (tool) => {
  tool.say("S7F1 W", "0102 41025231 a50103");
  await tool.expect("S7F2", "210105");
  tool.say("S7F3 W", "0102 41025231 410178");
  await tool.expect("S7F4", "210101");
  tool.say("S7F23 W", "0104 41025231 4100 4100 0100");
  await tool.expect("S7F24", "210101");
  // What was verified is only news.
  tool.say("S7F27 W", "0102 41025231 0100");
  await tool.expect("S7F28", "");
});

oddTest("process programs: the reader says yes or no, and stores before it does", {}, async (tool) => {
  const events = tool.host.events({ acknowledge: "by reader" });
  tool.say("S7F1 W", "0102 41025231 a50103");
  const { value: offer } = await events.next();
  assert(offer?.type === "process-program" && offer.what === "offer");
  assertEquals([offer.ppid, offer.length], ["R1", 3]);
  offer.acknowledge(4);
  await tool.expect("S7F2", "210104");
  tool.say("S7F3 W", "0102 41025231 410178");
  const { value: program } = await events.next();
  assert(program?.type === "process-program" && program.what === "program");
  assertEquals(program.body.equals(A("x")), true);
  program.acknowledge();
  await tool.expect("S7F4", "210100");
});

oddTest("process programs: a listener says yes at once", {}, async (tool) => {
  const seen: unknown[] = [];
  tool.host.on("process-program", (event) => {
    seen.push(event.what === "formatted" ? event.program.COMMANDS.length : event.what);
    if (event.what === "verification") seen.push(event.errors.map(({ ERRW7 }) => ERRW7));
  });
  tool.say("S7F23 W", "0104 41025231 4100 4100 0101 0102 a50101 0100");
  await tool.expect("S7F24", "210100");
  tool.say("S7F27 W", "0102 41025231 0101 0103 a50104 a90200014103 6f6464");
  await tool.expect("S7F28", "");
  assertEquals(seen, [1, "verification", ["odd"]]);
});

oddTest("S6F5 and S7F29 are granted", {}, async (tool) => {
  tool.say("S6F5 W", "0102 a50101 a90203e8");
  await tool.expect("S6F6", "210100");
  tool.say("S7F29 W", "a90203e8");
  await tool.expect("S7F30", "210100");
});

oddTest("S10F1: text, and the code of the reader", {}, async (tool) => {
  const events = tool.host.events({ acknowledge: "by reader" });
  tool.say("S10F1 W", "0102 210102 41026869");
  const { value: event } = await events.next();
  assert(event?.type === "terminal");
  event.acknowledge(2);
  await tool.expect("S10F2", "210102");
  assertEquals([event.terminal, event.text], [2, "hi"]);
});

test("pitfall 22: an event in the same read as S1F14 comes to the reader", async () => {
  const tool = new OddTool({ model: ETCHER });
  try {
    const events = tool.host.events();
    await tool.select();
    await tool.expect("S1F13 W", "0100");
    tool.peer.send(
      "00000017 0000 01 0e 00 00 00000100 0102 2101 00 0102 4101 4d 4101 31" +
        "0000001a 0000 86 0b 00 00 00000021 0103 b10400000001 b10400000fa1 0100",
    );
    const { value: event } = await events.next();
    assertEquals(event?.type === "collection-event" && event.name, "LotStarted");
    await tool.expect("S6F12", "210100");
  } finally {
    await tool.end();
  }
});

test("pitfalls 7 and 9: S1F1 before S1F13, S1F14 without MDLN and with COMMACK as U1", async () => {
  const tool = new OddTool({});
  try {
    await tool.select();
    await tool.expect("S1F13 W", "0100");
    tool.say("S1F1 W", "");
    await tool.expect("S1F2", "0100");
    tool.peer.send("00000011 0000 01 0e 00 00 00000100 0102 a501 00 0100");
    await tool.host.waitForCommunicating();
    assertEquals(tool.host.peerIdentity, undefined);
  } finally {
    await tool.end();
  }
});
