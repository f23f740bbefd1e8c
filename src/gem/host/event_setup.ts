import { requireInteger } from "../../core/base/mod.ts";
import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F33, S2F35, S2F37, SecsAcknowledgeError, type SecsId } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { DRACK, LRACK } from "../setup/report_options.ts";
import { demand, type HostLink } from "./link.ts";
import { mayBeTooMany } from "./profile/second_try.ts";
import type { GemRef } from "./refs.ts";

type Options = HsmsRequestOptions | undefined;

/** An event, the variables of its report, and the RPTID. */
export interface EventWish {
  readonly event: GemRef;
  readonly variables: readonly GemRef[];
  readonly rptid?: SecsId | undefined;
}

/** A report that is to be linked to an event. */
interface Report {
  readonly RPTID: SecsId;
  readonly VID: readonly SecsId[];
}

/** An event and the reports that it is to have. */
interface Links {
  readonly CEID: SecsId;
  readonly RPTID: readonly SecsId[];
}

/** Options of {@linkcode EventSetup}. */
export interface EventSetupOptions {
  /** The RPTID of the first report that gets none. */
  readonly firstReportId?: number | undefined;
}

/** Dynamic event reports of a host: S2F33, S2F35 and S2F37. What is set up is done one after the other. */
export class EventSetup {
  readonly #link: HostLink;
  /** Events to which this handler has linked reports. */
  readonly #links = new Map<IdKey, Links>();
  #nextReport: number;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Nothing is set up yet.
   *
   * @throws {RangeError} when an option is out of range.
   */
  constructor(link: HostLink, { firstReportId = 1 }: EventSetupOptions) {
    this.#link = link;
    this.#nextReport = requireInteger("firstReportId", firstReportId, 0, 2 ** 31 - 1);
  }

  /** Defines a report for each event that has variables, links it, and enables all of the events; resolves with the RPTIDs. */
  async subscribe(wishes: readonly EventWish[], options: Options): Promise<(SecsId | undefined)[]> {
    const events = wishes.map(({ event, variables, rptid }) => {
      const CEID = this.#link.names.event(event).id;
      const VID = variables.map((ref) => this.#link.names.variable(ref).id);
      if (VID.length === 0) return { CEID, report: undefined };
      return { CEID, report: { RPTID: rptid ?? this.#sameReport(CEID, VID) ?? this.#freeId(), VID } };
    });
    return await this.#inTurn(async () => {
      const reports = new Map<IdKey, Report>();
      const links = new Map<IdKey, Links>();
      for (const { CEID, report } of events) {
        if (report === undefined) continue;
        reports.set(idKey(report.RPTID), report);
        const before = links.get(idKey(CEID))?.RPTID ?? [];
        links.set(idKey(CEID), { CEID, RPTID: [...before, report.RPTID] });
      }
      const define = (some: readonly Report[]): Promise<void> => this.#define(some, links, options);
      await this.#inChunks([...reports.values()], define);
      await this.#inChunks([...links.values()], (some) => this.#linkAll(some, options));
      await this.#inChunks(events.map(({ CEID }) => CEID), (some) => this.#enable(true, some, options));
      return events.map(({ report }) => report?.RPTID);
    });
  }

  /** Enables or disables events by a list. */
  async enable(isEnabled: boolean, events: readonly GemRef[], options: Options): Promise<void> {
    const ids = events.map((event) => this.#link.names.event(event).id);
    await this.#inTurn(() => this.#inChunks(ids, (some) => this.#enable(isEnabled, some, options)));
  }

  /** Disables all events: the list is empty. */
  disableAll(options: Options): Promise<void> {
    return this.#inTurn(() => this.#enable(false, [], options));
  }

  /**
   * Deletes all reports, unlinks the events to which this handler has linked some, and disables all events. Some tools keep
   * the links of reports that are deleted.
   */
  clear(options: Options): Promise<void> {
    return this.#inTurn(async () => {
      await this.#demandReports([], options);
      this.#link.reports.clear();
      const linked = Array.from(this.#links.values(), ({ CEID }) => ({ CEID, RPTID: [] }));
      await this.#inChunks(linked, (some) => this.#demandLinks(some, options));
      this.#links.clear();
      await this.#enable(false, [], options);
    });
  }

  /** The report of the event that has these variables already. */
  #sameReport(ceid: SecsId, vids: readonly SecsId[]): SecsId | undefined {
    return this.#links.get(idKey(ceid))?.RPTID.find((rptid) => isSame(this.#link.reports.get(rptid), vids));
  }

  /** An RPTID that this handler has not used. */
  #freeId(): number {
    while (this.#link.reports.get(this.#nextReport) !== undefined) this.#nextReport++;
    return this.#nextReport++;
  }

  /** Knows the reports before the tool has them, as an event may come before its answer. */
  async #define(
    reports: readonly Report[],
    wanted: ReadonlyMap<IdKey, Links>,
    options: Options,
  ): Promise<void> {
    const book = this.#link.reports;
    const before = reports.map(({ RPTID }) => book.get(RPTID));
    for (const { RPTID, VID } of reports) book.set(RPTID, VID);
    try {
      await this.#demandReports(reports, options);
    } catch (error) {
      reports.forEach(({ RPTID }, i) => book.set(RPTID, before[i]));
      if (refusedWith(error, "DRACK") !== DRACK.reportExists) throw error;
      // Of several it is not known which exists, so each comes by itself.
      if (reports.length === 1) return await this.#redefine(reports[0]!, wanted, options);
      for (const report of reports) await this.#define([report], wanted, options);
    }
  }

  /** The report exists: it is deleted first, unless it is what it should be and other events have it too. */
  async #redefine(report: Report, wanted: ReadonlyMap<IdKey, Links>, options: Options): Promise<void> {
    const { RPTID, VID } = report;
    const book = this.#link.reports;
    const isShared = Array.from(this.#links).some(([ceid, link]) => {
      return !wanted.has(ceid) && link.RPTID.some((id) => idKey(id) === idKey(RPTID));
    });
    if (isShared && isSame(book.get(RPTID), VID)) return;
    await this.#demandReports([{ RPTID, VID: [] }], options);
    this.#forget(RPTID);
    book.set(RPTID, VID);
    try {
      await this.#demandReports([report], options);
    } catch (error) {
      book.set(RPTID, undefined);
      throw error;
    }
  }

  /** A report that is deleted has no links any more. */
  #forget(rptid: SecsId): void {
    for (const [key, { CEID, RPTID }] of this.#links) {
      this.#links.set(key, { CEID, RPTID: RPTID.filter((id) => idKey(id) !== idKey(rptid)) });
    }
  }

  /** An event that has reports of ours is unlinked first, and gets all of them again. */
  async #linkAll(links: readonly Links[], options: Options): Promise<void> {
    const linked = links.filter(({ CEID }) => this.#links.has(idKey(CEID)));
    if (linked.length > 0) {
      await this.#demandLinks(linked.map(({ CEID }) => ({ CEID, RPTID: [] })), options);
    }
    const full = links.map(({ CEID, RPTID }) => {
      const before = this.#links.get(idKey(CEID))?.RPTID ?? [];
      return { CEID, RPTID: distinct([...before, ...RPTID]) };
    });
    try {
      await this.#demandLinks(full, options);
      for (const link of full) this.#links.set(idKey(link.CEID), link);
    } catch (error) {
      const code = refusedWith(error, "LRACK");
      if (code !== LRACK.linked && code !== LRACK.unknownReport) throw error;
      for (const [i, link] of full.entries()) await this.#relink(link, links[i]!, options);
    }
  }

  /** Unlinks an event, and links it again: without the reports of before, if the tool has them no more. */
  async #relink(full: Links, wanted: Links, options: Options): Promise<void> {
    await this.#demandLinks([{ CEID: full.CEID, RPTID: [] }], options);
    let link = full;
    try {
      await this.#demandLinks([full], options);
    } catch (error) {
      const isGone = refusedWith(error, "LRACK") === LRACK.unknownReport;
      if (!isGone || full.RPTID.length === wanted.RPTID.length) throw error;
      link = wanted;
      await this.#demandLinks([wanted], options);
    }
    this.#links.set(idKey(full.CEID), link);
  }

  #demandReports(REPORTS: readonly Report[], options: Options): Promise<void> {
    const about = aboutIds("RPTID", REPORTS.map(({ RPTID }) => RPTID));
    const request = { body: S2F33.toEquipment, value: { DATAID: 0, REPORTS }, code: "DRACK", about } as const;
    return demand(this.#link, request, options);
  }

  #demandLinks(LINKS: readonly Links[], options: Options): Promise<void> {
    const about = aboutIds("CEID", LINKS.map(({ CEID }) => CEID));
    return demand(
      this.#link,
      { body: S2F35.toEquipment, value: { DATAID: 0, LINKS }, code: "LRACK", about },
      options,
    );
  }

  #enable(CEED: boolean, CEID: readonly SecsId[], options: Options): Promise<void> {
    const about = aboutIds("CEID", CEID);
    return demand(
      this.#link,
      { body: S2F37.toEquipment, value: { CEED, CEID }, code: "ERACK", about },
      options,
    );
  }

  /**
   * An empty list has a meaning of its own in each of the messages: nothing is sent for it. What the tool refuses because it may
   * be too many is sent one by one; if that helps, all that comes later is.
   */
  async #inChunks<T>(all: readonly T[], send: (some: readonly T[]) => Promise<void>): Promise<void> {
    const { profile } = this.#link;
    for (let at = 0; at < all.length;) {
      const some = all.slice(at, at + profile.maxPerMessage);
      at += some.length;
      try {
        await send(some);
      } catch (error) {
        if (some.length === 1 || profile.isStrict || !mayBeTooMany(error)) throw error;
        for (const one of some) await send([one]);
        profile.takesOnlyOne();
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** The value of a code with which the tool has refused; undefined if it is another error. */
function refusedWith(error: unknown, code: string): number | undefined {
  return error instanceof SecsAcknowledgeError && error.acknowledge === code ? error.value : undefined;
}

function isSame(known: readonly SecsId[] | undefined, ids: readonly SecsId[]): boolean {
  return known?.length === ids.length && known.every((id, i) => idKey(id) === idKey(ids[i]!));
}

function distinct(ids: readonly SecsId[]): SecsId[] {
  return [...new Map(ids.map((id) => [idKey(id), id])).values()];
}

/** Which of them a message is about, for its error. */
function aboutIds(kind: string, ids: readonly SecsId[]): string {
  if (ids.length === 0) return "of all";
  return ids.length === 1 ? `of ${kind} ${ids[0]}` : `of ${kind} ${ids[0]} to ${ids[ids.length - 1]}`;
}
