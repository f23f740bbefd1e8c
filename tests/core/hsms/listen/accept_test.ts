import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  HsmsConnectionManager,
  HsmsMultiPassiveServer,
  type HsmsMultiPassiveServerOptions,
  HsmsPassiveConnection,
  HsmsProtocol,
  type HsmsRefusal,
  type HsmsTraceEvent,
  linktestReq,
  type Network,
  selectReq,
  selectRsp,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";

const PORT = { address: "10.0.0.7", port: 5000 };
const ALLOW = ["10.1.0.0/16", "192.0.2.7", "fd00::/8"];

class Bench {
  readonly clock = new VirtualClock();
  readonly memory = new MemoryNetwork({ clock: this.clock });
  readonly events: HsmsTraceEvent[] = [];
  /** The names that were looked up, and how each is answered. */
  readonly lookUps: string[] = [];
  resolve: (name: string) => Promise<string[]> = () => Promise.resolve(["10.0.0.1"]);
  readonly network: Network = {
    dial: (endpoint, options) => this.memory.dial(endpoint, options),
    listen: (endpoint, accept) => this.memory.listen(endpoint, accept),
    resolve: (name) => (this.lookUps.push(name), this.resolve(name)),
  };
  readonly trace = (event: HsmsTraceEvent): void => void this.events.push(event);

  server(options: Partial<HsmsMultiPassiveServerOptions> = {}): HsmsMultiPassiveServer {
    const { network, clock, trace } = this;
    return new HsmsMultiPassiveServer(PORT.port, { network, clock, trace, ...options });
  }

  dial(from: string): Promise<ScriptedPeer> {
    return ScriptedPeer.dial(this.memory.from(from), PORT, { clock: this.clock });
  }

  /** Who was turned away, and why. */
  get refusals(): [address: string, why: HsmsRefusal][] {
    return this.events.flatMap((one) => one.type === "refused" ? [[one.remote.address, one.why]] : []);
  }

  get reasons(): string[] {
    return this.events.flatMap((one) => one.type === "refused" ? [one.reason] : []);
  }
}

/** A seat for each address, enabled. */
async function seats(server: HsmsMultiPassiveServer, ...addresses: string[]): Promise<Recorder[]> {
  const recorders = addresses.map(() => new Recorder());
  for (const [i, address] of addresses.entries()) {
    await server.createConnection(address, server.port, i, recorders[i]!).enable();
  }
  return recorders;
}

test("allow: a server cuts off who is not on the list, answers no byte, and looks no name up", async () => {
  const bench = new Bench();
  const server = bench.server({ allow: ALLOW });
  const [recorder] = await seats(server, "*", "tool-1");
  await server.start();
  const stranger = await bench.dial("10.2.0.1");
  stranger.send(selectReq(1).encode());
  assert(await stranger.expectEnd() !== undefined, "it is reset");
  stranger.expectSilence();
  assertEquals([bench.refusals, bench.lookUps], [[["10.2.0.1", "not-allowed"]], []]);
  assertEquals(bench.reasons, ["10.2.0.1 is not on the list of the option allow"]);
  assertEquals(recorder!.lines, []);
  for (const address of ["10.1.2.3", "::ffff:192.0.2.7", "fd12::1"]) {
    const peer = await bench.dial(address);
    await bench.clock.settle();
    assertEquals(recorder!.lines.at(-1), "established", address);
    peer.end();
    await bench.clock.settle();
  }
  await server.stop();
});

test("allow: it does not let in whom nobody expects", async () => {
  const bench = new Bench();
  const server = bench.server({ allow: ALLOW });
  await seats(server, "10.1.0.1");
  await server.start();
  await (await bench.dial("10.1.0.2")).expectEnd();
  await (await bench.dial("10.2.0.2")).expectEnd();
  assertEquals(bench.refusals, [["10.1.0.2", "unknown"], ["10.2.0.2", "not-allowed"]]);
  await server.stop();
});

test("allow: holds at the port of a passive connection", async () => {
  const bench = new Bench();
  const { network, clock, trace } = bench;
  const recorder = new Recorder();
  const connection = new HsmsPassiveConnection("*", 5000, 0, recorder, {
    network,
    clock,
    trace,
    allow: ALLOW,
  });
  await connection.enable();
  const stranger = await ScriptedPeer.dial(bench.memory.from("10.2.0.1"), PORT);
  await stranger.expectEnd();
  stranger.expectSilence();
  assertEquals(recorder.lines, []);
  await ScriptedPeer.dial(bench.memory.from("192.0.2.7"), PORT);
  await recorder.saw("established");
  const refused = bench.events.find((one) => one.type === "refused")!;
  assertEquals([refused.why, refused.connection], ["not-allowed", connection]);
  const disabled = connection.disable();
  await clock.advance(5_000);
  await disabled;
});

test("allow: holds at every port of a manager, which no peer of it can change", async () => {
  const bench = new Bench();
  const { network, clock, trace } = bench;
  const unknown: string[] = [];
  const onUnknownPeer = ({ address }: { address: string }): void => void unknown.push(address);
  const manager = new HsmsConnectionManager({ network, clock, trace, allow: ALLOW, onUnknownPeer });
  const options: object = { allow: ["10.2.0.0/16"] };
  const wrong = "allow belongs to the port: give it to the manager";
  assertThrows(() => manager.addPeer("a", "10.2.0.1", 5000, false, 0, options), TypeError, wrong);
  await manager.addPeer("b", "10.2.0.1", 5000, false, 0).enable();
  const b = await bench.dial("10.2.0.1");
  await b.expectEnd();
  b.expectSilence();
  assertEquals([bench.refusals, unknown], [[["10.2.0.1", "not-allowed"]], []]);
  await manager.stop();
});

test("a wrong entry, or a bound that cannot be, is named at construction", () => {
  const network = new MemoryNetwork();
  const allow = ["10.0.0.0/8", "10.1.2.3/16"];
  const made = [
    () => new HsmsMultiPassiveServer(5000, { network, allow }),
    () => new HsmsPassiveConnection("*", 5000, 0, {}, { network, allow }),
    () => new HsmsProtocol("*", 5000, false, 0, "tool", { network, allow }),
    () => new HsmsConnectionManager({ network, allow }),
  ];
  for (const make of made) assertThrows(make, RangeError, "allow[1] must have no bits after its length");
  for (const name of ["maxConnections", "maxConnectionsPerAddress", "maxPending"]) {
    for (const value of [0, -1, 1.5, NaN]) {
      const options = { network, [name]: value };
      assertThrows(
        () => new HsmsMultiPassiveServer(5000, options),
        RangeError,
        `${name} must be a whole number`,
      );
      assertThrows(() => new HsmsConnectionManager(options), RangeError, name);
    }
  }
});

test("options of a port are refused on a handler that comes in at a server", () => {
  const server = new Bench().server();
  const options = { network: new MemoryNetwork(), server, allow: ["10.0.0.0/8"] };
  const wrong = "allow belongs to the port: give it to the server";
  assertThrows(() => new HsmsProtocol("10.0.0.1", 5000, false, 0, "tool", options), TypeError, wrong);
});

test("maxConnections: one more is cut off, told, and let in once another is gone", async () => {
  const bench = new Bench();
  const server = bench.server({ maxConnections: 2 });
  const [recorder] = await seats(server, "*", "*", "*");
  await server.start();
  const first = await bench.dial("10.0.0.1");
  await bench.dial("10.0.0.2");
  const third = await bench.dial("10.0.0.3");
  third.send(selectReq(1).encode());
  await third.expectEnd();
  third.expectSilence();
  assertEquals(bench.refusals, [["10.0.0.3", "max-connections"]]);
  assertEquals(bench.reasons, [
    "2 connections are open at this port already. Raise maxConnections to accept more",
  ]);
  first.end();
  await bench.clock.settle();
  await bench.dial("10.0.0.3");
  await bench.clock.settle();
  assertEquals([bench.refusals.length, recorder!.count("established")], [1, 2]);
  await server.stop();
});

test("maxConnections: what a client does to its end, it is counted out once", async () => {
  const bench = new Bench();
  const server = bench.server({ maxConnections: 1, busy: "close" });
  const [recorder] = await seats(server, "10.0.0.1");
  await server.start();
  for (let i = 1; i <= 20; i++) {
    const peer = await bench.dial("10.0.0.1");
    await bench.clock.settle();
    assertEquals(recorder!.count("established"), i);
    if (i % 4 === 0) peer.end();
    if (i % 4 === 1) peer.reset();
    if (i % 4 === 2) peer.send("ffffffff");
    if (i % 4 === 3) await bench.clock.advance(10_000);
    await bench.clock.settle();
  }
  for (let i = 0; i < 5; i++) await (await bench.dial("10.0.0.99")).expectEnd();
  await bench.dial("10.0.0.1");
  await bench.clock.settle();
  assertEquals(recorder!.count("established"), 21);
  await server.stop();
});

test("maxConnectionsPerAddress: one address does not take the seats of the others", async () => {
  const bench = new Bench();
  const server = bench.server({ maxConnectionsPerAddress: 2 });
  const recorders = await seats(server, "*", "*", "*", "*");
  await server.start();
  await bench.dial("10.0.0.1");
  await bench.dial("::ffff:10.0.0.1");
  await (await bench.dial("10.0.0.1")).expectEnd();
  await bench.dial("10.0.0.2");
  await bench.clock.settle();
  assertEquals(bench.refusals, [["10.0.0.1", "max-connections-per-address"]]);
  assertEquals(bench.reasons, [
    "2 connections from 10.0.0.1 are open at this port already. Raise maxConnectionsPerAddress to accept more",
  ]);
  assertEquals(recorders.map((one) => one.lines.length), [1, 1, 1, 0]);
  await server.stop();
});

test("stop(false) goes on counting the connections that it leaves up", async () => {
  const bench = new Bench();
  const server = bench.server({ maxConnections: 1 });
  await seats(server, "*", "*");
  await server.start();
  await bench.dial("10.0.0.1");
  await bench.clock.settle();
  await server.stop(false);
  await server.start();
  await (await bench.dial("10.0.0.2")).expectEnd();
  assertEquals(bench.refusals, [["10.0.0.2", "max-connections"]]);
  await server.stop();
});

test("names: none is looked up where an exact address has a free seat", async () => {
  const bench = new Bench();
  const server = bench.server();
  const [named, exact] = await seats(server, "tool-1", "10.0.0.1");
  await server.start();
  await bench.dial("10.0.0.1");
  await bench.clock.settle();
  assertEquals([bench.lookUps, exact!.lines], [[], ["established"]]);
  await bench.dial("10.0.0.1");
  await bench.clock.settle();
  assertEquals([bench.lookUps, named!.lines], [["tool-1"], ["established"]]);
  await server.stop();
});

test("names: clients that come in at once share a look-up, and maxPending bounds how many wait", async () => {
  const bench = new Bench();
  let answer: (addresses: string[]) => void = () => {};
  bench.resolve = () => new Promise((resolve) => answer = resolve);
  const server = bench.server({ maxPending: 2 });
  const [named, exact] = await seats(server, "tool-1", "10.0.0.9");
  await server.start();
  await bench.dial("10.0.0.1");
  await bench.dial("10.0.0.2");
  const third = await bench.dial("10.0.0.3");
  await third.expectEnd();
  assertEquals([bench.lookUps, bench.refusals], [["tool-1"], [["10.0.0.3", "max-pending"]]]);
  assertEquals(bench.reasons, [
    "2 clients wait for look-ups of host names already. Raise maxPending, or expect peers at IP addresses",
  ]);
  await bench.dial("10.0.0.9");
  await bench.clock.settle();
  assertEquals(exact!.lines, ["established"], "an exact address does not wait");
  answer(["10.0.0.2"]);
  await bench.clock.settle();
  assertEquals([named!.lines, bench.refusals.at(-1)], [["established"], ["10.0.0.1", "unknown"]]);
  await server.stop();
});

test("stop lets go of a client whose host name is still looked up", async () => {
  const bench = new Bench();
  let answer: (addresses: string[]) => void = () => {};
  bench.resolve = () => new Promise((resolve) => answer = resolve);
  const server = bench.server();
  const [recorder] = await seats(server, "tool-1");
  await server.start();
  const peer = await bench.dial("10.0.0.1");
  await bench.clock.settle();
  await server.stop();
  await peer.expectEnd();
  answer(["10.0.0.1"]);
  await bench.clock.settle();
  assertEquals(recorder!.lines, []);
});

test("stop lets go of clients that are being told that their peer is connected", async () => {
  const bench = new Bench();
  const server = bench.server();
  await seats(server, "10.0.0.1");
  await server.start();
  const first = await bench.dial("10.0.0.1");
  await bench.clock.settle();
  const second = await bench.dial("10.0.0.1");
  await bench.clock.settle();
  await server.stop(false);
  await second.expectEnd();
  first.send(linktestReq(1).encode());
  await bench.clock.settle();
  const stopped = server[Symbol.asyncDispose]();
  await first.expectEnd();
  await bench.clock.advance(5_000);
  await stopped;
  assertEquals(bench.clock.pending, 0, "no timer of theirs is left");
});

test("a busy peer's second client is still told so within the bounds", async () => {
  const bench = new Bench();
  const server = bench.server({ allow: ["10.0.0.1"], maxConnections: 2 });
  await seats(server, "10.0.0.1");
  await server.start();
  await bench.dial("10.0.0.1");
  await bench.clock.settle();
  const second = await bench.dial("10.0.0.1");
  second.send(selectReq(7).encode());
  await second.expect(selectRsp(selectReq(7), 3).encode());
  await second.expectEnd();
  assertEquals(bench.refusals, [["10.0.0.1", "busy"]]);
  await server.stop();
});
