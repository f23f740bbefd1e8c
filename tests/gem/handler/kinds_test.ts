import { test } from "node:test";
import {
  connect,
  createTls,
  HsmsConnectionManager,
  HsmsMultiPassiveServer,
  listen,
  type Network,
  SecsAcknowledgeError,
  tcp,
  TransportError,
} from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { GemHandler } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { failure } from "../../support/wait.ts";
import * as pem from "../../transports/tls/certificates.ts";
import { record } from "./stage.ts";

const LOOPBACK = "127.0.0.1";
const ETCHER = { role: "equipment", mdln: "ETCHER", softrev: "1.0" } as const;
const IDENTITY = { MDLN: "ETCHER", SOFTREV: "1.0" };
const NETWORKS: Record<string, () => Network> = {
  memory: () => new MemoryNetwork(),
  tcp: () => tcp,
  tls: () => createTls({ ...pem.server, ca: pem.ca }),
};

for (const [name, make] of Object.entries(NETWORKS)) {
  test(`${name}: connect() resolves once communications are established, and listen() with an open port`, async () => {
    const network = make();
    const tool = await listen({
      ...ETCHER,
      port: 0,
      bindAddress: LOOPBACK,
      network,
      handler: GemHandler<"equipment">,
    });
    assertEquals(tool.communicationState, "NOT COMMUNICATING");
    const { port } = tool.connection.listeningEndpoint!;
    const host = await connect({ address: LOOPBACK, port, network, handler: GemHandler<"host"> });
    assertEquals([host.communicationState, host.peerIdentity], ["COMMUNICATING", IDENTITY]);
    assertEquals(await host.areYouThere(), IDENTITY);
    await tool.waitForCommunicating();
    await host.disable();
    await tool.disable();
  });

  test(`${name}: the equipment may be the active side`, async () => {
    const network = make();
    const host = await listen({
      port: 0,
      bindAddress: LOOPBACK,
      network,
      handler: GemHandler<"host">,
      passive: true,
    });
    const { port } = host.connection.listeningEndpoint!;
    const tool = await connect({
      ...ETCHER,
      address: LOOPBACK,
      port,
      network,
      handler: GemHandler<"equipment">,
    });
    await host.waitForCommunicating();
    assertEquals([tool.communicationState, host.peerIdentity], ["COMMUNICATING", IDENTITY]);
    await tool.disable();
    await host.disable();
  });

  test(`${name}: lost communications are established again`, async () => {
    const network = make();
    const log = new Log();
    const timeouts = { t5: 1, allowShort: true };
    const tool = await listen({
      ...ETCHER,
      port: 0,
      bindAddress: LOOPBACK,
      network,
      handler: GemHandler<"equipment">,
    });
    const { port } = tool.connection.listeningEndpoint!;
    const host = await connect({ address: LOOPBACK, port, network, handler: GemHandler<"host">, timeouts });
    record(host, log);
    await tool.connection.disconnect(new Error("pulled"));
    await log.saw("not-communicating The connection with");
    await log.saw("communicating ETCHER 1.0");
    assertEquals(await host.areYouThere(), IDENTITY);
    await host.disable();
    await tool.disable();
  });
}

test("connect() rejects with the refusal of an equipment, and leaves nothing open", async () => {
  const network = new MemoryNetwork();
  const tool = await listen({
    ...ETCHER,
    port: 5000,
    network,
    handler: GemHandler<"equipment">,
    passive: true,
    onEstablish: () => 1,
  });
  const at = { address: LOOPBACK, port: 5000, network, handler: GemHandler<"host"> };
  const error = await assertRejects(() => connect(at), SecsAcknowledgeError);
  assertEquals([error.acknowledge, error.value], ["COMMACK", 1]);
  assertEquals(tool.connection.connected, false);
  await tool.disable();
  assertInstanceOf(await failure(connect(at)), TransportError);
});

test("connect() with keepTrying waits until the equipment accepts", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  let refusals = 2;
  const onEstablish = (): number => refusals-- > 0 ? 1 : 0;
  const tool = await listen({
    ...ETCHER,
    port: 5000,
    network,
    clock,
    handler: GemHandler<"equipment">,
    passive: true,
    onEstablish,
  });
  const log = new Log();
  record(tool, log);
  const at = { address: LOOPBACK, port: 5000, network, clock, handler: GemHandler<"host"> };
  const connecting = connect({ ...at, keepTrying: true, establishTimeout: 30 });
  for (const count of [1, 2]) {
    await log.saw("failed", count);
    await clock.advance(29_999);
    assertEquals(log.lines.length, count);
    await clock.advance(1);
  }
  const host = await connecting;
  assertEquals([host.communicationState, log.count("failed")], ["COMMUNICATING", 2]);
  await host.disable();
  await tool.disable();
});

test("a manager keeps a GemHandler for each peer, active and passive", async () => {
  const network = new MemoryNetwork();
  const tools = new HsmsConnectionManager({ network });
  const hosts = new HsmsConnectionManager({ network });
  const options = { handler: GemHandler<"equipment">, ...ETCHER };
  const peers: Pick<GemHandler, "communicationState" | "waitForCommunicating">[] = [];
  for (const port of [5000, 5001]) {
    const tool = tools.addPeer<GemHandler<"equipment">>(`${port}`, "*", port, false, 0, options);
    await tool.enable();
    peers.push(tool, hosts.addPeer(`${port}`, LOOPBACK, port, true, 0, { handler: GemHandler }));
  }
  await Promise.all(peers.map((peer) => peer.waitForCommunicating()));
  assertEquals(peers.map(({ communicationState }) => communicationState), Array(4).fill("COMMUNICATING"));
  await hosts.stop();
  await tools.stop();
  assertEquals(peers.map(({ communicationState }) => communicationState), Array(4).fill("DISABLED"));
});

test("several equipments of one server communicate each for itself", async () => {
  const network = new MemoryNetwork();
  const server = new HsmsMultiPassiveServer(5000, { network });
  const make = (from: string): [GemHandler<"equipment">, GemHandler] => [
    new GemHandler(from, 5000, false, 0, from, { network, server, ...ETCHER, mdln: from }),
    new GemHandler(LOOPBACK, 5000, true, 0, from, { network: network.from(from) }),
  ];
  const [[tool, host], [other]] = [make("10.0.0.1"), make("10.0.0.2")];
  await server.start();
  await Promise.all([tool.enable(), other.enable(), host.enable()]);
  await Promise.all([tool.waitForCommunicating(), host.waitForCommunicating()]);
  assertEquals(host.peerIdentity?.MDLN, "10.0.0.1");
  assertEquals(other.communicationState, "NOT COMMUNICATING");
  await Promise.all([host.disable(), tool.disable(), other.disable()]);
  await server.stop();
});
