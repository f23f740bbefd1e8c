import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import {
  type Endpoint,
  HsmsActiveConnection,
  HsmsClosedError,
  HsmsMultiPassiveServer,
  HsmsPassiveConnection,
  HsmsProtocolError,
  type HsmsTraceEvent,
  linktestReq,
  linktestRsp,
  streamFunction,
  tcp,
  TransportError,
} from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { Log } from "../../../support/log.ts";
import { Recorder } from "../../../support/recorder.ts";

const LOOPBACK = "127.0.0.1";
const options = { network: tcp, bindAddress: LOOPBACK };
const short = { t5: 20, allowShort: true };

/** A passive connection that listens, and the types of its events. */
async function listening(): Promise<
  { passive: HsmsPassiveConnection; recorder: Recorder; events: Log; endpoint: Endpoint }
> {
  const recorder = new Recorder();
  const events = new Log();
  const trace = (event: HsmsTraceEvent): void => events.write(event.type);
  const passive = new HsmsPassiveConnection(LOOPBACK, 0, 0, recorder, { ...options, trace });
  await passive.enable();
  return { passive, recorder, events, endpoint: passive.listeningEndpoint! };
}

test("tcp: an active and a passive side exchange packets of every size, in order, both ways", async () => {
  const sizes = [0, 1, 100, 10_000, 65_535, 65_536, 1_000_000, 8 * 1024 * 1024];
  const packets = sizes.map((size, i) =>
    streamFunction(7, 3, new Uint8Array(size).map((_, at) => (at * 7 + i) & 0xff), { system: i })
  );
  const equipment = new Recorder({ onConnectionPacketReceived: (c, packet) => c.sendPacket(packet) });
  const passive = new HsmsPassiveConnection(LOOPBACK, 0, 0, equipment, {
    ...options,
    maxQueuedBytes: 1 << 25,
  });
  await passive.enable();
  const host = new Recorder({
    onConnectionEstablished: (c) => packets.forEach((packet) => c.sendPacket(packet)),
  });
  const { port } = passive.listeningEndpoint!;
  const active = new HsmsActiveConnection(LOOPBACK, port, 0, host, { network: tcp, maxQueuedBytes: 1 << 25 });
  await active.enable();
  await host.saw("received", packets.length);
  for (const [i, packet] of packets.entries()) {
    assert(equipment.packets[i]!.equals(packet), `there: ${sizes[i]}`);
    assert(host.packets[i]!.equals(packet), `and back: ${sizes[i]}`);
  }
  await active.disable();
  await equipment.saw("closed");
  await passive.disable();
  assertEquals(host.lines.slice(-2), ["before-closed", "closed"]);
  assertEquals(equipment.lines.slice(-2), ["before-closed", "closed HsmsClosedError"]);
});

test("tcp: a passive side listens again after each peer, and disable frees the port at once", async () => {
  const { passive, recorder, events, endpoint } = await listening();
  for (let round = 1; round <= 5; round++) {
    const peer = await ScriptedPeer.dial(tcp, endpoint);
    await recorder.saw("established", round);
    peer.send(linktestReq(round).encode());
    await recorder.saw("received", round);
    if (round % 2 === 0) peer.reset();
    else peer.end();
    await recorder.saw("closed", round);
    await events.saw("listening", round + 1);
  }
  await passive.disable();
  await (await tcp.listen(endpoint, () => {})).close();
});

test("tcp: an active side comes back after its peer was away", async () => {
  const first = await ScriptedPeer.listen(tcp, { address: LOOPBACK, port: 0 });
  const recorder = new Recorder();
  const active = new HsmsActiveConnection(LOOPBACK, first.endpoint.port, 0, recorder, {
    network: tcp,
    timeouts: short,
  });
  await active.enable();
  const socket = await first.accept();
  await recorder.saw("established");
  await first.close();
  socket.end();
  await recorder.saw("closed");
  const second = await ScriptedPeer.listen(tcp, first.endpoint);
  await second.accept();
  await recorder.saw("established", 2);
  await active.disable();
  await second.close();
});

test("tcp: a peer that sends garbage, or resets inside a frame, is dropped with a typed error", async () => {
  const { passive, recorder, events, endpoint } = await listening();
  const garbage = await ScriptedPeer.dial(tcp, endpoint);
  garbage.send("47 45 54 20 2f 20 48 54 54 50");
  await recorder.saw("closed");
  assertInstanceOf(recorder.error, HsmsProtocolError);
  assertStringIncludes(recorder.error.message, "HTTP");
  await events.saw("listening", 2);
  const cut = await ScriptedPeer.dial(tcp, endpoint);
  await recorder.saw("established", 2);
  cut.send("0000000a ffff");
  cut.end();
  await recorder.saw("closed", 2);
  assertInstanceOf(recorder.error, HsmsProtocolError);
  assertStringIncludes(recorder.error.message, "2 of 10 bytes of a frame");
  await passive.disable();
});

test("tcp: last words before a close reach the peer", async () => {
  const last = streamFunction(6, 11, new Uint8Array(2_000_000).fill(7));
  const recorder = new Recorder();
  const passive = new HsmsPassiveConnection(LOOPBACK, 0, 0, recorder, options);
  await passive.enable();
  const active = new HsmsActiveConnection(LOOPBACK, passive.listeningEndpoint!.port, 0, {
    onConnectionEstablished: (c) => void c.disable(),
    onConnectionBeforeClosed: (c) => c.sendPacket(last),
  }, { network: tcp });
  await active.enable();
  await recorder.saw("closed");
  assert(recorder.packets[0]?.equals(last));
  assertInstanceOf(recorder.error, HsmsClosedError);
  await passive.disable();
});

test("tcp: one port serves several peers of one address, and stop frees it", async () => {
  const server = new HsmsMultiPassiveServer(0, options);
  const recorders = [new Recorder(), new Recorder(), new Recorder()];
  for (const recorder of recorders) await server.createConnection(LOOPBACK, 0, 0, recorder).enable();
  await server.start();
  const endpoint = server.listeningEndpoint!;
  const peers: ScriptedPeer[] = [];
  for (const [i, recorder] of recorders.entries()) {
    peers.push(await ScriptedPeer.dial(tcp, endpoint));
    peers[i]!.send(linktestReq(i).encode());
    await recorder.saw("received Linktest.req");
  }
  const fourth = await ScriptedPeer.dial(tcp, endpoint);
  fourth.send("0000000a ffff 00 00 00 01 00000007");
  await fourth.expect("0000000a ffff 00 03 00 02 00000007");
  await fourth.expectEnd();
  await server.stop();
  assertEquals(recorders.map((recorder) => recorder.lines.at(-1)), ["closed", "closed", "closed"]);
  await (await tcp.listen(endpoint, () => {})).close();
  await server[Symbol.asyncDispose]();
});

test("tcp: a host name stands for the peer, on both sides", async () => {
  const recorder = new Recorder({
    onConnectionPacketReceived: (c, packet) => c.sendPacket(linktestRsp(packet)),
  });
  const passive = new HsmsPassiveConnection("localhost", 0, 0, recorder, options);
  await passive.enable();
  const host = new Recorder({ onConnectionEstablished: (c) => c.sendPacket(linktestReq(5)) });
  const { port } = passive.listeningEndpoint!;
  const active = new HsmsActiveConnection("localhost", port, 0, host, { network: tcp, timeouts: short });
  await active.enable();
  await host.saw("received Linktest.rsp");
  await active.disable();
  await passive.disable();
});

test("tcp: a busy port names the address and what to do", async () => {
  const thief = await tcp.listen({ address: LOOPBACK, port: 0 }, () => {});
  const { port } = thief.endpoint;
  const passive = new HsmsPassiveConnection(LOOPBACK, port, 0, {}, options);
  const error = await assertRejects(() => passive.enable(), TransportError);
  assertEquals(error.code, "in-use");
  assertStringIncludes(
    error.message,
    `Cannot listen on 127.0.0.1:${port}: the port is in use (EADDRINUSE). Stop the`,
  );
  await thief.close();
});

test("tcp: an address that is not this machine's cannot be listened on, and the error says so", async () => {
  const passive = new HsmsPassiveConnection("*", 5000, 0, {}, { network: tcp, bindAddress: "203.0.113.1" });
  const error = await assertRejects(() => passive.enable(), TransportError);
  assertStringIncludes(
    error.message,
    "Cannot listen on 203.0.113.1:5000: the address is not one of this machine's",
  );
});

test("tcp: a host name that does not resolve, and a refused connection, are told and tried again", async () => {
  const failures = new Log();
  const trace = (event: HsmsTraceEvent): void => {
    if (event.type === "failed") failures.write(event.error.message);
  };
  const closed = await tcp.listen({ address: LOOPBACK, port: 0 }, () => {});
  await closed.close();
  const { port } = closed.endpoint;
  const nowhere = new HsmsActiveConnection("no-such-host.invalid", 5000, 0, {}, { network: tcp, trace });
  const refused = new HsmsActiveConnection(LOOPBACK, port, 0, {}, { network: tcp, trace, timeouts: short });
  await Promise.all([nowhere.enable(), refused.enable()]);
  await failures.saw("Cannot connect to no-such-host.invalid:5000: the host name cannot be resolved");
  await failures.saw(`Cannot connect to 127.0.0.1:${port}: connection refused (ECONNREFUSED)`, 2);
  await Promise.all([nowhere.disable(), refused.disable()]);
});

test("tcp: disable while listening, dialling and connected leaves nothing behind", async () => {
  for (let i = 0; i < 20; i++) {
    const recorder = new Recorder();
    const passive = new HsmsPassiveConnection(LOOPBACK, 0, 0, recorder, options);
    await passive.enable();
    const { port } = passive.listeningEndpoint!;
    const active = new HsmsActiveConnection(LOOPBACK, port, 0, {}, { network: tcp });
    await active.enable();
    if (i % 2 === 0) await recorder.saw("established");
    await Promise.all([active.disable(), passive.disable()]);
    assertEquals(recorder.count("established"), recorder.count("closed"));
  }
});
