import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { LogWriter } from "../../../src/view/log/mod.ts";
import { readStory, StoryBuilder } from "../../../src/view/story/mod.ts";
import { fromHex } from "../../support/hex.ts";
import { BEGIN, faultsOf, Play, SELECT_REQ, SELECT_RSP, SEPARATE } from "../play.ts";

const S1F1 = "0000000a 0000 81 01 00 00 00000002";
const S1F2 = "00000014 0000 01 02 00 00 00000002 0102 4101 58 4103 312e30";
const S6F11 = "00000014 0000 86 0b 00 00 00001001 0103 a501 01 a501 2a 0100";

/** A link as `10.0.0.9 10.0.0.7:5000`, with the modes and roles that are known. */
function sidesOf(story: ReturnType<typeof readStory>): string[] {
  return story.links.map(({ sides }) =>
    sides.map(({ address, mode, role }) => [address, mode, role].filter((one) => one !== undefined).join(" "))
      .join(" | ")
  );
}

test("connections of the same two sides are one link, over reconnects", () => {
  const play = new Play();
  for (const port of [40001, 40002]) {
    play.connect({ port }).host(SELECT_REQ).tool(SELECT_RSP).host(SEPARATE).closed("a");
  }
  const story = play.story();
  assertEquals(sidesOf(story), ["10.0.0.9 active | 10.0.0.7:5000 passive"]);
  assertEquals(story.links[0]!.summary.connections, 2);
  assertEquals([...Array(story.length).keys()].map((entry) => story.connectionOf(entry)), [
    1,
    1,
    1,
    1,
    1,
    2,
    2,
    2,
    2,
    2,
  ]);
});

test("another address is another link", () => {
  const play = new Play().selected().connect({ host: "10.0.0.10" }).host(SELECT_REQ).tool(SELECT_RSP);
  assertEquals(sidesOf(play.story()), [
    "10.0.0.9:40000 active | 10.0.0.7:5000 passive",
    "10.0.0.10:40000 active | 10.0.0.7:5000 passive",
  ]);
});

test("a second connection at the same time is a link of its own; after ten silent seconds it goes on with the first", () => {
  const atOnce = new Play().selected().connect({ port: 40001 }).story();
  assertEquals(atOnce.links.length, 2);
  const later = new Play().selected().wait(10_000).connect({ port: 40001 }).story();
  assertEquals(later.links.length, 1);
  const states = later.links[0]!.ribbons[0]!.spans.map(({ state }) => state);
  assertEquals(states, ["NOT SELECTED", "SELECTED", "NOT CONNECTED", "NOT SELECTED"]);
});

test("the host is on the left, also if it listens", () => {
  const writer = new LogWriter();
  const [tool, host] = [{ address: "10.0.0.7", port: 40000 }, { address: "10.0.0.9", port: 5000 }];
  writer.connection({ number: 1, a: tool, b: host, opener: "a" });
  writer.entry({ kind: "frame", connection: 1, at: BEGIN, from: "a", bytes: fromHex(S6F11) });
  const story = readStory(writer.take());
  assertEquals(sidesOf(story), ["10.0.0.9:5000 passive host | 10.0.0.7:40000 active equipment"]);
  assertEquals([story.fromOf(0), story.bars.at(0).side], [1, 1]);
});

test("who connects is taken from Select.req if its SYN was not seen, and before that from the ports", () => {
  assertEquals(sidesOf(new Play().connect({ seen: false }).host(S1F1).tool(S1F2).story()), [
    "10.0.0.9:40000 host | 10.0.0.7:5000 equipment",
  ]);
  const selecting = new Play().connect({ seen: false }).host(SELECT_REQ).story();
  assertEquals(sidesOf(selecting), ["10.0.0.9:40000 active | 10.0.0.7:5000 passive"]);
});

test("a log that does not say who sent what is told by its messages", () => {
  const writer = new LogWriter();
  const unknown = { address: "", port: 0 };
  writer.connection({ number: 1, a: unknown, b: unknown });
  for (
    const hex of [SELECT_REQ, SELECT_RSP, S6F11, "0000000d 0000 06 0c 00 00 00001001 2101 00", S1F1, S1F2]
  ) {
    writer.entry({ kind: "frame", connection: 1, at: NaN, bytes: fromHex(hex) });
  }
  const story = readStory(writer.take());
  assertEquals([0, 1, 2, 3, 4, 5].map((entry) => story.fromOf(entry)), [0, 1, 1, 0, 0, 1]);
  assertEquals([0, 1, 2, 3, 4, 5].map((entry) => story.partnerOf(entry)), [1, 0, 3, 2, 5, 4]);
  assertEquals(faultsOf(story), []);
});

test("a recording that begins late is selected as soon as data is sent", () => {
  const story = new Play().connect({ seen: false }).host(S1F1).tool(S1F2).story();
  assertEquals(story.links[0]!.ribbons[0]!.spans.map(({ state }) => state), ["NOT SELECTED", "SELECTED"]);
  assertEquals(story.links[0]!.sides[1].model, "X 1.0");
});

test("the summary has the mix of messages, reply times and the share in which the link was selected", () => {
  const play = new Play().connect().wait(90).host(SELECT_REQ).tool(SELECT_RSP);
  for (const ms of [0, 90, 190]) play.host(S1F1).wait(ms).tool(S1F2);
  const { summary } = play.host(S1F1).host(SEPARATE).story().links[0]!;
  assertEquals(summary.messages.slice(0, 2), [
    { name: "S1F1", count: [4, 0], bytes: 56, replyMs: { p50: 100, p95: 200, max: 200 }, unanswered: 1 },
    { name: "S1F2", count: [0, 3], bytes: 72, unanswered: 0 },
  ]);
  assertEquals([summary.frames, summary.bytes], [10, 170]);
  assertEquals(Math.round(summary.selectedShare * 1000), Math.round((360 / 470) * 1000));
});

test("times that are not known are those of the entry before, and time never goes back", () => {
  const writer = new LogWriter();
  const [a, b] = [{ address: "10.0.0.9", port: 40000 }, { address: "10.0.0.7", port: 5000 }];
  writer.connection({ number: 1, a, b });
  for (const at of [BEGIN, NaN, BEGIN - 5, BEGIN + 1.5]) {
    writer.entry({ kind: "frame", connection: 1, at, from: "a", bytes: fromHex(S1F1) });
  }
  const story = readStory(writer.take());
  assertEquals([0, 1, 2, 3].map((entry) => story.at(entry) - BEGIN), [0, 0, 0, 1.5]);
});

test("bars that are open at entries are found, those that began long before too", () => {
  const play = new Play().selected().host("0000000a 0000 81 03 00 00 0000aaaa");
  for (let i = 0; i < 2000; i++) {
    const system = (i + 100).toString(16).padStart(8, "0");
    play.host(`0000000a 0000 81 01 00 00 ${system}`).tool(`0000000c 0000 01 02 00 00 ${system} 0100`);
  }
  const story = play.story();
  assertEquals(story.bars.length, 2003);
  const found = story.barsIn(3900, 3902).map((bar) => story.bars.at(bar)).map(({ entry, label }) =>
    `${entry} ${label}`
  );
  assertEquals(found, ["3 S1F3", "3900 S1F1", "3902 S1F1"]);
});

test("rows are made when they are read, and there is none outside", () => {
  const story = new Play().selected().story();
  assertEquals(story.bars.at(1), story.bars.at(1));
  const [first, again] = [story.bars.at(1), story.bars.at(1)];
  assertEquals(first === again, false);
  assertEquals(story.bars.filter(({ label }) => label === "Select.req").length, 1);
  let message = "";
  try {
    story.bars.at(2);
  } catch (error) {
    message = String(error);
  }
  assertEquals(message, "RangeError: There is no row 2 of 2");
});

test("a story grows with what is appended", () => {
  const builder = new StoryBuilder();
  const play = new Play().selected();
  builder.append(play.writer.take());
  const { story } = builder;
  assertEquals([story.length, story.links[0]!.summary.frames], [3, 2]);
  builder.append(play.host(S1F1).tool(S1F2).writer.take());
  assertEquals([builder.story, story.length, story.links[0]!.summary.frames], [story, 5, 4]);
  assertEquals(story.partnerOf(3), 4);
});

test("a log that begins anew is another story", () => {
  const builder = new StoryBuilder();
  builder.append(new Play().selected().writer.take());
  const before = builder.story;
  builder.append(new Play().connect().writer.take());
  assertEquals([builder.story === before, builder.story.length], [false, 1]);
});
