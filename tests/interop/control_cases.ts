import { HsmsStateError, streamFunction } from "@secs/hsms";
import { assertEquals, assertThrows } from "@std/assert";
import type { Case } from "./case.ts";
import { secsgem } from "./install.ts";
import type { Scene } from "./scene.ts";

/** Select, linktest and deselect, by each side. */
export const CONTROL_CASES: readonly Case[] = [
  { name: "select", run: select },
  { name: "linktest by us", run: linktestByUs },
  { name: "linktest by it", run: linktestByIt },
  { name: "deselect by us", run: deselectByUs },
  // secs4js answers Deselect.req, but has no call that sends one.
  { name: "deselect by it", only: ({ kind }) => kind === secsgem, run: deselectByIt },
];

/** Both sides count from 1, so every byte is known. */
function select({ active, wire, ours }: Scene): Promise<void> {
  const [asks, answers] = active ? [">", "<"] : ["<", ">"];
  assertEquals(wire.lines, [
    `${asks} 0000000affff0000000100000001`,
    `${answers} 0000000affff0000000200000001`,
  ]);
  assertEquals(ours.connectionState, "selected");
  return Promise.resolve();
}

async function linktestByUs(scene: Scene): Promise<void> {
  const frames = ["> 0000000a ffff 00 00 00 05 #1", "< 0000000a ffff 00 00 00 06 #1"];
  await scene.passes(frames, () => scene.ours.sendLinktestReq());
}

async function linktestByIt(scene: Scene): Promise<void> {
  const frames = ["< 0000000a ffff 00 00 00 05 #1", "> 0000000a ffff 00 00 00 06 #1"];
  await scene.passes(frames, () => scene.peer.command("linktest"));
}

async function deselectByUs(scene: Scene): Promise<void> {
  const { ours, peer } = scene;
  await scene.passes(["> 0000000a ffff 00 00 00 03 #1", "< 0000000a ffff 00 00 00 04 #1"], async () => {
    await ours.sendDeselectReq();
    await peer.log.saw("deselected");
  });
  assertEquals(ours.connectionState, "not-selected");
  assertThrows(() => ours.sendStreamFunction(streamFunction(1, 1)), HsmsStateError, "not-selected");
  await selectAgain(scene);
}

async function deselectByIt(scene: Scene): Promise<void> {
  const { ours, peer, log } = scene;
  const before = log.count("deselected");
  await scene.passes(["< 0000000a ffff 00 00 00 03 #1", "> 0000000a ffff 00 00 00 04 #1"], async () => {
    await peer.command("deselect");
    await log.saw("deselected", before + 1);
  });
  assertEquals(ours.connectionState, "not-selected");
  // secsgem sends data all the same; we reject it (byte 2: the SType, then reason 4), and no listener here is told.
  const primaries = log.count("primary");
  const rejected = ["< 0000000d 0007 82 19 00 00 #1", "> 0000000a 0007 00 04 00 07 #1"];
  const answer = await scene.passes(rejected, () => peer.request(2, 25, "210101"));
  assertEquals([answer.stype, answer.function], [7, 4]);
  assertEquals(log.count("primary"), primaries);
  await selectAgain(scene);
}

/** The active side selects; TCP is still up. */
async function selectAgain(scene: Scene): Promise<void> {
  const { active, log, ours, peer } = scene;
  const connects = log.count("connected");
  const [asks, answers] = active ? [">", "<"] : ["<", ">"];
  await scene.passes([
    `${asks} 0000000a ffff 00 00 00 01 #1`,
    `${answers} 0000000a ffff 00 00 00 02 #1`,
  ], () => scene.reselected(() => active ? ours.sendSelectReq() : peer.command("select")));
  assertEquals(log.count("connected"), connects);
  await scene.works();
}
