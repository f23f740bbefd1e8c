import { HsmsClosedError, streamFunction } from "@secs/hsms";
import { assertEquals, assertRejects } from "@std/assert";
import { fromHex } from "../support/hex.ts";
import type { Case } from "./case.ts";
import type { Scene } from "./scene.ts";

/** The ways in which a connection ends, each with the next one after it. */
export const ENDING_CASES: readonly Case[] = [
  { name: "separate by us", run: separateByUs },
  { name: "separate by it", run: separateByIt },
  { name: "ours disabled and enabled again", run: disabled },
  { name: "its process is killed, a new one comes", run: killed },
];

async function separateByUs(scene: Scene): Promise<void> {
  const { ours, wire, log } = scene;
  await scene.countApart();
  const [mark, closed] = [wire.lines.length, scene.peer.log.count("closed")];
  const disconnected = log.count("disconnected");
  await scene.reselected(async () => {
    ours.sendSeparateReq();
    await log.saw("disconnected", disconnected + 1);
    assertEquals(log.lines.at(-1), "disconnected");
    await scene.peer.log.saw("closed", closed + 1);
  });
  assertEquals(scene.framesSince(mark)[0], "> 0000000affff00000009#1");
  await scene.works();
}

async function separateByIt(scene: Scene): Promise<void> {
  const { peer, wire, log } = scene;
  await scene.countApart();
  const mark = wire.lines.length;
  const name = "disconnected HsmsClosedError separated-by-peer";
  const before = log.count(name);
  await scene.reselected(async () => {
    await peer.command("separate");
    await log.saw(name, before + 1);
  });
  assertEquals(scene.framesSince(mark)[0], "< 0000000affff00000009#1");
  await scene.works();
}

async function disabled(scene: Scene): Promise<void> {
  const { ours, peer, wire } = scene;
  await scene.countApart();
  const [mark, closed] = [wire.lines.length, peer.log.count("closed")];
  await scene.reselected(async () => {
    await ours.disable();
    assertEquals(ours.connectionState, "not-connected");
    assertEquals(scene.framesSince(mark), ["> 0000000affff00000009#1"]);
    await peer.log.saw("closed", closed + 1);
    await ours.enable();
  });
  await scene.works();
}

async function killed(scene: Scene): Promise<void> {
  const { ours, peer, log } = scene;
  await peer.command("hold", { on: true });
  const [before, lost] = [peer.log.count("received"), log.count("disconnected ")];
  const request = ours.sendAndWaitForResponse(streamFunction(2, 25, fromHex("210101")));
  const rejection = assertRejects(() => request, HsmsClosedError, "before S2F25 W");
  await Promise.all([rejection, peer.log.saw("received", before + 1).then(() => peer.kill())]);
  await log.saw("disconnected ", lost + 1);
  await scene.reselected(() => scene.replacePeer());
  await scene.works();
}
