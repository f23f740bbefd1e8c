import type { CommunicationOptions } from "../../../src/gem/mod.ts";
import type { WorldPlan } from "./world.ts";

const EQUIPMENT: CommunicationOptions = { role: "equipment", passive: false, delay: 10_000 };
const HOST: CommunicationOptions = { role: "host", passive: false, delay: 7_000 };

/** The pairs that are explored. */
export const PLANS = {
  "both send S1F13": { host: HOST, equipment: EQUIPMENT, control: {} },
  "a passive equipment": { host: HOST, equipment: { ...EQUIPMENT, passive: true }, control: {} },
  "a passive host, a start in ATTEMPT ON-LINE": {
    host: { ...HOST, passive: true },
    equipment: EQUIPMENT,
    control: {
      initControlState: "offline",
      offlineSubstate: "attempt-online",
      onlineFailed: "host-offline",
      onlineSubstate: "remote",
    },
  },
  "off-line on disconnect": {
    host: HOST,
    equipment: EQUIPMENT,
    control: { offlineOnDisconnect: "attempt-online", offlineAnswers: ["S1F15"] },
  },
} as const satisfies Record<string, WorldPlan>;

/** The name of a pair. */
export type PlanName = keyof typeof PLANS;

/** The names of all pairs. */
export const PLAN_NAMES = Object.keys(PLANS) as PlanName[];
