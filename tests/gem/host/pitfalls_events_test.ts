// What real tools do with events, reports and alarms, in the bytes of a tool.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { SecsStream9Error } from "@secs/hsms";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest } from "./odd_tool.ts";

/** Reports that the tool has: 5 with LotId, 6 with ChamberPressure and WaferCount. */
const reports = [
  { id: 5, variables: ["LotId"] },
  { id: 6, variables: ["ChamberPressure", "WaferCount"] },
] as const;

oddTest(
  "pitfall 1: ids of any format are compared by value, and sent in the format that was learned",
  { model: ETCHER, reports },
  async (tool) => {
    const seen: unknown[] = [];
    tool.host.on("collection-event", ({ id, name, values }) => seen.push([Number(id), name, values]));
    // CEID as U2, I4, U8; RPTID as U1, U2, I2.
    tool.say("S6F11 W", "0103 a50100 a9020fa1 0101 0102 a50105 0101 410141");
    await tool.expect("S6F12", "210100");
    tool.say("S6F11 W", "0103 a50100 710400000fa1 0101 0102 a9020005 0101 410142");
    await tool.expect("S6F12", "210100");
    tool.say("S6F11 W", "0103 a50100 a1080000000000000fa1 0101 0102 69020005 0101 410143");
    await tool.expect("S6F12", "210100");
    assertEquals(seen, ["A", "B", "C"].map((LotId) => [4001, "LotStarted", { LotId }]));
    const enabling = tool.host.enableCollectionEvents(["LotDone"]);
    await tool.expect("S2F37 W", "0102 250101 0101 a1080000000000000fa2");
    tool.reply("210100");
    await enabling;
  },
);

oddTest("pitfall 1: ids that are text", {}, async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvent({ id: "LOT" }, [{ id: "X" }], { rptid: "R" });
  await tool.expect("S2F33 W", "0102 b10400000000 0101 0102 410152 0101 410158");
  tool.reply("210100");
  await tool.expect("S2F35 W", "0102 b10400000000 0101 0102 41034c4f54 0101 410152");
  tool.reply("210100");
  await tool.expect("S2F37 W", "0102 250101 0101 41034c4f54");
  tool.reply("210100");
  assertEquals(await subscribing, "R");
});

oddTest(
  "pitfall 2: a tool that takes its own formats only gets them by the option formats",
  { model: ETCHER, formats: { CEID: "U2", RPTID: "U2", VID: "U2", DATAID: "U1" } },
  async (tool) => {
    const subscribing = tool.host.subscribeCollectionEvent("LotStarted", ["LotId"]);
    await tool.expect("S2F33 W", "0102 a50100 0101 0102 a9020001 0101 a90207d1");
    tool.reply("210100");
    await tool.expect("S2F35 W", "0102 a50100 0101 0102 a9020fa1 0101 a9020001");
    tool.reply("210100");
    await tool.expect("S2F37 W", "0102 250101 0101 a9020fa1");
    tool.reply("210100");
    await subscribing;
  },
);

oddTest("pitfall 3: S6F16 as an empty list is no report", {}, async (tool) => {
  const asking = tool.host.requestCollectionEvent(4001);
  await tool.answer("S6F15 W", "0100");
  assertEquals(await asking, undefined);
});

oddTest("pitfall 4: bit 8 of ALCD says whether an alarm is set, and nothing else", {
  model: ETCHER,
}, async (tool) => {
  const seen: unknown[] = [];
  tool.host.on("alarm", ({ name, isSet, category, code }) => seen.push([name, isSet, category, code]));
  for (const alcd of ["40", "c0", "00", "81"]) {
    tool.say("S5F1 W", `0103 2101${alcd} b10400001389 4100`);
    await tool.expect("S5F2", "210100");
  }
  assertEquals(seen, [
    ["DoorOpen", false, 64, 0x40],
    ["DoorOpen", true, 64, 0xc0],
    ["DoorOpen", false, 0, 0],
    ["DoorOpen", true, 1, 0x81],
  ]);
});

oddTest("pitfall 13: whatever DATAID is, it is not looked at", { model: ETCHER }, async (tool) => {
  const events = tool.host.events();
  tool.say("S6F11 W", "0103 41036f6464 b10400000fa1 0100");
  const { value: event } = await events.next();
  assertEquals(event?.type === "collection-event" && event.name, "LotStarted");
  await tool.expect("S6F12", "210100");
});

oddTest("pitfall 14: one report, one link, one event in a message", { maxPerMessage: 1 }, async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvents([
    { event: 1, variables: [11] },
    { event: 2, variables: [12] },
  ]);
  for (const name of ["S2F33 W", "S2F33 W", "S2F35 W", "S2F35 W", "S2F37 W", "S2F37 W"]) {
    await tool.answer(name, "210100");
  }
  assertEquals(await subscribing, [1, 2]);
});

oddTest("pitfall 18: S9F7 in place of DRACK 2 is refused as well, with the reason", {}, async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvent(1, [11]);
  await tool.expect("S2F33 W", "0102 b10400000000 0101 0102 b10400000001 0101 b1040000000b");
  tool.stream9(7);
  await assertRejects(() => subscribing, SecsStream9Error, "S2F33");
});

oddTest("pitfall 19: DRACK 3 deletes the report first, LRACK 3 unlinks the event first", {}, async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvent(1, [11]);
  const define = "0102 b10400000000 0101 0102 b10400000001 0101 b1040000000b";
  await tool.expect("S2F33 W", define);
  tool.reply("210103");
  await tool.expect("S2F33 W", "0102 b10400000000 0101 0102 b10400000001 0100");
  tool.reply("210100");
  await tool.expect("S2F33 W", define);
  tool.reply("210100");
  const link = "0102 b10400000000 0101 0102 b10400000001 0101 b10400000001";
  await tool.expect("S2F35 W", link);
  tool.reply("210103");
  await tool.expect("S2F35 W", "0102 b10400000000 0101 0102 b10400000001 0100");
  tool.reply("210100");
  await tool.expect("S2F35 W", link);
  tool.reply("210100");
  await tool.answer("S2F37 W", "210100");
  assertEquals(await subscribing, 1);
});

oddTest("pitfall 19: of many reports only the one that exists is deleted", {}, async (tool) => {
  const subscribing = tool.host.subscribeCollectionEvents([
    { event: 1, variables: [11] },
    { event: 2, variables: [12] },
  ]);
  const [one, two] = ["b10400000001 0101 b1040000000b", "b10400000002 0101 b1040000000c"];
  const steps = [
    [`0102 b10400000000 0102 0102 ${one} 0102 ${two}`, "03"],
    [`0102 b10400000000 0101 0102 ${one}`, "00"],
    [`0102 b10400000000 0101 0102 ${two}`, "03"],
    [`0102 b10400000000 0101 0102 b10400000002 0100`, "00"],
    [`0102 b10400000000 0101 0102 ${two}`, "00"],
  ];
  for (const [body, code] of steps) {
    await tool.expect("S2F33 W", body!);
    tool.reply(`2101${code}`);
  }
  await tool.answer("S2F35 W", "210100");
  await tool.answer("S2F37 W", "210100");
  assertEquals(await subscribing, [1, 2]);
});

oddTest(
  "pitfall 19: a clean start is S2F33 of none, S2F35 of each event, S2F37 of all off",
  {},
  async (tool) => {
    const subscribing = tool.host.subscribeCollectionEvent(1, [11]);
    for (const name of ["S2F33 W", "S2F35 W", "S2F37 W"]) await tool.answer(name, "210100");
    await subscribing;
    const clearing = tool.host.clearCollectionEvents();
    await tool.expect("S2F33 W", "0102 b10400000000 0100");
    tool.reply("210100");
    await tool.expect("S2F35 W", "0102 b10400000000 0101 0102 b10400000001 0100");
    tool.reply("210100");
    await tool.expect("S2F37 W", "0102 250100 0100");
    tool.reply("210100");
    await clearing;
  },
);

oddTest("pitfall 20: events are enabled by a list; of none nothing is sent", {}, async (tool) => {
  await tool.host.enableCollectionEvents([]);
  await tool.host.subscribeCollectionEvents([]);
  await tool.isThere();
  const enabling = tool.host.enableCollectionEvents([1, 2]);
  await tool.expect("S2F37 W", "0102 250101 0102 b10400000001 b10400000002");
  tool.reply("210100");
  await enabling;
});

oddTest(
  "pitfall 21: a tool that has lost its reports gets them by the same calls again",
  {},
  async (tool) => {
    const set = async (variable: number): Promise<void> => {
      const subscribing = tool.host.subscribeCollectionEvent(1, [variable]);
      await tool.answer("S2F33 W", "210100");
      if (variable === 12) await tool.answer("S2F35 W", "210100"); // unlink
      await tool.answer("S2F35 W", "210100");
      await tool.answer("S2F37 W", "210100");
      await subscribing;
    };
    await set(11);
    await set(12);
    // The tool has restarted: it has neither RPTID 1 nor 2.
    const again = tool.host.subscribeCollectionEvent(1, [11]);
    await tool.expect("S2F33 W", "0102 b10400000000 0101 0102 b10400000001 0101 b1040000000b");
    tool.reply("210100");
    const unlink = "0102 b10400000000 0101 0102 b10400000001 0100";
    await tool.expect("S2F35 W", unlink);
    tool.reply("210100");
    const both = "0102 b10400000000 0101 0102 b10400000001 0102 b10400000001 b10400000002";
    await tool.expect("S2F35 W", both);
    tool.reply("210105"); // it does not have report 2
    await tool.expect("S2F35 W", unlink);
    tool.reply("210100");
    await tool.expect("S2F35 W", both);
    tool.reply("210105");
    await tool.expect("S2F35 W", "0102 b10400000000 0101 0102 b10400000001 0101 b10400000001");
    tool.reply("210100");
    await tool.answer("S2F37 W", "210100");
    assertEquals(await again, 1);
  },
);

oddTest("pitfall 22: a report that the host does not know is told with its values", {
  model: ETCHER,
}, async (tool) => {
  const events = tool.host.events();
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0101 0102 b10400000063 0102 410141 a50107");
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals(event.problems, ["Report 99 is not known to this host: it has 2 values"]);
  assertEquals([event.reports[0]!.items.length, event.reports[0]!.readings, event.values], [2, [], {}]);
  await tool.expect("S6F12", "210100");
  assertEquals(tool.log.lines, []);
});

oddTest("pitfall 23: a report with more values than were defined, and with fewer", {
  model: ETCHER,
  reports,
}, async (tool) => {
  const events = tool.host.events();
  const say = async (values: string): Promise<unknown[]> => {
    tool.say("S6F11 W", `0103 b10400000001 b10400000fa1 0101 0102 b10400000006 ${values}`);
    const { value: event } = await events.next();
    await tool.expect("S6F12", "210100");
    assert(event?.type === "collection-event");
    return [event.values, event.problems, event.reports[0]!.items.length];
  };
  assertEquals(await say("0103 91043f800000 b10400000002 410178"), [
    { ChamberPressure: 1, WaferCount: 2 },
    ["Report 6 has 3 values, and was defined with 2: the last ones are left over"],
    3,
  ]);
  assertEquals(await say("0101 91043f800000"), [
    { ChamberPressure: 1 },
    ["Report 6 has 1 values, and was defined with 2: the last ones are missing"],
    1,
  ]);
});

oddTest("pitfall 24: a variable without a value at the moment is not there", {
  model: ETCHER,
  reports,
}, async (tool) => {
  const events = tool.host.events();
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0101 0102 b10400000006 0102 9100 0100");
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals([event.values, event.problems], [{}, []]);
  await tool.expect("S6F12", "210100");
});

oddTest("a value of another format than the model says: as a number it is read, otherwise it is told", {
  model: ETCHER,
  reports,
}, async (tool) => {
  const events = tool.host.events();
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0101 0102 b10400000006 0102 a50107 410178");
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals(event.values, { ChamberPressure: 7 });
  assertEquals(event.problems, ["WaferCount is whole numbers from 0 to 4294967295 in the model, got A[1]"]);
  await tool.expect("S6F12", "210100");
});

oddTest("pitfall 25: a request from inside a listener, while the event waits for its answer", {
  model: ETCHER,
}, async (tool) => {
  const got = new Promise((resolve) => {
    tool.host.on("collection-event", async () => resolve((await tool.host.requestSv(1002)).value));
  });
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0100");
  // The request goes out from inside the emission, before the answer of the event.
  await tool.expect("S1F3 W", "0101 b104000003ea");
  tool.reply("0101 b10400000009");
  await tool.expect("S6F12", "210100");
  assertEquals(await got, 9);
});

oddTest("pitfall 32: S1F1 as a sign of life is answered, and nothing is told", {}, async (tool) => {
  const events = tool.host.events();
  for (let i = 0; i < 3; i++) await tool.isThere();
  await events.return!();
  assertEquals([await events.next(), tool.log.lines], [{ done: true, value: undefined }, []]);
});

oddTest("pitfall 33: an event for another device is not told, and not answered", {}, async (tool) => {
  const seen: unknown[] = [];
  tool.host.on("collection-event", () => seen.push("told"));
  tool.peer.send("00000014 0007 86 0b 00 00 00000050 0103 a50100 a50101 0100");
  await tool.isThere();
  assertEquals(seen, []);
});

oddTest("pitfall 35: no answer to what wants none, with or without a reader", {
  model: ETCHER,
}, async (tool) => {
  const seen: string[] = [];
  tool.host.on("collection-event", ({ name }) => seen.push(`${name}`));
  tool.host.on("alarm", ({ name }) => seen.push(`${name}`));
  const events = tool.host.events({ acknowledge: "by reader" });
  tool.say("S6F11", "0103 b10400000001 b10400000fa1 0100");
  tool.say("S5F1", "0103 210180 b10400001389 4100");
  await tool.isThere();
  assertEquals(seen, ["LotStarted", "DoorOpen"]);
  (await events.next()).value!.acknowledge(1);
  await tool.isThere();
});

oddTest("pitfall 36: text in GB 18030, whose bytes are kept", {
  model: ETCHER,
  reports,
  encoding: "gb18030",
}, async (tool) => {
  const events = tool.host.events();
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0101 0102 b10400000005 0101 4102d6d0");
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  const item = event.reports[0]!.items[0]!;
  assertEquals([event.values, item.format === "A" && [...item.bytes]], [{ LotId: "中" }, [0xd6, 0xd0]]);
  await tool.expect("S6F12", "210100");
});

oddTest("S6F11 that cannot be read: S6F0 and a fault, nothing is told", {}, async (tool) => {
  const seen: unknown[] = [];
  tool.host.on("collection-event", () => seen.push("told"));
  tool.say("S6F11 W", "0101 a50100");
  await tool.expect("S6F0", "");
  assertEquals([seen, tool.log.count("fault")], [[], 1]);
});

oddTest("a limit event whose reports do not say which limit", { model: ETCHER }, async (tool) => {
  const seen: unknown[] = [];
  tool.host.on("limit", ({ variable, limits, transition }) => seen.push([variable, limits, transition]));
  tool.say("S6F11 W", "0103 b10400000001 b10400007919 0100");
  await tool.expect("S6F12", "210100");
  assertEquals(seen, [["ChamberPressure", [], undefined]]);
});

oddTest(
  "samples of a trace that this host has not started, and an odd number of values",
  {},
  async (tool) => {
    const seen: unknown[] = [];
    tool.host.on(
      "trace",
      ({ samples, items, problems }) => seen.push([samples.length, items.length, problems]),
    );
    tool.say("S6F1 W", "0104 a50109 a50101 4100 0101 a50105");
    await tool.expect("S6F2", "210100");
    const starting = tool.host.startTrace({ id: 9, variables: [1, 2], period: 250, samples: 1 });
    await tool.expect(
      "S2F23 W",
      "0105 a50109 41083030303030303235 b10400000001 b10400000001 0102 b10400000001 b10400000002",
    );
    tool.reply("210100");
    await starting;
    tool.say("S6F1 W", "0104 a50109 a50101 4100 0103 a50105 a50106 a50107");
    await tool.expect("S6F2", "210100");
    assertEquals(seen, [
      [0, 1, ["Trace 9 was not started by this host: it has 1 values"]],
      [1, 3, ["Trace 9 has 3 values, which is no multiple of its 2 variables"]],
    ]);
  },
);
