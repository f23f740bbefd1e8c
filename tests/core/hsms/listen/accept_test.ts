import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  HsmsConnectionManager,
  HsmsMultiPassiveServer,
  HsmsPassiveConnection,
  HsmsProtocol,
  linktestReq,
  selectReq,
  selectRsp,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";
import { Stage } from "../../../support/stage.ts";
import { Server } from "./server.ts";

const ALLOW = ["10.1.0.0/16", "192.0.2.7", "fd00::/8"];

test("allow: a server cuts off who is not on the list, answers no byte, and looks no name up", async () => {
  const stage = new Server({ allow: ALLOW });
  const { server, expect } = stage;
  const [recorder] = await expect("*", "tool-1");
  await server.start();
  const stranger = await stage.dial("10.2.0.1");
  stranger.send(selectReq(1).encode());
  assert(await stranger.expectEnd() !== undefined, "it is reset");
  stranger.expectSilence();
  assertEquals([stage.refusals, stage.lookUps], [[["10.2.0.1", "not-allowed"]], []]);
  assertEquals(stage.reasons, ["10.2.0.1 is not on the list of the option allow"]);
  assertEquals(recorder!.lines, []);
  for (const address of ["10.1.2.3", "::ffff:192.0.2.7", "fd12::1"]) {
    const peer = await stage.dial(address);
    await stage.clock.settle();
    assertEquals(recorder!.lines.at(-1), "established", address);
    peer.end();
    await stage.clock.settle();
  }
  await server.stop();
});

test("allow: it does not let in whom nobody expects", async () => {
  const stage = new Server({ allow: ALLOW });
  const { server, expect } = stage;
  await expect("10.1.0.1");
  await server.start();
  await (await stage.dial("10.1.0.2")).expectEnd();
  await (await stage.dial("10.2.0.2")).expectEnd();
  assertEquals(stage.refusals, [["10.1.0.2", "unknown"], ["10.2.0.2", "not-allowed"]]);
  await server.stop();
});

test("allow: holds at the port of a passive connection", async () => {
  const stage = new Stage();
  const { network, clock, trace } = stage;
  const recorder = new Recorder();
  const connection = new HsmsPassiveConnection("*", 5000, 0, recorder, {
    network,
    clock,
    trace,
    allow: ALLOW,
  });
  await connection.enable();
  const stranger = await stage.dial("10.2.0.1");
  await stranger.expectEnd();
  stranger.expectSilence();
  assertEquals(recorder.lines, []);
  await stage.dial("192.0.2.7");
  await recorder.saw("established");
  const refused = stage.events.find((one) => one.type === "refused")!;
  assertEquals([refused.why, refused.connection], ["not-allowed", connection]);
  await stage.ended(connection.disable());
});

test("allow: holds at every port of a manager, which no peer of it can change", async () => {
  const stage = new Stage();
  const { network, clock, trace } = stage;
  const unknown: string[] = [];
  const onUnknownPeer = ({ address }: { address: string }): void => void unknown.push(address);
  const manager = new HsmsConnectionManager({ network, clock, trace, allow: ALLOW, onUnknownPeer });
  const options: object = { allow: ["10.2.0.0/16"] };
  const wrong = "allow belongs to the port: give it to the manager";
  assertThrows(() => manager.addPeer("a", "10.2.0.1", 5000, false, 0, options), TypeError, wrong);
  await manager.addPeer("b", "10.2.0.1", 5000, false, 0).enable();
  const b = await stage.dial("10.2.0.1");
  await b.expectEnd();
  b.expectSilence();
  assertEquals([stage.refusals, unknown], [[["10.2.0.1", "not-allowed"]], []]);
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
  const server = new Server().server;
  const options = { network: new MemoryNetwork(), server, allow: ["10.0.0.0/8"] };
  const wrong = "allow belongs to the port: give it to the server";
  assertThrows(() => new HsmsProtocol("10.0.0.1", 5000, false, 0, "tool", options), TypeError, wrong);
});

test("maxConnections: one more is cut off, told, and let in once another is gone", async () => {
  const stage = new Server({ maxConnections: 2 });
  const { server, expect } = stage;
  const [recorder] = await expect("*", "*", "*");
  await server.start();
  const first = await stage.dial("10.0.0.1");
  await stage.dial("10.0.0.2");
  const third = await stage.dial("10.0.0.3");
  third.send(selectReq(1).encode());
  await third.expectEnd();
  third.expectSilence();
  assertEquals(stage.refusals, [["10.0.0.3", "max-connections"]]);
  assertEquals(stage.reasons, [
    "2 connections are open at this port already. Raise maxConnections to accept more",
  ]);
  first.end();
  await stage.clock.settle();
  await stage.dial("10.0.0.3");
  await stage.clock.settle();
  assertEquals([stage.refusals.length, recorder!.count("established")], [1, 2]);
  await server.stop();
});

test("maxConnections: what a client does to its end, it is counted out once", async () => {
  const stage = new Server({ maxConnections: 1, busy: "close" });
  const { server, expect } = stage;
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  for (let i = 1; i <= 20; i++) {
    const peer = await stage.dial("10.0.0.1");
    await stage.clock.settle();
    assertEquals(recorder!.count("established"), i);
    if (i % 4 === 0) peer.end();
    if (i % 4 === 1) peer.reset();
    if (i % 4 === 2) peer.send("ffffffff");
    if (i % 4 === 3) await stage.clock.advance(10_000);
    await stage.clock.settle();
  }
  for (let i = 0; i < 5; i++) await (await stage.dial("10.0.0.99")).expectEnd();
  await stage.dial("10.0.0.1");
  await stage.clock.settle();
  assertEquals(recorder!.count("established"), 21);
  await server.stop();
});

test("maxConnectionsPerAddress: one address does not take the seats of the others", async () => {
  const stage = new Server({ maxConnectionsPerAddress: 2 });
  const { server, expect } = stage;
  const recorders = await expect("*", "*", "*", "*");
  await server.start();
  await stage.dial("10.0.0.1");
  await stage.dial("::ffff:10.0.0.1");
  await (await stage.dial("10.0.0.1")).expectEnd();
  await stage.dial("10.0.0.2");
  await stage.clock.settle();
  assertEquals(stage.refusals, [["10.0.0.1", "max-connections-per-address"]]);
  assertEquals(stage.reasons, [
    "2 connections from 10.0.0.1 are open at this port already. Raise maxConnectionsPerAddress to accept more",
  ]);
  assertEquals(recorders.map((one) => one.lines.length), [1, 1, 1, 0]);
  await server.stop();
});

test("stop(false) goes on counting the connections that it leaves up", async () => {
  const stage = new Server({ maxConnections: 1 });
  const { server, expect } = stage;
  await expect("*", "*");
  await server.start();
  await stage.dial("10.0.0.1");
  await stage.clock.settle();
  await server.stop(false);
  await server.start();
  await (await stage.dial("10.0.0.2")).expectEnd();
  assertEquals(stage.refusals, [["10.0.0.2", "max-connections"]]);
  await server.stop();
});

test("names: none is looked up where an exact address has a free seat", async () => {
  const stage = new Server();
  const { server, expect } = stage;
  const [named, exact] = await expect("tool-1", "10.0.0.1");
  await server.start();
  await stage.dial("10.0.0.1");
  await stage.clock.settle();
  assertEquals([stage.lookUps, exact!.lines], [[], ["established"]]);
  await stage.dial("10.0.0.1");
  await stage.clock.settle();
  assertEquals([stage.lookUps, named!.lines], [["tool-1"], ["established"]]);
  await server.stop();
});

test("names: clients that come in at once share a look-up, and maxPending bounds how many wait", async () => {
  const stage = new Server({ maxPending: 2 });
  let answer: (addresses: string[]) => void = () => {};
  stage.resolve = () => new Promise((resolve) => answer = resolve);
  const { server, expect } = stage;
  const [named, exact] = await expect("tool-1", "10.0.0.9");
  await server.start();
  await stage.dial("10.0.0.1");
  await stage.dial("10.0.0.2");
  const third = await stage.dial("10.0.0.3");
  await third.expectEnd();
  assertEquals([stage.lookUps, stage.refusals], [["tool-1"], [["10.0.0.3", "max-pending"]]]);
  assertEquals(stage.reasons, [
    "2 clients wait for look-ups of host names already. Raise maxPending, or expect peers at IP addresses",
  ]);
  await stage.dial("10.0.0.9");
  await stage.clock.settle();
  assertEquals(exact!.lines, ["established"], "an exact address does not wait");
  answer(["10.0.0.2"]);
  await stage.clock.settle();
  assertEquals([named!.lines, stage.refusals.at(-1)], [["established"], ["10.0.0.1", "unknown"]]);
  await server.stop();
});

test("stop lets go of a client whose host name is still looked up", async () => {
  const stage = new Server();
  let answer: (addresses: string[]) => void = () => {};
  stage.resolve = () => new Promise((resolve) => answer = resolve);
  const { server, expect } = stage;
  const [recorder] = await expect("tool-1");
  await server.start();
  const peer = await stage.dial("10.0.0.1");
  await stage.clock.settle();
  await server.stop();
  await peer.expectEnd();
  answer(["10.0.0.1"]);
  await stage.clock.settle();
  assertEquals(recorder!.lines, []);
});

test("stop lets go of clients that are being told that their peer is connected", async () => {
  const stage = new Server();
  const { server, expect } = stage;
  await expect("10.0.0.1");
  await server.start();
  const first = await stage.dial("10.0.0.1");
  await stage.clock.settle();
  const second = await stage.dial("10.0.0.1");
  await stage.clock.settle();
  await server.stop(false);
  await second.expectEnd();
  first.send(linktestReq(1).encode());
  await stage.clock.settle();
  const stopped = server[Symbol.asyncDispose]();
  await first.expectEnd();
  await stage.clock.advance(5_000);
  await stopped;
  assertEquals(stage.clock.pending, 0, "no timer of theirs is left");
});

test("a busy peer's second client is still told so within the bounds", async () => {
  const stage = new Server({ allow: ["10.0.0.1"], maxConnections: 2 });
  const { server, expect } = stage;
  await expect("10.0.0.1");
  await server.start();
  await stage.dial("10.0.0.1");
  await stage.clock.settle();
  const second = await stage.dial("10.0.0.1");
  second.send(selectReq(7).encode());
  await second.expect(selectRsp(selectReq(7), 3).encode());
  await second.expectEnd();
  assertEquals(stage.refusals, [["10.0.0.1", "busy"]]);
  await server.stop();
});
