// What real tools answer to the requests of a host, in the bytes of a tool.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { A, HsmsAbortError, HsmsTimeoutError, SecsAcknowledgeError, SecsStream9Error } from "@secs/hsms";
import { GemRefusalError } from "../../../src/gem/mod.ts";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest } from "./odd_tool.ts";

oddTest("pitfall 3: no value, an unknown variable, and text of length 0 are told apart", {
  model: ETCHER,
}, async (tool) => {
  const asking = tool.host.requestSvs([1001, 9, "Cassette"]);
  await tool.expect("S1F3 W", "0103 b104000003e9 b10400000009 b104000003eb");
  tool.reply("0103 9100 0100 4100");
  assertEquals((await asking).map(({ name, value, problem }) => [name, value, problem]), [
    ["ChamberPressure", undefined, undefined],
    [undefined, undefined, undefined],
    ["Cassette", "", undefined],
  ]);
});

oddTest(
  "pitfall 3: names of what the tool does not have: empty texts, and an empty list",
  {},
  async (tool) => {
    const asking = tool.host.listSvs([5, 6]);
    await tool.answer("S1F11 W", "0102 0103 a50105 4100 4100 0100");
    assertEquals(await asking, [{ id: 5, name: undefined, units: "" }, {
      id: 6,
      name: undefined,
      units: "",
    }]);
    const events = tool.host.listCollectionEvents([7]);
    await tool.answer("S1F23 W", "0101 0103 a50107 4100 4100");
    assertEquals(await events, [{ id: 7, name: undefined, variables: [] }]);
    const alarms = tool.host.listAlarms([8]);
    await tool.answer("S5F5 W", "0101 0103 2100 a50108 4100");
    assertEquals(await alarms, [{
      id: 8,
      name: undefined,
      code: undefined,
      isSet: false,
      category: 0,
      text: "",
    }]);
  },
);

oddTest(
  "pitfall 10: ONLACK 1 is an error that says who can do it, and is not tried again",
  {},
  async (tool) => {
    const going = tool.host.goOnline();
    await tool.answer("S1F17 W", "210101");
    await assertRejects(
      () => going,
      SecsAcknowledgeError,
      "ONLACK 1: not allowed. Its operator has to switch",
    );
    await tool.isThere();
  },
);

for (const what of ["S2F13", "S1F3"] as const) {
  oddTest(`pitfall 11: ${what} that is aborted asks whether the tool is off-line`, {}, async (tool) => {
    const asking = what === "S2F13" ? tool.host.requestEcs([1]) : tool.host.requestSvs([1]);
    await tool.expect(`${what} W`, "0101 b10400000001");
    tool.reply("", 0);
    const error = await assertRejects(() => asking, HsmsAbortError, `aborted ${what} W`);
    assertStringIncludes(error.message, "Is the equipment off-line? Check its control state");
    assertEquals(tool.log.lines, ["control offline"]);
  });
}

for (
  const [form, bytes, written] of [
    ["12 digits", "410c 323630313032303330343035", "410c 323630313033303030303030"],
    ["14 digits", "410e 3230323630313032303330343035", "410e 3230323630313033303030303030"],
    ["16 digits", "4110 32303236303130323033303430353030", "4110 32303236303130333030303030303030"],
    [
      "extended",
      "4119 323032362d30312d30325430333a30343a30352b30303a3030",
      "4118 323032362d30312d30335430303a30303a30302e3030305a",
    ],
  ] as const
) {
  oddTest(`pitfall 12: TIME as ${form} is read, and written in the same form`, {
    time: { zone: 0 },
  }, async (tool) => {
    const asking = tool.host.requestClock();
    await tool.answer("S2F17 W", bytes);
    const clock = await asking;
    assertEquals([clock?.time, clock?.form], [Date.UTC(2026, 0, 2, 3, 4, 5), form]);
    const setting = tool.host.setClock(Date.UTC(2026, 0, 3));
    await tool.expect("S2F31 W", written);
    tool.reply("210100");
    await setting;
  });
}

oddTest("pitfall 12: TIME of length 0 is no time", {}, async (tool) => {
  const asking = tool.host.requestClock();
  await tool.answer("S2F17 W", "4100");
  assertEquals(await asking, undefined);
});

oddTest("S2F17 of the tool is answered with the time of the host, in the form of the option", {
  time: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), zone: 0, form: "12 digits" },
}, async (tool) => {
  tool.say("S2F17 W", "");
  await tool.expect("S2F18", "410c 323630313032303330343035");
});

oddTest("S2F17 of the tool is left to a callback with the option answer", {
  time: { answer: false },
}, async (tool) => {
  tool.say("S2F17 W", "");
  await tool.expect("S2F0", "");
});

oddTest("pitfall 16: a tool without namelists is read by ids", {}, async (tool) => {
  const all = tool.host.requestSvs();
  await tool.expect("S1F11 W", "0100");
  tool.stream9(5);
  await assertRejects(() => all, SecsStream9Error, "S9F5");
  const some = tool.host.requestSvs([1001]);
  await tool.expect("S1F3 W", "0101 b104000003e9");
  tool.reply("0101 91043fc00000");
  assertEquals((await some)[0].value, 1.5);
});

oddTest(
  "pitfall 16: with a model all variables are asked for by their ids",
  { model: ETCHER },
  async (tool) => {
    const all = tool.host.requestSvs();
    await tool.answer("S1F3 W", "0101 91043fc00000");
    const values = await all;
    assertEquals([values[0]!.name, values[0]!.value], ["ChamberPressure", 1.5]);
    assertEquals(
      values[1]!.problem,
      `The equipment answered S1F3 with 1 values for ${values.length} variables`,
    );
  },
);

oddTest("pitfall 17: silence ends after a timeout of its own", {}, async (tool) => {
  const asking = tool.host.listDvs([], { timeout: 300 });
  await tool.expect("S1F21 W", "0100");
  const rejected = assertRejects(() => asking, HsmsTimeoutError);
  await tool.clock.advance(300);
  await rejected;
  const next = tool.host.requestSv(1);
  await tool.answer("S1F3 W", "0101 a50105");
  assertEquals((await next).value, 5);
});

oddTest("pitfall 18: S9F7 in place of HCACK 3 keeps its error", {}, async (tool) => {
  const sending = tool.host.sendRemoteCommand("START");
  await tool.expect("S2F41 W", "0102 41055354415254 0100");
  tool.stream9(7);
  const error = await assertRejects(() => sending, SecsStream9Error);
  assertEquals(error.function, 7);
});

oddTest("pitfall 26: the completion event may come before HCACK 4", { model: ETCHER }, async (tool) => {
  const events = tool.host.events();
  const sending = tool.host.sendRemoteCommand("STOP");
  await tool.expect("S2F41 W", "0102 410453544f50 0100");
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa2 0100");
  const { value: event } = await events.next();
  await tool.expect("S6F12", "210100");
  tool.reply("0102 210104 0100");
  assertEquals([event?.type === "collection-event" && event.name, await sending], [
    "LotDone",
    { code: 4, isDone: false },
  ]);
});

for (
  const [hcack, said] of [
    ["07", "The equipment answered S2F41 GO with HCACK 7"],
    ["40", "The equipment answered S2F41 GO with HCACK 64"],
    ["ff", "The equipment answered S2F41 GO with HCACK 255"],
  ] as const
) {
  oddTest(`pitfall 27: HCACK 0x${hcack} keeps its number, and gets no meaning`, {}, async (tool) => {
    const sending = tool.anyHost.sendRemoteCommand("GO");
    await tool.answer("S2F41 W", `0102 2101${hcack} 0100`);
    const error = await assertRejects(() => sending, SecsAcknowledgeError);
    assertEquals([error.message, error.value], [said, parseInt(hcack, 16)]);
  });
}

oddTest("pitfall 28: a command goes out as it is written: case, empty CPNAME, text for a number", {
  model: ETCHER,
}, async (tool) => {
  const sending = tool.host.sendRemoteCommand({ id: "Pp_Select" }, [["", A("1")], [3, "x"]]);
  await tool.expect("S2F41 W", "0102 410950705f53656c656374 0102 0102 4100 410131 0102 b10400000003 410178");
  tool.reply("0102 210100 0100");
  assertEquals(await sending, { code: 0, isDone: true });
});

oddTest(
  "pitfall 29: a long process program has a T3 of its own, and its body keeps its format",
  {},
  async (tool) => {
    const asking = tool.host.requestProcessProgram("R1", { timeout: 300_000 });
    await tool.expect("S7F5 W", "41025231");
    await tool.clock.advance(200_000);
    tool.reply("0102 41025231 2103010203");
    assertEquals(`${await asking}`, "<B 0x01 0x02 0x03>");
  },
);

oddTest("pitfall 30: all process programs are deleted by a call of its own only", {}, async (tool) => {
  await assertRejects(() => tool.host.deleteProcessPrograms([]), RangeError, "deleteAllProcessPrograms");
  await tool.isThere();
  const some = tool.host.deleteProcessPrograms(["R1"]);
  await tool.expect("S7F17 W", "0101 41025231");
  tool.reply("210100");
  await some;
  const all = tool.host.deleteAllProcessPrograms();
  await tool.expect("S7F17 W", "0100");
  tool.reply("210100");
  await all;
});

oddTest(
  "pitfall 31: the spool is asked for, and its events come as others do",
  { model: ETCHER },
  async (tool) => {
    const events = tool.host.events();
    const asking = tool.host.requestSpool();
    await tool.expect("S6F23 W", "a50100");
    tool.reply("210100");
    await asking;
    tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0100");
    const { value: event } = await events.next();
    assertEquals(event?.type === "collection-event" && event.name, "LotStarted");
  },
);

oddTest("pitfall 31: RSDC as B for the tools that want it", { formats: { RSDC: "B" } }, async (tool) => {
  const purging = tool.host.purgeSpool();
  await tool.expect("S6F23 W", "210101");
  tool.reply("210100");
  await purging;
});

oddTest(
  "pitfall 34: a control state of its own codes is a number as any other",
  { model: ETCHER },
  async (tool) => {
    const asking = tool.host.requestSv("ControlState");
    await tool.answer("S1F3 W", "0101 a9020111");
    const { value, problem } = await asking;
    assertEquals([value, problem], [273, undefined]);
  },
);

oddTest("pitfall 36: MDLN that is too long and padded with blanks is kept as it is", {}, async (tool) => {
  const asking = tool.host.areYouThere();
  await tool.answer("S1F1 W", `0102 4118 ${"41".repeat(20)}${"20".repeat(4)} 410131`);
  assertEquals(await asking, { MDLN: `${"A".repeat(20)}    `, SOFTREV: "1" });
});

oddTest("pitfall 37: S2F42 without its list of parameters is accepted", {}, async (tool) => {
  const sending = tool.anyHost.sendRemoteCommand("GO");
  await tool.answer("S2F41 W", "0101 210100");
  assertEquals(await sending, { code: 0, isDone: true });
});

oddTest("pitfall 39: a tool that accepts S2F31 and ignores it is found by reading the clock", {
  time: { zone: 0 },
}, async (tool) => {
  const setting = tool.host.setClock(Date.UTC(2030, 0, 1));
  await tool.answer("S2F31 W", "210100");
  await setting;
  const reading = tool.host.requestClock();
  await tool.answer("S2F17 W", "410c 323630313032303330343035");
  assertEquals((await reading)?.time, Date.UTC(2026, 0, 2, 3, 4, 5));
});

oddTest(
  "pitfall 40: of several answers the first counts, and no other disturbs the next request",
  {},
  async (tool) => {
    const first = tool.host.requestSv(1);
    await tool.expect("S1F3 W", "0101 b10400000001");
    for (const value of ["01", "02", "03"]) tool.reply(`0101 a501${value}`);
    assertEquals((await first).value, 1);
    const second = tool.host.requestSv(2);
    await tool.expect("S1F3 W", "0101 b10400000002");
    tool.reply("0101 a50109");
    assertEquals((await second).value, 9);
    await tool.isThere();
  },
);

oddTest("pitfall 41: HCACK 2 is not tried again", {}, async (tool) => {
  const sending = tool.anyHost.sendRemoteCommand("GO");
  await tool.answer("S2F41 W", "0102 210102 0100");
  await assertRejects(() => sending, SecsAcknowledgeError, "it cannot do that now");
  await tool.clock.advance(120_000);
  tool.peer.expectSilence();
});

oddTest("S5F5 as one item; after S9F7 as a list, which is remembered", {}, async (tool) => {
  const listing = tool.host.listAlarms([1, 2]);
  await tool.expect("S5F5 W", "b1080000000100000002");
  tool.stream9(7);
  await tool.expect("S5F5 W", "0102 b10400000001 b10400000002");
  tool.reply("0100");
  assertEquals(await listing, []);
  const again = tool.host.listAlarms([1]);
  await tool.expect("S5F5 W", "0101 b10400000001");
  tool.reply("0100");
  await again;
});

oddTest(
  "S5F5 that is aborted in both forms: the tool is off-line, and nothing is remembered",
  {},
  async (tool) => {
    for (let i = 0; i < 2; i++) {
      const listing = tool.host.listAlarms();
      await tool.expect("S5F5 W", "b100");
      tool.reply("", 0);
      await tool.expect("S5F5 W", "0100");
      tool.reply("", 0);
      await assertRejects(() => listing, HsmsAbortError, "Is the equipment off-line?");
    }
  },
);

oddTest("S2F21, the old form, and S2F49 with an object", {}, async (tool) => {
  const old = tool.anyHost.sendRemoteCommand("GO", {}, { form: "S2F21" });
  await tool.expect("S2F21 W", "4102474f");
  tool.reply("a50100");
  assertEquals(await old, { code: 0, isDone: true });
  await assertRejects(
    () => tool.anyHost.sendRemoteCommand("GO", { X: "1" }, { form: "S2F21" }),
    RangeError,
    "S2F21 has no parameters, got 1",
  );
  const enhanced = tool.anyHost.sendRemoteCommand("GO", { X: "1" }, { object: "P1", dataId: 7 });
  await tool.expect("S2F49 W", "0104 b10400000007 41025031 4102474f 0101 0102 410158 410131");
  tool.reply("0102 210103 0101 0102 410158 0102 a50100 a50102");
  const error = await assertRejects(() => enhanced, GemRefusalError);
  assertEquals(error.details, [{ subject: "X", acknowledge: "CEPACK", value: 2 }]);
});

oddTest("S10F7 in place of S10F6: the terminal takes one line", {}, async (tool) => {
  const sending = tool.host.sendTerminal(["a", "b"], { terminal: 3 });
  await tool.expect("S10F5 W", "0102 210103 0102 410161 410162");
  tool.say("S10F7", "210103");
  await assertRejects(() => sending, SecsAcknowledgeError, "takes one line (S10F7)");
  const other = tool.host.sendTerminal("all of you", { terminal: "all" });
  await tool.expect("S10F9 W", "410a616c6c206f6620796f75");
  tool.reply("210100");
  await other;
  await assertRejects(() => tool.host.sendTerminal(["a"], { terminal: "all" }), TypeError, "one text");
});

oddTest("a number for a parameter that is in no model needs an item", {}, async (tool) => {
  const wrong = { Slot: 3 as unknown as string };
  await assertRejects(
    () => tool.anyHost.sendRemoteCommand("GO", wrong),
    TypeError,
    "Parameter Slot of GO is not in a model, so its format is not known: give an item",
  );
  await tool.isThere();
});

oddTest("a signal ends a call", {}, async (tool) => {
  const abort = new AbortController();
  const asking = tool.host.requestSv(1, { signal: abort.signal });
  await tool.expect("S1F3 W", "0101 b10400000001");
  abort.abort(new Error("enough"));
  await assertRejects(() => asking, Error, "enough");
});
