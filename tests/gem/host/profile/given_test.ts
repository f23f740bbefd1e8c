// What a profile says is so from the start: each of its fields, in the bytes that go out or in what an error says.

import { test } from "node:test";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { A, ALL_ALARMS, HsmsAbortError, SecsAcknowledgeError } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import {
  GemHostHandler,
  GemLackError,
  type GemProfile,
  type GemProfileMismatch,
  GemRefusalError,
} from "../../../../src/gem/mod.ts";
import { ETCHER } from "../../equipment/etcher.ts";
import { oddTest, OddTool } from "../odd_tool.ts";

test("a profile that is not right is a RangeError of the constructor", () => {
  const make = (profile: object) => () =>
    new GemHostHandler("*", 5000, false, 0, "tool", { network: new MemoryNetwork(), model: ETCHER, profile });
  assertThrows(make({ formats: { CEID: "U3" } }), RangeError, "formats.CEID: expected");
  assertThrows(make({ controlState: { variable: "ControlStat" } }), RangeError, "did you mean ControlState?");
});

oddTest("formats: what the tool sends does not change them", {
  profile: { formats: { CEID: "U2", RPTID: "A" } },
}, async (tool) => {
  tool.say("S6F11", "0103 b10400000001 a50107 0101 0102 a50101 0100");
  const enabling = tool.host.enableCollectionEvents([7]);
  await tool.expect("S2F37 W", "0102 250101 0101 a9020007");
  tool.reply("210100");
  await enabling;
});

oddTest("formats: a number that does not fit gets a longer one", {
  profile: { formats: { CEID: "U1" } },
}, async (tool) => {
  const enabling = tool.host.enableCollectionEvents([7, 300]);
  await tool.expect("S2F37 W", "0102 250101 0102 a50107 b1040000012c");
  tool.reply("210100");
  await enabling;
});

oddTest("forms: S5F3 and S5F5 as a list at once", {
  profile: { forms: { S5F3: "list", S5F5: "list" } },
}, async (tool) => {
  const enabling = tool.host.enableAlarm(ALL_ALARMS);
  await tool.expect("S5F3 W", "0102 210180 0100");
  tool.reply("210100");
  await enabling;
  const listing = tool.host.listAlarms([1]);
  await tool.expect("S5F5 W", "0101 b10400000001");
  tool.reply("0100");
  await listing;
});

oddTest("encoding: the text of a terminal", { profile: { encoding: "shift_jis" } }, async (tool) => {
  const sending = tool.host.sendTerminal("ア");
  await tool.expect("S10F3 W", "0102 210100 41028341");
  tool.reply("210100");
  await sending;
});

oddTest("maxPerMessage: events one by one", { profile: { maxPerMessage: 1 } }, async (tool) => {
  const enabling = tool.host.enableCollectionEvents([1, 2]);
  for (const id of ["01", "02"]) {
    await tool.expect("S2F37 W", `0102 250101 0101 b104000000${id}`);
    tool.reply("210100");
  }
  await enabling;
});

oddTest("timeForm: the clock is set in it, whatever the tool writes", {
  profile: { timeForm: "12 digits" },
  time: { zone: 0 },
}, async (tool) => {
  const asking = tool.host.requestClock();
  await tool.answer("S2F17 W", "410e 3230323630313032303330343035");
  assertEquals((await asking)?.form, "14 digits");
  const setting = tool.host.setClock(Date.UTC(2026, 0, 3));
  await tool.expect("S2F31 W", "410c 323630313033303030303030");
  tool.reply("210100");
  await setting;
});

oddTest("lacks: the message is not sent, and the call rejects at once", {
  profile: { lacks: { S1F11: "silent", S1F17: "not read", S2F41: "unknown message" } },
}, async (tool) => {
  const error = await assertRejects(() => tool.host.listSvs(), GemLackError);
  assertEquals([error.code, error.primary, error.lack, error.message], [
    "lacked",
    "S1F11",
    "silent",
    "S1F11 was not sent: the profile says that the tool lacks it (silent). Take it out of `lacks` to send it",
  ]);
  await assertRejects(() => tool.anyHost.sendRemoteCommand("GO"), GemLackError, "S2F41 was not sent");
  await assertRejects(() => tool.host.goOnline(), GemLackError, "S1F17 was not sent");
  await tool.isThere();
});

oddTest("codes: a code of the maker says what it means, and one of E5 what it means here", {
  profile: {
    codes: {
      HCACK: { "65": "recipe not selected", "2": "no lot" },
      CPACK: { "64": "not in this chamber" },
      ONLACK: { "1": "press the green key" },
      DRACK: { "70": "too busy" },
    },
  },
}, async (tool) => {
  const said = async (call: Promise<unknown>, name: string, body: string): Promise<string> => {
    const refused = assertRejects(() => call, SecsAcknowledgeError);
    await tool.answer(name, body);
    return (await refused).message.replace("The equipment answered ", "");
  };
  const { anyHost: host } = tool;
  assertEquals(
    await said(host.sendRemoteCommand("GO"), "S2F41 W", "0102 210141 0100"),
    "S2F41 GO with HCACK 65: recipe not selected",
  );
  assertEquals(
    await said(host.sendRemoteCommand("GO"), "S2F41 W", "0102 210102 0100"),
    "S2F41 GO with HCACK 2: no lot",
  );
  assertEquals(
    await said(host.sendRemoteCommand("GO"), "S2F41 W", "0102 210103 0101 0102 410141 210140"),
    "S2F41 GO with HCACK 3: a parameter is wrong. A: CPACK 64, not in this chamber",
  );
  assertEquals(await said(host.goOnline(), "S1F17 W", "210101"), "S1F17 with ONLACK 1: press the green key");
  assertEquals(
    await said(host.subscribeCollectionEvent(1, [2]), "S2F33 W", "210146"),
    "S2F33 of RPTID 1 with DRACK 70: too busy",
  );
});

for (
  const [value, state, why] of [
    ["01", "offline", "Variable 1005 is 1"],
    ["02", "local", "Variable 1005 is 2"],
    ["03", "remote", "Variable 1005 is 3"],
    ["09", "unknown", undefined],
  ] as const
) {
  oddTest(`pitfall 34, controlState: ${value} is ${state}`, {
    profile: { controlState: { variable: 1005, values: { "1": "offline", "2": "local", "3": "remote" } } },
  }, async (tool) => {
    const told: string[] = [];
    tool.host.on("control-state", (event) => told.push(`${event.state}: ${event.why}`));
    const other = tool.host.requestSv(1);
    await tool.answer("S1F3 W", "0101 a50102");
    await other;
    const asking = tool.host.requestControlState();
    await tool.expect("S1F3 W", "0101 b104000003ed");
    tool.reply(`0101 a501${value}`);
    assertEquals(await asking, state);
    assertEquals([tool.host.controlState, told], [state, why === undefined ? [] : [`${state}: ${why}`]]);
  });
}

oddTest(
  "controlState: by the name in the model and the values of E30; an event says it, and S1F2 takes nothing away",
  {
    model: ETCHER,
    reports: [{ id: 5, variables: ["ControlState"] }],
    profile: { controlState: { variable: "ControlState" } },
  },
  async (tool) => {
    const states: string[] = [];
    tool.host.on("control-state", ({ state }) => states.push(state));
    const ask = async (): Promise<void> => {
      const asking = tool.host.areYouThere();
      await tool.answer("S1F1 W", "0102 41014d 410131");
      await asking;
    };
    await ask();
    for (const code of ["05", "04", "03"]) {
      tool.say("S6F11 W", `0103 b10400000001 b10400000009 0101 0102 b10400000005 0101 a501${code}`);
      await tool.expect("S6F12", "210100");
      if (code !== "03") await ask();
    }
    const setting = tool.host.requestEcs([1]);
    await tool.expect("S2F13 W", "0101 b10400000001");
    tool.reply("", 0);
    await assertRejects(() => setting, HsmsAbortError);
    assertEquals(states, ["online", "remote", "local", "host-offline"]);
  },
);

oddTest("requestControlState without controlState in the profile is a RangeError", {}, async (tool) => {
  await assertRejects(() => tool.host.requestControlState(), RangeError, "needs a profile that says where");
  await tool.isThere();
});

const COMMANDS: GemProfile = {
  commands: { START: { name: "Start", parameters: { LotId: "LOT_ID" } } },
};

oddTest("pitfall 28, commands: the model's names become those of the tool", {
  profile: COMMANDS,
}, async (tool) => {
  const sending = tool.anyHost.sendRemoteCommand("START", { LotId: "A", Slot: "B" });
  await tool.expect(
    "S2F41 W",
    "0102 41055374617274 0102 0102 41064c4f545f4944 410141 0102 4104536c6f74 410142",
  );
  tool.reply("0102 210103 0101 0102 41064c4f545f4944 210101");
  const error = await assertRejects(() => sending, GemRefusalError, "S2F41 Start with HCACK 3");
  assertEquals(error.details[0]?.subject, "LOT_ID");
  const enhanced = tool.anyHost.sendRemoteCommand("START", { LotId: "A" }, { object: "o" });
  await tool.expect("S2F49 W", "0104 b10400000000 41016f 41055374617274 0101 0102 41064c4f545f4944 410141");
  tool.reply("0102 210100 0100");
  await enhanced;
});

oddTest("commands: what is written by hand, and what the profile does not name, goes out as it is", {
  profile: COMMANDS,
}, async (tool) => {
  const pairs = tool.anyHost.sendRemoteCommand({ id: "START" }, [["LotId", A("A")]]);
  await tool.expect("S2F41 W", "0102 41055354415254 0101 0102 41054c6f744964 410141");
  tool.reply("0102 210100 0100");
  await pairs;
  const other = tool.anyHost.sendRemoteCommand("constructor", { LotId: "A" });
  await tool.expect("S2F41 W", "0102 410b636f6e7374727563746f72 0101 0102 41054c6f744964 410141");
  tool.reply("0102 210100 0100");
  await other;
});

for (
  const [identity, isOther] of [
    [{ MDLN: "M", SOFTREV: "1" }, false],
    [{ MDLN: "M  " }, false],
    [{ SOFTREV: "2" }, true],
    [{ MDLN: "N", SOFTREV: "1" }, true],
  ] as const
) {
  test(`identity: the profile of ${JSON.stringify(identity)}, for a tool that says M and 1`, async () => {
    const tool = new OddTool({ profile: { identity } });
    const told: GemProfileMismatch[] = [];
    tool.host.on("profile-mismatch", (event) => told.push(event));
    tool.host.on("profile", () => tool.log.write("profile"));
    await tool.establish();
    await tool.isThere();
    const event = {
      type: "profile-mismatch",
      expected: identity,
      identity: { MDLN: "M", SOFTREV: "1" },
    } as const;
    assertEquals([told, tool.log.lines, tool.host.profile], [isOther ? [event] : [], [], { identity }]);
    await tool.end();
  });
}

oddTest("options that are given come before the profile", {
  formats: { CEID: "U1" },
  forms: { S5F5: "item" },
  encoding: "utf-8",
  strict: false,
  maxPerMessage: 3,
  time: { form: "extended" },
  profile: {
    strict: true,
    formats: { CEID: "U2", RPTID: "U2" },
    forms: { S5F3: "list", S5F5: "list" },
    encoding: "big5",
    maxPerMessage: 2,
    timeForm: "12 digits",
  },
}, async (tool) => {
  assertEquals(tool.host.profile, {
    identity: { MDLN: "M", SOFTREV: "1" },
    formats: { CEID: "U1", RPTID: "U2" },
    forms: { S5F3: "list", S5F5: "item" },
    encoding: "utf-8",
    maxPerMessage: 3,
    timeForm: "extended",
  });
  const listing = tool.host.listAlarms();
  await tool.expect("S5F5 W", "b100");
  tool.reply("0100");
  await listing;
  await tool.isThere();
});
