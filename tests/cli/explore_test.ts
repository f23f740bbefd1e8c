import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { decodeItem, type HsmsTraceEvent, S2F33 } from "@secs/hsms";
import { type EquipmentDefinition, readEquipment } from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { INSPECTION } from "../../src/cli/models/inspection.ts";
import { inFolder } from "./captures.ts";
import { explore, toolIn } from "./exploring.ts";
import { World } from "./world.ts";

/** What no message says, taken out of a model. */
function sayable(definition: EquipmentDefinition): EquipmentDefinition {
  const { description: _1, commands: _2, simulation: _3, ...rest } = definition;
  return JSON.parse(JSON.stringify(rest, (key, value) => key === "description" ? undefined : value));
}

/** The model that `hsms explore --out` writes of a tool that has one. */
function modelOf(definition: EquipmentDefinition, ...args: string[]): Promise<EquipmentDefinition> {
  return inFolder(async (folder) => {
    const world = new World();
    const tool = await toolIn(world, definition);
    const out = join(folder, "tool.json");
    assertEquals(await explore(world, "127.0.0.1", "5000", "--out", out, ...args), 0, world.stderr.text);
    await tool.disable();
    const { $schema, ...found } = JSON.parse(await readFile(out, "utf8"));
    assertEquals($schema, "./node_modules/@secs/hsms/schemas/equipment.schema.json");
    return found;
  });
}

test("hsms explore of the etcher gives back its model, but for what no message says", async () => {
  const { CurrentLot: _, ...statusVariables } = ETCHER.statusVariables!;
  assertEquals(await modelOf(ETCHER), {
    ...sayable(ETCHER),
    // Text of length 0 is what a variable sends that has no value.
    statusVariables: { ...statusVariables, CurrentLot: { id: 1005, format: "A" } },
    // Without --write and without a lot, nobody has seen a value of these.
    dataVariables: { LotId: { id: 2001, format: "L" }, WaferCount: { id: 2002, format: "L" } },
  } as EquipmentDefinition);
});

test("hsms explore of the inspection tool gives back its model, but for what no message says", async () => {
  const { LampOld } = INSPECTION.alarms!;
  const text = LampOld!.text!;
  assertEquals(await modelOf(INSPECTION), {
    ...sayable(INSPECTION),
    dataVariables: { WaferId: { id: "DV.WAFER", format: "L" }, Defects: { id: "DV.DEFECTS", format: "L" } },
    // Ids that are text do not lead from an alarm to its events: they are events of their own, and others are the alarm's.
    events: {
      ...INSPECTION.events,
      "LampOld Detected": { id: "CE.LAMP.ON", variables: ["AlarmID"] },
      "LampOld Cleared": { id: "CE.LAMP.OFF", variables: ["AlarmID"] },
    },
    alarms: { [text]: { ...LampOld, detected: 61_001, cleared: 61_002 } },
  } as EquipmentDefinition);
});

test("hsms explore --write learns the formats of data variables", async () => {
  assertEquals((await modelOf(ETCHER, "--write")).dataVariables, ETCHER.dataVariables);
});

test("hsms explore --write leaves the tool as it was", async () => {
  const world = new World();
  const control = { initControlState: "offline", offlineSubstate: "host-offline" } as const;
  const reports: string[] = [];
  const trace = (event: HsmsTraceEvent): void => {
    if (event.type !== "received" || event.packet.header.name !== "S2F33 W") return;
    const { REPORTS } = S2F33.toEquipment.read(decodeItem(event.packet.data));
    reports.push(...REPORTS.map(({ RPTID, VID }) => `${RPTID} of ${VID.length}`));
  };
  const tool = await toolIn(world, ETCHER, { control, trace });
  assertEquals(await explore(world, "127.0.0.1", "5000"), 1);
  assertStringIncludes(
    world.stderr.text,
    "hsms: The tool is off-line: it aborts S1F1. Switch it on-line at its panel",
  );
  assertEquals(reports, []);
  assertEquals(await explore(world, "127.0.0.1", "5000", "--write"), 0, world.stderr.text);
  assertEquals(reports, ["65000 of 14", "65000 of 0"]);
  assertEquals(tool.controlState, "host-offline");
  await tool.disable();
});

for (const [name, definition] of [["etcher", ETCHER], ["inspection", INSPECTION]] as const) {
  test(`hsms explore, simulate, explore is a fixed point: ${name}`, async () => {
    const first = await modelOf(definition);
    assertEquals(await modelOf(first), first);
  });
}

test("hsms explore shows all that a tool tells", async () => {
  const world = new World();
  const tool = await toolIn(world);
  tool.equipment.alarm("DoorOpen" as never).set();
  assertEquals(await explore(world, "127.0.0.1", "5000"), 0, world.stderr.text);
  const lines = world.stdout.log.lines.map((line) => line.trim().replaceAll(/  +/g, " | "));
  assertEquals(lines[0], "ETCHER 1.0 at 127.0.0.1:5000");
  for (
    const line of [
      "1001 | ChamberPressure | F4 | 0.5 | Pa | 0 to 10",
      '1005 | CurrentLot | A | ""',
      "3001 | MaxPressure | F4 | 0.95 | Pa | 0.95 | 0.1 | 10",
      "4002 | WaferDone | LotId, WaferCount",
      '5001 | DoorOpen | yes | no | "The chamber door is open"',
      "Process programs: none",
      "S2F47 | 1 | 1",
    ]
  ) assert(lines.includes(line), `${line}\nis not in\n${lines.join("\n")}`);
  assertEquals(world.stderr.text, "");
  await tool.disable();
});

test("hsms explore sends nothing that changes the tool", async () => {
  const world = new World();
  const asked = new Set<string>();
  const tool = await toolIn(world, ETCHER, {
    trace: (event) => {
      if (event.type === "received" && !event.packet.header.isControl) asked.add(event.packet.header.name);
    },
  });
  assertEquals(await explore(world, "127.0.0.1", "5000"), 0);
  const readOnly =
    "S1F1 S1F3 S1F11 S1F13 S1F14 S1F21 S1F23 S2F13 S2F17 S2F29 S2F47 S2F51 S2F53 S2F55 S2F57 S5F5 S5F7 S6F19 S7F19"
      .split(" ");
  assertEquals([...asked].filter((name) => !readOnly.includes(name.replace(" W", ""))), []);
  await tool.disable();
});

test("hsms explore --json: one object", async () => {
  const world = new World();
  const tool = await toolIn(world);
  assertEquals(await explore(world, "127.0.0.1", "5000", "--json"), 0);
  const report = JSON.parse(world.stdout.text);
  assertEquals(Object.keys(report), [
    "peer",
    "definition",
    "values",
    "constants",
    "limits",
    "alarms",
    "recipes",
    "clock",
    "answers",
    "notes",
    "stopped",
  ]);
  assertEquals([report.values.ChamberPressure, report.constants.MaxPressure, report.stopped], [
    0.5,
    0.95,
    null,
  ]);
  assertEquals(report.alarms[0], { name: "DoorOpen", isSet: false, isEnabled: false });
  assertEquals(report.recipes, []);
  await tool.disable();
});

test("hsms explore --diff: what is not as in a model, and exit code 1", async () => {
  const world = new World();
  const { constants, ...rest } = ETCHER;
  const { MaxPressure, ...others } = constants!;
  const tool = await toolIn(world, {
    ...rest,
    revision: "1.1",
    constants: { ...others, MaxPressure: { ...MaxPressure!, max: 20 } },
  });
  assertEquals(await explore(world, "127.0.0.1", "5000", "--diff", "etcher"), 1);
  assertEquals(world.stdout.log.lines, ['revision: "1.0" -> "1.1"', "constants.MaxPressure.max: 10 -> 20"]);
  await tool.disable();
  const same = new World();
  const own = await toolIn(same);
  own.equipment.set("ChamberPressure" as never, 0.6 as never);
  assertEquals(await explore(same, "127.0.0.1", "5000", "--diff", "etcher"), 0, same.stdout.text);
  assertEquals(same.stdout.text, "");
  await own.disable();
});

test("hsms explore --diff of two model files", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "other.json");
    const { GasFlow: _, ...statusVariables } = ETCHER.statusVariables!;
    await writeFile(path, JSON.stringify({ ...ETCHER, statusVariables, simulation: undefined }));
    const world = new World();
    assertEquals(await world.run("explore", "--diff", "etcher", path), 1);
    const [first, second] = world.stdout.log.lines;
    assertEquals(
      first,
      'statusVariables.GasFlow: {"id":1002,"format":"F4","units":"sccm","value":0} -> not there',
    );
    assertStringIncludes(second!, "simulation: {");
    assertEquals(await new World().run("explore", "--diff", path, path), 0);
  });
});

test("hsms explore: the file of --out is replaced with --force only", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "tool.json");
    await writeFile(path, "mine");
    const world = new World();
    const tool = await toolIn(world);
    assertEquals(await explore(world, "127.0.0.1", "5000", "--out", path), 2);
    assertStringIncludes(world.stderr.text, `${path} is there already. --force replaces it`);
    assertEquals(await readFile(path, "utf8"), "mine");
    assertEquals(await explore(world, "127.0.0.1", "5000", "--out", path, "--force"), 0);
    readEquipment(await readFile(path, "utf8"));
    await tool.disable();
  });
});
