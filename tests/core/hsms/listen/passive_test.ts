import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import {
  HsmsPassiveConnection,
  type HsmsPassiveConnectionOptions,
  HsmsTimeoutError,
  type HsmsTraceEvent,
  selectReq,
  selectRsp,
  TransportError,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";

const HOST = "10.0.0.1";
const PORT = { address: "10.0.0.7", port: 5000 };

interface Bench {
  clock: VirtualClock;
  network: MemoryNetwork;
  recorder: Recorder;
  events: HsmsTraceEvent[];
  connection: HsmsPassiveConnection;
  dial(from?: string): Promise<ScriptedPeer>;
}

function bench(address = HOST, options: Partial<HsmsPassiveConnectionOptions> = {}): Bench {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock, hosts: { "host-1": [HOST, "10.0.0.2"] } });
  const recorder = new Recorder();
  const events: HsmsTraceEvent[] = [];
  const connection = new HsmsPassiveConnection(address, PORT.port, 0, recorder, {
    network,
    clock,
    trace: (event) => events.push(event),
    ...options,
  });
  const dial = (from = HOST): Promise<ScriptedPeer> => ScriptedPeer.dial(network.from(from), PORT);
  return { clock, network, recorder, events, connection, dial };
}

function refusals(events: HsmsTraceEvent[]): string[] {
  return events.filter((event) => event.type === "refused").map((event) => event.reason);
}

test("passive: enable resolves once it listens, and disable frees the port", async () => {
  const { connection, dial } = bench();
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
  const { connection, recorder, dial, clock } = bench();
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
  const { connection, recorder, dial, events } = bench();
  await connection.enable();
  const stranger = await dial("10.0.0.99");
  await stranger.expectEnd();
  assertEquals(recorder.lines, []);
  assertEquals(refusals(events), ["No peer is expected at 10.0.0.99"]);
  await dial();
  await recorder.saw("established");
  await connection.disable();
});

test("passive: a host name stands for each of its addresses", async () => {
  const { connection, recorder, dial } = bench("host-1");
  await connection.enable();
  await (await dial("10.0.0.3")).expectEnd();
  await dial("10.0.0.2");
  await recorder.saw("established");
  await connection.disable();
});

test("passive: a host name that does not resolve lets nobody in, and breaks nothing", async () => {
  const { connection, dial, events } = bench("no-such-host");
  await connection.enable();
  await (await dial()).expectEnd();
  assertEquals(refusals(events).length, 1);
  await connection.disable();
});

test('passive: "*" means any peer', async () => {
  const { connection, recorder, dial } = bench("*");
  await connection.enable();
  await dial("203.0.113.9");
  await recorder.saw("established");
  await connection.disable();
});

test("passive: an IPv4 peer that arrives as ::ffff:a.b.c.d is the same peer", async () => {
  const { connection, recorder, network } = bench();
  await connection.enable();
  await ScriptedPeer.dial(network.from(`::ffff:${HOST}`), PORT);
  await recorder.saw("established");
  await connection.disable();
});

test("passive: two clients at once, the first gets in, the second hears Select.rsp 3", async () => {
  const { connection, recorder, dial, events } = bench();
  await connection.enable();
  const [first, second] = await Promise.all([dial(), dial()]);
  second.send(selectReq(9).encode());
  await second.expect(selectRsp(selectReq(9), 3).encode());
  await second.expectEnd();
  first.send(selectReq(1).encode());
  await recorder.saw("received Select.req");
  assertEquals(recorder.lines, ["established", "received Select.req"]);
  assertStringIncludes(refusals(events)[0]!, "The peer at 10.0.0.1 is connected already");
  await connection.disable();
});

test("passive: a second client is only closed where the option says so", async () => {
  const { connection, dial, recorder } = bench(HOST, { busy: "close" });
  await connection.enable();
  const [, second] = await Promise.all([dial(), dial()]);
  await second.expectEnd();
  await recorder.saw("established");
  assertEquals(recorder.lines, ["established"]);
  await connection.disable();
});

test("passive: a busy port rejects enable, names the port, and leaves the connection disabled", async () => {
  const { connection, network } = bench();
  const other = await network.listen({ address: "0.0.0.0", port: PORT.port }, () => {});
  const error = await assertRejects(() => connection.enable(), TransportError);
  assertEquals(error.code, "in-use");
  assertStringIncludes(error.message, "Cannot listen on 0.0.0.0:5000: the port is in use");
  assert(!connection.enabled);
  await other.close();
  await connection.enable();
  await connection.disable();
});

test("passive: a port that was taken meanwhile is tried again after T5", async () => {
  const { connection, network, dial, clock, events, recorder } = bench();
  await connection.enable();
  const peer = await dial();
  await clock.settle();
  const thief = await network.listen({ address: "0.0.0.0", port: PORT.port }, () => {});
  peer.end();
  await clock.settle();
  const failed = events.find((event) => event.type === "failed")!;
  assertEquals(failed.retryIn, 10_000);
  await thief.close();
  await clock.advance(10_000);
  await dial();
  await clock.settle();
  assertEquals(recorder.count("established"), 2);
  await connection.disable();
});

test("passive: port 0 takes a free port, tells it, and keeps it", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
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
  const { connection, clock, dial, recorder } = bench();
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
  const talking = bench();
  await talking.connection.enable();
  (await talking.dial()).send(selectReq(1).encode());
  await talking.clock.advance(100_000);
  assert(talking.connection.connected);
  await talking.connection.disable();

  const patient = bench(HOST, { dropSilentPeer: false });
  await patient.connection.enable();
  await patient.dial();
  await patient.clock.advance(100_000);
  assert(patient.connection.connected);
  await patient.connection.disable();
});

test("passive: enable and disable in every order, without waiting", async () => {
  const { connection, dial, recorder, clock } = bench();
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
  const { connection, dial, recorder, clock } = bench();
  await connection.enable();
  const dialled = dial();
  const disabled = connection.disable();
  const socket = await dialled.catch(() => undefined);
  await disabled;
  await clock.settle();
  await socket?.expectEnd();
  assertEquals(recorder.lines, []);
});
