import type {
  SecsDefineReports,
  SecsEnableEvents,
  SecsEventLink,
  SecsId,
  SecsLinkReports,
} from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import {
  DRACK,
  type DrAck,
  ERACK,
  type ErAck,
  LRACK,
  type LrAck,
  readReportOptions,
  type ReportSetupOptions,
} from "./report_options.ts";
import {
  type Identified,
  isKeepable,
  restoreValue,
  type SavedId,
  saveValue,
  type SetupSource,
} from "./source.ts";

/** A report that a host has defined. */
export interface Report<V> {
  /** Its id, as the host wrote it. */
  readonly id: SecsId;
  /** Its variables, in the order of the definition. */
  readonly variables: readonly V[];
}

/** A set-up as JSON. */
export interface SavedReports {
  /** The reports: id, and ids of the variables. */
  readonly reports: readonly (readonly [report: SavedId, variables: readonly SavedId[]])[];
  /** The links: id of the event, and ids of the reports. */
  readonly links: readonly (readonly [event: SavedId, reports: readonly SavedId[]])[];
  /** The ids of the events that are enabled. */
  readonly enabled: readonly SavedId[];
}

/** What of a saved set-up was not restored. */
export interface DroppedReports {
  /** Reports of which a variable is gone, or that no longer fit; each with its links. */
  readonly reports: readonly SecsId[];
  /** Events that were linked or enabled, and are gone, or whose links no longer fit. */
  readonly events: readonly SecsId[];
}

/** The reports of an event that has none. */
const NO_REPORTS: readonly never[] = Object.freeze([]);

/**
 * What one host has set up at a tool: reports (S2F33), their links to events (S2F35), and which events are enabled (S2F37).
 *
 * Each of these messages is taken as a whole, or refused as a whole: then nothing has changed. The entries of one message
 * are read in their order, as if each came in a message of its own. The code is that of the first entry that is refused.
 *
 * @example
 * ```ts
 * import { DRACK, LRACK, ReportSetup } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const events = [{ id: 4001 }];
 * const setup = new ReportSetup({
 *   variable: (id) => id === 1001 ? { id: 1001 } : undefined,
 *   event: (id) => events.find((event) => event.id === id),
 *   events,
 * });
 * assertEquals(setup.defineReports({ REPORTS: [{ RPTID: 1, VID: [1001, 7] }] }), DRACK.unknownVariable);
 * assertEquals(setup.defineReports({ REPORTS: [{ RPTID: 1, VID: [1001] }] }), DRACK.done);
 * assertEquals(setup.linkReports({ LINKS: [{ CEID: 4001, RPTID: [1] }] }), LRACK.done);
 * setup.enableEvents({ CEED: true, CEID: [] });
 * assertEquals(setup.reportsOf(events[0]!)?.length, 1);
 * ```
 */
export class ReportSetup<V extends Identified, E extends Identified> {
  /** Where variables and events are found. */
  readonly source: SetupSource<V, E>;
  /** The options, with their defaults. */
  readonly options: Required<ReportSetupOptions>;
  readonly #reports = new Map<IdKey, Report<V>>();
  /** Events that have reports. */
  readonly #links = new Map<E, readonly Report<V>[]>();
  readonly #enabled = new Set<E>();
  /** What is sent for each event that is enabled. */
  readonly #sent = new Map<E, readonly Report<V>[]>();
  /** Number of variables in all reports. */
  #variables = 0;
  /** Number of links of all events. */
  #linked = 0;

  /**
   * Nothing is defined, linked or enabled.
   *
   * @throws {TypeError} when a maximum of the options is not a number.
   * @throws {RangeError} when it is out of its range.
   */
  constructor(source: SetupSource<V, E>, options: ReportSetupOptions = {}) {
    this.source = source;
    this.options = readReportOptions(options);
  }

  /** All reports, in the order in which they were defined. */
  get reports(): Iterable<Report<V>> {
    return this.#reports.values();
  }

  /** The report with this id; undefined: it is not defined. */
  report(id: SecsId): Report<V> | undefined {
    return this.#reports.get(idKey(id));
  }

  /** The reports that are linked to an event, in their order, whether it is enabled or not. */
  linksOf(event: E): readonly Report<V>[] {
    return this.#links.get(event) ?? NO_REPORTS;
  }

  /** Whether an event is enabled. */
  isEnabled(event: E): boolean {
    return this.#enabled.has(event);
  }

  /**
   * What is to be sent if an event happens: its reports in the order of the links, or undefined if nothing is sent. The array
   * is frozen, and the same until the set-up changes; nothing is allocated.
   */
  reportsOf(event: E): readonly Report<V>[] | undefined {
    return this.#sent.get(event);
  }

  /**
   * S2F33: defines and deletes reports. No report at all deletes all reports and all links. A report without variables is
   * deleted with its links; if there is no such report, nothing is to be done. A report that exists has to be deleted before
   * it is defined anew (DRACK 3), which may be in the same message. The same variable may be in a report several times.
   * Events stay enabled. DRACK 2 is for the caller, if the body cannot be read.
   */
  defineReports({ REPORTS }: Pick<SecsDefineReports, "REPORTS">): DrAck {
    if (REPORTS.length === 0) this.#deleteReports();
    const changes = new Map<IdKey, Report<V> | undefined>();
    const deleted = new Set<Report<V>>();
    let count = this.#reports.size;
    let variables = this.#variables;
    for (const { RPTID, VID } of REPORTS) {
      const key = idKey(RPTID);
      const before = changes.has(key) ? changes.get(key) : this.#reports.get(key);
      if (VID.length === 0) {
        if (before === undefined) continue;
        deleted.add(before);
        changes.set(key, undefined);
        count--;
        variables -= before.variables.length;
        continue;
      }
      if (before !== undefined) return DRACK.reportExists;
      count++;
      variables += VID.length;
      if (!this.#hasSpace(RPTID, VID.length, count, variables)) return DRACK.noSpace;
      const found = findAll(VID, (id) => this.source.variable(id));
      if (found === undefined) return DRACK.unknownVariable;
      changes.set(key, Object.freeze({ id: RPTID, variables: Object.freeze(found) }));
    }
    this.#variables = variables;
    for (const [key, report] of changes) {
      this.#reports.delete(key);
      if (report !== undefined) this.#reports.set(key, report);
    }
    if (deleted.size > 0) this.#unlink(deleted);
    return DRACK.done;
  }

  /**
   * S2F35: links reports to events. An event without reports in the message loses its links. A new link of an event that has
   * none disables the event; adding to links, or replacing them, leaves it as it is. The same report cannot be linked to an
   * event twice (LRACK 3). LRACK 2 is for the caller, if the body cannot be read.
   */
  linkReports({ LINKS }: Pick<SecsLinkReports, "LINKS">): LrAck {
    const changes = new Map<E, readonly Report<V>[]>();
    const disabled = new Set<E>();
    let linked = this.#linked;
    for (const link of LINKS) {
      const event = this.source.event(link.CEID);
      if (event === undefined) return LRACK.unknownEvent;
      const before = changes.get(event) ?? this.linksOf(event);
      const after = this.#newLinks(before, link);
      if (typeof after === "number") return after;
      linked += after.length - before.length;
      if (linked > this.options.maxLinks) return LRACK.noSpace;
      if (before.length === 0 && after.length > 0) disabled.add(event);
      changes.set(event, after);
    }
    for (const event of disabled) this.#enabled.delete(event);
    for (const [event, reports] of changes) this.#link(event, reports);
    if (LINKS.length === 0 && this.options.emptyLinks === "unlink all") this.#unlinkAll();
    return LRACK.done;
  }

  /** S2F37: enables or disables events; no event at all means all events of the tool. Others stay as they are. */
  enableEvents({ CEED, CEID }: SecsEnableEvents): ErAck {
    const events = CEID.length === 0 ? this.source.events : findAll(CEID, (id) => this.source.event(id));
    if (events === undefined) return ERACK.unknownEvent;
    for (const event of events) {
      if (CEED) this.#enabled.add(event);
      else this.#enabled.delete(event);
      this.#refresh(event);
    }
    return ERACK.done;
  }

  /** The whole set-up as JSON. */
  save(): SavedReports {
    const idOf = ({ id }: Identified): SavedId => saveValue(id);
    return {
      reports: Array.from(this.#reports.values(), (report) => [idOf(report), report.variables.map(idOf)]),
      links: Array.from(this.#links, ([event, reports]) => [idOf(event), reports.map(idOf)]),
      enabled: Array.from(this.#enabled, idOf),
    };
  }

  /**
   * Takes a saved set-up in place of the one that is there. A report of which a variable is gone is dropped as a whole, as a
   * host knows values by their position. An event that has lost a report keeps the others, and stays enabled.
   */
  restore({ reports, links, enabled }: SavedReports): DroppedReports {
    this.#deleteReports();
    this.#enabled.clear();
    this.#sent.clear();
    const droppedReports: SecsId[] = [];
    for (const [report, variables] of reports) {
      const RPTID = restoreValue(report);
      const isTaken = this.defineReports({ REPORTS: [{ RPTID, VID: variables.map(restoreValue) }] });
      if (isTaken !== DRACK.done) droppedReports.push(RPTID);
    }
    const droppedEvents = new Map<IdKey, SecsId>();
    for (const [event, linked] of links) {
      const CEID = restoreValue(event);
      const RPTID = linked.map(restoreValue).filter((id) => this.report(id) !== undefined);
      const isTaken = this.linkReports({ LINKS: [{ CEID, RPTID }] });
      if (isTaken !== LRACK.done) droppedEvents.set(idKey(CEID), CEID);
    }
    for (const event of enabled) {
      const CEID = restoreValue(event);
      const isTaken = this.enableEvents({ CEED: true, CEID: [CEID] });
      if (isTaken !== ERACK.done) droppedEvents.set(idKey(CEID), CEID);
    }
    return { reports: droppedReports, events: [...droppedEvents.values()] };
  }

  #hasSpace(id: SecsId, length: number, count: number, variables: number): boolean {
    const { maxReports, maxVariablesPerReport, maxReportVariables, maxIdLength } = this.options;
    return count <= maxReports && length <= maxVariablesPerReport && variables <= maxReportVariables &&
      isKeepable(id, maxIdLength);
  }

  /** The reports of an event after an entry of S2F35, or why it is refused. */
  #newLinks(before: readonly Report<V>[], { RPTID }: SecsEventLink): readonly Report<V>[] | LrAck {
    const { relink, maxReportsPerEvent } = this.options;
    if (RPTID.length === 0) return NO_REPORTS;
    if (before.length > 0 && relink === "refuse") return LRACK.linked;
    const after = new Set(relink === "add" ? before : []);
    if (after.size + RPTID.length > maxReportsPerEvent) return LRACK.noSpace;
    for (const id of RPTID) {
      const report = this.report(id);
      if (report === undefined) return LRACK.unknownReport;
      if (after.has(report)) return LRACK.linked;
      after.add(report);
    }
    return Object.freeze([...after]);
  }

  #deleteReports(): void {
    this.#reports.clear();
    this.#variables = 0;
    this.#unlinkAll();
  }

  #unlinkAll(): void {
    for (const event of [...this.#links.keys()]) this.#link(event, NO_REPORTS);
  }

  /** Takes reports that are gone out of the links. */
  #unlink(deleted: ReadonlySet<Report<V>>): void {
    for (const [event, reports] of [...this.#links]) {
      const kept = reports.filter((report) => !deleted.has(report));
      if (kept.length < reports.length) this.#link(event, Object.freeze(kept));
    }
  }

  #link(event: E, reports: readonly Report<V>[]): void {
    this.#linked += reports.length - this.linksOf(event).length;
    if (reports.length > 0) this.#links.set(event, reports);
    else this.#links.delete(event);
    this.#refresh(event);
  }

  /** Keeps at hand what is sent for an event. */
  #refresh(event: E): void {
    const reports = this.linksOf(event);
    const isSent = this.isEnabled(event) && (reports.length > 0 || this.options.withoutReports === "sent");
    if (isSent) this.#sent.set(event, reports);
    else this.#sent.delete(event);
  }
}

/** What each id stands for; undefined if one stands for nothing. */
function findAll<T>(ids: readonly SecsId[], find: (id: SecsId) => T | undefined): T[] | undefined {
  const found: T[] = [];
  for (const id of ids) {
    const one = find(id);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}
