import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { GemHandler, type HsmsHandler, HsmsProtocol, SecsHandler, streamFunction } from "@secs/hsms";
import {
  type LogRecord,
  logRecord,
  observe,
  type ObservedEvent,
  publishDiagnostics,
} from "@secs/hsms/observe";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";

/** A host and a tool of GEM, not yet enabled. */
function gemPair() {
  const [clock, network] = [new VirtualClock(), new MemoryNetwork()];
  const options = { network, clock, role: "equipment", mdln: "ETCH-3", softrev: "1.2.0" } as const;
  const tool = new GemHandler("*", 5000, false, 0, "fab", options);
  const host = new GemHandler("127.0.0.1", 5000, true, 0, "ETCH-3", { network, clock });
  return {
    clock,
    tool,
    host,
    begin: async () => {
      await tool.enable();
      await host.enable();
      await host.waitForCommunicating();
    },
    end: async () => {
      await host.disable();
      await tool.disable();
    },
  };
}

/** The names of events, without those of each message. */
function namesOf(seen: readonly ObservedEvent[]): string[] {
  return seen.map(({ level, event }) => `${level}.${event.type}`)
    .filter((name) => !/\.(?:sent|received|primary)$/.test(name));
}

test("observe() tells the events of all levels of a handler, in their order, until it is ended", async () => {
  const { tool, host, begin, end } = gemPair();
  const seen: ObservedEvent[] = [];
  const stop = observe(tool, (event) => seen.push(event));
  await begin();
  await assertRejects(() => host.secs.request(99, 1), Error);
  assertEquals(namesOf(seen), [
    "hsms.listening",
    "hsms.connected",
    "hsms.selected",
    "gem.communicating",
    "secs.unhandled",
  ]);
  assert(seen.every(({ handler }) => handler === tool));
  seen.length = 0;
  stop();
  await end();
  assertEquals(seen, []);
});

test("observe() of a SecsHandler has two levels, of an HsmsProtocol one", async () => {
  const network = new MemoryNetwork();
  const tool = new SecsHandler("127.0.0.1", 5000, false, 0, "fab", { network, role: "equipment" });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "ETCH-3", { network });
  const [ofTool, ofHost]: [ObservedEvent[], ObservedEvent[]] = [[], []];
  observe(tool, (event) => ofTool.push(event));
  observe(host, (event) => ofHost.push(event));
  await tool.enable();
  await host.enable();
  await host.whenSelected();
  const isTold = new Promise((resolve) => tool.on("unhandled", resolve));
  host.sendStreamFunction(streamFunction(99, 1));
  await isTold;
  await host.disable();
  await tool.disable();
  assert(namesOf(ofTool).includes("secs.unhandled"), namesOf(ofTool).join());
  assertEquals([...new Set(ofHost.map(({ level }) => level))], ["hsms"]);
});

test("observe() in HSMS-GS tells of one session, and of the connection", async () => {
  const network = new MemoryNetwork();
  const sessions = [1, 2];
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 1, "fab", { network, sessions });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 1, "ETCH", { network, sessions });
  const chamber = new SecsHandler("127.0.0.1", 5000, true, 2, "chamber 2", { network, protocol: host });
  const seen: ObservedEvent[] = [];
  observe(chamber, (event) => seen.push(event));
  await tool.enable();
  await chamber.enable();
  await host.whenSelected({ sessionId: 1 });
  await chamber.whenSelected();
  assertEquals(seen.filter(({ event }) => event.type === "selected").length, 1);
  assert(namesOf(seen).includes("hsms.connected"), namesOf(seen).join());
  await host.disable();
  await tool.disable();
});

test("observe() of a handler of somebody else tells what happens to its connection", async () => {
  const inner = new HsmsProtocol("*", 5000, false, 0, "fab", { network: new MemoryNetwork() });
  const own: HsmsHandler = {
    name: "own",
    connection: inner.connection,
    enable: () => inner.enable(),
    disable: () => inner.disable(),
    whenSelected: () => inner.whenSelected(),
    stats: () => inner.stats(),
  };
  const seen: ObservedEvent[] = [];
  observe(own, (event) => seen.push(event));
  await own.enable();
  await own.disable();
  assertEquals(namesOf(seen), ["hsms.listening"]);
});

test("publishDiagnostics() publishes on a channel for each event, and nothing after its end", async () => {
  const { tool, begin, end } = gemPair();
  const seen: string[] = [];
  const take = (message: unknown, channel: string | symbol): void => {
    const { handler } = message as ObservedEvent;
    if (handler === tool) seen.push(`${String(channel)} ${handler.name}`);
  };
  const channels = ["hsms:selected", "gem:communicating", "hsms:closed"];
  for (const channel of channels) subscribe(channel, take);
  const stop = publishDiagnostics(tool);
  await begin();
  assertEquals(seen, ["hsms:selected fab", "gem:communicating fab"]);
  stop();
  await end();
  assertEquals(seen.length, 2);
  for (const channel of channels) unsubscribe(channel, take);
});

test("publishDiagnostics() says where there is no node:diagnostics_channel", () => {
  const { tool } = gemPair();
  const { process } = globalThis as unknown as { process: { getBuiltinModule: unknown } };
  const { getBuiltinModule } = process;
  process.getBuiltinModule = () => undefined;
  try {
    assertThrows(() => publishDiagnostics(tool), TypeError, "no node:diagnostics_channel");
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
});

test("logRecord() says how much an event matters, and has no body of a message", async () => {
  const { tool, host, begin, end } = gemPair();
  const records: LogRecord[] = [];
  observe(tool, (event) => records.push(logRecord(event)));
  await begin();
  await assertRejects(() => host.secs.request(99, 1), Error);
  const find = (event: string): LogRecord => records.find(({ fields }) => fields.event === event)!;
  assertEquals(find("hsms.selected").level, "info");
  assertEquals(find("hsms.selected").message, "selected");
  assertEquals(find("hsms.received").level, "debug");
  assertEquals(find("secs.unhandled").level, "warn");
  const { remote, system, ...fields } = find("secs.unhandled").fields;
  assertEquals([typeof remote, typeof system], ["string", "number"]);
  assertEquals(fields, { peer: "fab", event: "secs.unhandled", message: "S99F1 W", session: 0 });
  for (const { fields } of records) {
    assert(Object.values(fields).every((value) => typeof value === "string" || typeof value === "number"));
  }
  await end();
});

test("logRecord() has the message, the class and the code of an error", async () => {
  const { clock, tool, host, begin, end } = gemPair();
  const records: LogRecord[] = [];
  observe(host, (event) => records.push(logRecord(event)));
  await begin();
  tool.secs.register(1, 3, () => new Promise(() => {}));
  host.secs.request(1, 3).catch(() => {});
  await clock.settle();
  await clock.advance(host.secs.protocol.timeouts.t3);
  const [unanswered] = records.filter(({ fields }) => fields.event === "hsms.unanswered");
  assertEquals(unanswered!.level, "warn");
  assert(unanswered!.message.startsWith("unanswered: "), unanswered!.message);
  const { message, error, code } = unanswered!.fields;
  assertEquals([message, error, code], ["S1F3 W", "HsmsTimeoutError", "timeout"]);
  await end();
});

test("logRecord() calls what code of this side threw an error", async () => {
  const { tool, host, begin, end } = gemPair();
  const records: LogRecord[] = [];
  observe(tool, (event) => records.push(logRecord(event)));
  await begin();
  tool.secs.register(1, 3, () => {
    throw new TypeError("a bug");
  });
  await assertRejects(() => host.secs.request(1, 3), Error);
  const bugs = records.filter(({ level }) => level === "error");
  assertEquals(bugs.map(({ message, fields }) => [message, fields.event]), [
    ["thrown: a bug", "hsms.thrown"],
    ["error: a bug", "secs.error"],
  ]);
  assertEquals(bugs[1]!.fields.error, "TypeError");
  await end();
});

test("logRecord() of an end is a warning, unless this side closed, or the peer separated", async () => {
  for (const how of ["disable", "separate", "lose"] as const) {
    const { tool, host, begin, end } = gemPair();
    const levels: string[] = [];
    observe(tool, (event) => event.event.type === "closed" && levels.push(logRecord(event).level));
    await begin();
    const isClosed = new Promise((resolve) => tool.connection.on("closed", resolve));
    if (how === "disable") await tool.disable();
    else if (how === "separate") await host.disable();
    else await tool.connection.disconnect(new Error("the cable was pulled"));
    await isClosed;
    assertEquals(levels, [how === "lose" ? "warn" : "info"], how);
    await end();
  }
});
