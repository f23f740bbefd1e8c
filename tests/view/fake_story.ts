import { HsmsHeader, type HsmsHeaderFields, HsmsPacket } from "../../src/core/mod.ts";
import type {
  Bar,
  Entry,
  EntryKind,
  Fault,
  GemMoment,
  Ribbon,
  Rows,
  Series,
  Side,
  Story,
  StoryLink,
} from "../../src/view/story/story.ts";

/** An entry as a test writes it. */
export interface FakeEntry extends Partial<Entry> {
  readonly at: number;
  readonly header?: HsmsHeaderFields;
  readonly body?: Uint8Array;
  readonly faults?: readonly Pick<Fault, "kind" | "severity" | "title" | "meaning">[];
  readonly moment?: Pick<GemMoment, "kind" | "name" | "values">;
}

/** A story of what a test says, without the rules of a real one: partners are those with the same system bytes. */
export class FakeStory implements Story {
  readonly #entries: readonly FakeEntry[];
  readonly #frames: readonly (HsmsPacket | undefined)[];
  readonly links: StoryLink[];
  readonly bars: Rows<Bar>;
  readonly faults: readonly Fault[];
  readonly faultsLeftOut = 0;
  readonly moments: Rows<GemMoment>;
  readonly isCut = false;

  constructor(entries: readonly FakeEntry[], ribbons: readonly Ribbon[] = []) {
    this.#entries = entries;
    this.#frames = entries.map(({ header, body }) =>
      header && new HsmsPacket(new HsmsHeader(header), body ?? new Uint8Array())
    );
    const side = {
      address: "10.0.0.7:5000",
      mode: "passive",
      role: "equipment",
      model: "ETCH-3 1.2.0",
    } as const;
    const host = { address: "10.0.0.1", mode: "active", role: "host" } as const;
    const summary = {
      frames: entries.length,
      bytes: 14 * entries.length,
      connections: 1,
      selectedShare: 0.9,
    };
    this.links = [{ sides: [host, side], ribbons, summary: { ...summary, messages: [] } }];
    this.bars = rowsOf(entries.flatMap((_, i) => this.#barOf(i)));
    this.faults = entries.flatMap((_, i) => this.faultsAt(i));
    this.moments = rowsOf(entries.flatMap((_, i) => this.momentAt(i) ?? []));
  }

  get length(): number {
    return this.#entries.length;
  }

  entry(index: number): Entry {
    const bytes = this.#frames[index]?.encode() ?? new Uint8Array();
    const { kind = "frame", link = 0, connection = 1, from, at, why } = this.#entries[index]!;
    return { kind, link, connection, from, at, why, bytes: this.#entries[index]!.bytes ?? bytes };
  }

  at = (index: number): number => this.#entries[index]!.at;
  linkOf = (index: number): number => this.#entries[index]!.link ?? 0;
  connectionOf = (index: number): number => this.#entries[index]!.connection ?? 1;
  kindOf = (index: number): EntryKind => this.#entries[index]!.kind ?? "frame";
  fromOf = (index: number): Side | undefined => this.#entries[index]!.from;
  sizeOf = (index: number): number => this.entry(index).bytes.length;

  nameOf(index: number): string {
    return this.#frames[index]?.header.name.replace(/ W$/, "") ?? `TCP ${this.kindOf(index)}`;
  }

  asksOf(index: number): boolean {
    const header = this.#frames[index]?.header;
    return header !== undefined && (header.requireResponse || [1, 3, 5].includes(header.sType));
  }

  partnerOf(index: number): number | undefined {
    const header = this.#frames[index]?.header;
    if (header === undefined) return undefined;
    const from = this.fromOf(index);
    for (let i = Math.max(index - 50, 0); i < Math.min(index + 50, this.length); i++) {
      const other = this.#frames[i]?.header;
      if (other?.system === header.system && this.fromOf(i) !== from && i !== index) return i;
    }
    return undefined;
  }

  faultsAt(index: number): readonly Fault[] {
    return this.#entries[index]!.faults?.map((fault) => ({
      ...fault,
      link: this.linkOf(index),
      entry: index,
    })) ?? [];
  }

  momentAt(index: number): GemMoment | undefined {
    const { moment } = this.#entries[index]!;
    return moment && { ...moment, link: this.linkOf(index), entry: index };
  }

  momentNameAt(index: number): string | undefined {
    return this.#entries[index]!.moment?.name;
  }

  barsIn(first: number, last: number): number[] {
    return Array.from({ length: this.bars.length }, (_, i) => i).filter((i) => {
      const { entry, ending = Infinity } = this.bars.at(i);
      return entry <= last && ending >= first;
    });
  }

  series(): readonly Series[] {
    return [];
  }

  #barOf(index: number): Bar[] {
    if (!this.asksOf(index)) return [];
    const ending = this.partnerOf(index);
    const side = this.fromOf(index)!;
    const from = this.at(index);
    const timer = ending === undefined ? "T3" as const : undefined;
    const to = ending === undefined ? from + 45_000 : this.at(ending);
    return [{
      link: this.linkOf(index),
      entry: index,
      ending,
      from,
      to,
      side,
      label: this.nameOf(index),
      timer,
    }];
  }
}

function rowsOf<Row>(rows: readonly Row[]): Rows<Row> {
  return {
    length: rows.length,
    at: (index) => rows[index]!,
    filter: (test) => rows.filter(test),
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
}
