import { type HsmsPacket, SType } from "../../core/mod.ts";
import { decodeItem, type Item } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S1F11,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F29,
  S2F33,
  S2F35,
  S2F47,
  S2F53,
  S2F55,
  S5F1,
  S5F5,
  S6F11,
  type SecsId,
  type SecsReportDefinition,
} from "../../secs/mod.ts";

/** A value, and whose it is. */
export interface SaidValue {
  readonly id: SecsId;
  readonly item: Item;
}

/** An event, and the reports that are linked to it. */
export interface SaidLink {
  readonly id: SecsId;
  /** Empty if it is not known. */
  readonly name: string;
  readonly rptids: readonly SecsId[];
}

/** Maximum number of values, of reports and of links that are kept, and of events and alarms together. */
const MAX_KEPT = 100_000;
const MAX_SENT = 10_000;
const MAX_SENT_BYTES = 64 * 1024 * 1024;
/** Maximum number of questions that may be open at a time. */
const MAX_OPEN = 1000;

/** Questions about some ids, or about all. */
const ASKING: Readonly<Record<string, MessageBody<readonly SecsId[], MessageBody<unknown>>>> = {
  S1F3: S1F3.toEquipment,
  S1F11: S1F11.toEquipment,
  S1F21: S1F21.toEquipment,
  S1F23: S1F23.toEquipment,
  S2F13: S2F13.toEquipment,
  S2F29: S2F29.toEquipment,
  S2F47: S2F47.toEquipment,
  S5F5: S5F5.toEquipment,
};
/** Answers that are kept whole, by the messages that ask for them. */
const WHOLE: ReadonlySet<string> = new Set(
  "S1F1 S1F11 S1F13 S1F21 S1F23 S2F17 S2F29 S2F47 S2F51 S2F53 S2F55 S2F57 S5F5 S5F7 S7F19".split(" "),
);
const SETUP: ReadonlySet<string> = new Set(["S2F33", "S2F35"]);
const SENT: ReadonlySet<string> = new Set(["S5F1", "S6F11"]);

/** An id as a key; some tools write a number as text. */
export function keyOf(id: SecsId): string {
  return String(id);
}

/** What a tool has said: in a session that goes on, or in a recording. */
export class Talk {
  /** The last answer about all, by the message that asks for it: "S1F11". */
  readonly answers = new Map<string, Item>();
  /** The last value of each status variable, and of each constant. */
  readonly values = new Map<string, SaidValue>();
  readonly constants = new Map<string, SaidValue>();
  /** The reports that the tool has or a host has defined, and the events that they are linked to. */
  readonly reports = new Map<string, { readonly id: SecsId; readonly vids: readonly SecsId[] }>();
  readonly links = new Map<string, SaidLink>();
  /** S5F1 and S6F11, in their order. */
  readonly sent: { readonly name: "S5F1" | "S6F11"; readonly item: Item }[] = [];
  #sentBytes = 0;
  /** The ids of questions without an answer yet. */
  readonly #open = new Map<string, readonly SecsId[]>();

  /** Takes the next message of one of the connections; what cannot be read is skipped. */
  take({ header, data }: HsmsPacket, connection = ""): void {
    if (header.sType !== SType.data) return;
    const { stream, function: func, system } = header;
    const isPrimary = func % 2 === 1;
    const name = `S${stream}F${isPrimary ? func : func - 1}`;
    const isKnown = isPrimary
      ? name in ASKING || SETUP.has(name) || SENT.has(name)
      : name in ASKING || WHOLE.has(name);
    if (!isKnown) return;
    try {
      const item = decodeItem(data);
      const key = `${connection} ${system} ${name}`;
      if (isPrimary) this.#hear(name, item, key, data.length);
      else if (item !== undefined) this.say(name, item, this.#close(key));
    } catch {
      // A message that cannot be read says nothing.
    }
  }

  /** Takes an answer, and the ids that were asked for, if they are known; none are all. */
  say(name: string, item: Item, ids: readonly SecsId[] | undefined): void {
    if (name === "S1F3") return keep(this.values, ids, S1F3.toEquipment.reply.read(item));
    if (name === "S2F13") return keep(this.constants, ids, S2F13.toEquipment.reply.read(item));
    // A host has no MDLN and no SOFTREV.
    if (name === "S1F1" && item.length !== 2) return;
    if (name === "S2F53") return this.#define(S2F53.toEquipment.reply.read(item));
    if (name === "S2F55") {
      for (const { CEID, CENAME, RPTID } of S2F55.toEquipment.reply.read(item)) {
        this.#link(CEID, CENAME, RPTID);
      }
      return;
    }
    if (!ids?.length) this.answers.set(name, item);
  }

  #hear(name: string, item: Item | undefined, key: string, length: number): void {
    if (name in ASKING) {
      for (const oldest of this.#open.keys()) {
        if (this.#open.size < MAX_OPEN) break;
        this.#open.delete(oldest);
      }
      this.#open.set(key, ASKING[name]!.read(item));
    } else if (name === "S2F33") this.#define(S2F33.toEquipment.read(item).REPORTS);
    else if (name === "S2F35") {
      for (const { CEID, RPTID } of S2F35.toEquipment.read(item).LINKS) this.#link(CEID, "", RPTID);
    } else if (
      item !== undefined && this.sent.length < MAX_SENT && this.#sentBytes + length <= MAX_SENT_BYTES
    ) {
      this.#sentBytes += length;
      (name === "S5F1" ? S5F1 : S6F11).toHost.read(item);
      this.sent.push({ name: name as "S5F1" | "S6F11", item });
    }
  }

  #define(reports: readonly SecsReportDefinition[]): void {
    for (const { RPTID: id, VID: vids } of reports) {
      // A report without variables is deleted; its events may have come before that.
      if (vids.length > 0 && this.reports.size < MAX_KEPT) this.reports.set(keyOf(id), { id, vids });
    }
  }

  #link(id: SecsId, name: string, rptids: readonly SecsId[]): void {
    const before = this.links.get(keyOf(id));
    if (before === undefined && this.links.size >= MAX_KEPT) return;
    this.links.set(keyOf(id), { id, name: name || (before?.name ?? ""), rptids });
  }

  #close(key: string): readonly SecsId[] | undefined {
    const ids = this.#open.get(key);
    this.#open.delete(key);
    return ids;
  }
}

function keep(
  values: Map<string, SaidValue>,
  ids: readonly SecsId[] | undefined,
  items: readonly Item[],
): void {
  if (ids?.length !== items.length) return;
  ids.forEach((id, i) => {
    if (values.size < MAX_KEPT || values.has(keyOf(id))) values.set(keyOf(id), { id, item: items[i]! });
  });
}
