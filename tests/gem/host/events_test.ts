// What comes in from a tool of ours: collection events, alarms, traces, limits, text.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { A, F4 } from "@secs/hsms";
import { hostTest } from "./tool_stage.ts";

hostTest("a subscription: names and typed values, raw items, nothing wrong", {}, async ({ host, tool }) => {
  const events = host.events();
  const rptid = await host.subscribeCollectionEvent("LotStarted", ["LotId", "ChamberPressure", "Cassette"]);
  assertEquals(rptid, 1);
  tool.set("ChamberPressure", 1.5);
  tool.trigger("LotStarted", { LotId: "A1" });
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals([event.id, event.name, event.problems], [4001, "LotStarted", []]);
  assertEquals(event.values, { LotId: "A1", ChamberPressure: 1.5, Cassette: "" });
  assertEquals(event.reports.map(({ id, items }) => `${id} ${items.join(" ")}`), [
    `1 ${A("A1")} ${F4(1.5)} ${A("")}`,
  ]);
});

hostTest(
  "several reports of one event come together, in the order of the links",
  {},
  async ({ host, tool }) => {
    const events = host.events();
    await host.subscribeCollectionEvent("LotDone", ["LotId"], { rptid: 7 });
    await host.subscribeCollectionEvent("LotDone", ["WaferCount"]);
    tool.set("WaferCount", 3);
    tool.trigger("LotDone", { LotId: "B" });
    const { value: event } = await events.next();
    assert(event?.type === "collection-event");
    assertEquals(event.reports.map(({ id }) => id), [7, 1]);
    assertEquals(event.values, { LotId: "B", WaferCount: 3 });
  },
);

hostTest(
  "many subscriptions go out in chunks",
  { host: { maxPerMessage: 2 } },
  async ({ host, tool, handler }) => {
    const sent: string[] = [];
    handler.secs.session.on("received", ({ packet: { header } }) => {
      if (header.stream === 2) sent.push(header.name);
    });
    const ids = await host.subscribeCollectionEvents([
      { event: "LotStarted", variables: ["LotId"] },
      { event: "LotDone", variables: ["LotId"], rptid: 40 },
      { event: "DoorOpen Detected", variables: ["WaferCount"] },
      { event: 60_305, variables: [] },
    ]);
    assertEquals(ids, [1, 40, 2, undefined]);
    const chunks = ["S2F33 W", "S2F33 W", "S2F35 W", "S2F35 W", "S2F37 W", "S2F37 W"];
    assertEquals(sent, chunks);
    const events = host.events();
    tool.alarm("DoorOpen").set();
    const { value: event } = await events.next();
    assertEquals(event?.type === "collection-event" && event.name, "DoorOpen Detected");
  },
);

hostTest("S6F13: values with their ids", { handler: { eventReport: "S6F13" } }, async ({ host, tool }) => {
  const events = host.events();
  await host.subscribeCollectionEvent("LotStarted", ["LotId", "WaferCount"]);
  tool.trigger("LotStarted", { LotId: "A1" });
  const { value: event } = await events.next();
  assert(event?.type === "collection-event");
  assertEquals(event.values, { LotId: "A1", WaferCount: 0 });
});

hostTest(
  "clearCollectionEvents: nothing comes any more, and the next set-up begins anew",
  {},
  async (stage) => {
    const { host, tool, clock } = stage;
    const seen: unknown[] = [];
    host.on("collection-event", ({ name }) => seen.push(name));
    await host.subscribeCollectionEvent("LotStarted", ["LotId"]);
    await host.clearCollectionEvents();
    tool.trigger("LotStarted", { LotId: "A1" });
    await clock.settle();
    assertEquals(seen, []);
    assertEquals(await host.requestCollectionEvent("LotStarted"), { reports: [], problems: [] });
    await host.subscribeCollectionEvent("LotStarted", ["LotId"], { rptid: 1 });
    tool.trigger("LotStarted", { LotId: "A2" });
    await clock.settle();
    assertEquals(seen, ["LotStarted"]);
  },
);

hostTest(
  "enableCollectionEvents, disableCollectionEvents: by a list, and all",
  {},
  async ({ host, tool, clock }) => {
    const seen: unknown[] = [];
    host.on("collection-event", ({ name }) => seen.push(name));
    const trigger = async (): Promise<void> => {
      tool.trigger("LotStarted", { LotId: "" });
      tool.trigger("LotDone", { LotId: "" });
      await clock.settle();
    };
    await host.enableCollectionEvents(["LotStarted", "LotDone"]);
    await trigger();
    await host.disableCollectionEvents(["LotStarted"]);
    await trigger();
    await host.disableCollectionEvents();
    await trigger();
    assertEquals(seen, ["LotStarted", "LotDone", "LotDone"]);
  },
);

hostTest(
  "a reader that has not taken an event delays its S6F12, and so the next event",
  {},
  async (stage) => {
    const { host, tool, clock, handler } = stage;
    const events = host.events();
    await host.enableCollectionEvents(["LotStarted"]);
    for (let i = 0; i < 3; i++) tool.trigger("LotStarted", { LotId: "" });
    await clock.settle();
    assertEquals(handler.pendingMessages.waiting, 3);
    await events.next();
    await clock.settle();
    assertEquals(handler.pendingMessages.waiting, 2);
    await events.return!();
    await clock.settle();
  },
);

hostTest("a reader delays S6F12 up to maxDelay, and loses nothing", {}, async (stage) => {
  const { host, tool, clock, handler, log } = stage;
  const events = host.events({ maxDelay: 5000 });
  await host.enableCollectionEvents(["LotStarted", "LotDone"]);
  tool.trigger("LotStarted", { LotId: "" });
  tool.trigger("LotDone", { LotId: "" });
  await clock.advance(4999);
  assertEquals(handler.pendingMessages.waiting, 2);
  await clock.advance(1);
  assertEquals(handler.pendingMessages.waiting, 1);
  const first = await events.next();
  const second = await events.next();
  assertEquals([first, second].map(({ value }) => value?.type === "collection-event" && value.name), [
    "LotStarted",
    "LotDone",
  ]);
  await clock.settle();
  assertEquals([handler.pendingMessages.waiting, log.lines], [0, []]);
});

hostTest("acknowledge by reader: the tool hears what the reader says", {}, async (stage) => {
  const { host, tool, clock, log, handler } = stage;
  const events = host.events({ acknowledge: "by reader" });
  await host.enableCollectionEvents(["LotStarted"]);
  tool.trigger("LotStarted", { LotId: "" });
  tool.trigger("LotStarted", { LotId: "" });
  const { value: event } = await events.next();
  await clock.advance(30_000);
  assertEquals(handler.pendingMessages.waiting, 2);
  event!.acknowledge(3);
  event!.acknowledge(0);
  await clock.settle();
  assertEquals(log.lines, ["refused S6F11 3"]);
  (await events.next()).value!.acknowledge();
  await clock.settle();
  assertEquals([handler.pendingMessages.waiting, log.lines.length], [0, 1]);
});

hostTest("a reader that ends has acknowledged nothing that it has not: ACKC6 1", {}, async (stage) => {
  const { host, tool, clock, log } = stage;
  await host.enableCollectionEvents(["LotStarted"]);
  tool.trigger("LotStarted", { LotId: "" });
  for await (const _ of host.events({ acknowledge: "by reader" })) {
    break;
  }
  await clock.settle();
  assertEquals(log.lines, ["refused S6F11 1"]);
});

hostTest("beyond maxWaiting an event is lost for that reader, which is told, and not acknowledged", {
  handler: { maxOpen: 3 },
}, async ({ host, tool, clock, log }) => {
  const lost: unknown[] = [];
  host.on("event-lost", ({ event }) => lost.push(event.type));
  const events = host.events({ maxWaiting: 2 });
  await host.enableCollectionEvents(["LotStarted"]);
  for (let i = 0; i < 3; i++) tool.trigger("LotStarted", { LotId: "" });
  await clock.settle();
  assertEquals([lost, log.lines], [["collection-event"], ["refused S6F11 1"]]);
  await events.return!();
  await clock.settle();
});

hostTest("with two readers an event is acknowledged once both have taken it", {}, async (stage) => {
  const { host, tool, clock, handler } = stage;
  const [one, two] = [host.events(), host.events()];
  await host.enableCollectionEvents(["LotStarted"]);
  tool.trigger("LotStarted", { LotId: "" });
  await one.next();
  await clock.settle();
  assertEquals(handler.pendingMessages.waiting, 1);
  await two.next();
  await clock.settle();
  assertEquals(handler.pendingMessages.waiting, 0);
});

hostTest("disable ends the loops over events; a signal ends one with its reason", {}, async ({ host }) => {
  const abort = new AbortController();
  const [open, aborted] = [host.events(), host.events({ signal: abort.signal })];
  const next = [open.next(), aborted.next()] as const;
  abort.abort(new Error("enough"));
  await assertRejects(() => next[1], Error, "enough");
  await assertRejects(() => aborted.next(), Error, "enough");
  await host.disable();
  assertEquals(await next[0], { done: true, value: undefined });
  assertEquals(await open.next(), { done: true, value: undefined });
});

hostTest("alarms: name, whether it is set, category and text", {}, async ({ host, tool }) => {
  const events = host.events();
  await host.enableAlarm("GasLow");
  tool.alarm("GasLow").set();
  tool.alarm("GasLow").clear();
  const seen = [await events.next(), await events.next()].map(({ value }) => {
    return value?.type === "alarm" && `${value.name} ${value.isSet} ${value.category} ${value.text}`;
  });
  assertEquals(seen, ["GasLow true 64 Gas is low", "GasLow false 64 Gas is low"]);
});

hostTest(
  "a trace: its samples by name, and the last report may be short",
  {},
  async ({ host, tool, clock }) => {
    const seen: unknown[] = [];
    host.on("trace", ({ id, samples, lastSample, problems }) => {
      seen.push([
        id,
        Number(lastSample),
        samples.map((one) => one.map(({ name, value }) => `${name} ${value}`)),
        problems,
      ]);
    });
    tool.set("WaferCount", 5);
    await host.startTrace({ id: 9, variables: ["WaferCount"], period: 1000, samples: 3, perReport: 2 });
    await clock.advance(2000);
    tool.set("WaferCount", 6);
    await clock.advance(1000);
    assertEquals(seen, [
      [9, 2, [["WaferCount 5"], ["WaferCount 5"]], []],
      [9, 3, [["WaferCount 6"]], []],
    ]);
  },
);

hostTest("stopTrace: no more samples", {}, async ({ host, clock }) => {
  let count = 0;
  host.on("trace", () => count++);
  await host.startTrace({ id: "T", variables: ["WaferCount"], period: 500, samples: 100 });
  await clock.advance(1000);
  await host.stopTrace("T");
  await clock.advance(5000);
  assertEquals(count, 2);
});

hostTest("a limit: which variable, which limit, up or down", {}, async ({ host, tool, clock }) => {
  const seen: unknown[] = [];
  host.on("limit", ({ variable, limits, transition, event }) => {
    seen.push([variable, limits, transition, event.name]);
  });
  await host.subscribeCollectionEvent("ChamberPressure Limit Zone Transition", [
    "EventLimit",
    "TransitionType",
  ]);
  await host.defineLimits([{ variable: "ChamberPressure", limits: [{ id: 2, upper: 10, lower: 8 }] }]);
  await clock.advance(2000);
  seen.length = 0;
  tool.set("ChamberPressure", 12);
  await clock.advance(2000);
  tool.set("ChamberPressure", 3);
  await clock.advance(2000);
  const name = "ChamberPressure Limit Zone Transition";
  assertEquals(seen, [["ChamberPressure", [2], "up", name], ["ChamberPressure", [2], "down", name]]);
});

hostTest("text of an operator: taken if somebody listens, otherwise ACKC10 1", {}, async (stage) => {
  const { host, clock, log } = stage;
  stage.tool.sendText("help", 2);
  await clock.settle();
  assertEquals(log.lines, ["refused S10F1 1"]);
  const seen: unknown[] = [];
  host.on("terminal", ({ terminal, text }) => seen.push([terminal, text]));
  stage.tool.sendText("help", 2);
  await clock.settle();
  assertEquals([seen, log.lines.length], [[[2, "help"]], 1]);
});

hostTest(
  "a session that ends releases what waits for an answer; the events can still be read",
  {},
  async (stage) => {
    const { host, tool, clock } = stage;
    const taken = host.events();
    const byReader = host.events({ acknowledge: "by reader", maxWaiting: 1 });
    await host.enableCollectionEvents(["LotStarted"]);
    tool.trigger("LotStarted", { LotId: "" });
    const { value: open } = await byReader.next();
    const isLost = new Promise((resolve) => host.on("not-communicating", resolve));
    await host.connection.disconnect();
    await isLost;
    open!.acknowledge();
    await clock.advance(10_000);
    await host.waitForCommunicating();
    assertEquals((await taken.next()).value?.type, "collection-event");
    // There is room again for the reader that acknowledges itself.
    tool.trigger("LotStarted", { LotId: "" });
    assertEquals((await byReader.next()).value?.type, "collection-event");
  },
);

hostTest("a reader that acknowledges nothing gets no more than maxWaiting events", {
  handler: { maxOpen: 3 },
}, async ({ host, tool, clock, log }) => {
  const events = host.events({ acknowledge: "by reader", maxWaiting: 1 });
  await host.enableCollectionEvents(["LotStarted"]);
  tool.trigger("LotStarted", { LotId: "" });
  await events.next();
  const next = events.next();
  tool.trigger("LotStarted", { LotId: "" });
  await clock.settle();
  assertEquals(log.lines, ["refused S6F11 1"]);
  await events.return!();
  assertEquals((await next).done, true);
});

hostTest(
  "a signal that is aborted already: the loop rejects, and the tool is not kept waiting",
  {},
  async (stage) => {
    const { host, tool, clock, handler } = stage;
    const events = host.events({ signal: AbortSignal.abort(new Error("no")) });
    await host.enableCollectionEvents(["LotStarted"]);
    tool.trigger("LotStarted", { LotId: "" });
    await assertRejects(() => events.next(), Error, "no");
    await clock.settle();
    assertEquals(handler.pendingMessages.waiting, 0);
  },
);

hostTest("events may share a report; what one of them sets up again, the other keeps", {}, async (stage) => {
  const { host, tool, clock } = stage;
  const seen: unknown[] = [];
  host.on("collection-event", ({ name, values, problems }) => seen.push([name, values.LotId, problems]));
  const rptid = 5;
  for (let i = 0; i < 2; i++) {
    await host.subscribeCollectionEvent("LotStarted", ["LotId"], { rptid });
    await host.subscribeCollectionEvent("LotDone", ["LotId"], { rptid });
  }
  await host.subscribeCollectionEvent("LotStarted", ["LotId"], { rptid });
  tool.trigger("LotStarted", { LotId: "A" });
  tool.trigger("LotDone", { LotId: "B" });
  await clock.settle();
  assertEquals(seen, [["LotStarted", "A", []], ["LotDone", "B", []]]);
});

hostTest("the spool comes in its order, with the values of each moment", {}, async (stage) => {
  const { host, tool, handler, clock } = stage;
  await host.setEc("EnableSpooling", true);
  await host.setSpooling([{ stream: 6, functions: [] }]);
  await host.subscribeCollectionEvent("LotDone", ["LotId", "WaferCount"]);
  await host.disable();
  for (let i = 0; i < 20; i++) {
    tool.set("WaferCount", i);
    tool.trigger("LotDone", { LotId: `L${i}` });
  }
  await clock.settle();
  assertEquals(handler.pendingMessages.spooled, 20);
  const events = host.events();
  await host.enable();
  await clock.advance(10_000); // T5
  await host.waitForCommunicating();
  await host.requestSpool();
  for (let i = 0; i < 20; i++) {
    const { value: event } = await events.next();
    assert(event?.type === "collection-event");
    assertEquals(event.values, { LotId: `L${i}`, WaferCount: i });
  }
  await clock.settle();
  assertEquals(handler.pendingMessages.spooled, 0);
});
