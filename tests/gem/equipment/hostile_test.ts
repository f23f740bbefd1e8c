// Hostile hosts: what they send is bounded and answered, and another host of the same tool is served meanwhile.

import {
  A,
  HsmsAbortError,
  type Item,
  L,
  S1F11,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F23,
  S2F25,
  S2F29,
  S2F33,
  S2F43,
  S6F15,
  S6F17,
  S6F19,
  S6F21,
  S7F3,
  streamFunction,
  U1,
  U4,
} from "@secs/hsms";
import { encodeItem } from "@secs/hsms/secs2";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { assertEquals, assertInstanceOf } from "@std/assert";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHandler,
  type GemStore,
} from "../../../src/gem/mod.ts";
import { failure } from "../../support/wait.ts";
import { ETCHER } from "./etcher.ts";
import { KeptStore } from "./store.ts";
import { setUp } from "./set_up.ts";
import { S1F13, S1F14 } from "./wire.ts";

const AT = "127.0.0.1";

/** A tool with a hostile host, which is a GemHandler, and one that wants to be served. */
class HostileStage {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly lost: string[] = [];
  readonly #all: (GemHandler | GemEquipmentHandler)[];
  readonly tool: Equipment<typeof ETCHER.definition>;
  readonly hostile: GemHandler;
  readonly other: GemHandler;
  readonly handler: GemEquipmentHandler;

  constructor(tool: Equipment<typeof ETCHER.definition>, options: Partial<GemEquipmentOptions>) {
    this.tool = tool;
    const common = { network: this.network, clock: this.clock, timeouts: { linktest: 0 } };
    const [first, second] = ["hostile", "other"].map((name, i) =>
      new GemEquipmentHandler("*", 5000 + i, false, 0, name, { ...common, equipment: tool, ...options })
    ) as [GemEquipmentHandler, GemEquipmentHandler];
    this.handler = first;
    this.handler.on("message-lost", ({ message, why }) => this.lost.push(`S${message.stream} ${why}`));
    this.hostile = new GemHandler(AT, 5000, true, 0, "tool", { ...common, maxOpenTransactions: 100_000 });
    this.other = new GemHandler(AT, 5001, true, 0, "tool", common);
    this.#all = [first, second, this.hostile, this.other];
  }

  async enable(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.enable()));
    await Promise.all(this.#all.map((one) => one.waitForCommunicating()));
  }

  /** The other host is served: it asks once, and whether its answer came before those of the hostile one. */
  async isServed(): Promise<void> {
    assertEquals((await this.other.request(S1F3, [1002])).join(), `${U4(0)}`);
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.disable()));
    await this.tool.close();
  }
}

function hostile(
  name: string,
  options: Partial<GemEquipmentOptions> & { readonly store?: GemStore },
  play: (stage: HostileStage) => Promise<void>,
): void {
  const { store, ...handler } = options;
  test(name, async () => {
    const stage = new HostileStage(await Equipment.open(ETCHER, { store }), handler);
    await stage.enable();
    try {
      await play(stage);
    } finally {
      await stage.end();
    }
  });
}

const store = new KeptStore();

hostile("a flood of S2F33: each is answered, DRACK 1 beyond the limits", { store }, async (stage) => {
  const VID = Array.from({ length: 50 }, () => 1001);
  let isOver = false;
  const answers = Promise.all(
    Array.from(
      { length: 3000 },
      (_, RPTID) =>
        stage.hostile.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID, VID }] }, { timeout: 600_000 }),
    ),
  ).finally(() => isOver = true);
  await stage.isServed();
  assertEquals(isOver, false);
  const codes = await answers;
  assertEquals([0, 1].map((drack) => codes.filter((code) => code === drack).length), [2000, 1000]);
  await stage.isServed();
});

hostile("traces of every variable at the shortest period: bounded, what is too much is told", {
  maxWaiting: 100,
}, async (stage) => {
  stage.hostile.secs.register(6, 1, () => new Promise(() => {}));
  const SVID = Array.from({ length: 1000 }, (_, i) => 1001 + i % 2);
  const codes: number[] = [];
  for (let TRID = 0; TRID < 20; TRID++) {
    codes.push(
      await stage.hostile.request(S2F23, { TRID, DSPER: "00000010", TOTSMP: 1_000_000_000, REPGSZ: 1, SVID }),
    );
  }
  assertEquals(codes, [...Array(16).fill(0), ...Array(4).fill(2)]);
  for (let i = 0; i < 20; i++) await stage.clock.advance(100);
  assertEquals(stage.handler.pendingMessages.waiting, 101);
  assertEquals([[...new Set(stage.lost)], stage.lost.length], [["S6 too many wait"], 16 * 20 - 101]);
  await stage.isServed();
});

hostile("a recipe of 64 MiB: ACKC7 2; the tool keeps nothing of it", {}, async (stage) => {
  const part = text(16 * 2 ** 20 - 100);
  const PPBODY = L(part, part, part, part);
  const answer = stage.hostile.request(S7F3, { PPID: "R1", PPBODY }, { timeout: 600_000 });
  await stage.isServed();
  assertEquals(await answer, 2);
  assertEquals(await stage.tool.programs!.list(), []);
  await stage.isServed();
});

function text(length: number): Item {
  return A(new Uint8Array(length));
}

hostile("S2F43 of stream 1: refused, each time", {}, async (stage) => {
  const asks = Array.from({ length: 1000 }, () => stage.hostile.request(S2F43, [{ STRID: 1, FCNID: [13] }]));
  await stage.isServed();
  for (const { RSPACK, STREAMS } of await Promise.all(asks)) {
    assertEquals([RSPACK, STREAMS], [1, [{ STRID: 1, STRACK: 1, FCNID: [] }]]);
  }
});

hostile(
  "more commands than maxCallbacks at once: S2F0, and the tool goes on",
  { maxCallbacks: 10 },
  async (stage) => {
    const work = deferred<void>();
    stage.tool.onCommand("BEEP", () => work.promise);
    const ask = (): Promise<unknown> =>
      stage.hostile.request(2, 41, L(A("BEEP"), L())).then((message) => `${message.item}`);
    const asks = Array.from({ length: 50 }, () => ask().catch((error: Error) => error));
    await stage.clock.settle();
    work.resolve();
    const answers = await Promise.all(asks);
    assertEquals(answers.filter((answer) => answer instanceof HsmsAbortError).length, 40);
    assertInstanceOf(await failure(stage.hostile.request(2, 41, A("BEEP"))), Error);
    assertEquals(await ask(), answers[0]);
    await stage.isServed();
  },
);

hostile("more than maxRequestedIds: SxF0, the tool is told", { maxRequestedIds: 1000 }, async (stage) => {
  const ids = Array.from({ length: 1001 }, () => 1002);
  for (const message of [S1F3, S1F11, S1F21, S1F23, S2F13, S2F29]) {
    const error = await failure(stage.hostile.request(message, ids));
    assertInstanceOf(error, HsmsAbortError);
  }
  assertEquals((await stage.hostile.request(S1F3, ids.slice(1))).length, 1000);
  await stage.isServed();
});

hostile("more than maxAnswerBytes: SxF0, without building it", { maxAnswerBytes: 10_000 }, async (stage) => {
  stage.tool.set("Cassette", "x".repeat(1000));
  const VID = Array.from({ length: 10 }, () => 1003);
  await setUp(stage.hostile, { reports: [[1, VID]], links: [[4001, [1]]], enable: [4001] });
  const asks = [
    stage.hostile.request(S1F3, VID),
    stage.hostile.request(S6F15, 4001),
    stage.hostile.request(S6F17, 4001),
    stage.hostile.request(S6F19, 1),
    stage.hostile.request(S6F21, 1),
  ];
  for (const ask of asks) assertInstanceOf(await failure(ask), HsmsAbortError);
  assertEquals((await stage.hostile.request(S1F3, VID.slice(1))).length, 9);
});

hostile(
  "an event report of more than maxWaitingBytes is lost, which is told",
  { maxWaitingBytes: 10_000 },
  async (stage) => {
    stage.tool.set("Cassette", "x".repeat(1000));
    const VID = Array.from({ length: 10 }, () => 1003);
    await setUp(stage.hostile, { reports: [[1, VID]], links: [[4001, [1]]], enable: [4001] });
    stage.tool.trigger("LotStarted");
    assertEquals(stage.lost, ["S6 too long"]);
  },
);

hostile("S2F25 of a megabyte, again and again: each is given back", {}, async (stage) => {
  for (let i = 0; i < 5; i++) {
    assertEquals((await stage.hostile.request(S2F25, text(2 ** 20))).length, 2 ** 20);
  }
  await stage.isServed();
});

test("a storm of S1F13: each is answered, COMMUNICATING stays, another host is served", async () => {
  const stage = new HostileStage(await Equipment.open(ETCHER), {});
  await stage.enable();
  await stage.hostile.disable();
  const peer = await ScriptedPeer.dial(stage.network, { address: AT, port: 5000 });
  peer.send("0000000a ffff 00 00 00 01 00000001");
  await peer.expect("0000000a ffff 00 00 00 02 00000001");
  await peer.take(31); // the tool's own S1F13
  peer.send(S1F13.repeat(2000));
  await stage.isServed();
  for (let i = 0; i < 2000; i++) await peer.expect(S1F14);
  assertEquals(stage.handler.communicationState, "COMMUNICATING");
  peer.reset();
  await stage.end();
});

test("a message that is too long for its place: S9F7, S9F11, and never the end of the tool", async () => {
  const stage = new HostileStage(await Equipment.open(ETCHER), { maxBodyLength: 1000 });
  await stage.enable();
  const body = encodeItem(L(...Array.from({ length: 500 }, () => U1(1))));
  const error = await failure(stage.hostile.secs.requestPacket(streamFunction(1, 3, body)));
  assertEquals((error as Error).name, "SecsStream9Error");
  await stage.isServed();
  await stage.end();
});
