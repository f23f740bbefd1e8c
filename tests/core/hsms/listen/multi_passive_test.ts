import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { linktestReq, selectReq, selectRsp, TransportError } from "@secs/hsms";
import type { ScriptedPeer } from "@secs/hsms/testing";
import { Server } from "./server.ts";
import { Recorder } from "../../../support/recorder.ts";

test("multi-passive: one port, and each peer gets the connection that was created for it", async () => {
  const { server, expect, dial, clock } = new Server();
  const [a, b] = await expect("10.0.0.1", "10.0.0.2");
  await server.start();
  const second = await dial("10.0.0.2");
  const first = await dial("10.0.0.1");
  first.send(linktestReq(1).encode());
  second.send(selectReq(2).encode());
  await clock.settle();
  assertEquals(a!.lines, ["established", "received Linktest.req"]);
  assertEquals(b!.lines, ["established", "received Select.req"]);
  await server.stop();
  assertEquals([a!.lines.at(-1), b!.lines.at(-1)], ["closed", "closed"]);
});

test("multi-passive: an unknown peer is closed, and told to the trace", async () => {
  const { server, expect, dial, told } = new Server();
  await expect("10.0.0.1");
  await server.start();
  await (await dial("10.0.0.99")).expectEnd();
  const refused = told("refused")[0]!;
  assertEquals([refused.reason, refused.remote.address], ["No peer is expected at 10.0.0.99", "10.0.0.99"]);
  await server.stop();
});

test("multi-passive: a disabled peer is closed, and gets in once it is enabled", async () => {
  const { server, dial, told } = new Server();
  const recorder = new Recorder();
  const connection = server.createConnection("10.0.0.1", 5000, 0, recorder);
  await server.start();
  await (await dial("10.0.0.1")).expectEnd();
  assertEquals(told("refused")[0]?.reason, "The peer at 10.0.0.1 is disabled");
  await connection.enable();
  await dial("10.0.0.1");
  await recorder.saw("established");
  await connection.disable();
  assertEquals(recorder.lines, ["established", "before-closed", "closed"]);
  await (await dial("10.0.0.1")).expectEnd();
  await server.stop();
});

test("multi-passive: a second client of a connected peer hears Select.rsp 3, and the first is not disturbed", async () => {
  const { server, expect, dial, clock } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  const first = await dial("10.0.0.1");
  await clock.settle();
  const second = await dial("10.0.0.1");
  second.send(selectReq(7).encode());
  await second.expect(selectRsp(selectReq(7), 3).encode());
  await second.expectEnd();
  first.send(selectReq(1).encode());
  await clock.settle();
  assertEquals(recorder!.lines, ["established", "received Select.req"]);
  first.end();
  await clock.settle();
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals(recorder!.count("established"), 2);
  await server.stop();
});

test("multi-passive: a second client that says nothing is let go after T7", async () => {
  const { server, expect, dial, clock } = new Server();
  await expect("10.0.0.1");
  await server.start();
  (await dial("10.0.0.1")).send(selectReq(1).encode());
  const second = await dial("10.0.0.1");
  await clock.advance(10_000);
  await second.expectEnd();
  await server.stop();
});

test("multi-passive: a second client that sends garbage is dropped", async () => {
  const { server, expect, dial, clock } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  await dial("10.0.0.1");
  const second = await dial("10.0.0.1");
  second.send("ffffffff");
  await second.expectEnd();
  await clock.settle();
  assertEquals(recorder!.lines, ["established"]);
  await server.stop();
});

test("multi-passive: of a crowd of second clients only a few are kept waiting", async () => {
  const { server, expect, dial, clock } = new Server();
  await expect("10.0.0.1");
  await server.start();
  const crowd: ScriptedPeer[] = [];
  for (let i = 0; i < 30; i++) crowd.push(await dial("10.0.0.1"));
  await Promise.all(crowd.slice(17).map((peer) => peer.expectEnd()));
  await clock.advance(10_000);
  await Promise.all(crowd.slice(1, 17).map((peer) => peer.expectEnd()));
  await server.stop();
});

test("multi-passive: two connections for one address take two clients, in order of creation", async () => {
  const { server, expect, dial, clock } = new Server();
  const [a, b] = await expect("10.0.0.1", "10.0.0.1");
  await server.start();
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals([a!.lines, b!.lines], [["established"], []]);
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals([a!.lines, b!.lines], [["established"], ["established"]]);
  await server.stop();
});

test('multi-passive: exact IP goes before host name, host name before "*"', async () => {
  const { server, expect, dial, clock } = new Server();
  const [any, name, exact] = await expect("*", "host-1", "10.0.0.1");
  await server.start();
  for (const expected of [exact, name, any]) {
    assertEquals(expected!.lines, []);
    await dial("10.0.0.1");
    await clock.settle();
    assertEquals(expected!.lines, ["established"]);
  }
  await server.stop();
});

test("multi-passive: the route option decides, or turns away", async () => {
  const seen: string[][] = [];
  const { server, expect, dial, clock } = new Server({
    route: (remote, candidates) => {
      seen.push([remote.address, ...candidates.map((candidate) => candidate.address)]);
      return seen.length === 1 ? candidates[1] : undefined;
    },
  });
  const [a, b] = await expect("10.0.0.1", "*");
  await server.start();
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals([a!.lines, b!.lines], [[], ["established"]]);
  (await dial("10.0.0.1")).send("0000000a ffff 0000 0001 00000001");
  await clock.settle();
  assertEquals(a!.lines, []);
  assertEquals(seen, [["10.0.0.1", "10.0.0.1", "*"], ["10.0.0.1", "10.0.0.1", "*"]]);
  await server.stop();
});

test("multi-passive: stop(false) closes the port and leaves connections up", async () => {
  const { server, expect, dial, clock, network } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  const peer = await dial("10.0.0.1");
  await clock.settle();
  await server.stop(false);
  await assertRejects(() => dial("10.0.0.1"), TransportError, "refused");
  await (await network.listen({ address: "0.0.0.0", port: 5000 }, () => {})).close();
  peer.send(linktestReq(1).encode());
  await clock.settle();
  assertEquals(recorder!.lines, ["established", "received Linktest.req"]);
  await server[Symbol.asyncDispose]();
  assertEquals(recorder!.lines.at(-1), "closed");
});

test("multi-passive: after stop the connections stay enabled and take part in the next start", async () => {
  const { server, expect, dial, clock } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  await dial("10.0.0.1");
  await clock.settle();
  await server.stop();
  assertEquals(recorder!.lines, ["established", "before-closed", "closed"]);
  await server.start();
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals(recorder!.count("established"), 2);
  await server.stop();
});

test("multi-passive: start and stop in every order, without waiting", async () => {
  const { server, expect, dial, clock } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await Promise.all([server.stop(), server.start(), server.start(), server.stop(), server.start()]);
  assertEquals(server.listeningEndpoint, { address: "0.0.0.0", port: 5000 });
  await dial("10.0.0.1");
  await clock.settle();
  assertEquals(recorder!.lines, ["established"]);
  await Promise.all([server.stop(), server.stop()]);
  assertEquals(server.listeningEndpoint, undefined);
});

test("multi-passive: a busy port rejects start, and the next start works", async () => {
  const { server, network } = new Server();
  const thief = await network.listen({ address: "0.0.0.0", port: 5000 }, () => {});
  await assertRejects(() => server.start(), TransportError, "the port is in use");
  await thief.close();
  await server.start();
  await server.stop();
});

test("multi-passive: createConnection refuses another port than the server's", () => {
  const { server } = new Server();
  assertThrows(
    () => server.createConnection("10.0.0.1", 5001, 0, {}),
    RangeError,
    "the server's own, 5000, got 5001",
  );
});

test("multi-passive: removeConnection closes the socket and forgets the peer", async () => {
  const { server, expect, dial, clock } = new Server();
  const [recorder] = await expect("10.0.0.1");
  await server.start();
  const peer = await dial("10.0.0.1");
  await clock.settle();
  const [connection] = server.connections;
  const removed = server.removeConnection(connection!);
  await peer.expectEnd();
  peer.end();
  await removed;
  assertEquals(recorder!.lines.at(-1), "closed");
  assertEquals([...server.connections].length, 0);
  await (await dial("10.0.0.1")).expectEnd();
  await server.stop();
});

test("multi-passive: fifty peers at one port do not mix", async () => {
  const { server, expect, dial, clock } = new Server();
  const addresses = Array.from({ length: 50 }, (_, i) => `10.0.1.${i}`);
  const recorders = await expect(...addresses);
  await server.start();
  const peers = await Promise.all(addresses.map((address) => dial(address)));
  for (const [i, peer] of peers.entries()) peer.send(linktestReq(i).encode());
  await clock.settle();
  for (const [i, recorder] of recorders.entries()) {
    assertEquals(recorder.packets.map((packet) => packet.header.system), [i]);
    assert(recorder.lines[0] === "established");
  }
  await server.stop();
});
