// Scenarios with peers that are no simulation of the command: we are the tool, or the host, and either side may connect.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { HsmsTimeouts } from "@secs/hsms";
import { Equipment, GemEquipmentHandler, GemHostHandler, readEquipment } from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { inFolder } from "./captures.ts";
import { World } from "./world.ts";

const MODEL = readEquipment(ETCHER);

const TOOL = `name: We are the tool
play: tool
model: etcher
scenarios:
  A host asks:
    steps:
      - link: open
        within: 1min
      - expect: S1F3
        body: <L <U4 1006>>
      - operator: event LotDone LotId=A1 WaferCount=1
      - send: S10F1 W <L <B 0> <A "done">>.
        answer: ACKC10 0
`;

const HOST = `name: We are the host
scenarios:
  A tool without a model:
    steps:
      - link: open
        within: 1min
      - read: 1006
        with: { 1006: 0 }
      - want: { events: { 4003: [2001] }, alarms: all }
      - send: S2F41 W <L <A "STOP"> <L>>.
        answer: HCACK 2
      - list: alarms
        has: [5001]
      - expect: S6F11 4003 within 1min
        with: { 2001: A1 }
        save: { lot: 2001 }
      - expect: S5F1 5003
        with: { text: The gas bottle is nearly empty }
      - check: { lot: A1 }
`;

/** Runs a file, and moves the time until it is done. */
async function runWith(world: World, text: string, ...args: string[]): Promise<number> {
  return await inFolder(async (folder) => {
    await writeFile(join(folder, "a.yaml"), text);
    let code: number | undefined;
    world.run("run", join(folder, "a.yaml"), ...args).then((ended) => code = ended);
    while (code === undefined) await world.clock.advance(500);
    return code;
  });
}

/** A host that asks once it communicates. */
async function withHost(world: World, active: boolean, run: () => Promise<number>): Promise<number> {
  const { network, clock } = world;
  const timeouts = new HsmsTimeouts({ t5: 1000, allowShort: true });
  const host = new GemHostHandler("127.0.0.1", 5000, active, 0, "tool", {
    network,
    clock,
    timeouts,
    model: MODEL,
  });
  host.on("terminal", () => {});
  host.on("communicating", () => host.requestSv("WafersDone"));
  await host.enable();
  try {
    return await run();
  } finally {
    await host.disable();
  }
}

test("hsms run: we are the tool, and the host connects to us", async () => {
  const world = new World();
  const code = await withHost(world, true, () => runWith(world, `peer: listen on 5000\n${TOOL}`));
  assertStringIncludes(world.stdout.text, "1 pass, 0 fail, 0 skip");
  assertEquals(code, 0);
});

test("hsms run: we are the tool, and connect to the host", async () => {
  const world = new World();
  const code = await withHost(world, false, () => runWith(world, `peer: connect to 127.0.0.1:5000\n${TOOL}`));
  assertStringIncludes(world.stdout.text, "1 pass, 0 fail, 0 skip");
  assertEquals(code, 0);
});

test("hsms run: steps of a host are skipped if we are the tool of a real one", async () => {
  const world = new World();
  const text = TOOL.replace("- operator:", "- read: WafersDone\n      - operator:");
  const code = await runWith(world, text, "--listen", "127.0.0.1:5000");
  assertStringIncludes(
    world.stdout.text,
    "read is a step of a host that is simulated, and the host is a real one",
  );
  assertEquals(code, 1);
});

/** A tool that tells an event and an alarm once they are enabled. */
async function withTool(world: World, active: boolean, run: () => Promise<number>): Promise<number> {
  const { network, clock } = world;
  const equipment = await Equipment.open(MODEL);
  const timeouts = new HsmsTimeouts({ t5: 1000, allowShort: true });
  const [address, port] = active ? ["127.0.0.1", 5000] : ["*", 5000];
  const options = { network, clock, timeouts, equipment };
  const tool = new GemEquipmentHandler(address as string, port as number, active, 0, "host", options);
  const tell = (): void => {
    equipment.trigger("LotDone", { LotId: "A1", WaferCount: 1 });
    equipment.alarm("GasLow").set();
  };
  // The alarms are enabled last.
  tool.connection.on("sent", ({ packet }) => packet.header.name === "S5F4" && clock.schedule(tell, 20_000));
  await tool.enable();
  try {
    return await run();
  } finally {
    await tool.disable();
    await equipment.close();
  }
}

test("hsms run: a host without a model connects to a tool, and calls things by their ids", async () => {
  const world = new World();
  const code = await withTool(world, false, () => runWith(world, `peer: connect to 127.0.0.1:5000\n${HOST}`));
  assertStringIncludes(world.stdout.text, "1 pass, 0 fail, 0 skip");
  assertEquals(code, 0);
});

test("hsms run --listen: a tool connects to the host", async () => {
  const world = new World();
  const code = await withTool(
    world,
    true,
    () => runWith(world, `peer: connect to 10.0.0.7:5000\n${HOST}`, "--listen", "5000"),
  );
  assertStringIncludes(world.stdout.text, "1 pass, 0 fail, 0 skip");
  assertEquals(code, 0);
});
