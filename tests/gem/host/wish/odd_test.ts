// Wishes at tools that do it differently, in the bytes of a tool.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { HsmsTimeoutError, SecsAcknowledgeError } from "@secs/hsms";
import { GemIgnoredError, type GemSetup } from "../../../../src/gem/mod.ts";
import { ETCHER } from "../../equipment/etcher.ts";
import { oddTest, type OddTool } from "../odd_tool.ts";
import { nextOutcome, said, summary } from "./said.ts";

const U4 = (n: number): string => `b104${n.toString(16).padStart(8, "0")}`;
const DATAID = U4(0);
/** S2F33 of one report. */
const report = (rptid: number, ...vids: number[]): string =>
  `0102 ${U4(rptid)} 01${count(vids)} ${vids.map(U4).join("")}`;
/** S2F35 of one event. */
const link = (ceid: number, ...rptids: number[]): string =>
  `0102 ${U4(ceid)} 01${count(rptids)} ${rptids.map(U4).join("")}`;
const all = (...parts: string[]): string => `0102 ${DATAID} 01${count(parts)} ${parts.join("")}`;
const enable = (...ceids: number[]): string => `0102 250101 01${count(ceids)} ${ceids.map(U4).join("")}`;
/** S6F16 of an event with reports, each with a number of values. */
const data = (ceid: number, ...reports: [rptid: number, values: number][]): string =>
  `0103 ${DATAID} ${U4(ceid)} 01${count(reports)} ${
    reports.map(([rptid, n]) => `0102 ${U4(rptid)} 01${two(n)} ${"a50101".repeat(n)}`).join("")
  }`;
const DONE = "210100";
const IDENTITY = "0102 41014d 410131";

function count(list: readonly unknown[]): string {
  return two(list.length);
}

function two(n: number): string {
  return n.toString(16).padStart(2, "0");
}

/** S1F1, and S2F51 that the tool does not have. */
async function hasNoLists(tool: OddTool): Promise<void> {
  await tool.answer("S1F1 W", IDENTITY);
  await tool.expect("S2F51 W", "");
  tool.stream9(5);
}

/** The tool is asked, and answers. */
async function exchange(
  tool: OddTool,
  ...messages: [name: string, body: string, answer: string][]
): Promise<void> {
  for (const [name, body, answer] of messages) {
    await tool.expect(name, body);
    tool.reply(answer);
  }
}

/** The link is lost, and the tool comes back. */
async function comeBack(tool: OddTool): Promise<void> {
  tool.peer.end();
  await tool.reconnect();
}

const EVENTS = [{ event: 1, variables: [11] }, { event: 2, variables: [12, 13] }] as const;

oddTest(
  "without S2F51 a tool is asked for the reports of each event (S6F15), and what it has by our definition is there",
  {},
  async (tool) => {
    const wanted = tool.host.want({ events: EVENTS });
    await hasNoLists(tool);
    await exchange(
      tool,
      ["S6F15 W", U4(1), data(1)],
      ["S6F15 W", U4(2), data(2, [50, 1])],
      ["S2F35 W", all(link(2)), DONE],
      ["S2F33 W", all(report(1, 11), report(2, 12, 13)), DONE],
      ["S2F35 W", all(link(1, 1), link(2, 50, 2)), DONE],
      ["S2F37 W", enable(1, 2), DONE],
    );
    assert((await wanted).outcome.isComplete);

    // The first has what it should have, the second has lost a value.
    const again = nextOutcome(tool.host);
    await comeBack(tool);
    await hasNoLists(tool);
    await exchange(
      tool,
      ["S6F15 W", U4(1), data(1, [1, 1])],
      ["S6F15 W", U4(2), data(2, [50, 1], [2, 1])],
      ["S2F35 W", all(link(2)), DONE],
      ["S2F33 W", all(report(2)), DONE],
      ["S2F33 W", all(report(2, 12, 13)), DONE],
      ["S2F35 W", all(link(2, 50, 2)), DONE],
      ["S2F37 W", enable(1, 2), DONE],
    );
    assertEquals(said((await again).there), [
      "S1F17 The tool is on-line.",
      "S2F33 Report 1 has 11.",
      "S2F35 Event 1 is linked to report 1.",
    ]);
  },
);

/** A tool that says nothing of what it has has the wish. */
async function wantBlindly(tool: OddTool): Promise<GemSetup> {
  const wanted = tool.host.want({ events: EVENTS });
  await hasNoLists(tool);
  await tool.expect("S6F15 W", U4(1));
  tool.stream9(5);
  await exchange(
    tool,
    ["S2F33 W", all(report(1, 11), report(2, 12, 13)), DONE],
    ["S2F35 W", all(link(1, 1), link(2, 2)), DONE],
    ["S2F37 W", enable(1, 2), DONE],
  );
  return await wanted;
}

oddTest(
  "a tool that says nothing of what it has: all is done again, and DRACK 3 and LRACK 3 say that it is there",
  {},
  async (tool) => {
    await wantBlindly(tool);
    const again = nextOutcome(tool.host);
    await comeBack(tool);
    await hasNoLists(tool);
    await tool.expect("S6F15 W", U4(1));
    tool.stream9(5);
    await exchange(
      tool,
      ["S2F33 W", all(report(1, 11), report(2, 12, 13)), "210103"],
      ["S2F33 W", all(report(1, 11)), DONE],
      ["S2F33 W", all(report(2, 12, 13)), "210103"],
      ["S2F35 W", all(link(1, 1), link(2, 2)), "210103"],
      ["S2F35 W", all(link(1, 1)), DONE],
      ["S2F35 W", all(link(2, 2)), "210103"],
      ["S2F37 W", enable(1, 2), DONE],
    );
    assertEquals(summary(await again), {
      isComplete: true,
      there: [
        "S1F17 The tool is on-line.",
        "S2F33 Report 2 has 12, 13.",
        "S2F35 Event 2 is linked to report 2.",
      ],
      done: [
        "S2F33 Define report 1 with 11.",
        "S2F35 Link event 1 to report 1.",
        "S2F37 Enable event 1.",
        "S2F37 Enable event 2.",
      ],
    });
  },
);

oddTest(
  "DRACK 3 and LRACK 3 of what others have made: deleted and unlinked first",
  {},
  async (tool) => {
    const wanted = tool.host.want({ events: [EVENTS[0]] });
    await hasNoLists(tool);
    await tool.expect("S6F15 W", U4(1));
    tool.reply("", 0); // it does not have S6F15, but is on-line
    await exchange(
      tool,
      ["S1F1 W", "", IDENTITY],
      ["S2F33 W", all(report(1, 11)), "210103"],
      ["S2F33 W", all(report(1)), DONE],
      ["S2F33 W", all(report(1, 11)), DONE],
      ["S2F35 W", all(link(1, 1)), "210103"],
      ["S2F35 W", all(link(1)), DONE],
      ["S2F35 W", all(link(1, 1)), DONE],
      ["S2F37 W", enable(1), DONE],
    );
    assert((await wanted).outcome.isComplete);
    assertEquals(tool.host.controlState, "online");
  },
);

oddTest(
  "pitfall 19: others: clear at a tool that does not say what it has is the clean start, once",
  {},
  async (tool) => {
    const wanted = tool.host.want({ events: EVENTS, others: "clear" });
    await hasNoLists(tool);
    await exchange(
      tool,
      ["S2F37 W", "0102 250100 0100", DONE],
      ["S2F33 W", all(), DONE],
      ["S2F35 W", all(link(1), link(2)), DONE],
      ["S2F33 W", all(report(1, 11), report(2, 12, 13)), DONE],
      ["S2F35 W", all(link(1, 1), link(2, 2)), DONE],
      ["S2F37 W", enable(1, 2), DONE],
    );
    assert((await wanted).outcome.isComplete);
    await comeBack(tool);
    await hasNoLists(tool);
    await exchange(tool, ["S6F15 W", U4(1), data(1, [1, 1])], ["S6F15 W", U4(2), data(2, [2, 2])]);
    await tool.expect("S2F37 W", enable(1, 2));
  },
);

oddTest(
  "pitfall 17: a tool that is silent is asked with a short time, and once in a session",
  {},
  async (tool) => {
    const wanted = tool.host.want({ events: [{ event: 1, variables: [] }], alarms: [5] });
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S2F51 W", "");
    await tool.clock.advance(5000);
    await tool.expect("S5F7 W", "");
    await tool.clock.advance(5000);
    await exchange(tool, ["S2F37 W", enable(1), DONE], ["S5F3 W", `0102 210180 ${U4(5)}`, DONE]);
    const { outcome } = await wanted;
    assertEquals(outcome.looks.map(({ message, lack, sentence }) => [message, lack, sentence]), [
      ["S1F1", undefined, "The tool is on-line."],
      ["S2F51", "silent", "The tool does not answer it."],
      ["S5F7", "silent", "The tool does not answer it."],
    ]);
    const planned = tool.host.plan({ events: [{ event: 1, variables: [] }], alarms: "all" });
    await tool.answer("S1F1 W", IDENTITY);
    assertEquals(said((await planned).steps), ["S2F37 Enable event 1.", "S5F3 Enable all alarms."]);
    await comeBack(tool);
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S2F51 W", "");
  },
);

oddTest(
  "the time for a look is an option, and never longer than T3",
  { timeouts: { t3: 3000, linktest: 0 } },
  async (tool) => {
    void tool.host.plan({ events: [] });
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S2F51 W", "");
    await tool.clock.advance(3000);
    await tool.isThere();
    void tool.host.plan({ alarms: "all" }, { lookTimeout: 100 });
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S5F7 W", "");
    await tool.clock.advance(100);
    await tool.isThere();
  },
);

oddTest(
  "EventsEnabled and AlarmsEnabled say what is enabled; an empty list says nothing, as of a variable that is not there",
  { model: ETCHER },
  async (tool) => {
    const plan = async (events: string, alarms: string): Promise<string[]> => {
      const planned = tool.host.plan({
        events: { LotStarted: [], LotDone: [] },
        alarms: ["DoorOpen", "GasLow"],
      });
      await tool.answer("S1F1 W", IDENTITY);
      if (events === "") {
        await tool.expect("S2F51 W", "");
        tool.stream9(5);
      }
      await tool.expect("S1F3 W", `0101 ${U4(60_005)}`);
      tool.reply(events === "" ? "0101 0100" : events);
      if (events === "") {
        await tool.expect("S5F7 W", "");
        tool.stream9(5);
      }
      await tool.expect("S1F3 W", `0101 ${U4(60_001)}`);
      tool.reply(alarms);
      return said((await planned).steps);
    };
    assertEquals((await plan("", "0101 0100")).length, 4);
    // A list of U2, and a vector of U4.
    assertEquals(await plan("0101 0101 a9020fa2", `0101 b108 00001389 0000138a`), [
      "S2F37 Enable LotStarted.",
    ]);
  },
);

oddTest(
  "a message that is refused is taken apart in halves: S9F7, S9F11 and SxF0 are refusals too",
  {},
  async (tool) => {
    const events = [1, 2, 3, 4].map((event) => ({ event, variables: [] }));
    const wanted = tool.host.want({ events });
    await hasNoLists(tool);
    await tool.expect("S2F37 W", enable(1, 2, 3, 4));
    tool.stream9(11);
    await exchange(tool, ["S2F37 W", enable(1, 2), DONE]);
    await tool.expect("S2F37 W", enable(3, 4));
    tool.stream9(7);
    await tool.expect("S2F37 W", enable(3));
    tool.reply("", 0);
    await tool.answer("S1F1 W", IDENTITY);
    await exchange(tool, ["S2F37 W", enable(4), DONE]);
    const { outcome } = await wanted;
    assertEquals(outcome.failed.map(({ step }) => step.sentence), ["Enable event 3."]);
    assertEquals(outcome.done.length, 3);
  },
);

oddTest("a tool that goes off-line in between: the rest is left", {}, async (tool) => {
  const wanted = tool.host.want({ events: EVENTS, alarms: [5] });
  await hasNoLists(tool);
  await tool.expect("S6F15 W", U4(1));
  tool.stream9(5);
  await tool.expect("S5F7 W", "");
  tool.stream9(5);
  await exchange(tool, ["S2F33 W", all(report(1, 11), report(2, 12, 13)), DONE]);
  await tool.expect("S2F35 W", all(link(1, 1), link(2, 2)));
  tool.reply("", 0);
  await tool.expect("S1F1 W", "");
  tool.reply("", 0);
  const { outcome } = await wanted;
  assertEquals([outcome.done.length, outcome.failed.length, outcome.left.length], [2, 2, 3]);
  await tool.isThere();
});

oddTest(
  "a message that gets no answer within T3 is not sent again in that run",
  { maxPerMessage: 1 },
  async (tool) => {
    const wanted = tool.host.want({ events: EVENTS, alarms: [5] });
    await hasNoLists(tool);
    await tool.expect("S6F15 W", U4(1));
    tool.stream9(5);
    await tool.expect("S5F7 W", "");
    tool.stream9(5);
    await tool.expect("S2F33 W", all(report(1, 11)));
    await tool.clock.advance(45_000);
    await exchange(tool, ["S5F3 W", `0102 210180 ${U4(5)}`, DONE]);
    const { outcome } = await wanted;
    assertEquals(
      outcome.failed.map(({ step, error }) => [step.sentence, error instanceof HsmsTimeoutError]),
      [
        ["Define report 1 with 11.", true],
      ],
    );
    assertEquals(outcome.left.length, 5);
  },
);

oddTest("pitfall 39: a clock that is accepted and not set is a failed step", {
  time: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), zone: 0 },
}, async (tool) => {
  const time = (text: string): string =>
    `41${two(text.length)}${[...text].map((c) => two(c.charCodeAt(0))).join("")}`;
  const wanted = tool.host.want({ clock: { within: 500 } });
  await tool.answer("S1F1 W", IDENTITY);
  await exchange(
    tool,
    ["S2F17 W", "", time("260102030305")],
    ["S2F31 W", time("260102030405"), DONE],
    ["S2F17 W", "", time("260102030305")],
  );
  const { outcome } = await wanted;
  assertEquals(said(outcome.failed.map(({ step }) => step)), [
    "S2F31 Set the clock of the tool, which is 60 s slow.",
  ]);
  assert(outcome.failed[0]!.error instanceof GemIgnoredError);
  assertEquals(
    outcome.failed[0]!.error.message,
    "The equipment accepted S2F31, but its clock is still 60 s slow",
  );
});

oddTest("a tool that cannot be asked for its time gets it, and is not read back", {
  time: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), zone: 0, form: "12 digits" },
}, async (tool) => {
  const wanted = tool.host.want({ clock: true });
  await tool.answer("S1F1 W", IDENTITY);
  await tool.expect("S2F17 W", "");
  tool.stream9(5);
  await tool.answer("S2F31 W", DONE);
  assertEquals(said((await wanted).outcome.done), ["S2F31 Set the clock of the tool."]);
});

oddTest(
  "spool: a tool without S6F23 has nothing spooled; one that is busy is a failed step",
  {},
  async (tool) => {
    const purging = tool.host.want({ spool: "purge" });
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S6F23 W", "a50101");
    tool.stream9(5);
    assertEquals(summary((await purging).outcome), {
      isComplete: true,
      there: ["S1F17 The tool is on-line.", "S6F23 The tool has nothing spooled."],
    });
    const asking = tool.host.want({ spool: "request" });
    await tool.answer("S1F1 W", IDENTITY);
    await tool.expect("S6F23 W", "a50100");
    tool.reply("210101");
    const [failed] = (await asking).outcome.failed;
    assert(failed!.error instanceof SecsAcknowledgeError);
  },
);

oddTest("restorable at a tool that does not say what it has: nothing is changed", {}, async (tool) => {
  const wanted = tool.host.want({ events: EVENTS }, { restorable: true });
  await hasNoLists(tool);
  const setup = await wanted;
  assertEquals(setup.outcome.failed.map(({ step }) => [step.what, step.message]), [["keep-former", "S2F51"]]);
  assertEquals([setup.outcome.done, setup.outcome.left.length], [[], 6]);
  await tool.isThere();
  await assertRejects(() => setup.restore(), TypeError);
});

oddTest("the link is lost in the middle: what was done counts, and the rest follows", {}, async (tool) => {
  const wanted = tool.host.want({ events: EVENTS });
  await hasNoLists(tool);
  await exchange(
    tool,
    ["S6F15 W", U4(1), data(1, [50, 1])],
    ["S6F15 W", U4(2), data(2)],
    ["S2F35 W", all(link(1)), DONE],
    ["S2F33 W", all(report(1, 11), report(2, 12, 13)), DONE],
  );
  await tool.expect("S2F35 W", all(link(1, 50, 1), link(2, 2)));
  await comeBack(tool);
  await hasNoLists(tool);
  // Report 50 of others was unlinked, and is linked again.
  await exchange(
    tool,
    ["S6F15 W", U4(1), data(1)],
    ["S6F15 W", U4(2), data(2, [2, 2])],
    ["S2F33 W", all(report(1, 11)), "210103"],
    ["S2F35 W", all(link(1, 50, 1)), DONE],
    ["S2F37 W", enable(1, 2), DONE],
  );
  const { outcome } = await wanted;
  assert(outcome.isComplete);
  assertEquals(tool.log.count("error"), 0);
});

oddTest("ids that are text are written as a list", {}, async (tool) => {
  await assertRejects(() => tool.anyHost.want({ events: { 4001: [1] } }), RangeError, "Event 4001 is an id");
  const wanted = tool.anyHost.want({ events: { LOT: ["X"] } });
  await hasNoLists(tool);
  await tool.expect("S6F15 W", "41034c4f54");
  tool.stream9(5);
  await tool.expect("S2F33 W", `0102 ${DATAID} 0101 0102 ${U4(1)} 0101 410158`);
  tool.reply(DONE);
  await tool.expect("S2F35 W", `0102 ${DATAID} 0101 0102 41034c4f54 0101 ${U4(1)}`);
  tool.reply(DONE);
  await tool.expect("S2F37 W", "0102 250101 0101 41034c4f54");
  tool.reply(DONE);
  assert((await wanted).outcome.isComplete);
});

oddTest(
  "what a wish has unlinked before it was replaced is not linked again after a clean start",
  {},
  async (tool) => {
    const replaced = assertRejects(() => tool.host.want({ events: [EVENTS[0]] }), Error, "abort");
    await hasNoLists(tool);
    await exchange(tool, ["S6F15 W", U4(1), data(1, [50, 1])]);
    await tool.expect("S2F35 W", all(link(1)));
    const wanted = tool.host.want({ events: [EVENTS[1]], others: "clear" });
    await replaced;
    tool.reply(DONE);
    await tool.answer("S1F1 W", IDENTITY);
    await exchange(
      tool,
      ["S2F37 W", "0102 250100 0100", DONE],
      ["S2F33 W", all(), DONE],
      ["S2F35 W", all(link(2)), DONE],
      ["S2F33 W", all(report(1, 12, 13)), DONE],
      ["S2F35 W", all(link(2, 1)), DONE],
      ["S2F37 W", enable(2), DONE],
    );
    assert((await wanted).outcome.isComplete);
    await comeBack(tool);
    await hasNoLists(tool);
    await exchange(tool, ["S6F15 W", U4(2), data(2, [1, 2])], ["S2F37 W", enable(2), DONE]);
    await tool.isThere();
  },
);
