import { HsmsTimeouts } from "../../src/core/hsms/timeouts.ts";
import type { PeerPlan } from "./peer.ts";
import type { WorldPlan } from "./world.ts";

/** The kinds of pairs that worlds are made of. */
export type PairKind = "active and passive" | "both active" | "HSMS-GS";

/** All kinds. */
export const PAIRS: readonly PairKind[] = ["active and passive", "both active", "HSMS-GS"];

/**
 * A world of one kind. Timers are a few ms long, and all different; both sides begin with the same system bytes, four
 * before the wrap, so that every collision that can be is there.
 */
export function planOf(kind: PairKind, linktest = 0): WorldPlan {
  const timeouts = new HsmsTimeouts({ t3: 8, t6: 5, t7: 11, linktest, allowShort: true });
  const side: PeerPlan = {
    active: true,
    timeouts,
    firstSystem: 2 ** 32 - 4,
    ...(kind === "HSMS-GS" && { sessions: [1, 2] }),
  };
  return { left: side, right: { ...side, active: kind === "both active" } };
}
