import fc from "fast-check";
import { assert } from "@std/assert";
import { equals } from "@std/bytes";
import { A, B, BOOLEAN, encodeItem, F4, I2, type Item, L, U1, U2, U4 } from "@secs/hsms";
import { defineEquipment, Equipment, GemEquipmentHandler, GemHandler } from "@secs/hsms/gem";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { HostilePeer } from "./hostile_peer.ts";
import { cut, fieldsOf, putNumber } from "./reference.ts";
import { anyBody } from "./secs2_target.ts";
import type { Target } from "./target.ts";
import { trap } from "./trap.ts";

/** A primary of a host: a message of E5 with a body that is like those of hosts, or any body. */
export interface HostMessage {
  readonly stream: number;
  readonly func: number;
  readonly wantsReply: boolean;
  readonly body: Uint8Array;
}

/** What comes, and what the tool does in between. */
export interface EquipmentInput {
  readonly messages: readonly HostMessage[];
  /** After this number of messages the tool triggers its event and sets its alarm. */
  readonly busyAfter: number;
}

const PORT = 5000;
const OTHER_PORT = 5001;
const SELECT_REQ = Uint8Array.of(0, 0, 0, 10, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 9);
const FIRST = 0x4000_0000;

const MODEL = defineEquipment({
  model: "M",
  revision: "1",
  statusVariables: { Pressure: { id: 1, format: "F4", value: 0, limits: { min: 0, max: 10 } } },
  dataVariables: { Lot: { id: 2, format: "A" } },
  constants: { Most: { id: 3, format: "F4", default: 5, min: 0, max: 10 } },
  events: { Done: { id: 4, variables: ["Lot"] } },
  alarms: { Door: { id: 5, category: 1, text: "open" } },
  commands: { START: { parameters: { Lot: { format: "A", optional: true } } }, STOP: { needsRemote: false } },
  processPrograms: { kinds: ["unformatted", "formatted"] },
});

/** Ids: those of the tool, others, in several formats. */
const id = fc.constantFrom<Item>(
  U4(1),
  U4(2),
  U4(3),
  U4(4),
  U4(5),
  U2(1),
  I2(4),
  U4(99),
  A("1"),
  U4([]),
  A(""),
  U1(7),
);
const ids = fc.array(id, { maxLength: 4 }).map((items) => L(...items));
const value = fc.constantFrom<Item>(
  F4(1),
  F4(11),
  U4(1),
  A("x"),
  L(),
  B(1),
  BOOLEAN(true),
  A("000001"),
  A("00000010"),
);
const code = fc.constantFrom<Item>(
  B(0),
  B(1),
  B(128),
  B(255),
  U1(0),
  U1(1),
  BOOLEAN(true),
  BOOLEAN(false),
  B(),
);
const name = fc.constantFrom<Item>(
  A("START"),
  A("STOP"),
  A("start"),
  A("Lot"),
  A(""),
  U1(1),
  A("P1"),
  B(1, 2),
);
const leaf = fc.oneof(id, value, code, name);

/** Lists like those of stream 2: depth and width of real messages. */
const tree: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("item"), { maxLength: 4 }).map((items) => L(...items)),
  ),
})).item;

const pair = (a: fc.Arbitrary<Item>, b: fc.Arbitrary<Item>): fc.Arbitrary<Item> =>
  fc.tuple(a, b).map((two) => L(...two));
const listOf = (one: fc.Arbitrary<Item>): fc.Arbitrary<Item> =>
  fc.array(one, { maxLength: 3 }).map((all) => L(...all));
const limits = listOf(
  pair(fc.constantFrom<Item>(B(1), B(8), U1(1)), fc.oneof(pair(value, value), fc.constant(L()))),
);
const parameters = listOf(pair(name, value));

/** Bodies like those of hosts, by stream and function. */
const BODIES: readonly (readonly [stream: number, func: number, body: fc.Arbitrary<Item> | undefined])[] = [
  [1, 1, undefined],
  [1, 3, ids],
  [1, 11, ids],
  [1, 13, fc.constant(L())],
  [1, 15, undefined],
  [1, 17, undefined],
  [1, 21, ids],
  [1, 23, ids],
  [2, 13, ids],
  [2, 15, listOf(pair(id, value))],
  [2, 17, undefined],
  [2, 21, name],
  [2, 23, fc.tuple(id, value, id, id, ids).map((five) => L(...five))],
  [2, 25, value],
  [2, 29, ids],
  [2, 31, value],
  [2, 33, pair(id, listOf(pair(id, ids)))],
  [2, 35, pair(id, listOf(pair(id, ids)))],
  [2, 37, pair(code, ids)],
  [2, 39, pair(id, id)],
  [2, 41, pair(name, parameters)],
  [2, 43, listOf(pair(fc.constantFrom<Item>(U1(1), U1(6)), ids))],
  [2, 45, pair(id, listOf(pair(id, limits)))],
  [2, 47, ids],
  [2, 49, fc.tuple(id, name, name, parameters).map((four) => L(...four))],
  [2, 51, undefined],
  [2, 53, ids],
  [2, 55, ids],
  [2, 57, undefined],
  [2, 59, undefined],
  [2, 61, undefined],
  [2, 63, ids],
  [5, 3, pair(code, id)],
  [5, 5, id],
  [5, 7, undefined],
  [6, 15, id],
  [6, 17, id],
  [6, 19, id],
  [6, 21, id],
  [6, 23, code],
  [7, 1, pair(name, id)],
  [7, 3, pair(name, value)],
  [7, 5, name],
  [7, 17, listOf(name)],
  [7, 19, undefined],
  [7, 23, fc.tuple(name, name, name, tree).map((four) => L(...four))],
  [7, 25, name],
  [7, 37, name],
  [7, 41, name],
  [10, 3, pair(code, name)],
  [10, 5, pair(code, listOf(name))],
  [10, 9, name],
  [13, 1, name],
  [13, 3, tree],
  [13, 9, undefined],
];

const message: fc.Arbitrary<HostMessage> = fc.constantFrom(...BODIES).chain(([stream, func, body]) =>
  fc.record({
    stream: fc.constant(stream),
    func: fc.constant(func),
    wantsReply: fc.oneof({ arbitrary: fc.constant(true), weight: 5 }, fc.constant(false)),
    body: fc.oneof(
      { arbitrary: (body ?? fc.constant(undefined)).map((item) => encodeItem(item)), weight: 8 },
      { arbitrary: tree.map((item) => encodeItem(item)), weight: 2 },
      anyBody,
    ),
  })
);

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type EquipmentHandlerClass = new (
  ...told: ConstructorParameters<typeof GemEquipmentHandler>
) => GemEquipmentHandler;

/** Whatever a host sends, each primary that wants an answer gets one, and another host of the tool is served. */
export function equipmentTarget(
  Handler: EquipmentHandlerClass = GemEquipmentHandler,
): Target<EquipmentInput> {
  return {
    name: "equipment",
    share: 3,
    waits: true,
    inputs: fc.record({ messages: fc.array(message, { maxLength: 12 }), busyAfter: fc.nat(12) }),
    check: async ({ messages, busyAfter }) => {
      const clock = new VirtualClock();
      const network = new MemoryNetwork({ clock });
      const equipment = await Equipment.open(MODEL, { time: { now: () => 0, zone: 0 } });
      equipment.on("error", () => {}); // a command without a handler
      const shared = { network, clock, equipment, timeouts: { linktest: 0 } };
      const handler = new Handler("*", PORT, false, 0, "hostile", shared);
      const other = new Handler("*", OTHER_PORT, false, 0, "other", shared);
      const host = new GemHandler("127.0.0.1", OTHER_PORT, true, 0, "tool", {
        network,
        clock,
        timeouts: { linktest: 0 },
      });
      await Promise.all([handler, other, host].map((one) => one.enable()));
      const peer = new HostilePeer(await network.dial({ address: "127.0.0.1", port: PORT }));
      await clock.settle();
      peer.send(SELECT_REQ);
      const hello: HostMessage = { stream: 1, func: 13, wantsReply: true, body: encodeItem(L()) };
      const all = [hello, ...messages];
      for (const [i, one] of all.entries()) {
        peer.send(frameOf(one, i));
        if (i === 0 || i === busyAfter) await clock.settle(); // communications are established
        if (i !== busyAfter) continue;
        equipment.trigger("Done", { Lot: "A" });
        equipment.alarm("Door").set();
      }
      await clock.settle();
      all.forEach((sent, i) => checkAnswer(sent, i, cut(peer.received, 2 ** 32).frames));
      const there = host.areYouThere();
      await clock.settle();
      assert((await there).MDLN === "M", "the other host was not served");
      const disabled = Promise.all([handler, other, host].map((one) => one.disable()));
      await clock.advance(10_000);
      await disabled;
      assert(clock.pending === 0, `${clock.pending} timers are left`);
      trap.check();
    },
  };
}

function frameOf({ stream, func, wantsReply, body }: HostMessage, index: number): Uint8Array {
  const frame = new Uint8Array(14 + body.length);
  putNumber(frame, 0, 4, 10 + body.length);
  frame.set([0, 0, stream | (wantsReply ? 0x80 : 0), func], 4);
  putNumber(frame, 10, 4, FIRST + index);
  frame.set(body, 14);
  return frame;
}

/** One reply or one S9Fx, if a reply is wanted; otherwise no reply. */
function checkAnswer(sent: HostMessage, index: number, frames: readonly Uint8Array[]): void {
  const head = frameOf(sent, index).subarray(4, 14);
  const replies = frames.filter((frame) => {
    const { sType, system, requireResponse } = fieldsOf(frame);
    return sType === 0 && system === FIRST + index && !requireResponse;
  }).length;
  const complaints = frames.filter((frame) => {
    const { sType, stream } = fieldsOf(frame);
    return sType === 0 && stream === 9 && frame[14] === 0x21 && equals(frame.subarray(16), head);
  }).length;
  const said =
    `message ${index}, S${sent.stream}F${sent.func}, got ${replies} replies and ${complaints} S9Fx`;
  assert(sent.wantsReply ? replies <= 1 && replies + complaints > 0 : replies === 0, said);
}
