import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import {
  HsmsPassiveConnection,
  type HsmsPassiveConnectionOptions,
  HsmsTimeoutError,
  selectReq,
  selectRsp,
  TransportError,
} from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";
import { HOST, Stage, TOOL } from "../../../support/stage.ts";

/** A passive connection that waits for the peer at `address`, once it is enabled. */
class Passive extends Stage {
  readonly recorder = new Recorder();
  readonly connection: HsmsPassiveConnection;

  constructor(address = HOST, options: Partial<HsmsPassiveConnectionOptions> = {}) {
    super({ hosts: { "host-1": [HOST, "10.0.0.2"] } });
    const all = { ...this.options, ...options };
    this.connection = new HsmsPassiveConnection(address, TOOL.port, 0, this.recorder, all);
  }
}

test("passive: enable resolves once it listens, and disable frees the port", async () => {
  const { connection, dial } = new Passive();
  await connection.enable();
  assertEquals(connection.listeningEndpoint, { address: "0.0.0.0", port: 5000 });
  await connection.disable();
  assertEquals(connection.listeningEndpoint, undefined);
  await assertRejects(() => dial(), TransportError, "refused");
  await connection.enable();
  await dial();
  await connection.disable();
});

test("passive: listens for one peer, not while it is connected, and again afterwards", async () => {
  const { connection, recorder, dial, clock } = new Passive();
  await connection.enable();
  const first = await dial();
  await clock.settle();
  assertEquals(recorder.lines, ["established"]);
  assertEquals(connection.listeningEndpoint, undefined);
  await assertRejects(() => dial(), TransportError, "refused");
  first.end();
  await clock.settle();
  assertEquals(recorder.lines, ["established", "before-closed", "closed HsmsClosedError"]);
  await dial();
  await clock.settle();
  assertEquals(recorder.count("established"), 2);
  await connection.disable();
});

test("passive: a client from another address is closed and told to the trace, and the peer still gets in", async () => {
  const stage = new Passive();
  const { connection, recorder, dial } = stage;
  await connection.enable();
  const stranger = await dial("10.0.0.99");
  await stranger.expectEnd();
  assertEquals(recorder.lines, []);
  assertEquals(stage.reasons, ["No peer is expected at 10.0.0.99"]);
  await dial();
  await recorder.saw("established");
  await connection.disable();
});

test("passive: a host name stands for each of its addresses", async () => {
  const { connection, recorder, dial } = new Passive("host-1");
  await connection.enable();
  await (await dial("10.0.0.3")).expectEnd();
  await dial("10.0.0.2");
  await recorder.saw("established");
  await connection.disable();
});

test("passive: a host name that does not resolve lets nobody in, and breaks nothing", async () => {
  const { connection, dial, told } = new Passive("no-such-host");
  await connection.enable();
  await (await dial()).expectEnd();
  assertEquals(told("refused").length, 1);
  await connection.disable();
});

test('passive: "*" means any peer', async () => {
  const { connection, recorder, dial } = new Passive("*");
  await connection.enable();
  await dial("203.0.113.9");
  await recorder.saw("established");
  await connection.disable();
});

test("passive: an IPv4 peer that arrives as ::ffff:a.b.c.d is the same peer", async () => {
  const { connection, recorder, dial } = new Passive();
  await connection.enable();
  await dial(`::ffff:${HOST}`);
  await recorder.saw("established");
  await connection.disable();
});

test("passive: two clients at once, the first gets in, the second hears Select.rsp 3", async () => {
  const { connection, recorder, dial, told } = new Passive();
  await connection.enable();
  const [first, second] = await Promise.all([dial(), dial()]);
  second.send(selectReq(9).encode());
  await second.expect(selectRsp(selectReq(9), 3).encode());
  await second.expectEnd();
  first.send(selectReq(1).encode());
  await recorder.saw("received Select.req");
  assertEquals(recorder.lines, ["established", "received Select.req"]);
  assertStringIncludes(told("refused")[0]!.reason, "The peer at 10.0.0.1 is connected already");
  await connection.disable();
});

test("passive: a second client is only closed where the option says so", async () => {
  const { connection, dial, recorder } = new Passive(HOST, { busy: "close" });
  await connection.enable();
  const [, second] = await Promise.all([dial(), dial()]);
  await second.expectEnd();
  await recorder.saw("established");
  assertEquals(recorder.lines, ["established"]);
  await connection.disable();
});

test("passive: a busy port rejects enable, names the port, and leaves the connection disabled", async () => {
  const { connection, network } = new Passive();
  const other = await network.listen({ address: "0.0.0.0", port: TOOL.port }, () => {});
  const error = await assertRejects(() => connection.enable(), TransportError);
  assertEquals(error.code, "in-use");
  assertStringIncludes(error.message, "Cannot listen on 0.0.0.0:5000: the port is in use");
  assert(!connection.enabled);
  await other.close();
  await connection.enable();
  await connection.disable();
});

test("passive: a port that was taken meanwhile is tried again after T5", async () => {
  const { connection, network, dial, clock, told, recorder } = new Passive();
  await connection.enable();
  const peer = await dial();
  await clock.settle();
  const thief = await network.listen({ address: "0.0.0.0", port: TOOL.port }, () => {});
  peer.end();
  await clock.settle();
  assertEquals(told("failed")[0]?.retryIn, 10_000);
  await thief.close();
  await clock.advance(10_000);
  await dial();
  await clock.settle();
  assertEquals(recorder.count("established"), 2);
  await connection.disable();
});

test("passive: port 0 takes a free port, tells it, and keeps it", async () => {
  const { clock, network } = new Stage();
  const recorder = new Recorder();
  const connection = new HsmsPassiveConnection("*", 0, 0, recorder, { network, clock });
  await connection.enable();
  const { port } = connection.listeningEndpoint!;
  assert(port > 0);
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port });
  await clock.settle();
  peer.end();
  await clock.settle();
  assertEquals(connection.listeningEndpoint?.port, port);
  await connection.disable();
});

test("passive: a peer that connects and says nothing is dropped after T7, and the next one gets in", async () => {
  const { connection, clock, dial, recorder } = new Passive();
  await connection.enable();
  const silent = await dial();
  await clock.advance(9_999);
  assertEquals(recorder.lines, ["established"]);
  await clock.advance(1);
  await silent.expectEnd();
  assertInstanceOf(recorder.error, HsmsTimeoutError);
  assertEquals(recorder.error.timer, "T7");
  assertStringIncludes(recorder.error.message, "10.0.0.1:");
  assertStringIncludes(recorder.error.message, "connected and has sent no HSMS message");
  await dial();
  await clock.settle();
  assertEquals(recorder.count("established"), 2);
  await connection.disable();
});

test("passive: a first frame ends the wait for it, and dropSilentPeer: false never waits", async () => {
  const talking = new Passive();
  await talking.connection.enable();
  (await talking.dial()).send(selectReq(1).encode());
  await talking.clock.advance(100_000);
  assert(talking.connection.connected);
  await talking.connection.disable();

  const patient = new Passive(HOST, { dropSilentPeer: false });
  await patient.connection.enable();
  await patient.dial();
  await patient.clock.advance(100_000);
  assert(patient.connection.connected);
  await patient.connection.disable();
});

test("passive: enable and disable in every order, without waiting", async () => {
  const { connection, dial, recorder, clock } = new Passive();
  await Promise.all([
    connection.enable(),
    connection.disable(),
    connection.enable(),
    connection.enable(),
    connection.disable(),
    connection.disable(),
    connection.enable(),
  ]);
  await dial();
  await clock.settle();
  assertEquals(recorder.lines, ["established"]);
  await connection.disable();
  assertEquals(recorder.lines, ["established", "before-closed", "closed"]);
  assertEquals(clock.pending, 0);
});

test("passive: a client that comes in while the connection is disabled is dropped", async () => {
  const { connection, dial, recorder, clock } = new Passive();
  await connection.enable();
  const dialled = dial();
  const disabled = connection.disable();
  const socket = await dialled.catch(() => undefined);
  await disabled;
  await clock.settle();
  await socket?.expectEnd();
  assertEquals(recorder.lines, []);
});
