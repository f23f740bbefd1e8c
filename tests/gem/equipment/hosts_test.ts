// Several hosts of one tool, and every kind of connection.

import {
  A,
  connect,
  F4,
  HsmsConnectionManager,
  HsmsMultiPassiveServer,
  HsmsProtocol,
  listen,
  S10F1,
  S1F3,
  S2F15,
  S2F31,
  S2F37,
  S2F41,
  S2F53,
  S5F3,
  S5F7,
  S7F19,
  S7F3,
  SecsSchemaError,
  U1,
} from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";
import { Equipment, GemEquipmentHandler, GemHandler } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "./etcher.ts";
import { setUp } from "./set_up.ts";
import { KeptStore } from "./store.ts";

const AT = "127.0.0.1";
const REMOTE = { control: { onlineSubstate: "remote" } } as const;

/** One tool and its two hosts, each on a port of its own. */
class TwoHosts {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly tool: Equipment<typeof ETCHER.definition>;
  readonly handlers: GemEquipmentHandler[];
  readonly hosts: GemHandler[];
  readonly logs: readonly [Log, Log] = [new Log(), new Log()];

  constructor(tool: Equipment<typeof ETCHER.definition>) {
    const { network, clock } = this;
    const options = { network, clock, timeouts: { linktest: 0 } };
    this.tool = tool;
    this.handlers = ["mes", "fdc"].map((name, i) =>
      new GemEquipmentHandler("*", 5000 + i, false, 0, name, { ...options, ...REMOTE, equipment: tool })
    );
    this.hosts = [0, 1].map((i) => new GemHandler(AT, 5000 + i, true, 0, `tool ${i}`, options));
    this.hosts.forEach((host, i) => {
      host.secs.register(6, 11, (message) => {
        this.logs[i]!.write(`${message.item}`);
        return U1(0);
      });
      host.secs.register(5, 1, (message) => {
        this.logs[i]!.write(`${message.item}`);
        return U1(0);
      });
    });
  }

  async enable(): Promise<void> {
    await Promise.all([...this.handlers, ...this.hosts].map((one) => one.enable()));
    await Promise.all([...this.handlers, ...this.hosts].map((one) => one.waitForCommunicating()));
    await this.clock.settle();
  }

  async disable(): Promise<void> {
    await Promise.all([...this.hosts, ...this.handlers].map((one) => one.disable()));
    await this.tool.close();
  }
}

function twoHosts(name: string, play: (stage: TwoHosts) => Promise<void>): void {
  test(name, async () => {
    const stage = new TwoHosts(await Equipment.open(ETCHER));
    await stage.enable();
    try {
      await play(stage);
    } finally {
      await stage.disable();
    }
  });
}

twoHosts("each host has reports, links and enables of its own", async ({ tool, hosts, logs, clock }) => {
  const [mes, fdc] = hosts as [GemHandler, GemHandler];
  await setUp(mes, { reports: [[1, [2001]]], links: [[4001, [1]]], enable: [4001] });
  await setUp(fdc, { reports: [[1, [1001]]], links: [[4001, [1]]], enable: [4001, 4002] });
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone");
  await logs[1].saw("<L [3]", 2);
  await clock.settle();
  assertEquals(logs[0].lines.length, 1);
  assertEquals(logs[0].lines[0]!.includes(`${A("A1")}`), true, logs[0].lines[0]);
  assertEquals(logs[1].lines[0]!.includes(`${F4(0)}`), true, logs[1].lines[0]);
  assertEquals((await mes.request(S2F53, []))[0]!.VID, [2001]);
});

twoHosts("each host has alarms of its own; the alarm itself is the tool's", async ({ tool, hosts, logs }) => {
  const [mes, fdc] = hosts as [GemHandler, GemHandler];
  await fdc.request(S5F3, { ALED: 0x80, ALID: 5001 });
  tool.alarm("DoorOpen").set();
  await logs[1].saw("<L [3]");
  assertEquals([logs[0].lines, await mes.request(S5F7)], [[], []]);
  const set = (await mes.request(S1F3, [60_002])).join() + (await fdc.request(S1F3, [60_002])).join();
  assertEquals(set, "<L [1] <U4 5001>><L [1] <U4 5001>>");
});

twoHosts(
  "each host has a control state of its own; constants, programs and the clock are the tool's",
  async (stage) => {
    const { tool, handlers, hosts } = stage;
    const [mes, fdc] = hosts as [GemHandler, GemHandler];
    await mes.goOffline();
    assertEquals(handlers.map(({ controlState }) => controlState), ["host-offline", "remote"]);
    handlers[1]!.controlSwitchOnlineLocal();
    await mes.goOnline();
    tool.onCommand("STOP", () => {});
    const stop = async (host: GemHandler): Promise<number> =>
      (await host.request(S2F41, { RCMD: "STOP", PARAMETERS: [] })).HCACK;
    assertEquals([await stop(mes), await stop(fdc)], [0, 2]);
    await mes.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]);
    assertEquals(`${await fdc.request(S1F3, [60_004])}`, "<U1 4>");
    assertEquals(tool.get("MaxPressure"), 7);
    await mes.request(S7F3, { PPID: "R1", PPBODY: A("x") });
    assertEquals(await fdc.request(S7F19), ["R1"]);
    assertEquals(await fdc.request(S2F31, "20300102030405"), 0);
  },
);

twoHosts("a command of one host holds back its own events only", async ({ tool, hosts, logs, clock }) => {
  const [mes, fdc] = hosts as [GemHandler, GemHandler];
  for (const host of [mes, fdc]) await host.request(S2F37, { CEED: true, CEID: [4001] });
  const work = deferred<void>();
  tool.onCommand("STOP", () => work.promise);
  const answer = mes.request(S2F41, { RCMD: "STOP", PARAMETERS: [] });
  await clock.settle();
  tool.trigger("LotStarted");
  await logs[1].saw("<L [3]");
  assertEquals(logs[0].lines, []);
  work.resolve();
  assertEquals((await answer).HCACK, 0);
  await logs[0].saw("<L [3]");
});

twoHosts("what one host cannot be told is told to the other", async ({ tool, hosts, logs }) => {
  const [mes, fdc] = hosts as [GemHandler, GemHandler];
  await setUp(mes, { reports: [[1, [2001]]], links: [[4001, [1]]], enable: [4001] });
  await fdc.request(S2F37, { CEED: true, CEID: [15_001] });
  await mes.disable();
  tool.alarm("DoorOpen").set();
  await logs[1].saw("<L [3]");
  assertEquals(logs[0].lines, []);
});

twoHosts("remove() takes a host away: its name is free, and it gets nothing more", async (stage) => {
  const { tool, handlers, network, clock } = stage;
  const again = (): GemEquipmentHandler =>
    new GemEquipmentHandler("*", 5002, false, 0, "mes", { network, clock, equipment: tool });
  assertThrows(again, RangeError, 'The tool has a host with the name "mes" already');
  await handlers[0]!.remove();
  await again().remove();
});

test("text that one host's encoding does not have goes to the others", async () => {
  const network = new MemoryNetwork();
  const tool = await Equipment.open(ETCHER);
  const make = (port: number, encoding?: string): [GemEquipmentHandler, GemHandler] => [
    new GemEquipmentHandler("*", port, false, 0, `${port}`, { network, encoding, equipment: tool }),
    new GemHandler(AT, port, true, 0, "tool", { network, encoding }),
  ];
  const [latin, korean] = [make(5000), make(5001, "euc-kr")];
  const got = deferred<string>();
  korean[1].secs.register(S10F1, ({ TEXT }) => (got.resolve(TEXT), 0));
  const all = [...latin, ...korean];
  await Promise.all(all.map((one) => one.enable()));
  await Promise.all(all.map((one) => one.waitForCommunicating()));
  assertThrows(() => tool.sendText("안녕"), SecsSchemaError, "S10F1.TEXT");
  assertEquals(await got.promise, "안녕");
  await Promise.all(all.map((one) => one.disable()));
  await tool.close();
});

test("each host finds its own set-up after power off", async () => {
  const store = new KeptStore();
  const first = new TwoHosts(await Equipment.open(ETCHER, { store }));
  await first.enable();
  await setUp(first.hosts[0]!, { reports: [[1, [1001]]] });
  await setUp(first.hosts[1]!, { reports: [[2, [1002]], [3, [1001]]] });
  await first.disable();
  const second = new TwoHosts(await Equipment.open(ETCHER, { store }));
  await second.enable();
  const reports = await Promise.all(second.hosts.map((host) => host.request(S2F53, [])));
  assertEquals(reports.map((of) => of.map(({ RPTID }) => RPTID)), [[1], [2, 3]]);
  await second.disable();
});

test("a manager keeps a GemEquipmentHandler for each host of a tool", async () => {
  const network = new MemoryNetwork();
  const tool = await Equipment.open(ETCHER);
  const tools = new HsmsConnectionManager({ network });
  const hosts = new HsmsConnectionManager({ network });
  const options = { handler: GemEquipmentHandler, equipment: tool };
  const peers: Pick<GemHandler, "communicationState" | "waitForCommunicating">[] = [];
  for (const port of [5000, 5001]) {
    const handler = tools.addPeer(`host ${port}`, "*", port, false, 0, options);
    await handler.enable();
    peers.push(handler, hosts.addPeer(`${port}`, AT, port, true, 0, { handler: GemHandler }));
  }
  await Promise.all(peers.map((peer) => peer.waitForCommunicating()));
  await hosts.stop();
  await tools.stop();
  await tool.close();
});

test("a host that was removed from its manager comes again under its name", async () => {
  const network = new MemoryNetwork();
  const tool = await Equipment.open(ETCHER);
  const tools = new HsmsConnectionManager({ network });
  const options = { handler: GemEquipmentHandler, equipment: tool };
  const first = tools.addPeer("host", "*", 5000, false, 0, options);
  await first.enable();
  assertThrows(
    () => new GemEquipmentHandler("*", 5001, false, 0, "host", { network, equipment: tool }),
    RangeError,
    'a host with the name "host" already',
  );
  await tools.removePeer("host");
  const second = tools.addPeer("host", "*", 5000, false, 0, options);
  await second.enable();
  const host = await connect({ address: AT, port: 5000, network, handler: GemHandler<"host"> });
  assertEquals(await host.areYouThere(), { MDLN: "ETCH-3", SOFTREV: "1.2.0" });
  await host.disable();
  await tools.stop();
  await tool.close();
});

test("connect() with a GemEquipmentHandler: the tool is the active side", async () => {
  const network = new MemoryNetwork();
  const tool = await Equipment.open(ETCHER);
  const host = await listen({ port: 5000, network, handler: GemHandler<"host"> });
  const handler = await connect({
    address: AT,
    port: 5000,
    network,
    handler: GemEquipmentHandler,
    equipment: tool,
  });
  await host.waitForCommunicating();
  assertEquals([host.peerIdentity?.MDLN, handler.controlState], ["ETCH-3", "local"]);
  await handler.disable();
  await host.disable();
  await tool.close();
});

test("several hosts of one tool on one port, each with an address of its own", async () => {
  const network = new MemoryNetwork();
  const server = new HsmsMultiPassiveServer(5000, { network });
  const tool = await Equipment.open(ETCHER);
  const addresses = ["10.0.0.1", "10.0.0.2"];
  const handlers = addresses.map((from) =>
    new GemEquipmentHandler(from, 5000, false, 0, from, { network, server, equipment: tool })
  );
  const hosts = addresses.map((from) =>
    new GemHandler(AT, 5000, true, 0, from, { network: network.from(from) })
  );
  await server.start();
  await Promise.all([...handlers, ...hosts].map((one) => one.enable()));
  await Promise.all([...handlers, ...hosts].map((one) => one.waitForCommunicating()));
  await hosts[0]!.goOffline();
  assertEquals(handlers.map(({ controlState }) => controlState), ["host-offline", "local"]);
  await Promise.all([...hosts, ...handlers].map((one) => one.disable()));
  await server.stop();
  await tool.close();
});

test("HSMS-GS: each session is a host of the tool, with and without W", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = await Equipment.open(ETCHER);
  const sessions = [1, 2];
  const options = { network, clock, sessions, timeouts: { linktest: 0 } };
  const protocols = [
    new HsmsProtocol("*", 5000, false, 0, "tool", options),
    new HsmsProtocol(AT, 5000, true, 0, "host", options),
  ] as const;
  const handlers = sessions.map((id) =>
    new GemEquipmentHandler("*", 5000, false, id, `host ${id}`, {
      network,
      clock,
      ...REMOTE,
      protocol: protocols[0],
      equipment: tool,
      wantsReply: { S6F11: id === 1 },
    })
  );
  const hosts = sessions.map((id) =>
    new GemHandler(AT, 5000, true, id, `tool ${id}`, { network, clock, protocol: protocols[1] })
  );
  const log = new Log();
  hosts.forEach((host, i) =>
    host.secs.register(6, 11, ({ requireResponse }) => {
      log.write(`${sessions[i]} ${requireResponse}`);
      return U1(0);
    })
  );
  await Promise.all([...handlers, ...hosts].map((one) => one.enable()));
  await Promise.all([...handlers, ...hosts].map((one) => one.waitForCommunicating()));
  for (const host of hosts) await host.request(S2F37, { CEED: true, CEID: [4001] });
  tool.trigger("LotStarted");
  await log.saw("1 true");
  await log.saw("2 false");
  await hosts[0]!.goOffline();
  assertEquals(handlers.map(({ controlState }) => controlState), ["host-offline", "remote"]);
  await Promise.all([...hosts, ...handlers].map((one) => one.disable()));
  await tool.close();
});
