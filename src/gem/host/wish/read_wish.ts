import { requireInteger } from "../../../core/base/mod.ts";
import type { SecsId } from "../../../secs/mod.ts";
import type { EquipmentDefinition } from "../../definition/equipment_definition.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { EventWish } from "../event_setup.ts";
import type { GemRef, Names } from "../refs.ts";
import { distinct, sameIds } from "../tool_reports.ts";
import type { GemWish } from "./wish.ts";

/** A tool may write whole seconds only, and its answer takes some time. */
const CLOCK_WITHIN = 2000;

/** A report that an event is to have. */
export interface WishedReport {
  readonly CEID: SecsId;
  readonly VID: readonly SecsId[];
  /** Undefined: any. */
  readonly RPTID: SecsId | undefined;
}

/** A wish with its ids. */
export interface ReadWish {
  readonly online: boolean;
  /** In ms; undefined: the clock is left as it is. */
  readonly clock: number | undefined;
  /** Undefined: events are left as they are. */
  readonly events: readonly SecsId[] | undefined;
  readonly reports: readonly WishedReport[];
  readonly alarms: "all" | readonly SecsId[] | undefined;
  readonly spool: "request" | "purge" | "leave";
  readonly isExact: boolean;
}

/**
 * A wish by its ids.
 *
 * @throws {RangeError} when a name is not in the model, a time is out of range, or a report is wished twice with other variables.
 */
export function readWish(names: Names, wish: GemWish<EquipmentDefinition>): ReadWish {
  const { online = true, clock = false, events, alarms, spool = "leave", others = "keep" } = wish;
  const within = typeof clock === "object" ? clock.within : CLOCK_WITHIN;
  const wishes = events === undefined ? [] : eventsIn(names, events as EventsIn);
  const found = wishes.map(({ event, variables, rptid }) => ({
    CEID: names.event(event).id,
    VID: variables.map((ref) => names.variable(ref).id),
    RPTID: rptid,
  }));
  const reports = found.filter(({ VID }) => VID.length > 0);
  requireOneMeaning(reports);
  const isExact = others === "clear";
  return {
    online,
    clock: clock === false ? undefined : requireInteger("clock.within", within, 0, 86_400_000),
    events: events === undefined && !isExact ? undefined : distinct(found.map(({ CEID }) => CEID)),
    reports,
    alarms: typeof alarms === "object" ? distinct(alarms.map((ref) => names.alarm(ref).id)) : alarms,
    spool,
    isExact,
  };
}

type EventsIn = readonly EventWish[] | Readonly<Record<string, readonly GemRef[] | undefined>>;

function eventsIn(names: Names, events: EventsIn): readonly EventWish[] {
  if (Array.isArray(events)) return events;
  return Object.entries(events as Readonly<Record<string, readonly GemRef[] | undefined>>).map(
    ([event, variables = []]) => {
      if (/^\d+$/.test(event) && names.event(event).part === undefined) {
        const said =
          `Event ${event} is an id: write events as a list, [{ event: ${event}, variables: [...] }]`;
        throw new RangeError(said);
      }
      return { event, variables };
    },
  );
}

function requireOneMeaning(reports: readonly WishedReport[]): void {
  const known = new Map<IdKey, readonly SecsId[]>();
  for (const { RPTID, VID } of reports) {
    if (RPTID === undefined) continue;
    const before = known.get(idKey(RPTID));
    if (before !== undefined && !sameIds(before, VID)) {
      throw new RangeError(`Report ${RPTID} is wished twice, with other variables`);
    }
    known.set(idKey(RPTID), VID);
  }
}
