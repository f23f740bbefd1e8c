import type { SecsId } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { Links } from "../tool_reports.ts";

/** A report that a tool has. */
export interface KnownReport {
  readonly RPTID: SecsId;
  /** Undefined: not known. */
  readonly VID: readonly SecsId[] | undefined;
}

/** Ids by their values. */
export type IdSet = ReadonlyMap<IdKey, SecsId>;

/** What a tool has, as far as it says so. */
export interface Known {
  /** Whether `reports` has all that there are. */
  readonly hasAllReports: boolean;
  readonly reports: ReadonlyMap<IdKey, KnownReport>;
  /** Whether `links` has all events that have some. */
  readonly hasAllLinks: boolean;
  /** Of an event that is not there nothing is known, unless `hasAllLinks`. */
  readonly links: ReadonlyMap<IdKey, Links>;
  /** The events that are enabled; undefined: not known. */
  readonly enabled: IdSet | undefined;
  /** The alarms that are enabled; undefined: not known. */
  readonly alarms: IdSet | undefined;
  /** All alarms of the tool; undefined: not known. */
  readonly everyAlarm: readonly SecsId[] | undefined;
  /** How far the clock of the tool is off, in ms; undefined: not known. */
  readonly clockOff: number | undefined;
}

/** Nothing is known. */
export const UNKNOWN: Known = {
  hasAllReports: false,
  reports: new Map<IdKey, KnownReport>([]),
  hasAllLinks: false,
  links: new Map<IdKey, Links>([]),
  enabled: undefined,
  alarms: undefined,
  everyAlarm: undefined,
  clockOff: undefined,
};

/** Whether it is known of all reports, links and events. */
export function isWhole({ hasAllReports, hasAllLinks, enabled }: Known): boolean {
  return hasAllReports && hasAllLinks && enabled !== undefined;
}

/** The reports of an event; undefined: not known. */
export function knownLinks({ links, hasAllLinks }: Known, ceid: SecsId): readonly SecsId[] | undefined {
  return links.get(idKey(ceid))?.RPTID ?? (hasAllLinks ? [] : undefined);
}

/** Ids by their values. */
export function idSet(ids: Iterable<SecsId>): Map<IdKey, SecsId> {
  return new Map(Array.from(ids, (id) => [idKey(id), id]));
}
