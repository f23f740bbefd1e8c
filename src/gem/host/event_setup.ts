import { requireInteger } from "../../core/base/mod.ts";
import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { DRACK, LRACK } from "../setup/report_options.ts";
import type { HostLink } from "./link.ts";
import { mayBeTooMany } from "./profile/second_try.ts";
import type { GemRef } from "./refs.ts";
import { distinct, type Links, refusedWith, type Report, sameIds, ToolReports } from "./tool_reports.ts";

type Options = HsmsRequestOptions | undefined;

/** An event, the variables of its report, and the RPTID. */
export interface EventWish {
  readonly event: GemRef;
  readonly variables: readonly GemRef[];
  readonly rptid?: SecsId | undefined;
}

/** Options of {@linkcode EventSetup}. */
export interface EventSetupOptions {
  /** The RPTID of the first report that gets none. */
  readonly firstReportId?: number | undefined;
}

/** Dynamic event reports of a host: S2F33, S2F35 and S2F37. What is set up is done one after the other. */
export class EventSetup {
  /** What is known of the tool, and the messages. */
  readonly tool: ToolReports;
  readonly #link: HostLink;
  #nextReport: number;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Nothing is set up yet.
   *
   * @throws {RangeError} when an option is out of range.
   */
  constructor(link: HostLink, { firstReportId = 1 }: EventSetupOptions) {
    this.#link = link;
    this.tool = new ToolReports(link);
    this.#nextReport = requireInteger("firstReportId", firstReportId, 0, 2 ** 31 - 1);
  }

  /** Defines a report for each event that has variables, links it, and enables all of the events; resolves with the RPTIDs. */
  async subscribe(wishes: readonly EventWish[], options: Options): Promise<(SecsId | undefined)[]> {
    const found = wishes.map(({ event, variables, rptid }) => {
      const VID = variables.map((ref) => this.#link.names.variable(ref).id);
      return { CEID: this.#link.names.event(event).id, VID, rptid };
    });
    return await this.inTurn(async () => {
      const events = found.map(({ CEID, VID, rptid }) => {
        if (VID.length === 0) return { CEID, report: undefined };
        return { CEID, report: { RPTID: rptid ?? this.#sameReport(CEID, VID) ?? this.#freeId(), VID } };
      });
      const reports = new Map<IdKey, Report>();
      const links = new Map<IdKey, Links>();
      for (const { CEID, report } of events) {
        if (report === undefined) continue;
        reports.set(idKey(report.RPTID), report);
        const before = links.get(idKey(CEID))?.RPTID ?? [];
        links.set(idKey(CEID), { CEID, RPTID: [...before, report.RPTID] });
      }
      const define = (some: readonly Report[]): Promise<void> => this.#define(some, links, options);
      await this.inChunks([...reports.values()], define);
      await this.inChunks([...links.values()], (some) => this.#linkAll(some, options));
      await this.inChunks(events.map(({ CEID }) => CEID), (some) => this.tool.enable(true, some, options));
      return events.map(({ report }) => report?.RPTID);
    });
  }

  /** Enables or disables events by a list. */
  async enable(isEnabled: boolean, events: readonly GemRef[], options: Options): Promise<void> {
    const ids = events.map((event) => this.#link.names.event(event).id);
    await this.inTurn(() => this.inChunks(ids, (some) => this.tool.enable(isEnabled, some, options)));
  }

  /** Disables all events: the list is empty. */
  disableAll(options: Options): Promise<void> {
    return this.inTurn(() => this.tool.enable(false, [], options));
  }

  /**
   * Deletes all reports, unlinks the events that are known to have some, and disables all events. Some tools keep the links of
   * reports that are deleted.
   */
  clear(options: Options): Promise<void> {
    return this.inTurn(async () => {
      await this.tool.deleteAll(options);
      const linked = Array.from(this.tool.links, ({ CEID }) => CEID);
      await this.inChunks(linked, (some) => this.tool.unlink(some, options));
      for (const CEID of linked) this.tool.learn({ CEID, RPTID: [] });
      await this.tool.enable(false, [], options);
    });
  }

  /** RPTIDs that this handler has not used, and that are not among `taken`. Nothing is kept of it: what is defined is known. */
  *freeIds(taken: ReadonlySet<IdKey>): Generator<number, never> {
    for (let id = this.#nextReport;; id++) {
      if (!taken.has(id) && this.tool.book.get(id) === undefined) yield id;
    }
  }

  /**
   * An empty list has a meaning of its own in each of the messages: nothing is sent for it. What the tool refuses because it may
   * be too many is sent one by one; if that helps, all that comes later is.
   */
  async inChunks<T>(all: readonly T[], send: (some: readonly T[]) => Promise<void>): Promise<void> {
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

  /** Does some work after what was begun before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** The report of the event that has these variables already. */
  #sameReport(ceid: SecsId, vids: readonly SecsId[]): SecsId | undefined {
    return this.tool.linksOf(ceid)?.find((rptid) => sameIds(this.tool.book.get(rptid), vids));
  }

  /** An RPTID that this handler has not used. */
  #freeId(): number {
    while (this.tool.book.get(this.#nextReport) !== undefined) this.#nextReport++;
    return this.#nextReport++;
  }

  async #define(
    reports: readonly Report[],
    wanted: ReadonlyMap<IdKey, Links>,
    options: Options,
  ): Promise<void> {
    try {
      await this.tool.define(reports, options);
    } catch (error) {
      if (refusedWith(error, "DRACK") !== DRACK.reportExists) throw error;
      // Of several it is not known which exists, so each comes by itself.
      if (reports.length === 1) return await this.#redefine(reports[0]!, wanted, options);
      for (const report of reports) await this.#define([report], wanted, options);
    }
  }

  /** The report exists: it is deleted first, unless it is what it should be and other events have it too. */
  async #redefine(report: Report, wanted: ReadonlyMap<IdKey, Links>, options: Options): Promise<void> {
    const isShared = Array.from(this.tool.links).some(({ CEID, RPTID }) => {
      return !wanted.has(idKey(CEID)) && RPTID.some((id) => idKey(id) === idKey(report.RPTID));
    });
    if (isShared && sameIds(this.tool.book.get(report.RPTID), report.VID)) return;
    await this.tool.redefine(report, options);
  }

  /** An event that has reports is unlinked first, and gets all of them again. */
  async #linkAll(links: readonly Links[], options: Options): Promise<void> {
    const linked = links.filter(({ CEID }) => this.tool.linksOf(CEID) !== undefined);
    const full = links.map(({ CEID, RPTID }) => {
      return { CEID, RPTID: distinct([...this.tool.linksOf(CEID) ?? [], ...RPTID]) };
    });
    if (linked.length > 0) await this.tool.unlink(linked.map(({ CEID }) => CEID), options);
    try {
      await this.tool.relate(full, options);
    } catch (error) {
      const code = refusedWith(error, "LRACK");
      if (code !== LRACK.linked && code !== LRACK.unknownReport) throw error;
      for (const [i, link] of full.entries()) await this.tool.relink(link, links[i]!.RPTID, options);
    }
  }
}
