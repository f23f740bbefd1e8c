// With `strict` nothing is learned, and nothing is sent a second time in another form.

import { assertEquals, assertRejects } from "@std/assert";
import { ALL_ALARMS, SecsAcknowledgeError, SecsSchemaError, SecsStream9Error } from "@secs/hsms";
import { InvalidTimeError } from "../../../../src/gem/mod.ts";
import { oddTest, type OddTool } from "../odd_tool.ts";

/** Plays with a host whose profile is strict; nothing is learned in any of these. */
function strictTest(name: string, play: (tool: OddTool) => Promise<void>): void {
  oddTest(`strict: ${name}`, { profile: { strict: true } }, async (tool) => {
    tool.host.on("profile", ({ learned }) => tool.log.write(`learned ${learned}`));
    await play(tool);
    await tool.isThere();
    assertEquals(tool.log.lines.filter((line) => line.startsWith("learned")), []);
    assertEquals(tool.host.profile, { strict: true });
  });
}

for (
  const [message, call] of [
    ["S5F3 W", (tool: OddTool) => tool.host.enableAlarm(ALL_ALARMS)],
    ["S5F5 W", (tool: OddTool) => tool.host.listAlarms()],
    ["S6F23 W", (tool: OddTool) => tool.host.requestSpool()],
    ["S2F37 W", (tool: OddTool) => tool.host.enableCollectionEvents([1, 2])],
  ] as const
) {
  strictTest(`S9F7 to ${message} gets no second try`, async (tool) => {
    const asking = assertRejects(() => call(tool), SecsStream9Error);
    await tool.refuse(message);
    await asking;
  });
}

strictTest("DRACK 2 to two reports gets no second try", async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvents([
    { event: 5, variables: [9] },
    { event: 6, variables: [9] },
  ]);
  await tool.answer("S2F33 W", "210102");
  await assertRejects(() => subscribing, SecsAcknowledgeError, "DRACK 2");
});

strictTest("formats of ids are not learned", async (tool) => {
  tool.say("S6F11", "0103 b10400000001 a9020007 0100");
  const enabling = tool.host.enableCollectionEvents([7]);
  await tool.expect("S2F37 W", "0102 250101 0101 b10400000007");
  tool.reply("210100");
  await enabling;
});

strictTest("S9F5 is not learned", async (tool) => {
  const asking = assertRejects(() => tool.host.listSvs(), SecsStream9Error);
  await tool.expect("S1F11 W", "0100");
  tool.stream9(5);
  await asking;
});

strictTest(
  "TIME of 14 digits, which E5 does not have, is an error; 12 digits are read, and not learned",
  async (tool) => {
    const asking = assertRejects(() => tool.host.requestClock(), InvalidTimeError, "the profile is strict");
    await tool.answer("S2F17 W", "410e 3230323630313032303330343035");
    await asking;
    const again = tool.host.requestClock();
    await tool.answer("S2F17 W", "410c 323630313032303330343035");
    assertEquals((await again)?.form, "12 digits");
  },
);

strictTest("S2F42 without its list of parameters is an error", async (tool) => {
  const sending = assertRejects(() => tool.anyHost.sendRemoteCommand("GO"), SecsSchemaError);
  await tool.answer("S2F41 W", "0101 210100");
  await sending;
});
