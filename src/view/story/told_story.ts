import { MOMENTS } from "./gem_states.ts";
import type { LinkState } from "./link_state.ts";
import { momentNameOf, momentOf } from "./moments.ts";
import { nameOfCode } from "./names.ts";
import { AllSeries } from "./series.ts";
import type {
  Bar,
  Entry,
  EntryKind,
  Fault,
  GemMoment,
  LinkSummary,
  Ribbon,
  Rows,
  Series,
  Side,
  Story,
  StoryLink,
  StorySide,
} from "./story.ts";
import type { StoryState } from "./story_state.ts";
import { summariesOf } from "./summary.ts";

/** A story that is read from its columns. */
export class ToldStory implements Story {
  readonly #state: StoryState;
  readonly #series: AllSeries;
  readonly #isCut: () => boolean;
  readonly bars: Rows<Bar>;
  readonly moments: Rows<GemMoment>;
  #summaries: readonly LinkSummary[] = [];
  /** Number of entries when they were made. */
  #summed = -1;

  constructor(state: StoryState, isCut: () => boolean) {
    this.#state = state;
    this.#isCut = isCut;
    this.#series = new AllSeries(state);
    this.bars = rowsOf(() => state.bars.length, (index) => this.#bar(index));
    this.moments = rowsOf(
      () => state.moments.length,
      (index) => momentOf(state, state.moments.data[index]!, state.momentKinds.data[index]!),
    );
  }

  get length(): number {
    return this.#state.entries.length;
  }

  get isCut(): boolean {
    return this.#isCut();
  }

  entry(index: number): Entry {
    const { kind, bytes, why, since } = this.#state.entries.record(index);
    return {
      kind,
      at: this.at(index),
      link: this.linkOf(index),
      connection: this.connectionOf(index),
      from: this.fromOf(index),
      bytes,
      why,
      since,
    };
  }

  at(index: number): number {
    return this.#state.entries.at(index);
  }

  linkOf(index: number): number {
    return this.#state.entries.link(index);
  }

  connectionOf(index: number): number {
    return this.#state.entries.connection(index);
  }

  kindOf(index: number): EntryKind {
    return this.#state.entries.kind(index);
  }

  fromOf(index: number): Side | undefined {
    const end = this.#state.entries.end(index);
    return end === undefined ? undefined : this.#link(index).side(end);
  }

  sizeOf(index: number): number {
    return this.#state.entries.size(index);
  }

  nameOf(index: number): string {
    return nameOfCode(this.#state.entries.code(index));
  }

  asksOf(index: number): boolean {
    return this.#state.entries.asks(index);
  }

  partnerOf(index: number): number | undefined {
    return this.#state.entries.partner(index);
  }

  faultsAt(index: number): readonly Fault[] {
    return this.#state.faults.at(index);
  }

  momentAt(index: number): GemMoment | undefined {
    const kind = this.#momentKind(index);
    return kind === undefined ? undefined : momentOf(this.#state, index, kind);
  }

  momentNameAt(index: number): string | undefined {
    const kind = this.#momentKind(index);
    return kind === undefined ? undefined : momentNameOf(this.#state, index, kind);
  }

  get links(): readonly StoryLink[] {
    return this.#state.links.all.map((link, index) => linkOf(link, () => this.#summary(index)));
  }

  barsIn(first: number, last: number): number[] {
    return this.#state.bars.between(first, last, (entry) => this.at(entry));
  }

  get faults(): readonly Fault[] {
    return this.#state.faults.all;
  }

  get faultsLeftOut(): number {
    return this.#state.faults.leftOut;
  }

  series(link: number): readonly Series[] {
    return this.#series.of(link);
  }

  #link(index: number): LinkState {
    return this.#state.links.all[this.linkOf(index)]!;
  }

  #summary(link: number): LinkSummary {
    if (this.#summed !== this.length) {
      this.#summaries = summariesOf(this.#state);
      this.#summed = this.length;
    }
    return this.#summaries[link]!;
  }

  /** The index in MOMENTS of what an entry is: a binary search, as they stand in the order of their entries. */
  #momentKind(entry: number): number | undefined {
    const { moments, momentKinds } = this.#state;
    let low = 0;
    let high = moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (moments.data[middle]! < entry) low = middle + 1;
      else high = middle;
    }
    if (low === moments.length || moments.data[low] !== entry) return undefined;
    const kind = momentKinds.data[low]!;
    return MOMENTS[kind] === undefined ? undefined : kind;
  }

  #bar(index: number): Bar {
    const { bars, entries } = this.#state;
    const entry = bars.entry(index);
    const wait = bars.wait(index);
    const timer = bars.timer(index);
    return {
      link: entries.link(entry),
      entry,
      ending: bars.ending(index),
      from: bars.from(index),
      to: bars.to(index),
      side: this.#link(entry).side(bars.waiter(index)),
      label: wait === "reply" ? this.nameOf(entry) : wait,
      ...timer !== undefined && { timer },
    };
  }
}

function linkOf(link: LinkState, summary: () => LinkSummary): StoryLink {
  const [left, right] = link.side(0) === 0 ? [0, 1] as const : [1, 0] as const;
  const ribbons: Ribbon[] = [link.link, link.communication, link.control, link.spool]
    .filter(({ spans }) => spans.length > 0);
  return {
    sides: [sideOf(link, left), sideOf(link, right)],
    ribbons,
    get summary() {
      return summary();
    },
  };
}

function sideOf({ ends, isActiveKnown }: LinkState, end: 0 | 1): StorySide {
  const { address, port, role, model } = ends[end];
  const host = address.includes(":") && port !== 0 ? `[${address}]` : address;
  return {
    address: port === 0 ? address : `${host}:${port}`,
    mode: !isActiveKnown ? undefined : end === 0 ? "active" : "passive",
    role,
    model,
  };
}

function rowsOf<Row>(length: () => number, at: (index: number) => Row): Rows<Row> {
  return {
    get length() {
      return length();
    },
    at(index) {
      if (!(index >= 0 && index < length())) throw new RangeError(`There is no row ${index} of ${length()}`);
      return at(index);
    },
    filter(test) {
      const found: Row[] = [];
      for (const row of this) if (test(row)) found.push(row);
      return found;
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < length(); index++) yield at(index);
    },
  };
}
