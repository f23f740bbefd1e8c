// What is known of a tool without lists: --from.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { F4, L, S1F13, S1F3, SecsHandler } from "@secs/hsms";
import { GemHostHandler } from "@secs/hsms/gem";
import { TapNetwork } from "../../src/cli/station/tap_network.ts";
import { openRecorder } from "../../src/cli/record/recorder.ts";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { inFolder } from "./captures.ts";
import { explore, toolIn } from "./exploring.ts";
import { World } from "./world.ts";

/** A tool that has S1F3 alone. */
async function bareTool({ network, clock }: World): Promise<SecsHandler<"equipment">> {
  const tool = new SecsHandler("*", 5000, false, 0, "host", { network, clock, role: "equipment" });
  tool.register(S1F13, () => ({ COMMACK: 0, IDENTITY: { MDLN: "BARE", SOFTREV: "1" } }));
  tool.register(S1F3, (ids) => ids.map((id) => id === 1001 ? F4(0.5) : L()));
  await tool.enable();
  return tool;
}

test("hsms explore --from a list and answers in SML gives names to a tool without lists", async () => {
  await inFolder(async (folder) => {
    const files = {
      "sv.csv": 'SVID;Name;Units\r\n1001;"Chamber; Pressure";Pa\r\n\r\n1002;CONTROL_STATE;\r\n',
      "ce.csv": "CEID,name,variables\n4001,LotStarted,1001 2001\n4002,LotDone\n",
      "al.csv": "ALID,text,category\n5001,Door,1\nA.2,Gas,\n",
      "ec.csv": "ECID,name,units\n3001,Max,Pa\n",
      "dv.sml": 'S1F22 <L [1] <L [3] <U2 2001> <A "LotId"> <A "">>>.',
    };
    const args: string[] = [];
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text);
      args.push("--from", join(folder, name));
    }
    const world = new World();
    const tool = await bareTool(world);
    assertEquals(await explore(world, "127.0.0.1", "5000", "--json", ...args), 0, world.stderr.text);
    const { definition } = JSON.parse(world.stdout.text);
    assertEquals(definition, {
      model: "BARE",
      revision: "1",
      statusVariables: {
        "Chamber; Pressure": { id: 1001, format: "F4", units: "Pa", value: 0.5 },
        ControlState: { id: 1002 },
      },
      dataVariables: { LotId: { id: 2001, format: "L" } },
      events: {
        LotStarted: { id: 4001, variables: ["Chamber; Pressure", "LotId"] },
        LotDone: { id: 4002 },
      },
      alarms: {
        Door: { id: 5001, category: "personalSafety", text: "Door" },
        Gas: { id: "A.2", category: "notUsed", text: "Gas", detected: 61_001, cleared: 61_002 },
      },
    });
    assertEquals(await explore(world, "127.0.0.1", "5000", ...args), 0, world.stderr.text);
    assertStringIncludes(
      world.stdout.text,
      "\nGEM requires 47 parts that the tool does not list; the model has them: statusVariables.AlarmsEnabled, ",
    );
    await tool.disable();
  });
});

/** Records what a host asks an etcher, and what the etcher sends. */
async function recordEtcher(world: World, path: string, isListed: boolean): Promise<void> {
  const { network, clock } = world;
  const recorder = await openRecorder(path, {});
  const tap = new TapNetwork(network, {
    opened: (link) => recorder.opened(link, new Date()),
    bytes: (link, direction, bytes) => recorder.bytes(link, direction, bytes, new Date()),
    ended: (link) => recorder.ended(link, new Date()),
  });
  const tool = await toolIn(world);
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "tool", { network: tap, clock });
  await host.enable();
  await host.waitForCommunicating();
  if (isListed) await host.discover();
  else await host.requestSvs([1001, 1002]);
  await host.subscribeCollectionEvent(4001, [2001]);
  const heard = host.events()[Symbol.asyncIterator]();
  await tool.equipment.trigger("LotStarted" as never, { LotId: "A1" } as never);
  await heard.next();
  await host.disable();
  await tool.disable();
  await recorder.close();
}

for (const ending of ["pcap", "pcapng", "ndjson"]) {
  test(`hsms explore --from a recording alone: the model of a tool that is not at hand, ${ending}`, async () => {
    await inFolder(async (folder) => {
      const path = join(folder, `talk.${ending}`);
      const world = new World();
      await recordEtcher(world, path, true);
      assertEquals(await explore(world, "--from", path, "--json"), 0, world.stderr.text);
      const { definition, values } = JSON.parse(world.stdout.text);
      assertEquals([definition.model, values.ChamberPressure], ["ETCHER", 0.5]);
      assertEquals(definition.constants, ETCHER.constants);
      // Its format has come with the event.
      assertEquals(definition.dataVariables.LotId, { id: 2001, format: "A" });
      assertEquals(Object.keys(definition.alarms), ["DoorOpen", "PressureHigh", "GasLow"]);
    });
  });
}

test("hsms explore --from a recording without lists: what was asked, defined and sent", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "talk.pcapng");
    const world = new World();
    await recordEtcher(world, path, false);
    assertEquals(await explore(world, "--from", path, "--json"), 0, world.stderr.text);
    assertEquals(JSON.parse(world.stdout.text).definition, {
      model: "ETCHER",
      revision: "1.0",
      statusVariables: {
        "SV 1001": { id: 1001, format: "F4", value: 0.5 },
        "SV 1002": { id: 1002, format: "F4", value: 0 },
      },
      dataVariables: { "DV 2001": { id: 2001, format: "A" } },
      events: { "CE 4001": { id: 4001, variables: ["DV 2001"] } },
    });
  });
});

test("hsms explore --from a recording, of a tool that is at hand: ids to try, and what came in the recording", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "talk.pcapng");
    await recordEtcher(new World(), path, false);
    const world = new World();
    const tool = await bareTool(world);
    assertEquals(await explore(world, "127.0.0.1", "5000", "--from", path, "--json"), 0, world.stderr.text);
    assertEquals(JSON.parse(world.stdout.text).definition, {
      model: "BARE",
      revision: "1",
      // The tool has no 1002 any more.
      statusVariables: { "SV 1001": { id: 1001, format: "F4", value: 0.5 } },
      dataVariables: { "DV 2001": { id: 2001, format: "L" } },
      events: { "CE 4001": { id: 4001, variables: ["DV 2001"] } },
    });
    await tool.disable();
  });
});

test("hsms explore --from: what cannot be read is said", async () => {
  await inFolder(async (folder) => {
    const said = async (name: string, text: string): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, text);
      const world = new World();
      assertEquals(await world.run("explore", "--from", path) > 0, true);
      return world.stderr.text.replaceAll(path, name);
    };
    assertStringIncludes(
      await said("a.csv", "id,name\n1,x\n"),
      'a.csv:1: the first column is "id". Call it SVID, DVID, ECID, CEID or ALID: what the ids are',
    );
    assertStringIncludes(await said("b.csv", "SVID,name\n,x\n"), "b.csv:2: the id is missing");
    assertStringIncludes(await said("c.sml", "S1F12 <L"), "hsms: Cannot read c.sml: ");
    assertStringIncludes(
      await said("d.sml", "S6F11 <L>."),
      "d.sml: S6F11 says nothing of what a tool has. Give S1F2, S1F12",
    );
    assertStringIncludes(await said("e.sml", "S1F12 <U1 1>."), "e.sml: S1F12");
    assertStringIncludes(await said("f.bin", "nothing"), "f.bin");
    const world = new World();
    assertEquals(await world.run("explore"), 2);
    assertStringIncludes(
      world.stderr.text,
      "Give HOST and PORT of the tool, or --listen-on PORT to wait for it",
    );
  });
});
