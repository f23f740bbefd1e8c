import type { Item } from "../../../secs2/mod.ts";
import type { SecsId, SecsIdentity, SecsLimitAttributes } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { GemCollectionEvent } from "../host_events.ts";
import type {
  Facts,
  ListedAlarm,
  ListedConstant,
  ListedEvent,
  ListedVariable,
  UnknownReport,
} from "./facts.ts";
import type { Notes } from "./notes.ts";

/** Maximum number of values of a report in a note. */
const MAX_SHOWN = 50;

/** An event whose list of variables grows with the reports that come. */
interface GrowingEvent {
  readonly id: SecsId;
  name: string;
  variables: readonly SecsId[] | undefined;
  /** Whether the tool has listed it (S1F23). */
  isListed: boolean;
}

/** Collects what a tool says; at most `maxItems` of each kind. */
export class Collected {
  identity: SecsIdentity | undefined;
  status: readonly ListedVariable[] = [];
  data: readonly ListedVariable[] = [];
  constants: readonly ListedConstant[] = [];
  programs: number | undefined;
  readonly values = new Map<IdKey, Item>();
  readonly constantValues = new Map<IdKey, Item>();
  readonly limits = new Map<IdKey, SecsLimitAttributes>();
  /** The RPTIDs of S2F52. */
  readonly reportIds = new Set<IdKey>();
  /** The variables of the reports that the tool has. */
  readonly reports = new Map<IdKey, readonly SecsId[]>();
  readonly #events = new Map<IdKey, GrowingEvent>();
  readonly #alarms = new Map<IdKey, ListedAlarm>();
  readonly #unknown = new Map<string, UnknownReport>();
  readonly #maxItems: number;
  readonly #notes: Notes;

  constructor(maxItems: number, notes: Notes) {
    this.#maxItems = maxItems;
    this.#notes = notes;
  }

  /** The first entries of a list of the tool. */
  few<T>(message: string, list: readonly T[]): readonly T[] {
    const max = this.#maxItems;
    if (list.length <= max) return list;
    this.#notes.add(message, `${list.length} entries`, `the first ${max} (maxItems)`);
    return list.slice(0, max);
  }

  /** An event of a list: S1F24, S2F56, S2F58. */
  addEvent({ id, name, variables }: ListedEvent, isListed: boolean): void {
    const event = this.#event(id);
    if (event === undefined) return;
    if (event.isListed) {
      if (isListed) this.#notes.add("S1F24", `event ${id} twice`, "the first of them");
      return;
    }
    event.name ||= name;
    event.isListed = isListed;
    if (variables !== undefined) event.variables = isListed ? variables : union(event.variables, variables);
  }

  /** An alarm of S5F6, S5F8 or S5F1. A category of 0 is what tools say of an alarm that is not set. */
  addAlarm({ id, category, text }: ListedAlarm): void {
    const key = idKey(id);
    const before = this.#alarms.get(key);
    if (before === undefined && this.#alarms.size >= this.#maxItems) return;
    this.#alarms.set(key, {
      id: before?.id ?? id,
      category: before?.category || category,
      text: before?.text || text,
    });
  }

  /** S6F11 or S6F13. */
  hearEvent({ id, reports }: Pick<GemCollectionEvent<never>, "id" | "reports">): void {
    const event = this.#event(id);
    if (event === undefined) return;
    for (const { id: rptid, readings, items } of reports) {
      const known = readings.length > 0 ? readings.map((one) => one.id) : this.reports.get(idKey(rptid));
      if (known?.length !== items.length) this.#hearUnknown(id, rptid, items);
      else {
        if (!event.isListed) event.variables = union(event.variables, known);
        known.forEach((vid, i) => this.seeValue(vid, items[i]!));
      }
    }
  }

  /** A value of a variable that was read, or came with an event. One of length 0 is in place of none. */
  seeValue(vid: SecsId, item: Item): void {
    const key = idKey(vid);
    const before = this.values.get(key);
    if (before !== undefined && item.length === 0) return;
    if (before !== undefined || this.values.size < 2 * this.#maxItems) this.values.set(key, item);
  }

  /** The VIDs of data variables of which no value was seen. */
  withoutFormat(): readonly SecsId[] {
    const others = new Set([...this.status, ...this.constants].map(({ id }) => idKey(id)));
    const listed = [
      ...this.data.map(({ id }) => id),
      ...[...this.#events.values()].flatMap((one) => one.variables ?? []),
    ];
    return union([], listed.filter((id) => !others.has(idKey(id)) && !this.values.has(idKey(id))));
  }

  /** What is known now. */
  facts(encoding: string | undefined): Facts {
    const events = [...this.#events.values()];
    return {
      identity: this.identity,
      status: this.status,
      data: this.data,
      constants: this.constants,
      events,
      alarms: [...this.#alarms.values()],
      values: this.values,
      constantValues: this.constantValues,
      limits: this.limits,
      // A report may have come before its definition.
      unknownReports: [...this.#unknown.values()].filter(({ id }) => !this.reports.has(idKey(id))),
      programs: this.programs,
      encoding,
    };
  }

  #event(id: SecsId): GrowingEvent | undefined {
    const key = idKey(id);
    const before = this.#events.get(key);
    if (before !== undefined || this.#events.size >= this.#maxItems) return before;
    const event = { id, name: "", variables: undefined, isListed: false };
    this.#events.set(key, event);
    return event;
  }

  #hearUnknown(event: SecsId, id: SecsId, items: readonly Item[]): void {
    const key = JSON.stringify([String(event), String(id)]);
    if (!this.#unknown.has(key) && this.#unknown.size >= this.#maxItems) return;
    const values = items.slice(0, MAX_SHOWN).map(({ format, length }) => `${format}[${length}]`).join(", ");
    this.#unknown.set(key, { event, id, values: items.length > MAX_SHOWN ? `${values}, …` : values });
  }
}

function union(some: readonly SecsId[] = [], others: readonly SecsId[]): readonly SecsId[] {
  return [...new Map([...some, ...others].map((id) => [idKey(id), id])).values()];
}
