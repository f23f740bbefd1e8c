import { idKey } from "../../ids.ts";
import type { SecsId } from "../../../secs/mod.ts";
import { type EventPlanning, planEvents } from "./plan_events.ts";
import { sayOff } from "./look.ts";
import type { Known } from "./known.ts";
import type { ReadWish } from "./read_wish.ts";
import { isThere, toDo } from "./sentences.ts";
import type { GemNamed, GemSetupStep } from "./steps.ts";

/** What the plan of a whole wish is made from. */
export interface Planning extends EventPlanning {
  readonly wish: Pick<ReadWish, "clock" | "spool"> & { readonly isAboutEvents: boolean };
  readonly named: EventPlanning["named"] & { alarm(id: SecsId): GemNamed };
}

/** Steps, and what is there already. */
export interface Steps {
  readonly steps: readonly GemSetupStep[];
  readonly there: readonly GemSetupStep[];
}

/** The steps to a target, after the tool is on-line: clock, events, alarms, spool. */
export function planAll(planning: Planning): Steps {
  const { wish } = planning;
  const parts = [
    planClock(planning),
    ...wish.isAboutEvents ? [planEvents(planning)] : [],
    planAlarms(planning),
    wish.spool === "leave" ? NO_STEPS : doing([toDo({ what: `${wish.spool}-spool` })]),
  ];
  return { steps: parts.flatMap(({ steps }) => steps), there: parts.flatMap(({ there }) => there) };
}

const NO_STEPS: Steps = { steps: [], there: [] };

function doing(steps: readonly GemSetupStep[]): Steps {
  return { steps, there: [] };
}

function planClock({ wish: { clock }, known: { clockOff } }: Planning): Steps {
  if (clock === undefined) return NO_STEPS;
  const set = { what: "set-clock" } as const;
  if (clockOff === undefined) return doing([toDo(set)]);
  if (Math.abs(clockOff) > clock) return doing([toDo(set, `, which is ${sayOff(clockOff)}`)]);
  return { steps: [], there: [isThere(set)] };
}

function planAlarms({ target, known, made, named }: Planning): Steps {
  if (target.alarms === "all") return planAllAlarms(known);
  const wanted = target.alarms ?? new Map();
  const isExact = target.isExact && target.alarms !== undefined;
  const others = isExact || made.hasAllAlarms ? known.alarms : made.alarms;
  const surplus = [...others ?? []].filter(([key]) => !wanted.has(key) && known.alarms?.has(key) !== false);
  const isAll = others === undefined ||
    wanted.size === 0 && surplus.length > 1 && surplus.length === known.alarms?.size;
  const enabled = others === undefined ? undefined : known.alarms;
  const steps = isAll
    ? [toDo({ what: "disable-all-alarms" })]
    : surplus.map(([, id]) => toDo({ what: "disable-alarm", alarm: named.alarm(id) }));
  const there: GemSetupStep[] = [];
  for (const [key, id] of wanted) {
    const enable = { what: "enable-alarm", alarm: named.alarm(id) } as const;
    if (enabled?.has(key)) there.push(isThere(enable));
    else steps.push(toDo(enable));
  }
  return { steps, there };
}

function planAllAlarms({ alarms: enabled, everyAlarm }: Known): Steps {
  const all = { what: "enable-all-alarms" } as const;
  const hasAll = enabled !== undefined && everyAlarm?.every((id) => enabled.has(idKey(id))) === true;
  return hasAll ? { steps: [], there: [isThere(all)] } : doing([toDo(all)]);
}
