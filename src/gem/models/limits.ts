/**
 * The limits model of E30, one for each limit of a variable: DISABLED (not defined), or ENABLED: NO ZONE, BELOW or ABOVE.
 *
 * # What stands outside the table
 *
 * - A sample that is equal to the one before changes nothing, except in NO ZONE. This matters if UPPERDB = LOWERDB: a value that stays
 *   there is at both bounds, and would cross at each sample.
 * - If NO ZONE ends with a value that is at both bounds, the limit is ABOVE (row 6).
 */

import { type Draft, draft, stay, type Step, type Table, to } from "./table.ts";

/** The state of a limit. */
export type LimitZone = "disabled" | "no-zone" | "below" | "above";

/** What happens to a limit: it is defined or undefined, or a value is at or past a bound. */
export type LimitTrigger = "undefined" | "defined" | "at LOWERDB" | "at UPPERDB";

/** The rows of E30. A limit that is defined anew leaves its zone first. */
export const LIMIT_TABLE: Table<LimitZone, LimitTrigger> = {
  "disabled": { "undefined": stay, "defined": to(2, "no-zone"), "at LOWERDB": stay, "at UPPERDB": stay },
  "no-zone": {
    "undefined": to(1, "disabled"),
    "defined": stay,
    "at LOWERDB": to(5, "below"),
    "at UPPERDB": to(6, "above"),
  },
  "below": {
    "undefined": to(1, "disabled"),
    "defined": stay,
    "at LOWERDB": stay,
    "at UPPERDB": to(3, "above"),
  },
  "above": {
    "undefined": to(1, "disabled"),
    "defined": stay,
    "at LOWERDB": to(4, "below"),
    "at UPPERDB": stay,
  },
};

/** A value that can be monitored; true counts as 1. */
export type LimitValue = number | bigint | boolean;

/** The bounds of a limit. */
export interface LimitBounds {
  /** UPPERDB. */
  readonly upper: LimitValue;
  /** LOWERDB. */
  readonly lower: LimitValue;
}

/** A limit that is defined. */
export interface Limit extends LimitBounds {
  /** LIMITID. */
  readonly id: number;
  /** Where the value is. */
  readonly zone: LimitZone;
}

/** The limits of one variable: plain data. */
export interface LimitsModel {
  /** The limits that are defined, in the order of their ids. */
  readonly limits: readonly Limit[];
  /** The sample before; undefined: there was none. */
  readonly last: LimitValue | undefined;
}

/** Trigger the event of the variable: LimitVariable is the variable, EventLimit `limits`, TransitionType `transition`. */
export interface LimitEffect {
  /** It triggers the event of the variable. */
  readonly type: "event";
  /** EventLimit: the ids of the limits that moved. */
  readonly limits: readonly number[];
  /** 0: from below to above, 1: from above to below. */
  readonly transition: 0 | 1;
}

/** A step of the limits of a variable. */
export type LimitsStep = Step<LimitsModel, LimitEffect>;

/** A change of limits, as S2F45 asks for it: a limit without bounds is undefined. */
export interface LimitChange {
  /** LIMITID. */
  readonly id: number;
  /** UPPERDB and LOWERDB; undefined: the limit is to be undefined. */
  readonly bounds: LimitBounds | undefined;
}

/** The limits of a variable that has none defined. */
export const NO_LIMITS: LimitsModel = { limits: [], last: undefined };

/** Defines and undefines limits, which a check has let through; those that are not named stay. No changes: all go. */
export function defineLimits(model: LimitsModel, changes: readonly LimitChange[]): LimitsStep {
  const gone = changes.length === 0
    ? model.limits.map(({ id }): LimitChange => ({ id, bounds: undefined }))
    : changes;
  const rows: number[] = [];
  const limits = new Map(model.limits.map((limit) => [limit.id, limit]));
  for (const { id, bounds } of gone) {
    const ended = LIMIT_TABLE[limits.get(id)?.zone ?? "disabled"].undefined;
    if (ended !== undefined) rows.push(ended.row);
    limits.delete(id);
    const { row, to: zone } = LIMIT_TABLE.disabled.defined!;
    if (bounds === undefined) continue;
    rows.push(row);
    limits.set(id, { id, ...bounds, zone });
  }
  const sorted = [...limits.values()].sort((a, b) => a.id - b.id);
  return { model: { limits: sorted, last: model.last }, rows, effects: [] };
}

/**
 * A sample of the variable: at most one event up and one down.
 *
 * @example
 * ```ts
 * import { defineLimits, NO_LIMITS, sampleLimits } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const defined = defineLimits(NO_LIMITS, [{ id: 1, bounds: { upper: 10, lower: 8 } }]).model;
 * const below = sampleLimits(defined, 5).model;
 * assertEquals(sampleLimits(below, 11).effects, [{ type: "event", limits: [1], transition: 0 }]);
 * ```
 */
export function sampleLimits(model: LimitsModel, value: LimitValue): LimitsStep {
  const work: Draft<LimitsModel, LimitEffect> = draft(model);
  const isSame = value === model.last;
  const moved: Record<"below" | "above", number[]> = { below: [], above: [] };
  const limits = model.limits.map((limit): Limit => {
    if (isSame && limit.zone !== "no-zone") return limit;
    const table = LIMIT_TABLE[limit.zone];
    const move = (value >= limit.upper ? table["at UPPERDB"] : undefined) ??
      (value <= limit.lower ? table["at LOWERDB"] : undefined);
    if (move === undefined) return limit;
    work.rows.push(move.row);
    moved[move.to === "above" ? "above" : "below"].push(limit.id);
    return { ...limit, zone: move.to };
  });
  work.model = { limits, last: value };
  if (moved.above.length > 0) work.effects.push({ type: "event", limits: moved.above, transition: 0 });
  if (moved.below.length > 0) work.effects.push({ type: "event", limits: moved.below, transition: 1 });
  return work;
}
