import type { SecsId } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { EventSetup } from "../event_setup.ts";
import { distinct, type Links, type Report, sameIds } from "../tool_reports.ts";
import { type IdSet, idSet, type Known, knownLinks } from "./known.ts";
import type { ReadWish, WishedReport } from "./read_wish.ts";

/** A report, and the events that are to have it. */
export interface TargetReport extends Report {
  readonly events: readonly SecsId[];
}

/** What a tool is to have. */
export interface Target {
  readonly reports: ReadonlyMap<IdKey, TargetReport>;
  /** The events that are to have reports. */
  readonly links: ReadonlyMap<IdKey, Links>;
  readonly enabled: IdSet;
  /** Undefined: alarms are left as they are. */
  readonly alarms: "all" | IdSet | undefined;
  /** Whether everything else goes. */
  readonly isExact: boolean;
}

/** What wishes of this host have made at a tool, and what it has taken away in passing. */
export class Made {
  /** Reports, each with the event for which it was made. */
  readonly reports: Map<IdKey, WishedReport & Report> = new Map();
  readonly enabled: Map<IdKey, SecsId> = new Map();
  readonly alarms: Map<IdKey, SecsId> = new Map();
  hasAllAlarms = false;
  /** What events had before they were unlinked, until they are linked again. */
  readonly unlinked: Map<IdKey, Links> = new Map();

  /** Reports that were deleted. */
  forget(rptids: readonly SecsId[]): void {
    const deleted = idSet(rptids);
    for (const key of deleted.keys()) this.reports.delete(key);
    for (const [key, { CEID, RPTID }] of this.unlinked) {
      this.unlinked.set(key, { CEID, RPTID: RPTID.filter((id) => !deleted.has(idKey(id))) });
    }
  }

  /** Nothing is made any more. */
  clear(): void {
    for (const made of [this.reports, this.enabled, this.alarms, this.unlinked]) made.clear();
    this.hasAllAlarms = false;
  }
}

/** What a wish comes to at a tool: with the reports that it has already, where they are the same. */
export function targetOf(wish: ReadWish, known: Known, made: Made, setup: EventSetup): Target {
  const explicit = new Set(wish.reports.flatMap(({ RPTID }) => RPTID === undefined ? [] : [idKey(RPTID)]));
  const taken = new Set<IdKey>([...explicit, ...known.reports.keys(), ...made.reports.keys()]);
  const free = setup.freeIds(taken);
  const own = grouped(Array.from(made.reports.values(), (report) => [idKey(report.CEID), report] as const));
  const reports = new Map<IdKey, TargetReport>();
  const links = new Map<IdKey, Links>();
  for (const wished of wish.reports) {
    const { CEID, VID } = wished;
    const before = links.get(idKey(CEID))?.RPTID ?? [];
    const hasIt = before.some((rptid) => sameIds(reports.get(idKey(rptid))?.VID, VID));
    if (hasIt && wished.RPTID === undefined) continue;
    const isFree = (rptid: SecsId): boolean => {
      const other = reports.get(idKey(rptid));
      return (other === undefined || sameIds(other.VID, VID)) &&
        (wished.RPTID !== undefined || !explicit.has(idKey(rptid)));
    };
    const RPTID = wished.RPTID ?? candidates(wished, known, made, own, setup).find(isFree) ??
      free.next().value;
    const events = reports.get(idKey(RPTID))?.events ?? [];
    reports.set(idKey(RPTID), { RPTID, VID, events: distinct([...events, CEID]) });
    links.set(idKey(CEID), { CEID, RPTID: distinct([...before, RPTID]) });
  }
  const { alarms, isExact } = wish;
  return {
    reports,
    links,
    enabled: idSet(wish.events ?? []),
    alarms: typeof alarms === "object" ? idSet(alarms) : alarms,
    isExact,
  };
}

/** Reports that are what an event is to have: that it has or had, that was made for it, or that this handler knows it to have. */
function candidates(
  { CEID, VID }: WishedReport,
  known: Known,
  made: Made,
  own: ReadonlyMap<IdKey, readonly (WishedReport & Report)[]>,
  { tool }: EventSetup,
): SecsId[] {
  const isSame = (rptid: SecsId): boolean => {
    const variables = known.reports.get(idKey(rptid))?.VID ?? tool.book.get(rptid);
    return sameIds(variables, VID);
  };
  return [
    ...knownLinks(known, CEID)?.filter(isSame) ?? [],
    ...made.unlinked.get(idKey(CEID))?.RPTID.filter(isSame) ?? [],
    ...(own.get(idKey(CEID)) ?? []).filter((report) => sameIds(report.VID, VID)).map(({ RPTID }) => RPTID),
    ...tool.linksOf(CEID)?.filter(isSame) ?? [],
  ];
}

/** What a tool has, as something to be restored. */
export function targetFrom(known: Known): Target {
  const links = [...known.links].filter(([, { RPTID }]) => RPTID.length > 0);
  const having = grouped(links.flatMap(([, { CEID, RPTID }]) => {
    return [...new Set(RPTID.map(idKey))].map((key) => [key, CEID] as const);
  }));
  const reports = [...known.reports].map(([key, { RPTID, VID = [] }]) => {
    return [key, { RPTID, VID, events: having.get(key) ?? [] }] as const;
  });
  return {
    reports: new Map(reports),
    links: new Map(links),
    enabled: known.enabled ?? new Map(),
    alarms: known.alarms,
    isExact: true,
  };
}

/** The values of each key, in their order. */
function grouped<T>(pairs: Iterable<readonly [IdKey, T]>): Map<IdKey, T[]> {
  const groups = new Map<IdKey, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
