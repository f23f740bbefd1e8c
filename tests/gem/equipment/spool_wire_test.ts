// The spool of a tool, byte by byte: the host has set it up, and then the peer is in the hands of the test.

import { test } from "node:test";
import { ScriptedPeer } from "@secs/hsms/testing";
import { assert, assertEquals } from "@std/assert";
import { SpoolHost } from "./spool_stage.ts";
import { openStage, type ToolStage } from "./stage.ts";

const TOOL = { address: "127.0.0.1", port: 5000 };
const S6F23 = "0000000d 0000 8617 0000 00000020 a50100";

const S6F12 = (system: string): string => `0000000d 0000 060c 0000 ${system} 210100`;

/** A peer connects, selects, and accepts S1F13; the system bytes of what the tool sends begin with `system`. */
async function establish({ network, clock }: ToolStage, system: string): Promise<ScriptedPeer> {
  const peer = await ScriptedPeer.dial(network, TOOL);
  peer.send("0000000a ffff 00 00 00 01 00000001");
  await peer.expect("0000000a ffff 00 00 00 02 00000001");
  await peer.expect(`0000001b 0000 810d 0000 ${system} 0102 4106 455443482d33 4105 312e322e30`);
  peer.send(`00000011 0000 010e 0000 ${system} 0102 210100 0100`);
  await clock.settle();
  return peer;
}

test("S6F24 goes before the first message of the spool, and each message before the next one's", async () => {
  const stage = await openStage({ handler: { firstSystem: 0x100 } });
  const host = new SpoolHost(stage);
  await stage.establish();
  await host.setUp();
  await stage.tool.setConstant("EnableSpooling", true);
  await stage.lose();
  host.lots("A1");
  const peer = await establish(stage, "00000101");
  peer.expectSilence();
  peer.send(S6F23);
  await peer.expect(
    "0000000d 0000 0618 0000 00000020 210100",
    "0000001a 0000 860b 0000 00000102 0103 b10400000001 b1040000eb99 0100",
  );
  stage.tool.trigger("LotStarted", { LotId: "A2" });
  await stage.clock.settle();
  peer.expectSilence();
  peer.send(S6F12("00000102"));
  await peer.expect(
    "00000028 0000 860b 0000 00000103 0103 b10400000002 b10400000fa1 0101 0102 b10400000001 0101 41024131",
  );
  peer.expectSilence();
  peer.send(S6F12("00000103"));
  await peer.expect(
    "00000028 0000 860b 0000 00000104 0103 b10400000003 b10400000fa1 0101 0102 b10400000001 0101 41024132",
  );
  peer.send(S6F12("00000104"));
  await peer.expect("0000001a 0000 860b 0000 00000105 0103 b10400000004 b1040000eb9a 0100");
  peer.send(S6F12("00000105"));
  await stage.handler.disable();
  await stage.tool.close();
});

test("an S6F12 that cannot be read ends its message: it is told, and the next one goes", async () => {
  const stage = await openStage({ handler: { firstSystem: 0x100 } });
  const host = new SpoolHost(stage);
  await stage.establish();
  await host.setUp();
  await stage.tool.setConstant("EnableSpooling", true);
  await stage.lose();
  const peer = await establish(stage, "00000101");
  peer.send(S6F23);
  await peer.expect(
    "0000000d 0000 0618 0000 00000020 210100",
    "0000001a 0000 860b 0000 00000102 0103 b10400000001 b1040000eb99 0100",
  );
  peer.send("0000000d 0000 060c 0000 00000102 21ff00"); // 255 bytes are announced, one is there
  await peer.expect("0000001a 0000 860b 0000 00000103 0103 b10400000002 b1040000eb9a 0100");
  peer.send("0000000d 0000 060c 0000 00000103 21ff00");
  host.lots("A1");
  await peer.expect(
    "00000028 0000 860b 0000 00000104 0103 b10400000003 b10400000fa1 0101 0102 b10400000001 0101 41024131",
  );
  assertEquals(stage.log.count("unanswered S6F11"), 2);
  await stage.handler.disable();
  await stage.tool.close();
});

test("messages without W wait for room, and none is lost", async () => {
  const stage = await openStage({
    handler: { firstSystem: 0x100, wantsReply: { S6F11: false }, highWater: 1_000, maxQueuedBytes: 2_000 },
  });
  const host = new SpoolHost(stage);
  await stage.establish();
  await host.setUp(null);
  await stage.lose();
  const peer = await establish(stage, "00000101");
  peer.pause();
  host.lots(...Array.from({ length: 1_000 }, (_, i) => `${i}`.padStart(1_000)));
  await stage.clock.settle();
  assert(stage.handler.pendingMessages.waiting > 500);
  peer.resume();
  for (let i = 0; i < 1_000; i++) {
    const frame = await peer.expectFrame();
    assertEquals(Number(new TextDecoder().decode(frame.subarray(-4))), i);
  }
  assertEquals(stage.log.lines.filter((line) => /^(lost|unanswered)/.test(line)), []);
  await stage.handler.disable();
  await stage.tool.close();
});
