import { SecsError, streamFunction } from "@secs/hsms";
import {
  closeAt,
  coalesce,
  delay,
  eatLinktests,
  type FaultDirection,
  type FaultRule,
  formatFaultLog,
  formatFaultRule,
  refuse,
  resetAt,
  splitInto,
  splitRandomly,
  stall,
} from "@secs/hsms/testing";
import { assert, assertEquals, AssertionError } from "@std/assert";
import { fromHex, toHex } from "../support/hex.ts";
import type { Case } from "./case.ts";
import { secsgem } from "./install.ts";
import type { Scene } from "./scene.ts";

/** A line that misbehaves between us and the peer: the link comes back, and every request of ours ends. */
export const CHAOS_CASES: readonly Case[] = [
  { name: "chaos: split and delayed", proxied: true, run: (scene) => harmless(scene) },
  {
    name: "chaos: closed",
    proxied: true,
    // As the passive side secsgem may lose its port where a connection ends right after it began.
    only: ({ kind, active }) => kind !== secsgem || !active,
    run: (scene) => ended(scene, closeAt),
  },
  {
    name: "chaos: reset",
    proxied: true,
    only: survivesResets,
    run: (scene) => ended(scene, resetAt),
  },
  { name: "chaos: stalled inside a frame to us", proxied: true, run: stalled },
  { name: "chaos: linktests eaten", proxied: true, run: linktestsEaten },
  { name: "chaos: refused, then reconnected", proxied: true, only: survivesResets, run: refused },
];

/** secsgem may hang after a reset, in either role; only a restart helps. */
function survivesResets({ kind }: Pick<Scene, "kind">): boolean {
  return kind !== secsgem;
}

/** Select, then a request of 17 bytes or its reply. */
const SELECT = 14;
const DATA = 17;

/** Rules that lose nothing: every request is answered, both ways. */
async function harmless(scene: Scene): Promise<void> {
  await scene.countApart();
  for (
    const rule of [splitInto(1), splitInto(13, { gap: 1 }), splitRandomly(7), coalesce(40, 5), delay(10)]
  ) {
    // secsgem sends Select.rsp before it is selected itself: data that comes in between is rejected.
    await scene.reselected(() => under(scene, rule));
    assertEquals(await requests(scene, 10), 10, `${formatFaultRule(rule)}\n${lastOfLog(scene)}`);
    await scene.works();
  }
}

/**
 * Between frames in both directions, and inside a frame to us. A connection to secsgem that ends inside a frame leaves it
 * waiting for the rest for ever, so there it does not.
 */
async function ended(
  scene: Scene,
  rule: (at: number, scope: { to: FaultDirection }) => FaultRule,
): Promise<void> {
  await scene.countApart();
  const [us, it] = scene.active ? ["client", "target"] as const : ["target", "client"] as const;
  const inside = SELECT + 5;
  const rules = [
    ...[SELECT, inside, SELECT + DATA].map((at) => rule(at, { to: us })),
    ...(scene.kind === secsgem ? [] : [inside]).map((at) => rule(at, { to: it })),
    rule(SELECT + DATA, { to: it }),
  ];
  for (const each of rules) {
    await under(scene, each);
    await requests(scene, 3);
    await worksAgain(scene);
  }
}

async function stalled(scene: Scene): Promise<void> {
  await scene.countApart();
  const before = scene.log.count("disconnected HsmsTimeoutError");
  await under(scene, stall(SELECT + 6, { to: scene.active ? "client" : "target" }));
  assertEquals(await requests(scene, 1), 0);
  assertEquals(scene.log.count("disconnected HsmsTimeoutError"), before + 1);
  await worksAgain(scene);
}

async function linktestsEaten(scene: Scene): Promise<void> {
  await scene.countApart();
  const { timeouts } = scene.ours;
  [timeouts.linktest, timeouts.t6] = [100, 300];
  const before = scene.log.count("disconnected HsmsTimeoutError");
  await under(scene, eatLinktests());
  await scene.log.saw("disconnected HsmsTimeoutError", before + 1);
  [timeouts.linktest, timeouts.t6] = [0, 5_000];
  await worksAgain(scene);
}

async function refused(scene: Scene): Promise<void> {
  await scene.countApart();
  const proxy = scene.proxy!;
  const selected = scene.log.count("selected");
  const next = proxy.accepted + 1;
  proxy.rules = [refuse({ connection: next }), refuse({ connection: next + 1 })];
  proxy.breakAll();
  await scene.log.saw("selected", selected + 1);
  assert(proxy.accepted >= next + 2);
  await worksAgain(scene);
}

/** The next connection that reaches the other side has this rule, and the ones after it have none. */
async function under(scene: Scene, rule: FaultRule): Promise<void> {
  const proxy = scene.proxy!;
  const selected = scene.log.count("selected");
  let first: number | undefined;
  const once: FaultRule = {
    ...rule,
    begin(stream) {
      first ??= stream.connection;
      return stream.connection === first ? rule.begin(stream) : undefined;
    },
  };
  proxy.rules = [once];
  proxy.breakAll("close");
  await scene.log.saw("selected", selected + 1);
}

/** Requests of ours at once; how many were answered. Each ends, and with an error of the library if not with its reply. */
async function requests({ ours }: Scene, count: number): Promise<number> {
  const outcomes = Array.from({ length: count }, async (_, i) => {
    const body = `2101${(0x10 + i).toString(16)}`;
    try {
      const reply = await ours.sendAndWaitForResponse(streamFunction(2, 25, fromHex(body)));
      assertEquals(toHex(reply.data), body);
      return 1;
    } catch (error) {
      if (error instanceof SecsError) return 0;
      throw error;
    }
  });
  return (await Promise.all(outcomes)).reduce<number>((sum, answered) => sum + answered, 0);
}

/** The link comes back by itself, and does what it is for. */
async function worksAgain(scene: Scene): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    await scene.ours.whenSelected({ signal: AbortSignal.timeout(15_000) });
    if (await requests(scene, 1) === 1) return await scene.works();
  }
  throw new AssertionError(`No request was answered:\n${lastOfLog(scene)}`);
}

function lastOfLog({ proxy }: Scene): string {
  return proxy!.log.slice(-20).map((entry) => `  ${formatFaultLog(entry)}`).join("\n");
}
