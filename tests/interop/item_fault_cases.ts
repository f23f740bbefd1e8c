import { streamFunction } from "@secs/hsms";
import { decodeItem } from "@secs/hsms/secs2";
import { assertEquals, assertRejects } from "@std/assert";
import { fromHex } from "../support/hex.ts";
import type { Case } from "./case.ts";
import { type PeerKind, secs4js, secsgem } from "./install.ts";
import { readByIt } from "./item_cases.ts";
import { type ItemJson, jsonOf } from "./item_json.ts";
import { ENDS } from "./item_samples.ts";
import type { Scene } from "./scene.ts";

/** Items that a peer does not take, does not have, or takes for something else. */
export const ITEM_FAULT_CASES: readonly Case[] = [
  { name: "its fault: drops infinity and the largest floats", only: once(secsgem), run: ends },
  { name: "its fault: drops J where any item may be, and C2", only: once(secsgem), run: noJisInside },
  { name: "its fault: drops J and C2", only: once(secs4js), run: noFormats },
  { name: "its fault: clears the high bit of A", only: once(secs4js), run: sevenBits },
  { name: "its fault: drops 200,000 booleans or items", only: once(secs4js), run: tooMany },
];

/** "A" as J, that in a list, and "A" as C2 in UTF-8. */
const JIS8 = fromHex("450141");
const JIS8_INSIDE = fromHex("0101450141");
const LOCALIZED = fromHex("4903000241");

/** Who connected makes no difference to items. */
function once(peer: PeerKind): NonNullable<Case["only"]> {
  return ({ kind, active }) => kind === peer && active;
}

async function ends(scene: Scene): Promise<void> {
  for (const { json, hex } of ENDS) {
    await dropped(scene, fromHex(hex), "Invalid value ");
    await refused(scene, json, "Invalid value");
  }
  await scene.works();
}

async function noJisInside(scene: Scene): Promise<void> {
  await dropped(scene, JIS8, "Unsupported format 17");
  await dropped(scene, JIS8_INSIDE, "Unsupported format 17");
  await dropped(scene, LOCALIZED, "Unsupported format 18");
  await refused(scene, ["L", [["J", "A"]]], "Unsupported type JIS8");
  await scene.works();
}

async function noFormats(scene: Scene): Promise<void> {
  await dropped(scene, JIS8, "Failed to parse HSMS message: Unknown item type: 0x44");
  await dropped(scene, JIS8_INSIDE, "Failed to parse HSMS message: Unknown item type: 0x44");
  await dropped(scene, LOCALIZED, "Failed to parse HSMS message: Unknown item type: 0x48");
  await scene.works();
}

/** It writes all eight bits, and reads seven. */
async function sevenBits(scene: Scene): Promise<void> {
  const read = await readByIt(scene, fromHex("4101e4"));
  assertEquals(read, { item: ["A", "d"], reply: "410164" });
  const answer = await scene.peer.request(64, 3, "", { item: ["A", "ä"] });
  assertEquals(scene.bodies.at(-1), "4101e4");
  assertEquals(jsonOf(decodeItem(fromHex(scene.bodies.at(-1)!))!), ["A", "ä"]);
  assertEquals(answer.item, ["A", "d"]);
}

async function tooMany(scene: Scene): Promise<void> {
  const overflow = "Failed to parse HSMS message: Maximum call stack size exceeded";
  await dropped(scene, fromHex(`27030d40${"01".repeat(200_000)}`), overflow);
  await dropped(scene, fromHex(`03030d40${"0100".repeat(200_000)}`), overflow);
  await refused(scene, ["U1", Array(65_536).fill("1")], "Maximum call stack size exceeded");
  await scene.works();
}

/** The peer says why it does not read a message, but to nobody else: neither a Reject nor an S9F7 comes. */
async function dropped(scene: Scene, body: Uint8Array, why: string): Promise<void> {
  const { log } = scene.peer;
  const [before, received] = [log.count(`error ${why}`), log.count("received")];
  const length = (10 + body.length).toString(16).padStart(8, "0");
  await scene.passes([`> ${length} 0007 40 03 00 00 #1`], async () => {
    scene.ours.sendStreamFunction(streamFunction(64, 3, body));
    await log.saw(`error ${why}`, before + 1);
  });
  assertEquals(log.count("received"), received);
}

/** The peer cannot make such an item. */
async function refused(scene: Scene, item: ItemJson, why: string): Promise<void> {
  await assertRejects(() => scene.peer.command("send", { stream: 64, function: 3, item }), Error, why);
}
