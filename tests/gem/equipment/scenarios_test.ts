// What a host and a tool do with each other from end to end, on the memory network and on real TCP.

import {
  A,
  ALL_ALARMS,
  B,
  connect,
  F4,
  type Item,
  L,
  listen,
  type Network,
  S1F11,
  S1F17,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F15,
  S2F29,
  S2F31,
  S2F33,
  S2F37,
  S2F41,
  S2F43,
  S2F45,
  S2F47,
  S2F51,
  S2F53,
  S2F55,
  S2F57,
  S2F59,
  S5F1,
  S5F3,
  S5F5,
  S5F7,
  S6F11,
  S6F23,
  S7F19,
  type SecsRequestType,
  tcp,
  U1,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { assertEquals } from "@std/assert";
import { test } from "node:test";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHandler,
} from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "./etcher.ts";
import { setUp } from "./set_up.ts";

const LOOPBACK = "127.0.0.1";
const NETWORKS: Record<string, () => Network> = { memory: () => new MemoryNetwork(), tcp: () => tcp };

interface Scene {
  readonly tool: Equipment<typeof ETCHER.definition>;
  readonly handler: GemEquipmentHandler;
  readonly host: GemHandler;
  /** `S6F11 CEID VALUES`, `S5F1 ALCD ALID`, of the host. */
  readonly got: Log;
}

function scenario(
  name: string,
  options: Partial<GemEquipmentOptions>,
  play: (scene: Scene) => Promise<void>,
): void {
  for (const [kind, make] of Object.entries(NETWORKS)) {
    test(`${name} (${kind})`, async () => {
      const network = make();
      const tool = await Equipment.open(ETCHER);
      const handler = await listen({
        port: 0,
        bindAddress: LOOPBACK,
        network,
        handler: GemEquipmentHandler,
        equipment: tool,
        control: { onlineSubstate: "remote" },
        ...options,
      });
      const { port } = handler.connection.listeningEndpoint!;
      const host = await connect({ address: LOOPBACK, port, network, handler: GemHandler<"host"> });
      const got = new Log();
      host.secs.register(S6F11, ({ CEID, RPT }) => {
        got.write(["S6F11", CEID, ...RPT.flatMap(({ V }) => V)].join(" "));
        return 0;
      });
      host.secs.register(S5F1, ({ ALCD, ALID }) => (got.write(`S5F1 ${ALCD} ${ALID}`), 0));
      try {
        await handler.waitForCommunicating();
        await play({ tool, handler, host, got });
      } finally {
        await host.disable();
        await handler.disable();
        await tool.close();
      }
    });
  }
}

async function command(host: GemHandler, RCMD: string, given: Record<string, Item> = {}): Promise<number> {
  const PARAMETERS = Object.entries(given).map(([CPNAME, CPVAL]) => ({ CPNAME, CPVAL }));
  return (await host.request(S2F41, { RCMD, PARAMETERS })).HCACK;
}

async function values(host: GemHandler, ...ids: number[]): Promise<string> {
  return (await host.request(S1F3, ids)).join(" ");
}

scenario(
  "scenario 1: a host starts: on-line, the clock, a clean set-up, alarms, the spool",
  { control: { initControlState: "offline", offlineSubstate: "host-offline", onlineSubstate: "remote" } },
  async ({ tool, handler, host, got }) => {
    assertEquals([host.peerIdentity, handler.controlState], [
      { MDLN: "ETCH-3", SOFTREV: "1.2.0" },
      "host-offline",
    ]);
    await host.goOnline();
    assertEquals([handler.controlState, await host.request(S1F17)], ["remote", 2]);
    assertEquals(await host.request(S2F31, "20300102030405"), 0);
    assertEquals(await host.request(S2F37, { CEED: false, CEID: [] }), 0);
    assertEquals(await host.request(S2F33, { DATAID: 1, REPORTS: [] }), 0);
    const codes = await setUp(host, {
      reports: [[1, [2001, 1001]], [2, [60_003]]],
      links: [[4001, [1, 2]]],
      enable: [4001],
    });
    assertEquals(codes, [0, 0, 0]);
    assertEquals(await host.request(S5F3, { ALED: 0x80, ALID: ALL_ALARMS }), 0);
    assertEquals(await host.request(S6F23, 0), 2);
    tool.trigger("LotStarted", { LotId: "A1" });
    tool.alarm("DoorOpen").set();
    await got.saw("S5F1");
    const [started, door] = got.lines;
    assertEquals(started!.startsWith(`S6F11 4001 ${A("A1")} ${F4(0)} <A "203001020304`), true, started);
    assertEquals(door, "S5F1 129 5001");
  },
);

scenario(
  "scenario 2: a host finds out what a tool has; what it does not answer stops nothing",
  {},
  async (scene) => {
    const { handler, host, tool } = scene;
    await tool.programs!.save({ PPID: "R1", PPBODY: A("x") });
    handler.secs.unregister(S1F21);
    handler.secs.register(S2F47, () => new Promise(() => {}));
    handler.secs.register(S2F53, () => {
      throw new Error("not now");
    });
    const asks = [
      [S1F11, []],
      [S1F21, []],
      [S1F23, []],
      [S2F29, []],
      [S5F5, []],
      [S7F19],
      [S1F3, []],
      [S2F13, []],
      [S2F47, []],
      [S2F51],
      [S2F53, []],
      [S2F55, []],
      [S2F57],
    ] as const;
    const found: unknown[] = [];
    for (const [message, body] of asks) {
      const ask = host.request as (
        type: SecsRequestType,
        body: unknown,
        options: object,
      ) => Promise<unknown[]>;
      const answer = ask.call(host, message as SecsRequestType, body, { timeout: 200 });
      found.push(await answer.then(({ length }) => length, (error: Error) => error.name));
    }
    const { variables, events } = tool.model;
    const count = (kind: string): number => variables.all.filter((one) => one.kind === kind).length;
    assertEquals(found, [
      count("status"),
      "SecsStream9Error",
      events.all.length,
      count("constant"),
      2,
      1,
      count("status"),
      count("constant"),
      "HsmsTimeoutError",
      0,
      "HsmsAbortError",
      events.all.length,
      0,
    ]);
  },
);

/** The operator prepares the etcher, which then does what the host says. */
function run({ tool }: Scene): void {
  tool.moveProcess("initialized");
  tool.onCommand("PP-SELECT", async ({ PPID }, call) => {
    if (await tool.programs!.read(PPID) === undefined) return { parameters: { PPID: 2 } };
    call.finishLater(() => {
      tool.set("PPExecName", PPID);
      tool.trigger("PP Selected");
      tool.moveProcess("commit");
      tool.moveProcess("set up");
    });
    return 4;
  });
  tool.onCommand("START", ({ LotId }, call) => {
    call.finishLater(() => {
      tool.moveProcess("START");
      tool.trigger("LotStarted", { LotId });
      tool.set("ChamberPressure", 2.5);
      tool.trigger("LotDone", { LotId });
      tool.moveProcess("done");
    });
  });
}

const STARTED = 60_305;
const COMPLETED = 60_306;
const CHANGE = 60_308;

scenario("scenario 3: a run: recipe, PP-SELECT, START, its events, the recipe back", {}, async (scene) => {
  const { host, got } = scene;
  run(scene);
  const events = [60_310, CHANGE, STARTED, COMPLETED, 4001, 4002];
  await setUp(host, {
    reports: [[1, [60_006]], [2, [60_009, 60_008]], [3, [2001, 1001]]],
    links: [[60_310, [1]], [CHANGE, [2]], [4001, [3]], [4002, [3]]],
    enable: events,
  });
  const body = B(...Array.from({ length: 1000 }, (_, i) => i & 0xff));
  await host.sendProcessProgram("R1", body, { inquire: true });
  assertEquals(await command(host, "PP-SELECT", { PPID: A("R2") }), 3);
  assertEquals(await command(host, "PP-SELECT", { PPID: A("R1") }), 4);
  await got.saw(`S6F11 ${CHANGE}`, 2);
  assertEquals(await command(host, "START", { LotId: A("A1"), Slots: U1(1, 2) }), 4);
  await got.saw(`S6F11 ${CHANGE}`, 4);
  const change = (state: number, previous: number): string => `S6F11 ${CHANGE} ${U1(state)} ${U1(previous)}`;
  assertEquals(got.lines, [
    `S6F11 60310 ${A("R1")}`,
    change(2, 1),
    change(3, 2),
    `S6F11 ${STARTED}`,
    change(4, 3),
    `S6F11 4001 ${A("A1")} ${F4(0)}`,
    `S6F11 4002 ${A("A1")} ${F4(2.5)}`,
    `S6F11 ${COMPLETED}`,
    change(1, 4),
  ]);
  assertEquals(`${await host.requestProcessProgram("R1")}`, `${body}`);
});

scenario("scenario 4: the operator at the panel during a run", {}, async (scene) => {
  const { tool, handler, host, got } = scene;
  const events = [60_301, 60_302, 60_303, 60_309, 60_316, 60_317];
  await setUp(host, {
    reports: [[1, [60_206, 60_207]], [2, [60_211, 60_212]]],
    links: [[60_309, [1]], [60_317, [2]]],
    enable: events,
  });
  tool.onTerminal(() => {});
  run(scene);
  handler.controlSwitchOnlineLocal();
  assertEquals(await command(host, "START", { LotId: A("A1") }), 2);
  assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(6) }]), 0);
  handler.controlSwitchOffline();
  assertEquals(await host.request(S1F17), 1);
  handler.controlSwitchOnline();
  await got.saw("S6F11 60302", 2);
  handler.controlSwitchOnlineRemote();
  await tool.setConstant("MaxPressure", 7);
  await tool.programs!.save({ PPID: "R1", PPBODY: A("x") });
  await tool.programs!.save({ PPID: "R1", PPBODY: A("y") });
  await tool.programs!.remove(["R1"]);
  tool.trigger("Message Recognition");
  await got.saw("S6F11 60316");
  assertEquals(got.lines, [
    "S6F11 60302",
    "S6F11 60301",
    "S6F11 60302",
    "S6F11 60303",
    `S6F11 60317 <U4 3001> ${F4(7)}`,
    ...[1, 2, 3].map((status) => `S6F11 60309 ${A("R1")} ${U1(status)}`),
    "S6F11 60316",
  ]);
});

scenario(
  "scenario 5: an alarm set twice, cleared, disabled, and set OFF-LINE",
  {},
  async ({ tool, host, got }) => {
    const door = tool.alarm("DoorOpen");
    await host.request(S5F3, { ALED: 0x80, ALID: 5001 });
    await host.request(S2F37, { CEED: true, CEID: [15_001, 25_001] });
    door.set();
    door.set();
    door.clear();
    await got.saw("S6F11 25001");
    await host.request(S5F3, { ALED: 0, ALID: 5001 });
    door.set();
    door.clear();
    await got.saw("S6F11 25001", 2);
    assertEquals(got.lines, [
      "S5F1 129 5001",
      "S6F11 15001",
      "S5F1 1 5001",
      "S6F11 25001",
      "S6F11 15001",
      "S6F11 25001",
    ]);
    await host.request(S5F3, { ALED: 0x80, ALID: 5001 });
    await host.goOffline();
    door.set();
    await host.goOnline();
    assertEquals((await host.request(S5F5, [5001]))[0]!.ALCD, 0x81);
    assertEquals((await host.request(S5F7))[0]!.ALCD, 0x81);
    assertEquals([await values(host, 60_002), got.lines.length], [`${L(U4(5001))}`, 6]);
  },
);

scenario("scenario 8: one bad id in the last element refuses the whole message", {}, async ({ host }) => {
  await setUp(host, { reports: [[1, [1001]]], links: [[4001, [1]]], enable: [4001] });
  const limit = [{ LIMITID: 1, DEADBAND: { UPPERDB: F4(10), LOWERDB: F4(8) } }];
  await host.request(S2F45, { DATAID: 1, VARIABLES: [{ VID: 1001, LIMITS: limit }] });
  await host.request(S2F43, [{ STRID: 6, FCNID: [11] }]);
  const told = async (): Promise<string> =>
    JSON.stringify([
      (await host.request(S2F13, [])).map(String),
      await host.request(S2F53, []),
      await host.request(S2F55, []),
      await host.request(S2F57),
      (await host.request(S2F47, [])).map(({ ATTRIBUTES }) =>
        ATTRIBUTES!.LIMITS.map(({ UPPERDB }) => `${UPPERDB}`)
      ),
      await host.request(S2F59),
    ]);
  const before = await told();
  const eac = await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }, { ECID: 9, ECV: F4(7) }]);
  const codes = await setUp(host, {
    reports: [[1, []], [2, [1001]], [3, [1001, 9]]],
    links: [[4001, []], [4002, [9]]],
    enable: [4002, 9],
  });
  const { VLAACK: vlaack } = await host.request(S2F45, {
    DATAID: 1,
    VARIABLES: [{ VID: 1001, LIMITS: [] }, { VID: 9, LIMITS: limit }],
  });
  const { RSPACK: rspack } = await host.request(S2F43, [{ STRID: 5, FCNID: [] }, { STRID: 1, FCNID: [] }]);
  assertEquals([eac, ...codes, vlaack, rspack], [1, 4, 5, 1, 1, 1]);
  assertEquals(await told(), before);
});
