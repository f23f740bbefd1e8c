import { test } from "node:test";
import {
  A,
  HsmsClosedError,
  HsmsProtocol,
  type HsmsProtocolOptions,
  type Network,
  S1F1,
  SecsHandler,
  type SecsRole,
  tcp,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { GemHandler } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { failure } from "../../support/wait.ts";
import { record } from "./stage.ts";

const AT = { address: "127.0.0.1", port: 5000 };
const sessions = [1, 2];
const select = (id: number, system = "00000009"): string => `0000000a 000${id} 00 00 00 01 ${system}`;
const selected = (id: number, system = "00000009", status = "00"): string =>
  `0000000a 000${id} 00 ${status} 00 02 ${system}`;
const separate = (id: number, system: string): string => `0000000a 000${id} 00 00 00 09 ${system}`;
const S1F13_OUT = (id: number, system: string): string =>
  `00000012 000${id} 81 0d 00 00 ${system} 0102 4101 4d 4101 3${id}`;
const S1F14_IN = (id: number, system: string): string =>
  `00000011 000${id} 01 0e 00 00 ${system} 0102 2101 00 0100`;
const S1F1_IN = (id: number): string => `0000000a 000${id} 81 01 00 00 000000aa`;
const S1F2_OUT = (id: number): string => `00000012 000${id} 01 02 00 00 000000aa 0102 4101 4d 4101 3${id}`;

/** Two equipments on one protocol, and a peer in the hands of the test. */
class Tools {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly log = new Log();
  readonly protocol: HsmsProtocol;
  readonly first: GemHandler<"equipment">;
  readonly second: GemHandler<"equipment">;

  constructor(active = false) {
    const { network, clock, log } = this;
    const options = { network, clock, sessions, firstSystem: 0x100, timeouts: { linktest: 0 } };
    const address = active ? AT.address : "*";
    this.protocol = new HsmsProtocol(address, AT.port, active, 0, "tool", options);
    const make = (id: number): GemHandler<"equipment"> => {
      const own = {
        network,
        clock,
        protocol: this.protocol,
        role: "equipment",
        mdln: "M",
        softrev: `${id}`,
      } as const;
      const tool = new GemHandler(address, AT.port, active, id, `chamber ${id}`, own);
      record(tool as unknown as GemHandler<SecsRole>, log, `${id} `);
      return tool;
    };
    [this.first, this.second] = [make(1), make(2)];
  }

  readonly dial = (): Promise<ScriptedPeer> => ScriptedPeer.dial(this.network, AT);
}

test("HSMS-GS: each session is a GEM of its own: one communicates, and the other does not", async () => {
  const { first, second, log, dial, clock, protocol } = new Tools();
  await Promise.all([first.enable(), second.enable()]);
  const peer = await dial();
  peer.send(select(1));
  await peer.expect(selected(1), S1F13_OUT(1, "00000100"));
  peer.send(S1F14_IN(1, "00000100"));
  await log.saw("1 communicating");
  assertEquals([first.communicationState, second.communicationState], ["COMMUNICATING", "NOT COMMUNICATING"]);
  assertEquals([first.secs.connectionState, second.secs.connectionState], ["selected", "not-selected"]);
  assertEquals(protocol.connectionState, "selected");

  peer.send(select(2));
  await peer.expect(selected(2), S1F13_OUT(2, "00000101"));
  peer.send(S1F1_IN(2) + S1F1_IN(1));
  await peer.expect(S1F2_OUT(1));
  await clock.settle();
  peer.expectSilence();
  peer.send(S1F14_IN(2, "00000101") + S1F1_IN(2));
  await peer.expect(S1F2_OUT(2));

  const asked = second.request(1, 1);
  await peer.expect("0000000a 0002 81 01 00 00 00000102");
  peer.send("0000000c 0002 01 02 00 00 00000102 0100");
  assertEquals((await asked).header.sessionId, 2);
  second.send(10, 1, A("x"));
  await peer.expect("0000000d 0002 0a 01 00 00 00000103 4101 78");

  peer.send("0000000a 0001 00 00 00 03 0000000b");
  await log.saw("1 not-communicating chamber 1 is deselected");
  await peer.expect("0000000a 0001 00 00 00 04 0000000b");
  assertEquals([first.communicationState, second.communicationState], ["NOT COMMUNICATING", "COMMUNICATING"]);
  assertEquals(log.lines, [
    "1 communicating",
    "2 communicating",
    "1 not-communicating chamber 1 is deselected",
  ]);
  peer.end();
  await protocol.disable();
  await log.saw("2 not-communicating The connection with chamber 2 has ended");
  assertEquals(second.secs.connectionState, "not-connected");
});

test("HSMS-GS: what a host learns in one session, it does not know in the other", async () => {
  const network = new MemoryNetwork();
  const own = { network, firstSystem: 0x100 };
  const first = new GemHandler("*", AT.port, false, 1, "1", { ...own, sessions });
  const second = new GemHandler("*", AT.port, false, 2, "2", { network, protocol: first.secs.protocol });
  await Promise.all([first.enable(), second.enable()]);
  const peer = await ScriptedPeer.dial(network, AT);
  for (const [id, handler] of [[1, first], [2, second]] as const) {
    peer.send(select(id));
    await peer.expect(selected(id), `0000000c 000${id} 81 0d 00 00 0000010${id - 1} 0100`);
    peer.send(S1F14_IN(id, `0000010${id - 1}`));
    await handler.waitForCommunicating();
  }
  const asked = failure(second.request(2, 13));
  await peer.expect("0000000a 0002 82 0d 00 00 00000102");
  peer.send("0000000a 0002 02 00 00 00 00000102");
  await asked;
  assertEquals([first.controlState, second.controlState], ["unknown", "offline"]);
  peer.end();
  await Promise.all([first.disable(), second.disable()]);
});

test("HSMS-GS: a handler that is made for a session that is selected sends S1F13 when it is enabled", async () => {
  const network = new MemoryNetwork();
  const protocol = new HsmsProtocol("*", AT.port, false, 0, "tool", {
    network,
    sessions,
    firstSystem: 0x100,
  });
  await protocol.enable();
  const peer = await ScriptedPeer.dial(network, AT);
  peer.send(select(1));
  await peer.expect(selected(1));
  const own = { network, protocol, role: "equipment", mdln: "M", softrev: "1" } as const;
  const tool = new GemHandler("*", AT.port, false, 1, "tool", own);
  assertEquals(tool.communicationState, "DISABLED");
  await tool.enable();
  await peer.expect(S1F13_OUT(1, "00000100"));
  peer.end();
  await tool.disable();
});

test("HSMS-GS: a port that cannot be listened on leaves its session disabled", async () => {
  const { first, second, network, protocol } = new Tools();
  const listener = await network.listen({ address: "0.0.0.0", port: AT.port }, () => {});
  await failure(first.enable());
  assertEquals([first.communicationState, protocol.connection.enabled], ["DISABLED", false]);
  await listener.close();
  await second.enable();
  const peer = await ScriptedPeer.dial(network, AT);
  peer.send(select(1));
  await peer.expect(selected(1, "00000009", "02"));
  peer.end();
  await second.disable();
});

test("HSMS-GS: disable() ends one session, and the last one the connection", async () => {
  const { first, second, log, dial } = new Tools();
  await Promise.all([first.enable(), second.enable()]);
  const peer = await dial();
  for (const id of sessions) {
    peer.send(select(id));
    await peer.expect(selected(id), S1F13_OUT(id, `0000010${id - 1}`));
    peer.send(S1F14_IN(id, `0000010${id - 1}`));
    await log.saw(`${id} communicating`);
  }
  const open = failure(first.request(1, 1));
  await peer.expect("0000000a 0001 81 01 00 00 00000102");
  await first.disable();
  await first.disable();
  await peer.expect(separate(1, "00000103"));
  const error = await open;
  assertInstanceOf(error, HsmsClosedError);
  assertEquals(error.code, "closed-locally");
  assertEquals(error.message, "Session 1 of chamber 1 was disabled before its request was answered");
  peer.send(select(1, "0000000c") + S1F1_IN(2));
  await peer.expect(selected(1, "0000000c", "02"), S1F2_OUT(2));

  await first.enable();
  peer.send(select(1, "0000000d"));
  await peer.expect(selected(1, "0000000d"), S1F13_OUT(1, "00000104"));
  await first.disable();
  await peer.expect(separate(1, "00000105"));
  const ended = second.disable();
  await peer.expect(separate(2, "00000106"));
  await peer.expectEnd();
  await ended;
  assertEquals([second.communicationState, second.connection.enabled], ["DISABLED", false]);
});

test("HSMS-GS: the active side selects the sessions that are enabled, and others when they are", async () => {
  const { first, second, network, log } = new Tools(true);
  const listener = await ScriptedPeer.listen(network, AT);
  await second.enable();
  const peer = await listener.accept();
  await peer.expect(select(2, "00000100"));
  peer.send(selected(2, "00000100"));
  await peer.expect(S1F13_OUT(2, "00000101"));
  peer.send(S1F14_IN(2, "00000101"));
  await log.saw("2 communicating");
  peer.expectSilence();
  await first.enable();
  await peer.expect(select(1, "00000102"));
  peer.send(selected(1, "00000102"));
  await first.whenSelected();
  await peer.expect(S1F13_OUT(1, "00000103"));
  assertEquals([first.communicationState, second.communicationState], ["NOT COMMUNICATING", "COMMUNICATING"]);
  const ended = Promise.all([first.disable(), second.disable()]);
  await peer.expect(separate(1, "00000104"), separate(2, "00000105"));
  peer.end();
  await ended;
});

test("HSMS-GS: a request of a session rejects with its signal's reason", async () => {
  const { first, second, log, dial } = new Tools();
  await first.enable();
  const peer = await dial();
  peer.send(select(1));
  await peer.expect(selected(1), S1F13_OUT(1, "00000100"));
  peer.send(S1F14_IN(1, "00000100"));
  await log.saw("1 communicating");
  const abort = new AbortController();
  const asked = failure(first.request(1, 1, undefined, { signal: abort.signal }));
  await peer.expect("0000000a 0001 81 01 00 00 00000101");
  abort.abort(new Error("enough"));
  assertEquals(await asked, abort.signal.reason);
  assertEquals(await failure(first.request(1, 1, undefined, { signal: abort.signal })), abort.signal.reason);
  assertEquals([first.stats().openTransactions, second.communicationState], [0, "DISABLED"]);
  peer.end();
  await first.disable();
});

const NETWORKS: Record<string, () => Network> = { memory: () => new MemoryNetwork(), tcp: () => tcp };
for (const [name, make] of Object.entries(NETWORKS)) {
  test(`${name}: HSMS-GS: hosts and equipments of two sessions on one connection`, async () => {
    const network = make();
    const pair = <Role extends SecsRole>(
      role: Role,
      port: number,
      options: Partial<HsmsProtocolOptions>,
    ): [GemHandler<Role>, GemHandler<Role>] => {
      const active = role === "host";
      const own = { network, role, softrev: "1" };
      const first = new GemHandler(AT.address, port, active, 1, "1", {
        ...options,
        ...own,
        sessions,
        mdln: "M1",
      });
      const { protocol } = first.secs;
      return [first, new GemHandler(AT.address, port, active, 2, "2", { ...own, protocol, mdln: "M2" })];
    };
    const tools = pair("equipment", 0, { bindAddress: "127.0.0.1" });
    await Promise.all(tools.map((tool) => tool.enable()));
    const hosts = pair("host", tools[0].connection.listeningEndpoint!.port, {});
    await Promise.all(hosts.map((host) => host.enable()));
    await Promise.all([...tools, ...hosts].map((handler) => handler.waitForCommunicating()));
    assertEquals(hosts.map((host) => host.peerIdentity?.MDLN), ["M1", "M2"]);
    const there = await Promise.all(hosts.map((host) => host.areYouThere()));
    assertEquals(there.map(({ MDLN }) => MDLN), ["M1", "M2"]);
    await hosts[0].disable();
    assertEquals((await hosts[1].areYouThere()).MDLN, "M2");
    await hosts[1].disable();
    await Promise.all(tools.map((tool) => tool.disable()));
  });
}

test("HSMS-GS: a SecsHandler with sessions sends and answers in its own", async () => {
  const network = new MemoryNetwork();
  const handler = new SecsHandler("*", 5000, false, 2, "tool", {
    network,
    sessions,
    firstSystem: 0x100,
    role: "equipment",
  });
  handler.register(S1F1, () => ({ MDLN: "M", SOFTREV: "2" }));
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, AT);
  peer.send(select(1) + select(2, "0000000a"));
  await peer.expect(selected(1), selected(2, "0000000a"));
  peer.send(S1F1_IN(1) + S1F1_IN(2));
  await peer.expect(S1F2_OUT(2));
  handler.send(10, 1, A("x"));
  await peer.expect("0000000d 0002 0a 01 00 00 00000100 4101 78");
  peer.expectSilence();
  peer.end();
  await handler.disable();
});

test("HSMS-GS: a session that is not there, or has a handler, and another connection are refused", () => {
  const network = new MemoryNetwork();
  const protocol = new HsmsProtocol("127.0.0.1", 5000, true, 0, "tool", { network, sessions });
  const make = (port: number, active: boolean, id: number): SecsHandler =>
    new SecsHandler("127.0.0.1", port, active, id, "host", { network, protocol });
  assertThrows(
    () => make(5000, true, 3),
    RangeError,
    "The option sessions of tool is [1,2]: it has no session 3",
  );
  assertThrows(() => make(5001, true, 1), RangeError, "has a connection with 127.0.0.1:5000 (active)");
  assertThrows(() => make(5000, false, 1), RangeError, "has a connection with 127.0.0.1:5000 (active)");
  assertEquals(make(5000, true, 1).session.sessionId, 1);
  assertThrows(() => make(5000, true, 1), RangeError, "Session 1 of tool has a handler already");
});
