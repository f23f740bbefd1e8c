import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { B, HsmsAbortError, HsmsTimeoutError, SecsAcknowledgeError, SecsStream9Error } from "@secs/hsms";
import { GemHostHandler, readEquipment } from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { inFolder } from "./captures.ts";
import { World } from "./world.ts";

const MODEL = readEquipment(ETCHER);

/** `hsms simulate` in a world of its own, and hosts. */
class Stage {
  readonly world = new World();
  readonly running: Promise<number>;
  readonly #hosts: GemHostHandler[] = [];

  constructor(...args: string[]) {
    this.running = this.world.run("simulate", ...args);
  }

  static async open(...args: string[]): Promise<Stage> {
    const stage = new Stage(...args);
    await stage.world.stderr.log.saw("");
    return stage;
  }

  /** A host that is communicating. */
  async host(port = 5000): Promise<GemHostHandler> {
    const { network, clock } = this.world;
    const timeouts = { linktest: 0 };
    const host = new GemHostHandler("127.0.0.1", port, true, 0, "tool", {
      network,
      clock,
      timeouts,
      model: MODEL,
    });
    this.#hosts.push(host);
    await host.enable();
    await host.waitForCommunicating();
    return host;
  }

  /** Writes a line to the panel; resolves when it was carried out. */
  async type(...lines: string[]): Promise<void> {
    for (const line of lines) this.world.type(line);
    await this.world.clock.settle();
  }

  async close(): Promise<void> {
    for (const host of this.#hosts) await host.disable();
    await this.type("quit");
    assertEquals(await this.running, 0);
  }
}

function simulateTest(name: string, args: readonly string[], body: (stage: Stage) => Promise<void>): void {
  test(`hsms simulate: ${name}`, async () => {
    const stage = await Stage.open(...args);
    await body(stage);
    await stage.close();
  });
}

simulateTest("alone it is an etcher that runs a lot", [], async (stage) => {
  const { clock, stderr, stdout } = stage.world;
  assertEquals(stderr.log.lines, [
    "ETCHER 1.0 listens on port 5000 of 0.0.0.0. Write help for the operator's panel, ^C ends",
  ]);
  const host = await stage.host();
  const seen: string[] = [];
  host.on(
    "collection-event",
    ({ name, values }) => seen.push(`${name} ${values["WaferCount"] ?? ""}`.trim()),
  );
  host.on("alarm", ({ name, isSet }) => seen.push(`${name} ${isSet}`));
  await host.subscribeCollectionEvents([
    { event: "LotStarted", variables: ["LotId"] },
    { event: "WaferDone", variables: ["LotId", "WaferCount"] },
    { event: "LotDone", variables: [] },
    { event: "Processing Completed", variables: [] },
  ]);
  await host.enableAlarm("DoorOpen");
  await clock.advance(2000);
  const start = (): Promise<unknown> => host.sendRemoteCommand("START", { LotId: "A1" });
  await assertRejects(start, SecsAcknowledgeError, "HCACK 2");
  await host.sendRemoteCommand("PP-SELECT", { PPID: "R1" });
  await clock.advance(3000);
  await start();
  await clock.advance(20_000);
  assertEquals(seen, [
    "LotStarted",
    "WaferDone 1",
    "WaferDone 2",
    "WaferDone 3",
    "LotDone",
    "Processing Completed",
  ]);
  await stage.type("set DoorClosed=false");
  await clock.advance(1000);
  assertEquals(seen.slice(6), ["DoorOpen true"]);
  assertStringIncludes(stdout.text, "08:30:00.005 The host is communicating\n");
  assertStringIncludes(stdout.text, "08:30:00.005 The process goes from READY to EXECUTING\n");
});

simulateTest("the operator's panel", ["--control", "offline"], async (stage) => {
  const host = await stage.host();
  const { stderr, stdout } = stage.world;
  await assertRejects(() => host.areYouThere(), HsmsAbortError);
  await stage.type(
    "online",
    "local",
    "alarm GasLow",
    "constant MaxPressure=2",
    'set CurrentLot="A 1" WafersDone=3',
  );
  await stage.type(
    "process initialized",
    "event LotDone LotId=A1 WaferCount=2",
    "text Come here",
    "operator door",
  );
  assertEquals(await host.requestSvs(["ControlState", "CurrentLot", "WafersDone"]).then(values), [
    4,
    "A 1",
    3,
  ]);
  assertEquals((await host.requestEc("MaxPressure")).value, 2);
  const before = stderr.log.lines.length;
  await stage.type(
    "set WafersDone=300",
    "set Wafers=1",
    "alarm DoorOpn",
    "process STOP",
    "set x",
    "teleport",
    "drop it",
  );
  assertEquals(stderr.log.lines.slice(before), [
    "hsms: set WafersDone=300: WafersDone (U1) takes whole numbers from 0 to 255, got 300",
    "hsms: set Wafers=1: There is no variable Wafers",
    "hsms: alarm DoorOpn: There is no alarm DoorOpn; did you mean DoorOpen?",
    "hsms: process STOP: IDLE has no transition for STOP",
    'hsms: set x: Cannot take "x". Write NAME=VALUE, and text with blanks as NAME="two words"',
    'hsms: teleport: There is no "teleport" on the panel. Write help',
  ]);
  const lines = stderr.log.lines.length;
  await stage.type("status", "help");
  assertEquals(stderr.log.lines.slice(lines, lines + 7).map((line) => line.replace(/:\d{4,5},/, ":PORT,")), [
    "ETCHER: ETCHER 1.0",
    "  host       none, not communicating",
    "  control    local",
    "  process    IDLE",
    "  alarms     GasLow",
    "  messages   0 wait, 0 are in the spool (inactive)",
    "  ChamberPressure 0.5 Pa",
  ]);
  assertStringIncludes(stderr.text, "  alarm NAME ");
  assertStringIncludes(stdout.text, "GasLow is set\n");
});

function values(readings: readonly { readonly value: unknown }[]): unknown[] {
  return readings.map(({ value }) => value);
}

simulateTest("faults: the message is not sent, and T3 runs out", [], async (stage) => {
  const host = await stage.host();
  await stage.type("fault no-reply S1F3 once");
  const asked = host.requestSv("WafersDone").catch((error) => error);
  await stage.world.clock.advance(45_000);
  assert(await asked instanceof HsmsTimeoutError);
  assertEquals((await host.requestSv("WafersDone")).value, 0);
});

simulateTest("faults: SxF0, S9F5, S9F7 and a body that nobody expects", [], async (stage) => {
  const host = await stage.host();
  await stage.type("fault abort S1F3", "fault s9f5 S1F11", "fault s9f7 S2F13", "fault wrong-format S2F29");
  await assertRejects(() => host.requestSv("WafersDone"), HsmsAbortError, "S1F0");
  await assertRejects(() => host.listSvs(), SecsStream9Error, "S1F11 W with S9F5");
  await assertRejects(() => host.requestEc("MaxPressure"), SecsStream9Error, "S2F13 W with S9F7");
  await assertRejects(() => host.listEcs(), Error, "S2F30");
  await stage.type("heal");
  assertEquals((await host.requestSv("WafersDone")).value, 0);
});

simulateTest(
  "faults: twice, and later",
  ["--fault", "slow S1F11 7s", "--fault", "double S2F13 2 times"],
  async (stage) => {
    const host = await stage.host();
    const late: string[] = [];
    host.secs.session.on("late-reply", ({ packet }) => late.push(packet.header.name));
    for (let i = 0; i < 3; i++) assertEquals((await host.requestEc("MaxPressure")).value !== undefined, true);
    await stage.world.clock.settle();
    assertEquals(late, ["S2F14", "S2F14"]);
    let isAnswered = false;
    const listed = host.listSvs().then(() => isAnswered = true);
    await stage.world.clock.advance(6900);
    assertEquals(isAnswered, false);
    await stage.world.clock.advance(100);
    await listed;
  },
);

simulateTest("faults: an event that is lost on the way is not answered", [], async (stage) => {
  const host = await stage.host();
  await host.subscribeCollectionEvent("LotDone");
  await stage.type("fault no-reply S6F11 once", "event LotDone");
  await stage.world.clock.advance(45_000);
  assertStringIncludes(stage.world.stdout.text, "S6F11: ");
});

simulateTest("COMMACK 1, a link that drops, and one that stays down", [], async (stage) => {
  const { clock, stdout } = stage.world;
  await stage.type("commack 1");
  const connecting = stage.host();
  await clock.advance(0);
  await stage.type("heal");
  await clock.advance(60_000);
  const host = await connecting;
  assertStringIncludes(stdout.text, "The host is communicating");
  let ended = 0;
  host.on("not-communicating", () => ended++);
  await stage.type("drop");
  await clock.advance(60_000);
  assertEquals([ended, host.communicationState], [1, "COMMUNICATING"]);
  await stage.type("down");
  await clock.advance(60_000);
  assertEquals([ended, host.communicationState], [2, "NOT COMMUNICATING"]);
  await stage.type("up");
  await clock.advance(60_000);
  assertEquals(host.communicationState, "COMMUNICATING");
});

simulateTest("a full spool", ["--spool", "3"], async (stage) => {
  const { clock, stderr, stdout } = stage.world;
  const host = await stage.host();
  await stage.type("fill LotDone");
  assertStringIncludes(stderr.text, "hsms: fill LotDone: The spool is not active");
  await host.subscribeCollectionEvent("LotDone");
  await host.setSpooling([{ stream: 6, functions: [] }]);
  await stage.type("drop");
  await clock.advance(0);
  await stage.type("fill LotDone");
  assertStringIncludes(stdout.text, "The spool is active\n");
  assertStringIncludes(stdout.text, "The spool is full\n");
});

simulateTest("a fab on one port: each host has a tool of its own", ["--count", "3"], async (stage) => {
  const { stderr } = stage.world;
  assertStringIncludes(stderr.text, "3 tools ETCHER 1.0 listen on port 5000 of 0.0.0.0.");
  const hosts = [await stage.host(), await stage.host(), await stage.host()];
  await stage.type("set WafersDone=1", "tool 2", "set WafersDone=2", "tool 3", "set WafersDone=3");
  const done = await Promise.all(hosts.map((host) => host.requestSv("WafersDone")));
  assertEquals(done.map(({ value }) => Number(value)).sort(), [1, 2, 3]);
  await stage.type("fault abort S1F3", "tool all", "event LotDone");
  const failed = await Promise.allSettled(hosts.map((host) => host.requestSv("WafersDone")));
  assertEquals(failed.filter(({ status }) => status === "rejected").length, 1, "a fault is that of one tool");
  await stage.type("tool 4");
  assertStringIncludes(stderr.text, "hsms: tool 4: The tools are 1 to 3, and all");
});

simulateTest(
  "a fab on ports in a row",
  ["inspection", "--count", "3", "--ports", "--port", "6000"],
  async (stage) => {
    assertStringIncludes(
      stage.world.stderr.text,
      "3 tools INSPECTION 2.1 listen on ports 6000 to 6002 of 0.0.0.0.",
    );
    const { network, clock } = stage.world;
    const host = new GemHostHandler("127.0.0.1", 6002, true, 0, "tool", { network, clock });
    await host.enable();
    await host.waitForCommunicating();
    assertEquals((await host.requestSv("WAFER")).value, "W0");
    await host.disable();
  },
);

test("hsms simulate: the same seed gives the same run, as NDJSON", async () => {
  const run = async (...args: string[]): Promise<string> => {
    const stage = await Stage.open("inspection", "--json", "--for", "10min", ...args);
    await stage.world.clock.advance(600_000);
    assertEquals(await stage.running, 0);
    return stage.world.stdout.text;
  };
  const first = await run("--seed", "5");
  assertEquals(await run("--seed", "5"), first);
  assert(await run("--seed", "6") !== first);
  assertEquals(JSON.parse(first.split("\n")[0]!), {
    time: new Date(2026, 0, 1, 8, 30, 0, 5).toISOString(),
    tool: "INSPECTION",
    text: "The process goes from INIT to IDLE",
    isTrouble: false,
  });
});

test("hsms simulate: what survives power off, and recipes in a folder", async () => {
  await inFolder(async (folder) => {
    const args = ["--store", join(folder, "state"), "--recipes", join(folder, "recipes")];
    const first = await Stage.open(...args);
    const host = await first.host();
    await host.sendProcessProgram("R1", B([1, 2, 3]));
    await first.type("constant MaxPressure=2");
    await first.world.clock.settle();
    await first.close();
    const second = await Stage.open(...args);
    const again = await second.host();
    assertEquals((await again.requestEc("MaxPressure")).value, 2);
    assertEquals(await again.getProcessProgramList(), ["R1"]);
    await second.close();
  });
});

test("hsms simulate: ^C ends it", async () => {
  const stage = await Stage.open();
  stage.world.interrupt();
  assertEquals(await stage.running, 0);
});

test("hsms simulate: --frames shows each frame", async () => {
  const stage = await Stage.open("--frames");
  await stage.host();
  await stage.close();
  assertStringIncludes(stage.world.stdout.text, "<- S1F13 W");
});

test("hsms simulate: what is wrong on the command line is said, exit code 2", async () => {
  const said = async (...args: string[]): Promise<string> => {
    const world = new World();
    assertEquals(await world.run("simulate", ...args), 2);
    return world.stderr.text;
  };
  assertEquals(
    await said("no.json"),
    "hsms: Cannot take a model from no.json: no such file or directory (ENOENT). etcher and inspection come with the command\n",
  );
  assertStringIncludes(
    await said("--fault", "explode S1F3"),
    '"explode" is no fault. Write one of no-reply, abort,',
  );
  assertStringIncludes(await said("--fault", "abort S1"), '"s1" is no message');
  assertStringIncludes(await said("--fault", "abort S1F3 often"), 'Cannot take "often". Write once, 3 times');
  assertStringIncludes(await said("--count", "0"), "--count");
});

test("hsms simulate: a model file that is not right, with lines", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "tool.json");
    await writeFile(
      path,
      '{\n  "model": "A",\n  "revision": "1",\n  "events": { "PP Change": { "variables": ["Lot"] } }\n}\n',
    );
    const world = new World();
    assertEquals(await world.run("simulate", path), 2);
    assertStringIncludes(
      world.stderr.text,
      `${path}:4:44: events["PP Change"].variables[0]: no variable Lot`,
    );
  });
});
