// A tool and its host: identification, variables, constants, the clock.

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { A, F4, L, S1F11, S1F23, S1F3, S2F13, S2F15, S2F17, S2F29, S2F31, U4 } from "@secs/hsms";
import { openStage, toolTest } from "./stage.ts";
import { test } from "node:test";

toolTest("areYouThere: MDLN and SOFTREV of the model", {}, async ({ host }) => {
  assertEquals(await host.areYouThere(), { MDLN: "ETCH-3", SOFTREV: "1.2.0" });
});

toolTest(
  "S1F3: values in the order of the request, an unknown one is L0, and one without a value has length 0",
  {},
  async ({ host, tool }) => {
    tool.set("ChamberPressure", 1.5);
    tool.set("WaferCount", 7);
    const values = await host.request(S1F3, [1002, 9, 1001, 1003]);
    assertEquals(values.map(String), [U4(7), L(), F4(1.5), A("")].map(String));
  },
);

toolTest("S1F3 of all: the tool's own order", {}, async ({ host }) => {
  const values = await host.request(S1F3, []);
  assertEquals(values.slice(0, 3).map(String), [F4(0), U4(0), A("")].map(String));
  assertEquals(values.length, 3 + 14);
});

toolTest("S1F11: names and units; an unknown one has none", {}, async ({ host }) => {
  assertEquals(await host.request(S1F11, [1001, 7]), [
    { SVID: 1001, SVNAME: "ChamberPressure", UNITS: "Pa" },
    { SVID: 7, SVNAME: "", UNITS: "" },
  ]);
});

toolTest("S1F23: events with their variables; an unknown one has none", {}, async ({ host }) => {
  assertEquals(await host.request(S1F23, [4001, 7]), [
    { CEID: 4001, CENAME: "LotStarted", VID: [2001] },
    { CEID: 7, CENAME: "", VID: [] },
  ]);
});

toolTest(
  "S2F13, S2F29: constants, their ranges; an unknown one is L0, and five texts of length 0",
  {},
  async ({ host }) => {
    assertEquals((await host.request(S2F13, [3001, 8])).map(String), [F4(5), L()].map(String));
    const [pressure, unknown] = await host.request(S2F29, [3001, 8]);
    assertEquals(
      `${pressure!.ECMIN} ${pressure!.ECMAX} ${pressure!.ECDEF} ${pressure!.UNITS}`,
      `${F4(0)} ${F4(10)} ${F4(5)} Pa`,
    );
    assertEquals(`${unknown!.ECNAME}|${unknown!.ECMIN}|${unknown!.UNITS}`, `|${A("")}|`);
  },
);

for (
  const [name, constants, eac] of [
    ["EAC 0: done", [{ ECID: 3001, ECV: F4(7) }, { ECID: 3002, ECV: A("fast") }], 0],
    ["EAC 1: an unknown constant at the end changes nothing", [{ ECID: 3001, ECV: F4(7) }, {
      ECID: 9,
      ECV: F4(7),
    }], 1],
    ["EAC 3: out of range", [{ ECID: 3001, ECV: F4(7) }, { ECID: 3001, ECV: F4(11) }], 3],
    ["EAC 3: another format", [{ ECID: 3002, ECV: A("fast") }, { ECID: 3001, ECV: U4(7) }], 3],
    ["EAC 3: no value of the list", [{ ECID: 3002, ECV: A("faster") }], 3],
  ] as const
) {
  toolTest(`S2F15, ${name}`, {}, async ({ host, tool }) => {
    assertEquals(await host.request(S2F15, constants), eac);
    assertEquals([tool.get("MaxPressure"), tool.get("Mode")], eac === 0 ? [7, "fast"] : [5, "slow"]);
  });
}

toolTest("S2F15, EAC 2: the tool's check refuses for now", {}, async ({ host, tool }) => {
  tool.checkConstants(() => 2);
  assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), 2);
  assertEquals(tool.get("MaxPressure"), 5);
});

toolTest(
  "the clock: S2F17 in the form of TimeFormat, S2F31 sets it, TIACK 1 for what is no time",
  {},
  async ({ host, tool }) => {
    assertEquals(await host.request(S2F17), "2026010203040500");
    await tool.setConstant("TimeFormat", 0);
    assertEquals(await host.request(S2F17), "260102030405");
    assertEquals(await host.request(S2F31, "2030010203040506"), 0);
    assertEquals(await host.request(S2F17), "300102030405");
    assertEquals(await host.request(S2F31, "20301302030405"), 1);
  },
);

toolTest("a name that is not there: the error says which was meant", {}, async ({ tool }) => {
  const set = tool.set as (name: string, value: unknown) => void;
  const trigger = tool.trigger as (name: string) => void;
  await assertRejects(async () => await set.call(tool, "ChamberPresure", 1), RangeError, "ChamberPressure");
  await assertRejects(async () => await trigger.call(tool, "LotStart"), RangeError, "LotStarted");
  await assertRejects(
    async () => await set.call(tool, "WaferCount", -1),
    RangeError,
    "WaferCount (U4) takes whole numbers",
  );
});

toolTest("a trigger that no transition has: the error says which was meant", {}, ({ tool }) => {
  const move = tool.moveProcess.bind(tool) as (trigger: string) => boolean;
  assertThrows(() => move("comit"), RangeError, "No transition has the trigger comit; did you mean commit?");
  assertEquals([move("commit"), move("initialized"), tool.processState], [false, true, "IDLE"]);
  return Promise.resolve();
});

for (
  const [options, said] of [
    [
      { control: { onlineSubstate: "Remote" } },
      'control.onlineSubstate must be one of local, remote, got "Remote"',
    ],
    [{ control: { initControlState: "on" } }, "control.initControlState"],
    [{ control: { offlineSubstate: "local" } }, "control.offlineSubstate"],
    [{ control: { onlineFailed: "attempt-online" } }, "control.onlineFailed"],
    [{ control: { offlineOnDisconnect: "remote" } }, "control.offlineOnDisconnect"],
    [{ control: { offlineAnswers: ["S1F16"] } }, "control.offlineAnswers must name primaries"],
    [{ spool: { replaces: "all" } }, "spool.replaces"],
    [{ eventReport: "S6F12" }, "eventReport must be one of S6F11, S6F13"],
    [{ wantsReply: { S5F3: true } }, "wantsReply"],
    [{ maxOpen: 0 }, "maxOpen"],
    [{ localHcack: 256 }, "localHcack"],
    [{ maxRequestedIds: 0 }, "maxRequestedIds"],
    [{ maxAnswerBytes: 0.5 }, "maxAnswerBytes"],
    [{ conversationTimeout: 0 }, "conversationTimeout"],
  ] as const
) {
  test(`an option that is none: ${JSON.stringify(options)}`, async () => {
    await assertRejects(() => openStage({ handler: options as never }), RangeError, said);
  });
}
