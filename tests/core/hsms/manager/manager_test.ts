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
  HsmsConnectionManager,
  type HsmsConnectionManagerOptions,
  HsmsProtocol,
  HsmsStateError,
  TransportError,
} from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { Stage } from "../../../support/stage.ts";

/** A manager without peers. */
class Manager extends Stage {
  readonly manager: HsmsConnectionManager;

  constructor(options: Partial<HsmsConnectionManagerOptions> = {}) {
    super();
    this.manager = new HsmsConnectionManager({ ...this.options, ...options });
  }

  /** An active peer at `from` that connects to `port` and selects. */
  readonly caller = (from: string, port = 5000, sessionId = 0): HsmsProtocol => {
    const options = { network: this.network.from(from), clock: this.clock };
    return new HsmsProtocol("10.0.0.100", port, true, sessionId, from, options);
  };
}

test("manager: the seed's sample, a passive peer that is added, enabled, asked and disabled", async () => {
  const { manager, caller } = new Manager();
  const handler = manager.addPeer("connection", "10.211.55.33", 5000, false, 0);
  const peer = caller("10.211.55.33");
  await handler.enable();
  await peer.enable();
  await handler.whenSelected();
  assertEquals((await handler.sendLinktestReq()).header.sType, 6);
  await handler.disable();
  await manager.stop();
  await peer.disable();
});

test("manager: an added peer is enabled without being asked", async () => {
  const { manager, caller, clock } = new Manager();
  const handler = manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  await clock.settle();
  const peer = caller("10.0.0.1");
  await peer.enable();
  await clock.settle();
  assertEquals([handler.connectionState, peer.connectionState], ["selected", "selected"]);
  await manager.stop();
  await peer.disable();
});

test("manager: an active peer connects, and opens no listener", async () => {
  const { manager, network, clock, ended } = new Manager();
  const tool = await ScriptedPeer.listen(network, { address: "10.0.0.7", port: 5000 });
  manager.addPeer("tool", "10.0.0.7", 5000, true, 0);
  await tool.accept();
  assertEquals([manager.stats().ports, manager.listeningEndpoint(5000)], [0, undefined]);
  await clock.settle();
  assertEquals(manager.stats().connected, 1);
  await ended(manager.stop());
});

test("manager: two peers of one address on different ports, and on different sessions of one port", async () => {
  const { manager, caller, clock } = new Manager();
  const a = manager.addPeer("a", "10.0.0.1", 5000, false, 1);
  const b = manager.addPeer("b", "10.0.0.1", 5001, false, 2);
  const c = manager.addPeer("c", "10.0.0.1", 5001, false, 3);
  await Promise.all([a.enable(), b.enable(), c.enable()]);
  assertEquals(manager.stats().ports, 2);
  const callers = [caller("10.0.0.1", 5000), caller("10.0.0.1", 5001), caller("10.0.0.1", 5001)];
  for (const peer of callers) {
    await peer.enable();
    await clock.settle();
  }
  assertEquals([a, b, c].map((handler) => handler.connectionState), ["selected", "selected", "selected"]);
  await manager.stop();
  await Promise.all(callers.map((peer) => peer.disable()));
});

test("manager: the port closes with its last passive peer, and opens again with the next, at once", async () => {
  const { manager, network } = new Manager();
  await manager.addPeer("a", "10.0.0.1", 5000, false, 0).enable();
  await manager.addPeer("b", "10.0.0.2", 5000, false, 0).enable();
  await manager.removePeer("a");
  assertEquals(manager.stats().ports, 1);
  const removed = manager.removePeer("b");
  await manager.addPeer("c", "10.0.0.3", 5000, false, 0).enable();
  await removed;
  assertEquals(manager.stats().ports, 1);
  await manager.removePeer("c");
  assertEquals(manager.stats().ports, 0);
  await (await network.listen({ address: "0.0.0.0", port: 5000 }, () => {})).close();
});

test("manager: removing a peer leaves the others of its port undisturbed", async () => {
  const { manager, caller, clock } = new Manager();
  manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  const b = manager.addPeer("b", "10.0.0.2", 5000, false, 0);
  const callers = [caller("10.0.0.1"), caller("10.0.0.2")];
  await clock.settle();
  await Promise.all(callers.map((peer) => peer.enable()));
  await clock.settle();
  await manager.removePeer("a");
  assertEquals([b.connectionState, callers[0]!.connectionState], ["selected", "not-connected"]);
  await b.sendLinktestReq();
  await manager.stop();
  await Promise.all(callers.map((peer) => peer.disable()));
});

test("manager: names are found, listed, and wrong ones are errors", async () => {
  const { manager } = new Manager();
  const a = manager.addPeer("a", "10.0.0.1", 5000, true, 0);
  manager.addPeer("b", "10.0.0.2", 5000, true, 0);
  assertEquals(manager.getPeer("a"), a);
  assertEquals([...manager].map(([name]) => name), ["a", "b"]);
  assertEquals([manager.hasConnectionTo("b"), manager.hasConnectionTo("c")], [true, false]);
  assertThrows(() => manager.getPeer("c"), RangeError, 'No peer is called "c"; there is "a", "b"');
  await assertRejects(() => manager.removePeer("c"), RangeError, "c");
  assertThrows(() => manager.addPeer("a", "10.0.0.1", 5000, true, 0), RangeError, 'called "a" already');
  await manager.stop();
  assertEquals([...manager].length, 0);
  assertThrows(() => manager.getPeer("a"), RangeError, "there are none");
});

test("manager: an unknown peer is closed, with an event and the hook", async () => {
  const strangers: string[] = [];
  const { manager, network, events } = new Manager({
    onUnknownPeer: (remote, port) => strangers.push(`${remote.address} at ${port}`),
  });
  await manager.addPeer("a", "10.0.0.1", 5000, false, 0).enable();
  const stranger = await ScriptedPeer.dial(network.from("10.0.0.99"), { address: "10.0.0.100", port: 5000 });
  await stranger.expectEnd();
  assertEquals(strangers, ["10.0.0.99 at 5000"]);
  assert(events.some((event) => event.type === "refused" && event.why === "unknown"));
  await manager.stop();
});

test("manager: a port that is taken rejects enable, is told, and is tried again after T5", async () => {
  const { manager, network, clock, events, caller } = new Manager();
  const thief = await network.listen({ address: "0.0.0.0", port: 5000 }, () => {});
  const handler = manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  const error = await assertRejects(() => handler.enable(), TransportError);
  assertEquals(error.code, "in-use");
  assert(events.some((event) => event.type === "failed" && event.retryIn === 10_000));
  await thief.close();
  await clock.advance(10_000);
  const peer = caller("10.0.0.1");
  await peer.enable();
  await clock.settle();
  assertEquals(handler.connectionState, "selected");
  await manager.stop();
  await peer.disable();
  assertEquals(clock.pending, 0);
});

test("manager: a removed peer cannot open the port again", async () => {
  const { manager } = new Manager();
  const handler = manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  await manager.removePeer("a");
  await assertRejects(() => handler.enable(), HsmsStateError, "removed from its manager");
  await handler.disable();
});

test("manager: a handler of the caller's own is made from what addPeer was told", async () => {
  class Mine extends HsmsProtocol {
    readonly colour = "blue";
  }
  const { manager } = new Manager({ timeouts: { t3: 60_000 } });
  const mine = manager.addPeer("a", "10.0.0.1", 5000, false, 7, {
    handler: Mine,
    timeouts: { t3: 50_000 },
  });
  assertInstanceOf(mine, Mine);
  assertEquals([mine.colour, mine.name, mine.sessionId, mine.timeouts.t3], ["blue", "a", 7, 50_000]);
  assertEquals(manager.addPeer("b", "10.0.0.2", 5000, false, 0).timeouts.t3, 60_000);
  await manager.stop();
});

test("manager: stats tell of each peer and of all", async () => {
  const { manager, caller, clock } = new Manager();
  const handler = manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  manager.addPeer("b", "10.0.0.2", 5000, false, 0);
  await clock.settle();
  const peer = caller("10.0.0.1");
  await peer.enable();
  await clock.settle();
  await handler.sendLinktestReq();
  const { peers, connected, ports } = manager.stats();
  assertEquals([connected, ports], [1, 1]);
  assertEquals(peers["a"]!.sent, { frames: 2, bytes: 28 });
  assertEquals(peers["a"]!.received, { frames: 2, bytes: 28 });
  assertEquals(peers["b"]!.sent.frames, 0);
  await peer.disable();
  await clock.settle();
  await peer.enable();
  await clock.advance(20_000);
  assertEquals(manager.stats().peers["a"]!.reconnects, 1);
  assertStringIncludes(manager.stats().peers["a"]!.lastClose!.message, "Separate.req");
  await manager.stop();
  await peer.disable();
});
