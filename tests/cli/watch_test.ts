import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describeMessage } from "@secs/hsms";
import { Equipment, GemEquipmentHandler, readEquipment } from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { World } from "./world.ts";

/** An etcher, and `hsms watch` that watches it. */
class Stage {
  readonly world = new World();
  readonly equipment = new Equipment(readEquipment(ETCHER));
  readonly tool: GemEquipmentHandler;
  running!: Promise<number>;

  constructor() {
    const { network, clock } = this.world;
    const { equipment } = this;
    const control = { onlineSubstate: "remote" } as const;
    this.tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, clock, equipment, control });
  }

  static async open(...args: string[]): Promise<Stage> {
    const stage = new Stage();
    await stage.tool.enable();
    stage.running = stage.world.run("watch", "127.0.0.1", "5000", ...args);
    await stage.world.stderr.log.saw("Watching ");
    return stage;
  }

  get lines(): string[] {
    return this.world.stdout.log.lines.map((line) => line.replace(/^08:30:00\.005 /, ""));
  }

  async end(): Promise<void> {
    this.world.interrupt();
    assertEquals(await this.running, 0);
    await this.tool.disable();
  }
}

test("hsms watch prints events, alarms and a trace with names, values and units", async () => {
  const stage = await Stage.open("--trace", "WafersDone", "--every", "2s");
  const { equipment, world } = stage;
  assertEquals(world.stderr.log.lines, [
    "Watching 28 events, all alarms, a trace of 127.0.0.1:5000. ^C ends",
  ]);
  equipment.trigger("LotStarted", { LotId: 'A "1"' });
  equipment.alarm("DoorOpen").set();
  equipment.set("WafersDone", 3);
  equipment.sendText("Come here");
  await world.clock.advance(4000);
  assertEquals(stage.lines, [
    'LotStarted LotId="A \\"1\\""',
    "alarm 5001 set: The chamber door is open",
    "DoorOpen Detected AlarmID=5001",
    "text of terminal 0: Come here",
    "trace 2147000002 WafersDone=3",
    "trace 2147000002 WafersDone=3",
  ]);
  await stage.end();
});

test("hsms watch: only the events that are named, as NDJSON", async () => {
  const stage = await Stage.open("WaferDone", "4003", "--json", "--no-alarms");
  const { equipment, world } = stage;
  equipment.trigger("LotStarted", { LotId: "A1" });
  equipment.trigger("WaferDone", { LotId: "A1", WaferCount: 2 });
  equipment.trigger("LotDone", { LotId: "A1" });
  equipment.alarm("DoorOpen").set();
  await world.clock.settle();
  const time = new Date(2026, 0, 1, 8, 30, 0, 5).toISOString();
  assertEquals(world.stdout.log.lines.map((line) => JSON.parse(line)), [
    {
      time,
      type: "collection-event",
      id: 4002,
      name: "WaferDone",
      values: { LotId: "A1", WaferCount: 2 },
      problems: [],
    },
    // A variable without a value at the moment is not there.
    { time, type: "collection-event", id: 4003, name: "LotDone", values: { LotId: "A1" }, problems: [] },
  ]);
  await stage.end();
});

test("hsms watch acknowledges an event once it is printed", async () => {
  const stage = await Stage.open("LotStarted", "--no-alarms");
  const { equipment, tool, world } = stage;
  world.stdout.stick();
  equipment.trigger("LotStarted", { LotId: "A1" });
  equipment.trigger("LotStarted", { LotId: "A2" });
  await world.clock.settle();
  assertEquals(tool.pendingMessages.waiting, 2, "S6F12 waits for whoever reads the output");
  world.stdout.read();
  await world.clock.settle();
  assertEquals(tool.pendingMessages.waiting, 0);
  assertEquals(stage.lines, ['LotStarted LotId="A1"', 'LotStarted LotId="A2"']);
  await stage.end();
});

test("hsms watch goes on after a lost link, and sets up what is missing", async () => {
  const stage = await Stage.open("LotStarted", "--no-alarms");
  const { equipment, tool, world } = stage;
  tool.connection.disconnect();
  await world.clock.advance(60_000);
  assertStringIncludes(world.stderr.text, "127.0.0.1:5000: ");
  equipment.trigger("LotStarted", { LotId: "A2" });
  await world.clock.settle();
  assertEquals(stage.lines, ['LotStarted LotId="A2"']);
  await stage.end();
});

test("hsms watch leaves nothing behind at the tool", async () => {
  const stage = await Stage.open("LotStarted");
  const said: string[] = [];
  stage.tool.connection.on("received", ({ packet }) => {
    if (!packet.header.isControl) said.push(describeMessage(packet));
  });
  await stage.end();
  assertEquals(said.filter((line) => /^S(2F3|5F3)/.test(line)), [
    "S2F37 W <L [2] <BOOLEAN F> <L [1] <U4 4001>>>.",
    "S2F35 W <L [2] <U4 0> <L [1] <L [2] <U4 4001> <L [0]>>>>.",
    "S2F33 W <L [2] <U4 0> <L [1] <L [2] <U4 1> <L [0]>>>>.",
    "S5F3 W <L [2] <B 0x00> <U4>>.",
  ]);
  assertEquals(stage.world.stderr.text.includes("was not set back"), false);
});

test("hsms watch: a name that the tool does not have is said, exit code 2", async () => {
  const stage = new Stage();
  await stage.tool.enable();
  assertEquals(await stage.world.run("watch", "127.0.0.1", "5000", "LotStart"), 2);
  assertEquals(stage.world.stderr.text, "hsms: The tool has no event LotStart; did you mean LotStarted?\n");
  await stage.tool.disable();
});

test("hsms watch: a tool that is off-line is said to be so", async () => {
  const stage = new Stage();
  await stage.tool.enable();
  stage.tool.controlSwitchOffline();
  stage.running = stage.world.run("watch", "127.0.0.1", "5000", "4001");
  await stage.world.stderr.log.saw("hsms: ");
  assertStringIncludes(stage.world.stderr.text, "ONLACK 1");
  await stage.end();
});

test("hsms watch: nobody is there", async () => {
  const world = new World();
  const running = world.run("watch", "127.0.0.1", "5000", "--wait", "5s");
  await world.clock.advance(5000);
  assertEquals(await running, 1);
  assertStringIncludes(
    world.stderr.text,
    "hsms: No tool was communicating within 5 s; hsms probe says why\n",
  );
});
