// What a host learns of a tool is in its profile, and told; loaded again, it is so from the start.

import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { ALL_ALARMS, HsmsTimeoutError, SecsAcknowledgeError, SecsStream9Error } from "@secs/hsms";
import { type GemProfile, readProfile } from "../../../../src/gem/mod.ts";
import { ETCHER } from "../../equipment/etcher.ts";
import { type OddOptions, oddTest, OddTool } from "../odd_tool.ts";

const IDENTITY = { MDLN: "M", SOFTREV: "1" };

/** Plays with a tool; `learned` is what was told, with `,` between what came together, without the identity. */
function learningTest(
  name: string,
  options: OddOptions,
  play: (tool: OddTool, learned: string[]) => Promise<void>,
): void {
  oddTest(name, options, async (tool) => {
    const learned: string[] = [];
    tool.host.on("profile", (event) => {
      assertEquals(event.profile, tool.host.profile);
      learned.push(event.learned.join());
    });
    await play(tool, learned);
  });
}

function profileOf(tool: OddTool): GemProfile {
  const { profile } = tool.host;
  assertEquals(readProfile(JSON.stringify(profile)), profile);
  return profile;
}

test("the identity of the tool is learned when communications are established, and told", async () => {
  const tool = new OddTool({});
  assertEquals(tool.host.profile, {});
  const event = new Promise((resolve) => tool.host.on("profile", resolve));
  await tool.establish();
  assertEquals(await event, { type: "profile", learned: ["identity"], profile: { identity: IDENTITY } });
  await tool.end();
});

test("a tool that says nothing of itself has no identity", async () => {
  const tool = new OddTool({});
  await tool.select();
  await tool.expect("S1F13 W", "0100");
  tool.reply("0102 210100 0100");
  await tool.host.waitForCommunicating();
  assertEquals(tool.host.profile, {});
  await tool.end();
});

learningTest(
  "pitfall 1: the formats of ids, for each kind; told once for each",
  {},
  async (tool, learned) => {
    const event = "0103 b10400000001 a9020007 0101 0102 a50101 0100";
    tool.say("S6F11", event);
    tool.say("S6F11", event);
    await tool.isThere();
    assertEquals(learned, ["formats.CEID,formats.RPTID"]);
    assertEquals(profileOf(tool), { identity: IDENTITY, formats: { CEID: "U2", RPTID: "U1" } });
    for (const ceid of ["a50107", "a9020007", "a50107"]) tool.say("S6F11", `0103 b10400000001 ${ceid} 0100`);
    await tool.isThere();
    assertEquals(learned, ["formats.CEID,formats.RPTID", "formats.CEID"]);
  },
);

for (
  const [message, call, item, list] of [
    ["S5F3", (tool: OddTool) => tool.host.disableAlarm(ALL_ALARMS), "0102 210100 b100", "0102 210100 0100"],
    ["S5F5", (tool: OddTool) => tool.host.listAlarms(), "b100", "0100"],
  ] as const
) {
  const answer = message === "S5F3" ? "210100" : "0100";
  for (const refuse of ["S9F7", "S5F0"]) {
    learningTest(
      `forms.${message}: ${refuse} to the item, so a list, which is remembered`,
      {},
      async (tool, learned) => {
        const asking = call(tool);
        await tool.expect(`${message} W`, item);
        if (refuse === "S9F7") tool.stream9(7);
        else tool.reply("", 0);
        await tool.expect(`${message} W`, list);
        tool.reply(answer);
        await asking;
        assertEquals([learned, profileOf(tool).forms], [[`forms.${message}`], { [message]: "list" }]);
        const again = call(tool);
        await tool.expect(`${message} W`, list);
        tool.reply(answer);
        await again;
      },
    );
  }

  learningTest(`forms.${message}: neither form is read, so the item stays`, {}, async (tool, learned) => {
    const asking = assertRejects(() => call(tool), SecsStream9Error);
    for (const form of [item, list]) {
      await tool.expect(`${message} W`, form);
      tool.stream9(7);
    }
    await asking;
    assertEquals([learned, profileOf(tool)], [[], { identity: IDENTITY }]);
    const again = call(tool);
    await tool.expect(`${message} W`, item);
    tool.reply(answer);
    await again;
  });

  oddTest(`forms.${message}: a form that is given is not changed`, {
    profile: { forms: { [message]: "item" } },
  }, async (tool) => {
    const asking = assertRejects(() => call(tool), SecsStream9Error);
    await tool.expect(`${message} W`, item);
    tool.stream9(7);
    await asking;
    await tool.isThere();
  });
}

learningTest(
  "forms.S5F3: a list that is read and refused is the form of the tool",
  {},
  async (tool, learned) => {
    const asking = tool.host.enableAlarm(ALL_ALARMS);
    await tool.expect("S5F3 W", "0102 210180 b100");
    tool.stream9(7);
    await tool.expect("S5F3 W", "0102 210180 0100");
    tool.reply("210101");
    await assertRejects(() => asking, SecsAcknowledgeError, "ACKC5 1");
    assertEquals(learned, ["forms.S5F3"]);
  },
);

oddTest("S5F3 of one alarm has one form only", {}, async (tool) => {
  const asking = assertRejects(() => tool.host.enableAlarm(1), SecsStream9Error);
  await tool.expect("S5F3 W", "0102 210180 b10400000001");
  tool.stream9(7);
  await asking;
  await tool.isThere();
});

learningTest("pitfall 31, formats.RSDC: S9F7 to U1, so B, which is remembered", {}, async (tool, learned) => {
  const asking = tool.host.requestSpool();
  await tool.expect("S6F23 W", "a50100");
  tool.stream9(7);
  await tool.expect("S6F23 W", "210100");
  tool.reply("210102");
  await assertRejects(() => asking, SecsAcknowledgeError, "RSDA 2");
  assertEquals([learned, profileOf(tool).formats], [["formats.RSDC"], { RSDC: "B" }]);
  const again = tool.host.purgeSpool();
  await tool.expect("S6F23 W", "210101");
  tool.reply("210100");
  await again;
});

learningTest("formats.RSDC: neither is read, so U1 stays", {}, async (tool, learned) => {
  const asking = assertRejects(() => tool.host.requestSpool(), SecsStream9Error);
  for (const body of ["a50100", "210100"]) {
    await tool.expect("S6F23 W", body);
    tool.stream9(7);
  }
  await asking;
  assertEquals([learned, profileOf(tool)], [[], { identity: IDENTITY }]);
  const again = tool.host.requestSpool();
  await tool.answer("S6F23 W", "210100");
  await again;
});

oddTest("formats.RSDC: a format that is given is not changed", {
  profile: { formats: { RSDC: "U1" } },
}, async (tool) => {
  const asking = assertRejects(() => tool.host.requestSpool(), SecsStream9Error);
  await tool.expect("S6F23 W", "a50100");
  tool.stream9(7);
  await asking;
  await tool.isThere();
});

learningTest("pitfall 12: timeForm is what the tool writes", {}, async (tool, learned) => {
  for (const time of ["410e 3230323630313032303330343035", "410e 3230323630313032303330343036"]) {
    const asking = tool.host.requestClock();
    await tool.answer("S2F17 W", time);
    await asking;
  }
  assertEquals([learned, profileOf(tool).timeForm], [["timeForm"], "14 digits"]);
});

/** S2F33 and S2F35 of two events; S2F37 of both. */
const DEFINE = "0102 b10400000000 0102";
const REPORT = ["0102 b10400000001 0101 b10400000009", "0102 b10400000002 0101 b10400000009"];
const LINK = ["0102 b10400000005 0101 b10400000001", "0102 b10400000006 0101 b10400000002"];
const ENABLE = ["b10400000005", "b10400000006"];

for (
  const [said, refuse] of [
    ["DRACK 1", (tool: OddTool) => tool.reply("210101")],
    ["DRACK 2", (tool: OddTool) => tool.reply("210102")],
    ["S9F7", (tool: OddTool) => tool.stream9(7)],
    ["S9F11", (tool: OddTool) => tool.stream9(11)],
  ] as const
) {
  learningTest(
    `pitfall 14: ${said} to two reports, so one by one from then on`,
    {},
    async (tool, learned) => {
      const subscribing = tool.host.subscribeCollectionEvents([
        { event: 5, variables: [9] },
        { event: 6, variables: [9] },
      ]);
      await tool.expect("S2F33 W", `${DEFINE} ${REPORT.join(" ")}`);
      refuse(tool);
      for (const one of REPORT) {
        await tool.expect("S2F33 W", `0102 b10400000000 0101 ${one}`);
        tool.reply("210100");
      }
      for (const one of LINK) {
        await tool.expect("S2F35 W", `0102 b10400000000 0101 ${one}`);
        tool.reply("210100");
      }
      for (const one of ENABLE) {
        await tool.expect("S2F37 W", `0102 250101 0101 ${one}`);
        tool.reply("210100");
      }
      assertEquals(await subscribing, [1, 2]);
      assertEquals([learned, profileOf(tool).maxPerMessage], [["maxPerMessage"], 1]);
    },
  );
}

for (
  const [message, code, body] of [["S2F35", "LRACK 2", "210102"], ["S2F37", "S9F11", undefined]] as const
) {
  learningTest(`pitfall 14: ${code} to two in ${message}, so one by one`, {}, async (tool, learned) => {
    const subscribing = tool.host.subscribeCollectionEvents([
      { event: 5, variables: [9] },
      { event: 6, variables: [9] },
    ]);
    const names = ["S2F33 W", "S2F35 W", "S2F37 W"];
    for (const name of names.slice(0, names.indexOf(`${message} W`))) await tool.answer(name, "210100");
    if (body === undefined) {
      await tool.expect("S2F37 W", `0102 250101 0102 ${ENABLE.join(" ")}`);
      tool.stream9(11);
    } else await tool.answer(`${message} W`, body);
    for (const name of names.slice(names.indexOf(`${message} W`))) {
      for (let i = 0; i < 2; i++) await tool.answer(name, "210100");
    }
    await subscribing;
    assertEquals([learned, profileOf(tool).maxPerMessage], [["maxPerMessage"], 1]);
  });
}

learningTest(
  "pitfall 14: if one alone is refused, too, its error is told and nothing is learned",
  {},
  async (tool, learned) => {
    const subscribing = tool.host.subscribeCollectionEvents([
      { event: 5, variables: [9] },
      { event: 6, variables: [9] },
    ]);
    await tool.answer("S2F33 W", "210101");
    await tool.answer("S2F33 W", "210100");
    await tool.answer("S2F33 W", "210101");
    await assertRejects(() => subscribing, SecsAcknowledgeError, "S2F33 of RPTID 2 with DRACK 1");
    assertEquals([learned, profileOf(tool)], [[], { identity: IDENTITY }]);
  },
);

learningTest(
  "pitfall 14: a report of which the tool lacks a variable is not sent again",
  {},
  async (tool, learned) => {
    const subscribing = tool.host.subscribeCollectionEvents([
      { event: 5, variables: [9] },
      { event: 6, variables: [9] },
    ]);
    await tool.answer("S2F33 W", "210104");
    await assertRejects(() => subscribing, SecsAcknowledgeError, "DRACK 4");
    await tool.isThere();
    assertEquals(learned, []);
  },
);

oddTest("pitfall 14: one report that is refused is not sent again", {}, async (tool) => {
  const subscribing = assertRejects(() => tool.host.subscribeCollectionEvent(5, [9]), SecsAcknowledgeError);
  await tool.answer("S2F33 W", "210101");
  await subscribing;
  await tool.isThere();
});

for (const func of [3, 5]) {
  learningTest(
    `lacks: S9F${func} is the lack of a message, until it is answered`,
    {},
    async (tool, learned) => {
      const ask = async (answer: () => void): Promise<void> => {
        const asking = tool.host.listSvs().catch(() => {});
        await tool.expect("S1F11 W", "0100");
        answer();
        await asking;
      };
      await ask(() => tool.stream9(func));
      assertEquals([learned, profileOf(tool).lacks], [["lacks.S1F11"], { S1F11: "unknown message" }]);
      await ask(() => tool.stream9(func));
      await ask(() => tool.reply("0100"));
      assertEquals([learned, profileOf(tool).lacks], [["lacks.S1F11", "lacks.S1F11"], undefined]);
    },
  );
}

learningTest("lacks: SxF0 and S9F7 are no lacks", {}, async (tool, learned) => {
  for (const answer of [() => tool.reply("", 0), () => tool.stream9(7)]) {
    const asking = tool.host.listSvs().catch(() => {});
    await tool.expect("S1F11 W", "0100");
    answer();
    await asking;
  }
  await tool.isThere();
  assertEquals(learned, []);
});

/** The tool says nothing to a call. */
async function silence(tool: OddTool, call: () => Promise<unknown>): Promise<void> {
  const asking = assertRejects(call, HsmsTimeoutError);
  await tool.peer.expectFrame();
  await tool.clock.advance(300);
  await asking;
}

async function answered(tool: OddTool): Promise<void> {
  const asking = tool.host.requestSv(1);
  await tool.answer("S1F3 W", "0101 a50101");
  await asking;
}

learningTest(
  "pitfall 17, lacks: silence to a list, from a tool that answers the next message",
  {},
  async (tool, learned) => {
    await silence(tool, () => tool.host.listDvs([], { timeout: 300 }));
    await silence(tool, () => tool.host.listSvs([], { timeout: 300 }));
    await tool.isThere();
    assertEquals(learned, []);
    await answered(tool);
    assertEquals(learned, ["lacks.S1F21,lacks.S1F11"]);
    assertEquals(JSON.stringify(profileOf(tool).lacks), '{"S1F11":"silent","S1F21":"silent"}');
  },
);

learningTest(
  "lacks: silence is none of a list that was answered before, nor of a command, nor at the end of a session",
  {},
  async (tool, learned) => {
    const listing = tool.host.listSvs();
    await tool.answer("S1F11 W", "0100");
    await listing;
    await silence(tool, () => tool.host.listSvs([], { timeout: 300 }));
    await silence(tool, () => tool.anyHost.sendRemoteCommand("GO", {}, { timeout: 300 }));
    await answered(tool);
    await silence(tool, () => tool.host.listDvs([], { timeout: 300 }));
    tool.peer.end();
    await tool.select();
    await tool.expect("S1F13 W", "0100");
    tool.reply("0102 210100 0102 41014d 410131");
    await tool.host.waitForCommunicating();
    await answered(tool);
    assertEquals([learned, profileOf(tool).lacks], [[], undefined]);
  },
);

learningTest(
  "lacks: a reply that comes after T3 says that the message is there",
  {},
  async (tool, learned) => {
    const ask = async (): Promise<() => void> => {
      const asking = assertRejects(() => tool.host.listSvs([], { timeout: 300 }), HsmsTimeoutError);
      await tool.expect("S1F11 W", "0100");
      const answer = tool.later();
      await tool.clock.advance(300);
      await asking;
      return () => answer("0100");
    };
    await ask();
    await answered(tool);
    assertEquals([learned, profileOf(tool).lacks], [["lacks.S1F11"], { S1F11: "silent" }]);
    const answer = await ask();
    answer();
    await answered(tool);
    assertEquals([learned, profileOf(tool).lacks], [["lacks.S1F11", "lacks.S1F11"], undefined]);
  },
);

test("a profile is saved as JSON, and what was learned is so from the start", async () => {
  const first = new OddTool({ model: ETCHER, profile: { codes: { HCACK: { "65": "no recipe" } } } });
  await first.establish();
  const listing = first.host.listAlarms();
  await first.expect("S5F5 W", "b100");
  first.stream9(7);
  await first.answer("S5F5 W", "0101 0103 210180 a9020005 410178");
  await listing;
  const naming = first.host.listDvs().catch(() => {});
  await first.expect("S1F21 W", "0100");
  first.stream9(5);
  await naming;
  const saved = JSON.stringify(first.host.profile);
  await first.end();
  assertEquals(
    saved,
    '{"identity":{"MDLN":"M","SOFTREV":"1"},"formats":{"ALID":"U2"},"forms":{"S5F5":"list"},' +
      '"lacks":{"S1F21":"unknown message"},"codes":{"HCACK":{"65":"no recipe"}}}',
  );

  const next = new OddTool({ model: ETCHER, profile: readProfile(saved) });
  await next.establish();
  const again = next.host.listAlarms(["DoorOpen"]);
  const { id } = ETCHER.alarms.require("DoorOpen");
  await next.expect("S5F5 W", `0101 a902${id.toString(16).padStart(4, "0")}`);
  next.reply("0100");
  await again;
  await assertRejects(() => next.host.listDvs(), Error, "S1F21 was not sent");
  assert(JSON.stringify(next.host.profile) === saved, JSON.stringify(next.host.profile));
  await next.end();
});
