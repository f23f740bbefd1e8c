import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { A, B, I8, L, S1F1, S1F13, SecsHandler, U1, U4 } from "@secs/hsms";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHostHandler,
  readEquipment,
} from "@secs/hsms/gem";
import { TOOL_ROWS } from "../../src/cli/check/rows/tool_rows.ts";
import { HOST_ROWS } from "../../src/cli/check/rows/host_rows.ts";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { inFolder } from "./captures.ts";
import { World } from "./world.ts";

/** Runs `hsms check` to its end; the time goes by. */
async function check(world: World, ...args: string[]): Promise<number> {
  let code: number | undefined;
  const running = world.run("check", ...args).then((exit) => code = exit);
  for (let i = 0; code === undefined && i < 5000; i++) await world.clock.advance(500);
  return await running;
}

/** An etcher in the world's network. */
async function etcherIn(
  { network, clock }: World,
  options: Partial<GemEquipmentOptions> = {},
): Promise<GemEquipmentHandler> {
  const equipment = new Equipment(readEquipment(ETCHER));
  for (const { name } of equipment.model.commands.all) equipment.onCommand(name, () => {});
  equipment.onTerminal((_, { terminal }) => terminal === 0 || terminal === "all" ? 0 : 2);
  const control = { onlineSubstate: "remote" } as const;
  const handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    network,
    clock,
    equipment,
    control,
    ...options,
  });
  await handler.enable();
  return handler;
}

test("hsms check of our own tool: every row passes", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  assertEquals(await check(world, "127.0.0.1", "5000", "--destructive"), 0, world.stdout.text);
  const lines = world.stdout.log.lines;
  assertEquals(lines.length, TOOL_ROWS.length + 1);
  assertEquals(
    lines.at(-1),
    `ETCHER 1.0 at 127.0.0.1:5000: ${TOOL_ROWS.length} pass, 0 fail, 0 not supported, 0 not tried`,
  );
  assertStringIncludes(
    world.stdout.text,
    "pass          S2F33-exists: S2F33 of an RPTID that is defined already is refused with DRACK 3. DRACK 3\n",
  );
  await tool.disable();
});

test("hsms check without --write sends nothing that changes the tool", async () => {
  const world = new World();
  const asked = new Set<string>();
  const tool = await etcherIn(world, {
    trace: (event) => {
      if (event.type === "received" && !event.packet.header.isControl) asked.add(event.packet.header.name);
    },
  });
  assertEquals(await check(world, "127.0.0.1", "5000"), 0);
  assertEquals([...asked].sort(), [
    "S1F1 W",
    "S1F11 W",
    "S1F13 W",
    "S1F14",
    "S1F21 W",
    "S1F23 W",
    "S1F3 W",
    "S1F99 W",
    "S2F13 W",
    "S2F17 W",
    "S2F29 W",
    "S2F41 W", // with a body that no tool can read: S9F7
    "S2F47 W",
    "S5F5 W",
    "S5F7 W",
    "S6F15 W",
    "S6F19 W",
    "S7F19 W",
    "S7F5 W",
    "S99F1 W",
  ]);
  assertStringIncludes(
    world.stdout.text,
    "not tried     S2F33: S2F33 defines a report, DRACK 0, and deletes it. it needs --write\n",
  );
  await tool.disable();
});

test("hsms check leaves a tool as it was", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  const { equipment } = tool;
  // F4 rounds.
  const constants = (): unknown[] =>
    equipment.model.variables.all.filter(({ kind }) => kind === "constant")
      .map(({ name }) => equipment.get(name as never) as unknown)
      .map((value) => typeof value === "number" ? Math.fround(value) : value);
  const before = constants();
  assertEquals(await check(world, "127.0.0.1", "5000", "--write"), 0);
  assertEquals(constants(), before);
  assertEquals(tool.controlState, "remote");
  assertEquals(await equipment.programs!.list(), []);
  await tool.disable();
});

test("hsms check: a tool that is off-line is said to be so, and taken on-line with --write", async () => {
  const world = new World();
  const control = { initControlState: "offline", offlineSubstate: "host-offline" } as const;
  const tool = await etcherIn(world, { control });
  assertEquals(await check(world, "127.0.0.1", "5000"), 0);
  assertStringIncludes(
    world.stdout.text,
    "S1F11: S1F11 of all lists the status variables with names and units. the tool is off-line, and only --write may take it on-line\n",
  );
  assertEquals(await check(world, "127.0.0.1", "5000", "--write"), 0);
  assertEquals(tool.controlState, "local");
  await tool.disable();
});

test("hsms check: a tool that answers wrongly fails, with the messages", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  tool.secs.register(2, 17, () => A("noon"));
  tool.secs.register(1, 11, () => A("none"));
  tool.secs.register(2, 29, () => L(L(U4(3), A("Gap"), I8(1), I8(9), I8(5), A("mm"))));
  tool.secs.register(2, 13, () => L(U1(10)));
  assertEquals(await check(world, "127.0.0.1", "5000"), 1);
  assertStringIncludes(
    world.stdout.text,
    'fail          S2F17: S2F17 is answered with the time, of 12, 14 or 16 digits or ISO 8601. TIME "noon"\n' +
      "    host: S2F17 W.\n" +
      '    tool: S2F18 <A "noon">.\n',
  );
  assertStringIncludes(
    world.stdout.text,
    "fail          S1F11: S1F11 of all lists the status variables with names and units. the answer to S1F11 is not as E5 has it",
  );
  assertStringIncludes(
    world.stdout.text,
    "fail          S2F13: S2F13 is answered with a value for each ECID, within its range. " +
      "ECID 3 is <U1 10>, and its range is <I8 1> to <I8 9>\n",
  );
  await tool.disable();
});

test("hsms check: a tool that hangs after a while gets a verdict for each row, in bounded time", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  const never = new Promise<never>(() => {});
  tool.secs.register(1, 21, () => {
    tool.secs.setGate(() => "discard");
    return never;
  });
  assertEquals(await check(world, "127.0.0.1", "5000", "--timeout", "2s"), 0);
  assertStringIncludes(
    world.stdout.text,
    "not supported S1F21: S1F21 of all lists the data variables. S1F21 was not answered within 2000 ms\n",
  );
  assertStringIncludes(
    world.stdout.text,
    "not tried     S1F23: S1F23 of all lists the collection events with their variables. the peer answers nothing any more since S1F21\n",
  );
  assertEquals(world.stdout.log.lines.length, TOOL_ROWS.length + 1);
  await tool.disable();
});

test("hsms check: a tool that drops the link at a row is connected to again", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  tool.secs.register(1, 21, () => {
    tool.connection.disconnect();
    return new Promise<never>(() => {});
  });
  assertEquals(await check(world, "127.0.0.1", "5000", "--timeout", "30s"), 0, world.stdout.text);
  assertStringIncludes(world.stdout.text, "not tried     S1F21: ");
  assertStringIncludes(world.stdout.text, "pass          S1F23: ");
  await tool.disable();
});

test("hsms check: nobody is there", async () => {
  const world = new World();
  assertEquals(await check(world, "127.0.0.1", "5000", "--timeout", "2s"), 1);
  assertStringIncludes(
    world.stdout.text,
    "not tried     S1F13: S1F13 is answered with COMMACK 0, MDLN and SOFTREV. there is no session: ",
  );
});

test("hsms check: reports as JSON, JUnit, Markdown and HTML", async () => {
  await inFolder(async (folder) => {
    const reports = new Map<string, string>();
    for (const format of ["json", "junit", "markdown", "html", "text"]) {
      const world = new World();
      const tool = await etcherIn(world);
      const out = join(folder, format);
      assertEquals(await check(world, "127.0.0.1", "5000", "--format", format, "--out", out), 0);
      reports.set(format, await readFile(out, "utf8"));
      await tool.disable();
    }
    const json = JSON.parse(reports.get("json")!);
    assertEquals([json.subject, json.role, json.counts.fail, json.rows.length], [
      "ETCHER 1.0 at 127.0.0.1:5000",
      "equipment",
      0,
      TOOL_ROWS.length,
    ]);
    assertEquals(json.capabilities[1], { name: "On-line identification", isCompliant: "yes" });
    assertEquals(Object.keys(json.rows[0]), [
      "id",
      "capability",
      "requirement",
      "level",
      "result",
      "saw",
      "took",
      "messages",
    ]);
    const junit = reports.get("junit")!;
    assertStringIncludes(
      junit,
      `<testsuites name="GEM of ETCHER 1.0 at 127.0.0.1:5000" tests="${TOOL_ROWS.length}" failures="0">`,
    );
    assertStringIncludes(junit, '<skipped message="not tried: it needs --write"/>');
    assertStringIncludes(
      reports.get("markdown")!,
      "| On-line identification | yes | 1 pass, 0 fail, 0 not supported, 0 not tried |",
    );
    assertStringIncludes(reports.get("html")!, "<td>On-line identification</td><td>yes</td>");
    assertStringIncludes(reports.get("text")!, "pass          S1F1: ");
  });
});

test("hsms check: a constant in range passes, whatever the formats are", async () => {
  const world = new World();
  const tool = await etcherIn(world);
  tool.secs.register(2, 29, () => L(L(U4(3), A("Gap"), I8(1), I8(9), I8(5), A("mm"))));
  tool.secs.register(2, 13, () => L(U1(9)));
  await check(world, "127.0.0.1", "5000");
  assertStringIncludes(world.stdout.text, "pass          S2F13: ");
  await tool.disable();
});

test("hsms check: a tool that takes COMMACK 1 for a yes fails", async () => {
  const world = new World();
  const { network, clock } = world;
  const tool = new SecsHandler("*", 5000, false, 0, "host", { network, clock, role: "equipment" });
  let isCommunicating = false;
  tool.setGate(() => isCommunicating ? "pass" : "discard");
  const identity = { MDLN: "ETCH-3", SOFTREV: "1.0" };
  tool.register(S1F1, () => identity);
  await tool.enable();
  const asked = tool.whenSelected().then(() => tool.request(S1F13, identity));
  const running = check(world, "127.0.0.1", "5000", "--timeout", "2s");
  assertEquals((await asked).COMMACK, 1);
  isCommunicating = true;
  assertEquals(await running, 1);
  assertStringIncludes(
    world.stdout.text,
    "S1F1 was answered, although the tool's S1F13 was denied with COMMACK 1\n",
  );
  await tool.disable();
});

test("hsms check of our own host: every row passes", async () => {
  const world = new World();
  const { network, clock } = world;
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "tool", { network, clock });
  host.on("terminal", () => {});
  host.on("process-program", () => {});
  const running = check(world, "--listen", "5000", "--role", "host");
  await host.enable();
  assertEquals(await running, 0, world.stdout.text);
  assertEquals(world.stderr.text, "Waiting for the host on port 5000, at most 60 s\n");
  assertEquals(
    world.stdout.log.lines.at(-1),
    `port 5000: ${HOST_ROWS.length} pass, 0 fail, 0 not supported, 0 not tried`,
  );
  await host.disable();
});

test("hsms check of a host that sends stream 9: it fails, and what it sends by itself is as E5 has it", async () => {
  const world = new World();
  const { network, clock } = world;
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "tool", { network, clock });
  host.secs.register(6, 1, ({ header }) => {
    host.secs.send(9, 5, B(header.encode()));
    return new Promise<never>(() => {});
  });
  const running = check(world, "--listen", "5000", "--role", "host");
  await host.enable();
  assertEquals(await running, 1);
  assertStringIncludes(
    world.stdout.text,
    "fail          no-stream-9: a host sends no stream 9, which is for the equipment. S9F5 for S6F1 W\n",
  );
  assertStringIncludes(world.stdout.text, "pass          own-messages: ");
  await host.disable();
});

test("hsms check of a host that answers nothing by itself: it fails", async () => {
  const world = new World();
  const { network, clock } = world;
  const host = new SecsHandler("127.0.0.1", 5000, true, 0, "tool", { network, clock });
  const running = check(world, "--listen", "5000", "--role", "host", "--timeout", "2s", "--wait", "20s");
  await host.enable();
  assertEquals(await running, 1);
  assertStringIncludes(
    world.stdout.text,
    "fail          communicating: communications are established by S1F13, of either side. ",
  );
  assertStringIncludes(
    world.stdout.text,
    "fail          S6F11: S6F11 is answered with S6F12, ACKC6 0. S6F11 was answered with SxF0\n",
  );
  await host.disable();
});

test("hsms check: what is wrong on the command line is said, exit code 2", async () => {
  for (const args of [[], ["127.0.0.1"], ["127.0.0.1", "5000", "--listen", "5000"]]) {
    const world = new World();
    assertEquals(await world.run("check", ...args), 2);
    assertStringIncludes(
      world.stderr.text,
      "Give HOST and PORT of the peer, or --listen PORT to wait for it",
    );
  }
});

test("each row has a name of its own", () => {
  for (const rows of [TOOL_ROWS, HOST_ROWS]) {
    assertEquals(new Set(rows.map(({ id }) => id)).size, rows.length);
    assert(rows.every(({ requirement }) => !requirement.endsWith(".")));
  }
});
