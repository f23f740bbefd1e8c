import { streamFunction } from "@secs/hsms";
import { decodeItem, encodeItem } from "@secs/hsms/secs2";
import { assert, assertEquals } from "@std/assert";
import { fromHex, toHex } from "../support/hex.ts";
import { assertSame } from "./bodies.ts";
import type { Case } from "./case.ts";
import { type PeerKind, secs4js, secsgem } from "./install.ts";
import { itemOf, jsonOf, textOf } from "./item_json.ts";
import { ENDS, ITEM_SAMPLES, type ItemSample, LONG_LIST, LONG_NUMBERS, LONG_TEXT } from "./item_samples.ts";
import type { PeerMessage } from "./peer_process.ts";
import type { Scene } from "./scene.ts";

/** Which peers have an item, or can make it. */
type Which = readonly PeerKind[];

const BOTH: Which = [secsgem, secs4js];

/** secs4js takes each value as an argument of a call, and on Node 20 a call has no more than some 61,000 of them. */
const MOST_ARGUMENTS = 60_000;

/**
 * Items of every format, through the peer's own library both ways: the bytes are compared, and the values. Who connected
 * makes no difference to them, so all but the lists are played once.
 */
export const ITEM_CASES: readonly Case[] = [
  ...Object.entries(ITEM_SAMPLES).flatMap(([format, samples]) => {
    if (format === "J") return bothWays(format, [secsgem], samples);
    return bothWays(format, BOTH, samples, format === "L");
  }),
  ...bothWays("A beyond ASCII", [secsgem], [{ json: ["A", "\x80äÿ"], hex: "410380e4ff" }]),
  ...bothWays("F4 and F8 at their ends", [secs4js], ENDS),
  ...bothWays("1 MiB of A", BOTH, [LONG_TEXT]),
  toIt("1 MiB of U4", [secs4js], [LONG_NUMBERS]),
  toIt("65,536 items in a list", [secs4js], [LONG_LIST]),
  { name: "items to it, J of 5c and 7e", only: onlyWith([secsgem]), run: yen },
];

function bothWays(what: string, which: Which, samples: readonly ItemSample[], bothRoles = false): Case[] {
  const from = {
    name: `items from it, ${what}`,
    only: onlyWith(which, bothRoles),
    async run(scene: Scene) {
      for (const sample of samples) {
        if (scene.kind !== secs4js || isMade(sample)) await itemFromIt(scene, sample);
      }
    },
  };
  return [toIt(what, which, samples, bothRoles), from];
}

function toIt(what: string, which: Which, samples: readonly ItemSample[], bothRoles = false): Case {
  return {
    name: `items to it, ${what}`,
    only: onlyWith(which, bothRoles),
    async run(scene: Scene) {
      for (const sample of samples) await itemToIt(scene, sample);
    },
  };
}

function onlyWith(which: Which, bothRoles = false): NonNullable<Case["only"]> {
  return ({ kind, active }) => which.includes(kind) && (active || bothRoles);
}

/** Whether secs4js can make it. */
function isMade({ json: [, values] }: ItemSample): boolean {
  return typeof values === "string" || values.length <= MOST_ARGUMENTS;
}

/** What we encode is read there with the same values, and comes back as the peer encodes what it has read. */
async function itemToIt(scene: Scene, { json, hex, trueIsFf }: ItemSample): Promise<void> {
  const bytes = encodeItem(itemOf(json));
  assertSame(toHex(bytes), plain(hex));
  const { item, reply } = await readByIt(scene, bytes, functionOf(scene, json[0]));
  assertSame(textOf(item), textOf(json));
  assertSame(reply, plain(scene.kind === secs4js ? trueIsFf ?? hex : hex));
}

/** What the peer encodes is read here with the same values. */
async function itemFromIt(scene: Scene, { json, hex, trueIsFf }: ItemSample): Promise<void> {
  const func = functionOf(scene, json[0]);
  const body = plain(scene.kind === secs4js ? trueIsFf ?? hex : hex);
  const frames = [
    `< ${lengthOf(body)} 0007 c0 0${func} 00 00 #1`,
    `> ${lengthOf(body)} 0007 40 0${func + 1} 00 00 #1`,
  ];
  const answer = await scene.passes(frames, () => scene.peer.request(64, func, "", { item: json }));
  const received = scene.bodies.at(-1)!;
  assertSame(received, body);
  const item = decodeItem(fromHex(received))!;
  assertSame(textOf(jsonOf(item)), textOf(json));
  assert(item.equals(itemOf(json)));
  // We answer with the same bytes.
  assertSame(textOf(answer.item!), textOf(json));
}

/** secsgem reads JIS X 0201, where these two are not what they are in ASCII; `decode("shift_jis")` reads ASCII. */
async function yen(scene: Scene): Promise<void> {
  const { item, reply } = await readByIt(scene, fromHex("45025c7e"), 5);
  assertEquals(item, ["J", "¥‾"]);
  assertEquals(reply, "45025c7e");
  assertEquals(jsonOf(decodeItem(fromHex(reply))!), ["J", "\\~"]);
}

/** Sends a request with a body; what the peer read in it, and the body of its reply. */
export async function readByIt(
  scene: Scene,
  bytes: Uint8Array,
  func = 3,
): Promise<{ item: NonNullable<PeerMessage["item"]>; reply: string }> {
  const { log, received } = scene.peer;
  const name = `received S64F${func} `;
  const before = log.count(name);
  const length = lengthOf(toHex(bytes));
  const frames = [`> ${length} 0007 c0 0${func} 00 00 #1`, `< ${length} 0007 40 0${func + 1} 00 00 #1`];
  const reply = await scene.passes(frames, async () => {
    const reply = await scene.ours.sendAndWaitForResponse(streamFunction(64, func, bytes));
    await log.saw(name, before + 1);
    return reply;
  });
  return { item: received.at(-1)!.item!, reply: toHex(reply.data) };
}

/** S64F3 takes any item. In secsgem that is any but J, which needs a function that says so: S64F5. */
function functionOf({ kind }: Scene, format: string): number {
  return kind === secsgem && format === "J" ? 5 : 3;
}

/** The length field of a message with this body. */
function lengthOf(hex: string): string {
  return (10 + hex.length / 2).toString(16).padStart(8, "0");
}

function plain(hex: string): string {
  return hex.replaceAll(" ", "");
}
