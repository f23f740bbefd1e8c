import type { HsmsRequestOptions } from "../../../core/mod.ts";
import { S1F3, S2F51, S2F53, S2F55, S2F57, S6F15, type SecsId } from "../../../secs/mod.ts";
import type { Item } from "../../../secs2/mod.ts";
import { listAlarms, listEnabledAlarms } from "../alarms.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { HostClock } from "../clock.ts";
import { lackOf } from "../lack.ts";
import type { HostLink } from "../link.ts";
import type { Links } from "../tool_reports.ts";
import type { Asking } from "./asking.ts";
import { type IdSet, idSet, type Known, type KnownReport } from "./known.ts";

/** What is to be known. */
export interface Scope {
  /** The events whose reports are asked for; "all" of the tool; undefined: nothing of events is asked. */
  readonly events: readonly SecsId[] | "all" | undefined;
  /** The enabled alarms; for "every" all alarms of the tool as well; undefined: nothing of alarms is asked. */
  readonly alarms: "enabled" | "every" | undefined;
  readonly clock: boolean;
}

type Reports = Pick<Known, "hasAllReports" | "reports">;
type Related = Pick<Known, "hasAllLinks" | "links">;

/** Asks a tool what it has. Nothing is changed there. */
export class Look {
  readonly #link: HostLink;
  readonly #clock: HostClock;
  readonly #asking: Asking;

  constructor(link: HostLink, clock: HostClock, asking: Asking) {
    this.#link = link;
    this.#clock = clock;
    this.#asking = asking;
  }

  /** S1F1: whether the tool is on-line; one that does not say is taken as on-line. */
  async isOnline(areYouThere: (options: HsmsRequestOptions) => Promise<unknown>): Promise<boolean> {
    const answer = await this.#asking.ask(
      "S1F1",
      (options) => areYouThere(options).then(() => true, unlessAborted),
      (isOnline) => isOnline ? "The tool is on-line" : "The tool is off-line",
    );
    return answer !== false;
  }

  /** What the tool has. */
  async at({ events, alarms, clock }: Scope): Promise<Known> {
    const clockOff = clock ? await this.#clockOff() : undefined;
    const nothing = { hasAllReports: false, reports: new Map(), hasAllLinks: false, links: new Map() };
    const reports = events === undefined ? nothing : await this.#reports();
    const related = events === undefined ? nothing : await this.#links(events, reports);
    const enabled = events === undefined ? undefined : await this.#enabled();
    const enabledAlarms = alarms === undefined ? undefined : await this.#alarms();
    const everyAlarm = alarms === "every" && enabledAlarms !== undefined
      ? await this.#everyAlarm()
      : undefined;
    return { clockOff, ...reports, ...related, enabled, alarms: enabledAlarms, everyAlarm };
  }

  async #clockOff(): Promise<number | undefined> {
    const off = await this.#asking.ask("S2F17", async (options) => {
      const clock = await this.#clock.request(options);
      return clock && clock.time - this.#clock.now();
    }, (off) => off === undefined ? "The tool has no time" : `Its clock is ${sayOff(off)}`);
    return off;
  }

  async #reports(): Promise<Reports> {
    const ids = await this.#asking.ask(
      "S2F51",
      (options) => this.#link.ask(S2F51.toEquipment, undefined, options),
      (ids) => `The tool has ${count(ids.length, "report")}`,
    );
    const known = ids === undefined || ids.length === 0 ? [] : await this.#asking.ask(
      "S2F53",
      (options) => this.#link.ask(S2F53.toEquipment, ids, options),
      (reports) => `It says the variables of ${count(reports.length, "report")}`,
    );
    if (ids === undefined || known === undefined) return { hasAllReports: false, reports: new Map() };
    const reports = new Map<IdKey, KnownReport>(
      ids.map((RPTID) => [idKey(RPTID), { RPTID, VID: undefined }]),
    );
    for (const { RPTID, VID } of known) {
      reports.set(idKey(RPTID), { RPTID, VID });
      this.#link.reports.set(RPTID, VID);
    }
    return { hasAllReports: known.length === ids.length, reports };
  }

  async #links(events: readonly SecsId[] | "all", known: Reports): Promise<Related> {
    const CEID = events === "all" ? [] : events;
    if (CEID.length === 0 && events !== "all") return { hasAllLinks: false, links: new Map() };
    const named = this.#hasLists() && await this.#asking.ask(
      "S2F55",
      (options) => this.#link.ask(S2F55.toEquipment, CEID, options),
      (links) => `${count(links.filter(({ RPTID }) => RPTID.length > 0).length, "event")} with reports`,
    );
    if (named) {
      const links = new Map<IdKey, Links>(named.map((link) => [idKey(link.CEID), link]));
      return { hasAllLinks: events === "all", links };
    }
    return {
      hasAllLinks: false,
      links: await this.#linksByData(CEID, known.reports as Map<IdKey, KnownReport>),
    };
  }

  /** S6F15 of each event: which reports it has, and whether their values are as many as this host knows. */
  async #linksByData(ceids: readonly SecsId[], reports: Map<IdKey, KnownReport>): Promise<Map<IdKey, Links>> {
    const links = new Map<IdKey, Links>();
    for (const CEID of ceids) {
      const name = this.#link.names.event({ id: CEID }).part?.name ?? `Event ${CEID}`;
      const data = await this.#asking.ask(
        "S6F15",
        async (options) => (await this.#link.ask(S6F15.toEquipment, CEID, options))?.RPT ?? [],
        (reports) => `${name} has ${count(reports.length, "report")}`,
      );
      if (data === undefined) break;
      links.set(idKey(CEID), { CEID, RPTID: data.map(({ RPTID }) => RPTID) });
      for (const { RPTID, V } of data) {
        const VID = this.#link.reports.get(RPTID);
        if (reports.has(idKey(RPTID))) continue;
        reports.set(idKey(RPTID), { RPTID, VID: VID?.length === V.length ? VID : undefined });
      }
    }
    return links;
  }

  async #enabled(): Promise<IdSet | undefined> {
    const ids = this.#hasLists()
      ? await this.#asking.ask(
        "S2F57",
        (options) => this.#link.ask(S2F57.toEquipment, undefined, options),
        (ids) => `${count(ids.length, "event")} enabled`,
      )
      : undefined;
    return ids === undefined ? await this.#listed("EventsEnabled") : idSet(ids);
  }

  async #alarms(): Promise<IdSet | undefined> {
    const alarms = await this.#asking.ask(
      "S5F7",
      (options) => listEnabledAlarms(this.#link, options),
      (alarms) => `${count(alarms.length, "alarm")} enabled`,
    );
    return alarms === undefined ? await this.#listed("AlarmsEnabled") : idSet(alarms.map(({ id }) => id));
  }

  async #everyAlarm(): Promise<readonly SecsId[] | undefined> {
    const alarms = await this.#asking.ask(
      "S5F5",
      (options) => listAlarms(this.#link, [], options),
      (alarms) => `The tool has ${count(alarms.length, "alarm")}`,
    );
    return alarms?.map(({ id }) => id);
  }

  /**
   * The ids in a status variable that GEM requires. A tool that does not have it says an empty list, as one that has none
   * enabled: then nothing is known.
   */
  async #listed(name: "EventsEnabled" | "AlarmsEnabled"): Promise<IdSet | undefined> {
    const { id, part } = this.#link.names.variable(name);
    if (part === undefined) return undefined;
    const ids = await this.#asking.ask(
      "S1F3",
      async (options) => idsIn((await this.#link.ask(S1F3.toEquipment, [id], options))[0]),
      (ids) => `${name} has ${count(ids.length, "id")}`,
    );
    return ids === undefined || ids.length === 0 ? undefined : idSet(ids);
  }

  /** Few tools have S2F51 to S2F57; one that does not have the first is not asked for the others. */
  #hasLists(): boolean {
    return !this.#asking.lacks("S2F51");
  }
}

/** How far a clock is off, in words. */
export function sayOff(ms: number): string {
  return ms === 0 ? "right" : `${Math.abs(ms) / 1000} s ${ms < 0 ? "slow" : "fast"}`;
}

/** SxF0 in answer to S1F1 says that a tool is off-line. */
function unlessAborted(error: unknown): false {
  if (lackOf(error) === "aborted") return false;
  throw error;
}

function idsIn(item: Item | undefined): SecsId[] {
  if (item === undefined) return [];
  switch (item.format) {
    case "L":
      return item.items.flatMap(idsIn);
    case "A":
      return item.text === "" ? [] : [item.text];
    case "U1":
    case "U2":
    case "U4":
    case "U8":
    case "I1":
    case "I2":
    case "I4":
    case "I8":
      return [...item.values];
    default:
      return [];
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
