import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  HsmsActiveConnection,
  type HsmsActiveConnectionOptions,
  HsmsClosedError,
  HsmsStateError,
  HsmsTimeoutError,
  type HsmsTraceEvent,
  linktestReq,
  TransportError,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";
import { Stage, TOOL } from "../../../support/stage.ts";

/** An active connection to TOOL, which is disabled. */
class Active extends Stage {
  readonly recorder = new Recorder();
  readonly connection: HsmsActiveConnection;

  constructor(options: Partial<HsmsActiveConnectionOptions> = {}) {
    super();
    const all = { ...this.options, ...options };
    this.connection = new HsmsActiveConnection(TOOL.address, TOOL.port, 0, this.recorder, all);
  }
}

/** The moments of the attempts to connect. */
function attempts(events: HsmsTraceEvent[]): number[] {
  return events.filter((event) => event.type === "connecting").map((event) => event.time);
}

test("active: the first attempt comes at once, and enable resolves without waiting for it", async () => {
  const { network, connection, events, clock } = new Active();
  network.blackHole(TOOL);
  await connection.enable();
  assertEquals(attempts(events), [0]);
  assert(connection.enabled && !connection.connected);
  await connection.disable();
  assert(!connection.enabled);
  assertEquals(clock.pending, 0);
});

test("active: a refused attempt is told and tried again after T5, for as long as it takes", async () => {
  const { clock, network, connection, events, recorder } = new Active();
  await connection.enable();
  await clock.advance(35_000);
  assertEquals(attempts(events), [0, 10_000, 20_000, 30_000]);
  const failed = events.find((event) => event.type === "failed")!;
  assertInstanceOf(failed.error, TransportError);
  assertEquals([failed.error.code, failed.retryIn], ["refused", 10_000]);
  assertStringIncludes(failed.error.message, "10.0.0.7:5000");
  const peer = await ScriptedPeer.listen(network, TOOL);
  await clock.advance(5_000);
  await peer.accept();
  assertEquals(recorder.lines, ["established"]);
  await connection.disable();
});

test("active: a peer that never answers is given up after the connect timeout", async () => {
  const { clock, network, connection, events } = new Active();
  network.blackHole(TOOL);
  await connection.enable();
  await clock.advance(29_999);
  assert(!events.some((event) => event.type === "failed"));
  await clock.advance(1);
  const { error } = events.find((event) => event.type === "failed")!;
  assertInstanceOf(error, HsmsTimeoutError);
  assertEquals([error.timer, error.after], ["connect", 30_000]);
  assertStringIncludes(error.message, "Cannot connect to 10.0.0.7:5000: no answer");
  await clock.advance(10_000);
  assertEquals(attempts(events), [0, 40_000]);
  await connection.disable();
});

test("active: after a lost connection the next attempt waits for T5", async () => {
  const { clock, network, connection, events, recorder } = new Active();
  const peer = await ScriptedPeer.listen(network, TOOL);
  await connection.enable();
  const first = await peer.accept();
  await clock.advance(60_000);
  first.end();
  await clock.settle();
  assertEquals(recorder.lines, ["established", "before-closed", "closed HsmsClosedError"]);
  assertInstanceOf(recorder.error, HsmsClosedError);
  assertEquals(recorder.error.message, "10.0.0.7:5000 closed the connection");
  await clock.advance(9_999);
  assertEquals(attempts(events), [0]);
  await clock.advance(1);
  assertEquals(attempts(events), [0, 70_000]);
  await peer.accept();
  await clock.settle();
  assertEquals(recorder.count("established"), 2);
  await connection.disable();
});

test("active: disable and enable again do not break T5, and enable resolves while it waits", async () => {
  const { clock, connection, events } = new Active();
  await connection.enable();
  await clock.advance(1_000);
  await connection.disable();
  await connection.enable();
  await clock.settle();
  assertEquals(attempts(events), [0]);
  await clock.advance(9_000);
  assertEquals(attempts(events), [0, 10_000]);
  await connection.disable();
  await clock.advance(60_000);
  assertEquals(attempts(events), [0, 10_000]);
});

test("active: T5 below one second is exact, and never a hot loop", async () => {
  const { clock, connection, events } = new Active({ timeouts: { t5: 5, allowShort: true } });
  await connection.enable();
  await clock.advance(50);
  assertEquals(attempts(events), [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]);
  await connection.disable();
});

test("active: back-off and jitter come on top of T5", async () => {
  const reconnect = { backOff: 2, maxInterval: 30_000, jitter: 1_000, random: () => 0.5 };
  const { clock, connection, events } = new Active({ reconnect });
  await connection.enable();
  await clock.advance(100_000);
  assertEquals(attempts(events), [0, 10_500, 31_000, 61_500, 92_000]);
  await connection.disable();
});

test("active: disable while connected ends in good order, and says why to nobody", async () => {
  const { network, connection, recorder, clock } = new Active();
  const peer = await ScriptedPeer.listen(network, TOOL);
  await connection.enable();
  const socket = await peer.accept();
  await recorder.saw("established");
  await connection.disable();
  assertEquals(recorder.lines, ["established", "before-closed", "closed"]);
  assertEquals(recorder.error, undefined);
  await socket.expectEnd();
  await clock.advance(100_000);
  assertEquals(recorder.lines.length, 3);
  assertEquals(clock.pending, 0);
});

test("active: enable and disable in every order, twice, without waiting", async () => {
  const { network, connection, recorder, clock } = new Active();
  await ScriptedPeer.listen(network, TOOL);
  await connection.disable();
  const calls = [
    connection.enable(),
    connection.enable(),
    connection.disable(),
    connection.disable(),
    connection.enable(),
    connection.disable(),
    connection.enable(),
  ];
  await Promise.all(calls);
  await clock.advance(20_000);
  assertEquals(recorder.count("established"), 1);
  assert(connection.connected);
  await Promise.all([connection.disable(), connection.disable()]);
  assert(!connection.connected && !connection.enabled);
  assertEquals(recorder.lines, ["established", "before-closed", "closed"]);
});

test("active: disable during a dial gives the dial up, and a socket that opens late is not used", async () => {
  const { network, connection, recorder, clock } = new Active();
  const peer = await ScriptedPeer.listen(network, TOOL);
  void connection.enable();
  await connection.disable();
  await clock.advance(60_000);
  assertEquals(recorder.lines, []);
  assert(!connection.enabled);
  peer.close();
});

test("active: Symbol.asyncDispose disables", async () => {
  const { network, connection, recorder } = new Active();
  const peer = await ScriptedPeer.listen(network, TOOL);
  await connection.enable();
  await peer.accept();
  await recorder.saw("established");
  await connection[Symbol.asyncDispose]();
  assertEquals(recorder.lines.at(-1), "closed");
});

test("active: localEndpoint and remoteEndpoint exist while connected", async () => {
  const { network, connection, recorder } = new Active();
  assertEquals(connection.remoteEndpoint, undefined);
  const peer = await ScriptedPeer.listen(network, TOOL);
  await connection.enable();
  await peer.accept();
  await recorder.saw("established");
  assertEquals(connection.remoteEndpoint, TOOL);
  assertEquals(connection.localEndpoint?.address, "127.0.0.1");
  await connection.disable();
  assertEquals(connection.localEndpoint, undefined);
});

test("active: sending while not connected throws, and says what the state is", async () => {
  const { connection, network } = new Active();
  const send = (): void => connection.sendPacket(linktestReq(1));
  assertThrows(
    send,
    HsmsStateError,
    "Cannot send Linktest.req to 10.0.0.7:5000: the connection is not connected, and not enabled",
  );
  await assertRejects(() => connection.sendPacketWhenRoom(linktestReq(1)), HsmsStateError, "not connected");
  network.blackHole(TOOL);
  await connection.enable();
  const error = assertThrows(send, HsmsStateError);
  assert(error.message.endsWith("the connection is not connected"), error.message);
  await connection.disable();
});

test("active: the constructor refuses a port, an id and an address out of range", () => {
  const network = new MemoryNetwork();
  assertThrows(() => new HsmsActiveConnection("a", 65536, 0, {}, { network }), RangeError, "port");
  assertThrows(() => new HsmsActiveConnection("a", 5000, -1, {}, { network }), RangeError, "sessionId");
  assertThrows(() => new HsmsActiveConnection("", 5000, 0, {}, { network }), TypeError, "address");
});

test("active: disconnect ends the connection, stays enabled, and connects again after T5", async () => {
  const { clock, network, connection, recorder } = new Active();
  const peer = await ScriptedPeer.listen(network, TOOL);
  await connection.enable();
  const socket = await peer.accept();
  await recorder.saw("established");
  await Promise.all([connection.disconnect(), socket.expectEnd().then(() => socket.end())]);
  assertEquals(recorder.lines, ["established", "before-closed", "closed"]);
  assert(connection.enabled);
  await clock.advance(10_000);
  assertEquals(recorder.count("established"), 2);
  await connection.disconnect(new Error("the recipe is wrong"));
  assertEquals(recorder.error?.message, "the recipe is wrong");
  await connection.disable();
});
