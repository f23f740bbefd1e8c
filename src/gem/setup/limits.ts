import { Alarm, type Clock, requireInteger } from "../../core/base/mod.ts";
import type {
  SecsDefineLimits,
  SecsDefineLimitsAcknowledge,
  SecsId,
  SecsLimitAttributes,
  SecsVariableLimitAttributes,
  SecsVariableLimits,
} from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { checkLimits, type LimitRange, type RequestedLimits } from "../models/limit_check.ts";
import {
  defineLimits,
  type LimitChange,
  type LimitsModel,
  type LimitValue,
  NO_LIMITS,
  sampleLimits,
} from "../models/limits.ts";
import { boundOf, type LimitFormat, limitItem } from "./limit_values.ts";
import { nextSample } from "./sample_period.ts";
import {
  distinctIds,
  type Identified,
  restoreValue,
  type SavedBigint,
  type SavedId,
  saveValue,
} from "./source.ts";

/** How S2F46 answers (VLAACK). `notNow` is for the caller. */
export const VLAACK = { done: 0, error: 1, notNow: 2 } as const;

/** What limits a variable can have. */
export interface LimitAttributes extends LimitRange {
  /** The format of the variable, in which its bounds are sent. */
  readonly format: LimitFormat;
  /** Its units. */
  readonly units: string;
}

/** A variable has crossed limits: the values of LimitVariable, EventLimit and TransitionType. */
export interface LimitCrossing<V> {
  /** The variable, whose event is to be triggered. */
  readonly variable: V;
  /** The ids of the limits. */
  readonly EventLimit: readonly number[];
  /** 0: from below to above, 1: from above to below. */
  readonly TransitionType: 0 | 1;
}

/** What limits need of the tool, and who gets the crossings. */
export interface LimitsOwner<V> {
  /** The variable with this id; undefined: there is none. */
  variable(id: SecsId): V | undefined;
  /** All variables that can have limits, in the tool's own order. */
  readonly limited: readonly V[];
  /** What limits a variable can have; undefined: none. */
  attributesOf(variable: V): LimitAttributes | undefined;
  /** Reads its value; undefined if it has none at the moment. */
  read(variable: V): LimitValue | undefined;
  /** Limits were crossed. */
  onCrossing(crossing: LimitCrossing<V>): void;
}

/** Limits as JSON: id of the variable, and its limits. */
export type SavedLimits = readonly (readonly [variable: SavedId, limits: readonly SavedLimit[]])[];

/** A limit as JSON. */
export type SavedLimit = readonly [id: number, upper: SavedBound, lower: SavedBound];

/** A bound as JSON. */
export type SavedBound = number | boolean | SavedBigint;

/** A limit that was saved, and was not restored. */
export interface DroppedLimit {
  /** The variable, which is gone, or can no longer have this limit. */
  readonly VID: SecsId;
  /** The limit. */
  readonly LIMITID: number;
}

/** Options of {@linkcode Limits}. */
export interface LimitsOptions {
  /** Time between two samples of the variables in ms, 10 to 3,600,000; 1000 if nothing is said. */
  readonly limitSamplePeriod?: number;
}

/**
 * The limits that one host has set at a tool (S2F45), and whether variables have crossed them. The variables are sampled by
 * the clock, while limits are defined. Where a variable is after a limit is defined, or restored, the next sample says.
 */
export class Limits<V extends Identified> {
  readonly #owner: LimitsOwner<V>;
  readonly #clock: Clock;
  readonly #period: number;
  readonly #alarm: Alarm;
  readonly #models = new Map<V, LimitsModel>();
  /** When the first limit was defined. */
  #start = 0;

  /**
   * No limit is defined, and no timer is armed.
   *
   * @throws {TypeError} when the period is not a number.
   * @throws {RangeError} when the period is out of its range.
   */
  constructor(owner: LimitsOwner<V>, clock: Clock, { limitSamplePeriod = 1000 }: LimitsOptions = {}) {
    this.#owner = owner;
    this.#clock = clock;
    this.#period = requireInteger("limitSamplePeriod", limitSamplePeriod, 10, 3_600_000);
    this.#alarm = new Alarm(clock, () => this.#sampleAll());
  }

  /** S2F45: defines and undefines limits, all of them or none. No variable at all undefines all limits. */
  define({ VARIABLES }: Pick<SecsDefineLimits, "VARIABLES">): SecsDefineLimitsAcknowledge {
    if (VARIABLES.length === 0) this.clear();
    // With more entries than there are variables, one of the first entries is wrong.
    const entries = VARIABLES.slice(0, this.#owner.limited.length + 1);
    const idOf = new Map(entries.map(({ VID }) => [idKey(VID), VID]));
    const { vlaack, refused, changes } = checkLimits(
      entries.map((entry) => this.#requested(entry)),
      (key) => this.#rangeOf(key),
    );
    for (const [key, some] of changes) this.#change(this.#owner.variable(key)!, some);
    return {
      VLAACK: vlaack,
      VARIABLES: refused.map(({ vid, lvack, limit }) => ({
        VID: idOf.get(vid)!,
        LVACK: lvack,
        LIMIT: limit && { LIMITID: limit.id, LIMITACK: limit.limitack },
      })),
    };
  }

  /**
   * S2F48: what limits variables can have, and which are set; of all variables that can have limits if none is named. One
   * that is unknown has no attributes, as one that can have no limits; one that is named twice comes once.
   */
  attributes(VID: readonly SecsId[]): SecsVariableLimitAttributes[] {
    const ids = VID.length === 0 ? this.#owner.limited.map(({ id }) => id) : distinctIds(VID);
    return ids.map((id) => ({ VID: id, ATTRIBUTES: this.#attributesOf(this.#owner.variable(id)) }));
  }

  /** Undefines all limits; no timer is armed. */
  clear(): void {
    this.#models.clear();
    this.#alarm.stop();
  }

  /** All limits as JSON. */
  save(): SavedLimits {
    return Array.from(this.#models, ([variable, { limits }]) => [
      saveValue(variable.id),
      limits.map(({ id, upper, lower }): SavedLimit => [id, saveValue(upper), saveValue(lower)]),
    ]);
  }

  /** Takes saved limits in place of those that are there; returns those of variables that are gone, or have another range. */
  restore(saved: SavedLimits): DroppedLimit[] {
    this.clear();
    const dropped: DroppedLimit[] = [];
    for (const [variable, limits] of saved) {
      const VID = restoreValue(variable);
      for (const [id, upper, lower] of limits) {
        const bounds = { upper: restoreValue(upper), lower: restoreValue(lower) };
        const request = [{ vid: idKey(VID), limits: [{ id, bounds }] }];
        const { changes } = checkLimits(request, (key) => this.#rangeOf(key));
        for (const some of changes.values()) this.#change(this.#owner.variable(VID)!, some);
        if (changes.size === 0) dropped.push({ VID, LIMITID: id });
      }
    }
    return dropped;
  }

  /** An entry of S2F45 as the check takes it. */
  #requested({ VID, LIMITS }: SecsVariableLimits): RequestedLimits<IdKey> {
    const variable = this.#owner.variable(VID);
    const attributes = variable && this.#owner.attributesOf(variable);
    if (attributes === undefined) return { vid: idKey(VID), limits: [] };
    const { format, greatestId } = attributes;
    // With more limits than there are ids, one of the first limits is wrong.
    const limits = LIMITS.slice(0, greatestId + 1).map(({ LIMITID, DEADBAND }) => ({
      id: LIMITID,
      bounds: DEADBAND &&
        { upper: boundOf(DEADBAND.UPPERDB, format), lower: boundOf(DEADBAND.LOWERDB, format) },
    }));
    return { vid: idKey(VID), limits };
  }

  #rangeOf(key: IdKey): LimitRange | "no limits" | undefined {
    const variable = this.#owner.variable(key);
    return variable && (this.#owner.attributesOf(variable) ?? "no limits");
  }

  #change(variable: V, changes: readonly LimitChange[]): void {
    const { model } = defineLimits(this.#models.get(variable) ?? NO_LIMITS, changes);
    if (model.limits.length === 0) {
      this.#models.delete(variable);
      if (this.#models.size === 0) this.#alarm.stop();
      return;
    }
    this.#models.set(variable, model);
    if (this.#alarm.deadline === undefined) {
      this.#start = this.#clock.now();
      this.#alarm.set(this.#start + this.#period);
    }
  }

  #attributesOf(variable: V | undefined): SecsLimitAttributes | undefined {
    const attributes = variable && this.#owner.attributesOf(variable);
    if (attributes === undefined) return undefined;
    const { units, min, max, format } = attributes;
    return {
      UNITS: units,
      LIMITMIN: limitItem(min, format),
      LIMITMAX: limitItem(max, format),
      LIMITS: (this.#models.get(variable!) ?? NO_LIMITS).limits.map(({ id, upper, lower }) => ({
        LIMITID: id,
        UPPERDB: limitItem(upper, format),
        LOWERDB: limitItem(lower, format),
      })),
    };
  }

  #sampleAll(): void {
    this.#alarm.set(nextSample(this.#start, this.#period, this.#clock.now()));
    const crossings: LimitCrossing<V>[] = [];
    for (const [variable, model] of this.#models) {
      const value = this.#owner.read(variable);
      if (value === undefined) continue;
      const step = sampleLimits(model, value);
      this.#models.set(variable, step.model);
      for (const { limits, transition } of step.effects) {
        crossings.push({ variable, EventLimit: limits, TransitionType: transition });
      }
    }
    for (const crossing of crossings) this.#owner.onCrossing(crossing);
  }
}
