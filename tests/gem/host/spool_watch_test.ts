// How a host notices that its tool is spooling: by events, by the figures, and by the answers to S6F23.

import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { HsmsAbortError, HsmsTimeoutError } from "@secs/hsms";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest, OddTool } from "./odd_tool.ts";

/** S1F3 of SpoolCountActual, SpoolCountTotal and SpoolStartTime: 60011, 60012, 60014. */
const FIGURES = "0103 b1040000ea6b b1040000ea6c b1040000ea6e";
/** S1F4 with two numbers, and 12 digits of time, or none. */
const figures = (count: number, total: number, time = "410c 323630313032303330343035"): string =>
  `0103 b104${count.toString(16).padStart(8, "0")} b104${total.toString(16).padStart(8, "0")} ${time}`;
const MODEL = { model: ETCHER, spool: { ask: true } };

/** `spool STATE COUNT: WHY` of each event. */
function watch(tool: OddTool): void {
  tool.host.on("spool", ({ state, count, why }) => tool.log.write(`spool ${state} ${count}: ${why}`));
}

test("pitfall 31: after COMMUNICATING the host reads SpoolCountActual, and says what a full spool means", async () => {
  const tool = new OddTool(MODEL);
  watch(tool);
  await tool.establish();
  await tool.expect("S1F3 W", FIGURES);
  tool.reply(figures(2000, 2100));
  await tool.log.saw("spool");
  assertEquals(tool.log.lines, [
    "spool active 2000: The tool is spooling: SpoolCountActual is 2000. No event, no alarm and no trace comes from it " +
    "until it is asked for what it has kept: emptySpool() gets it, purgeSpool() throws it away",
  ]);
  const asked = tool.host.spool();
  await tool.expect("S1F3 W", FIGURES);
  tool.reply(figures(2001, 2101));
  const { state, count, total, since } = await asked;
  assertEquals([state, count, total, since], ["active", 2001, 2101, "260102030405"]);
  assertEquals(tool.log.lines.length, 1); // it is known already
  await tool.end();
});

for (
  const [what, answer, state, said] of [
    ["the tool was never spooling", figures(0, 0, "4100"), "inactive", "the tool was never spooling"],
    ["what it kept is gone", figures(0, 7), "inactive", "of 7 that were kept"],
    ["it may be active still", figures(0, 0), "unknown", "emptySpool() finds out"],
    ["it has no such variables", "0103 0100 0100 0100", "unknown", "emptySpool() finds out"],
    ["U8 and U2", "0103 a1080000000000000005 a9020006 4100", "active", "SpoolCountActual is 5"],
  ] as const
) {
  oddTest(`spool(): ${what}: ${state}`, { model: ETCHER }, async (tool) => {
    const asked = tool.host.spool();
    await tool.expect("S1F3 W", FIGURES);
    tool.reply(answer);
    const spool = await asked;
    assertEquals([spool.state, spool.why.includes(said)], [state, true], spool.why);
  });
}

oddTest(
  "spool() without a model asks nothing; with the option it asks for that variable",
  {},
  async (tool) => {
    assertEquals((await tool.host.spool()).state, "unknown");
    await tool.isThere();
    const known = new OddTool({ spool: { count: { id: "SPC" }, since: 77 } });
    await known.establish();
    await known.expect("S1F3 W", "0102 4103535043 b1040000004d");
    known.reply("0102 a50103 4100");
    assertEquals((await spoolOf(known)).count, 3);
    await known.end();
  },
);

/** Asks once more: what was asked by itself has been read then. */
async function spoolOf(tool: OddTool): ReturnType<OddTool["host"]["spool"]> {
  const asked = tool.host.spool();
  await tool.answer("S1F3 W", "0102 a50103 4100");
  return await asked;
}

for (
  const [event, id, state] of [
    ["Spooling Activated", "b1040000eb99", "active undefined"],
    ["Spooling Deactivated", "b1040000eb9a", "inactive 0"],
    ["Spool Transmit Failure", "b1040000eb9b", "active undefined"],
  ] as const
) {
  oddTest(`the event ${event} says that the spool is ${state}`, { model: ETCHER }, async (tool) => {
    watch(tool);
    tool.say("S6F11 W", `0103 b10400000001 ${id} 0100`);
    await tool.expect("S6F12", "210100");
    assertEquals(tool.log.lines.map((line) => line.split(/[.:] /).slice(0, 2).join(": ")), [
      `spool ${state}: The tool has said ${event}`,
    ]);
  });
}

test("a tool that is off-line is asked once it is on-line; a tool that does not answer leaves it unknown", async () => {
  const tool = new OddTool(MODEL);
  watch(tool);
  await tool.establish();
  await tool.expect("S1F3 W", FIGURES);
  tool.reply("", 0);
  await tool.log.saw("control offline");
  const online = tool.host.goOnline();
  await tool.answer("S1F17 W", "210100");
  await online;
  await tool.expect("S1F3 W", FIGURES);
  tool.reply(figures(1, 1));
  await tool.log.saw("spool active 1");
  const asked = tool.host.spool({ timeout: 1000 });
  await tool.expect("S1F3 W", FIGURES);
  await Promise.all([assertRejects(() => asked, HsmsTimeoutError), tool.clock.advance(1000)]);
  const aborted = tool.host.spool();
  await tool.expect("S1F3 W", FIGURES);
  tool.reply("", 0);
  await assertRejects(() => aborted, HsmsAbortError);
  assertEquals(tool.log.count("error") + tool.log.count("fault"), 0);
  await tool.end();
});

oddTest("spool() reads the figures also if an event has said the state", { model: ETCHER }, async (tool) => {
  tool.say("S6F11 W", "0103 b10400000001 b1040000eb9a 0100"); // Spooling Deactivated
  await tool.expect("S6F12", "210100");
  for (
    const [answer, expected] of [
      [figures(0, 7), ["inactive", 0, 7]],
      [figures(1, 8), ["active", 1, 8]],
      [figures(0, 0), ["active", 0, 0]],
    ] as const
  ) {
    const asked = tool.host.spool();
    await tool.expect("S1F3 W", FIGURES);
    tool.reply(answer);
    const { state, count, total } = await asked;
    assertEquals([state, count, total], [...expected]);
  }
});

oddTest("purgeSpool() and requestSpool() say what the tool has answered", { model: ETCHER }, async (tool) => {
  watch(tool);
  const requested = tool.host.requestSpool();
  await tool.expect("S6F23 W", "a50100");
  tool.reply("210100");
  await requested;
  const purged = tool.host.purgeSpool();
  await tool.expect("S6F23 W", "a50101");
  tool.reply("210100");
  await purged;
  const again = tool.host.requestSpool();
  await tool.expect("S6F23 W", "a50100");
  tool.reply("210102");
  await assertRejects(() => again, Error, "RSDA 2");
  const spools = tool.log.lines.map((line) => line.split(":")[0]);
  assertEquals(spools, ["spool active undefined", "spool inactive 0"]);
});
