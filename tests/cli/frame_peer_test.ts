import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { HsmsClosedError, type HsmsPacket, HsmsTimeoutError, linktestReq, linktestRsp } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { FramePeer, type FramePeerOptions } from "../../src/cli/frame_peer.ts";

const TOOL = { address: "10.0.0.7", port: 5000 };
const LINKTEST_REQ = "0000000a ffff 00 00 00 05 00000001";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000001";

/** A FramePeer, and the side that it talks to. */
async function connected(options: Partial<FramePeerOptions> = {}) {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const listener = await ScriptedPeer.listen(network, TOOL, { clock });
  const transport = await network.dial(TOOL);
  const peer = new FramePeer(transport, { clock, onPacket: () => false, ...options });
  return { peer, tool: await listener.accept(), clock };
}

test("a FramePeer gives the frame that is wanted, and keeps the others", async () => {
  const { peer, tool } = await connected();
  await peer.send(linktestReq(1));
  await tool.expect(LINKTEST_REQ);
  tool.send(LINKTEST_REQ + LINKTEST_RSP);
  const packet = await peer.take(({ header }) => header.name === "Linktest.rsp", 1000);
  assertEquals(packet?.header.system, 1);
  assertEquals(peer.waiting.map(({ header }) => header.name), ["Linktest.req"]);
});

test("a FramePeer waits no longer than it is told, and until the signal is aborted", async () => {
  const { peer, clock } = await connected();
  const late = peer.take(() => true, 1000);
  await clock.advance(1000);
  assertEquals(await late, undefined);
  const stop = new AbortController();
  const stopped = peer.take(() => true, 1000, stop.signal);
  stop.abort(new Error("Stopped"));
  await assertRejects(() => stopped, Error, "Stopped");
});

test("a FramePeer says why nothing more comes", async () => {
  const closed = await connected();
  const waiting = closed.peer.take(() => true, Infinity);
  closed.tool.end();
  assertEquals([await waiting, closed.peer.end instanceof HsmsClosedError], [undefined, true]);
  const cut = await connected({ t8: 500 });
  const inside = cut.peer.take(() => true, Infinity);
  cut.tool.send("0000000a ffff");
  await cut.clock.advance(500);
  assertEquals([await inside, cut.peer.end instanceof HsmsTimeoutError], [undefined, true]);
  assertEquals(cut.peer.end?.message, "10.0.0.7:5000 stopped after 2 of 10 bytes of a frame (T8, 500 ms)");
});

test("a FramePeer ends the connection if too many frames wait", async () => {
  const { peer, tool } = await connected();
  for (let i = 0; i <= 10_000; i++) tool.send(LINKTEST_REQ);
  await tool.expectEnd();
  assertEquals(peer.end?.message, "10.0.0.7:5000 sent more than 10000 frames that were not expected");
});

test("a FramePeer ends the connection if too many bytes wait", async () => {
  const { peer, tool } = await connected();
  const frame = new Uint8Array(4 + 10 + 16_777_206);
  frame.set([0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x06, 0x0b]);
  tool.send(frame);
  tool.send(frame);
  tool.send(LINKTEST_REQ);
  await tool.expectEnd();
  assertEquals(
    peer.end?.message,
    "10.0.0.7:5000 sent more than 33554432 bytes in frames that were not expected",
  );
});

test("a FramePeer reads nothing while its answers are not taken, and drops a peer that does not take them", async () => {
  let answers = 0;
  const onPacket = (packet: HsmsPacket, peer: FramePeer): boolean => {
    answers++;
    peer.write(linktestRsp(packet));
    return true;
  };
  const { peer, tool, clock } = await connected({ onPacket });
  const ended = peer.take(() => true, Infinity);
  tool.pause();
  for (let i = 0; i < 10_000; i++) tool.send(LINKTEST_REQ);
  await clock.advance(29_999);
  const before = answers;
  assert(before > 4_000 && before < 10_000, `${before} answers`);
  tool.resume();
  await tool.expect(LINKTEST_RSP.repeat(10_000));
  assertEquals([answers, peer.end], [10_000, undefined]);
  tool.pause();
  for (let i = 0; i < 10_000; i++) tool.send(LINKTEST_REQ);
  await clock.advance(30_000);
  assertEquals(await ended, undefined);
  assertEquals(peer.end?.message, "10.0.0.7:5000 does not read (writeStall, 30000 ms)");
});
