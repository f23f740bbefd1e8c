/** Checks S2F45 (define variable limit attributes): all of it is taken, or nothing. */

import type { LimitBounds, LimitChange, LimitValue } from "./limits.ts";

/** Why a variable was refused (LVACK). */
export const LVACK = { unknownVariable: 1, noLimits: 2, twice: 3, limit: 4 } as const;

/** Why a limit was refused (LIMITACK). */
export const LIMITACK = {
  unknownLimit: 1,
  aboveMax: 2,
  belowMin: 3,
  upperBelowLower: 4,
  format: 5,
  notNumeric: 6,
  twice: 7,
} as const;

/** A code of LIMITACK. */
export type LimitAck = typeof LIMITACK[keyof typeof LIMITACK];

/** What limits a variable can have. */
export interface LimitRange {
  /** LIMITMIN. */
  readonly min: LimitValue;
  /** LIMITMAX. */
  readonly max: LimitValue;
  /** The greatest LIMITID; ids begin with 1. */
  readonly greatestId: number;
}

/** A limit of S2F45: its bounds as they came, or none, which undefines it. */
export interface RequestedLimit {
  /** LIMITID. */
  readonly id: number;
  /** UPPERDB and LOWERDB as they came; undefined: the limit is to be undefined. */
  readonly bounds: { readonly upper: unknown; readonly lower: unknown } | undefined;
}

/** A variable of S2F45; no limits undefine all of it. */
export interface RequestedLimits<Vid> {
  /** Its id. */
  readonly vid: Vid;
  /** Its limits. */
  readonly limits: readonly RequestedLimit[];
}

/** A variable of S2F46: the first thing that is wrong with it. */
export interface RefusedLimits<Vid> {
  /** Its id. */
  readonly vid: Vid;
  /** LVACK. */
  readonly lvack: typeof LVACK[keyof typeof LVACK];
  /** With LVACK 4: which limit, and why. */
  readonly limit?: { readonly id: number; readonly limitack: LimitAck };
}

/** The answer to S2F45. */
export interface LimitsAnswer<Vid> {
  /** VLAACK: 1 if anything was refused. */
  readonly vlaack: 0 | 1;
  /** The variables that were refused. */
  readonly refused: readonly RefusedLimits<Vid>[];
  /** What is to be changed, by variable; empty if anything was refused. */
  readonly changes: ReadonlyMap<Vid, readonly LimitChange[]>;
}

/** What `rangeOf` says of a variable: what limits it can have, that it can have none, or that there is no such variable. */
export type LimitRangeOf<Vid> = (vid: Vid) => LimitRange | "no limits" | undefined;

/** Checks a request that names variables; a request that names none undefines the limits of all. */
export function checkLimits<Vid>(
  request: readonly RequestedLimits<Vid>[],
  rangeOf: LimitRangeOf<Vid>,
): LimitsAnswer<Vid> {
  const changes = new Map<Vid, readonly LimitChange[]>();
  const refused: RefusedLimits<Vid>[] = [];
  for (const { vid, limits } of request) {
    const checked = changes.has(vid) || refused.some((entry) => entry.vid === vid)
      ? { vid, lvack: LVACK.twice }
      : checkVariable(vid, limits, rangeOf(vid));
    if ("lvack" in checked) refused.push(checked);
    else changes.set(vid, checked.changes);
  }
  if (refused.length > 0) return { vlaack: 1, refused, changes: new Map() };
  return { vlaack: 0, refused, changes };
}

function checkVariable<Vid>(
  vid: Vid,
  limits: readonly RequestedLimit[],
  range: LimitRange | "no limits" | undefined,
): RefusedLimits<Vid> | { readonly changes: readonly LimitChange[] } {
  if (range === undefined) return { vid, lvack: LVACK.unknownVariable };
  if (range === "no limits") return { vid, lvack: LVACK.noLimits };
  const changes: LimitChange[] = [];
  for (const { id, bounds } of limits) {
    const twice = changes.some((change) => change.id === id);
    const checked = twice ? LIMITACK.twice : checkLimit(id, bounds, range);
    if (typeof checked === "number") return { vid, lvack: LVACK.limit, limit: { id, limitack: checked } };
    changes.push({ id, bounds: checked });
  }
  return { changes };
}

/** The bounds that are meant, or why they are refused. */
function checkLimit(
  id: number,
  bounds: RequestedLimit["bounds"],
  { min, max, greatestId }: LimitRange,
): LimitBounds | undefined | LimitAck {
  if (!Number.isInteger(id) || id < 1 || id > greatestId) return LIMITACK.unknownLimit;
  if (bounds === undefined) return undefined;
  const isBoolean = typeof max === "boolean";
  const upper = readBound(bounds.upper, isBoolean);
  const lower = readBound(bounds.lower, isBoolean);
  if (upper === "format" || lower === "format") return LIMITACK.format;
  if (upper === "not numeric" || lower === "not numeric") return LIMITACK.notNumeric;
  if (upper > max) return LIMITACK.aboveMax;
  if (lower < min) return LIMITACK.belowMin;
  if (upper < lower) return LIMITACK.upperBelowLower;
  return { upper, lower };
}

/** A bound: a number, a number as text, or for a boolean variable a boolean. */
function readBound(value: unknown, isBoolean: boolean): LimitValue | "format" | "not numeric" {
  if (typeof value === "boolean") return isBoolean ? value : "format";
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isNaN(value) ? "format" : value;
  if (typeof value !== "string") return "format";
  const number = value.trim() === "" ? NaN : Number(value);
  return Number.isNaN(number) ? "not numeric" : number;
}
