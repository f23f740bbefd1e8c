import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F33, S2F35, S2F37, SecsAcknowledgeError, type SecsId } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { LRACK } from "../setup/report_options.ts";
import { demand, type HostLink } from "./link.ts";
import type { ReportBook } from "./report_book.ts";

type Options = HsmsRequestOptions | undefined;

/** A report, and its variables. */
export interface Report {
  readonly RPTID: SecsId;
  readonly VID: readonly SecsId[];
}

/** An event, and the reports that it has. */
export interface Links {
  readonly CEID: SecsId;
  readonly RPTID: readonly SecsId[];
}

/** S2F33, S2F35 and S2F37 of a host, and what it knows of the reports and the links of its tool. */
export class ToolReports {
  readonly #link: HostLink;
  /** Events that have reports, as far as this handler knows. */
  readonly #links = new Map<IdKey, Links>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  /** The reports that are known. */
  get book(): ReportBook {
    return this.#link.reports;
  }

  /** The events that have reports. */
  get links(): Iterable<Links> {
    return this.#links.values();
  }

  /** The reports of an event; undefined: it is not known to have some. */
  linksOf(ceid: SecsId): readonly SecsId[] | undefined {
    return this.#links.get(idKey(ceid))?.RPTID;
  }

  /** What the tool says that it has: the reports of an event. */
  learn({ CEID, RPTID }: Links): void {
    if (RPTID.length === 0) this.#links.delete(idKey(CEID));
    else this.#links.set(idKey(CEID), { CEID, RPTID });
  }

  /** S2F33. Knows the reports before the tool has them, as an event may come before its answer. */
  async define(reports: readonly Report[], options: Options): Promise<void> {
    const before = reports.map(({ RPTID }) => this.book.get(RPTID));
    for (const { RPTID, VID } of reports) this.book.set(RPTID, VID);
    try {
      await this.#demandReports(reports, options);
    } catch (error) {
      reports.forEach(({ RPTID }, i) => this.book.set(RPTID, before[i]));
      throw error;
    }
  }

  /** S2F33: deletes reports, which have no links then. */
  async delete(rptids: readonly SecsId[], options: Options): Promise<void> {
    await this.#demandReports(rptids.map((RPTID) => ({ RPTID, VID: [] })), options);
    const deleted = new Set(rptids.map(idKey));
    for (const rptid of rptids) this.book.set(rptid, undefined);
    for (const [key, { CEID, RPTID }] of this.#links) {
      this.#links.set(key, { CEID, RPTID: RPTID.filter((id) => !deleted.has(idKey(id))) });
    }
  }

  /** S2F33: deletes all reports. Their links are known on, as some tools keep them. */
  async deleteAll(options: Options): Promise<void> {
    await this.#demandReports([], options);
    this.book.clear();
  }

  /** A report that exists is deleted, and defined anew. */
  async redefine(report: Report, options: Options): Promise<void> {
    await this.delete([report.RPTID], options);
    await this.define([report], options);
  }

  /** S2F35. */
  async relate(links: readonly Links[], options: Options): Promise<void> {
    await this.#demandLinks(links, options);
    for (const link of links) this.learn(link);
  }

  /** S2F35 with no reports. What the events had is known on, to be linked again. */
  unlink(ceids: readonly SecsId[], options: Options): Promise<void> {
    return this.#demandLinks(ceids.map((CEID) => ({ CEID, RPTID: [] })), options);
  }

  /** Unlinks an event, and links it again: with those that are wanted alone, if the tool does not have the others. */
  async relink(full: Links, wanted: readonly SecsId[], options: Options): Promise<void> {
    await this.unlink([full.CEID], options);
    try {
      await this.relate([full], options);
    } catch (error) {
      const isGone = refusedWith(error, "LRACK") === LRACK.unknownReport;
      if (!isGone || full.RPTID.length === wanted.length) throw error;
      await this.relate([{ CEID: full.CEID, RPTID: wanted }], options);
    }
  }

  /** S2F37; of no event it is about all of them. */
  enable(CEED: boolean, CEID: readonly SecsId[], options: Options): Promise<void> {
    const about = aboutIds("CEID", CEID);
    const request = { body: S2F37.toEquipment, value: { CEED, CEID }, code: "ERACK", about } as const;
    return demand(this.#link, request, options);
  }

  #demandReports(REPORTS: readonly Report[], options: Options): Promise<void> {
    const about = aboutIds("RPTID", REPORTS.map(({ RPTID }) => RPTID));
    const request = { body: S2F33.toEquipment, value: { DATAID: 0, REPORTS }, code: "DRACK", about } as const;
    return demand(this.#link, request, options);
  }

  #demandLinks(LINKS: readonly Links[], options: Options): Promise<void> {
    const about = aboutIds("CEID", LINKS.map(({ CEID }) => CEID));
    const request = { body: S2F35.toEquipment, value: { DATAID: 0, LINKS }, code: "LRACK", about } as const;
    return demand(this.#link, request, options);
  }
}

/** The value of a code with which the tool has refused; undefined if it is another error. */
export function refusedWith(error: unknown, code: string): number | undefined {
  return error instanceof SecsAcknowledgeError && error.acknowledge === code ? error.value : undefined;
}

/** Whether they are the same ids in the same order. */
export function sameIds(known: readonly SecsId[] | undefined, ids: readonly SecsId[]): boolean {
  return known?.length === ids.length && known.every((id, i) => idKey(id) === idKey(ids[i]!));
}

/** Each id once. */
export function distinct(ids: readonly SecsId[]): SecsId[] {
  return [...new Map(ids.map((id) => [idKey(id), id])).values()];
}

/** Which of them a message is about, for its error. */
function aboutIds(kind: string, ids: readonly SecsId[]): string {
  if (ids.length === 0) return "of all";
  return ids.length === 1 ? `of ${kind} ${ids[0]}` : `of ${kind} ${ids[0]} to ${ids[ids.length - 1]}`;
}
