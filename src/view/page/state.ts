import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import {
  AllRows,
  type AxisSource,
  ChosenRows,
  CompactAxis,
  faultLines,
  FilterRun,
  formatTime,
  type Geometry,
  geometryOf,
  isEmpty,
  parseFilter,
  ScaledAxis,
  SeenBars,
  type ShownRows,
  type TimeAxis,
  type Zone,
} from "../diagram/mod.ts";
import type { Fault, Side, Story, ViewOptions } from "../story/mod.ts";

/** How time goes down. */
export type Scale = "compact" | "scaled";

/** What the panel beside the diagram shows. */
export type Tab = "extra" | "message" | "summary" | "values" | "paste";

/** Bytes of the selected frame that are pointed at: from and to. */
export type ByteRange = readonly [from: number, to: number];

/** Px between two faults of an arrow. */
const FAULT_GAP = 4;

/** Ms for which a filter may work before the page gets a turn. */
const SLICE = 12;

/** What the page shows; each part is drawn anew when what it reads changes. */
export class PageState {
  readonly story: Story;
  readonly options: ViewOptions;
  readonly zone: Zone = (at) => -new Date(at).getTimezoneOffset();
  /** Number of entries that are shown of the story; it grows while the page follows. */
  readonly count: Signal<number>;
  /** Rises whenever the story tells more, of entries that were there before too. */
  readonly version: Signal<number> = signal(0);
  readonly link: Signal<number> = signal(0);
  readonly filterText: Signal<string> = signal("");
  readonly direction: Signal<Side | undefined> = signal(undefined);
  readonly onlyFaults: Signal<boolean> = signal(false);
  readonly scale: Signal<Scale> = signal<Scale>("compact");
  readonly pxPerSecond: Signal<number> = signal(60);
  readonly sloped: Signal<boolean> = signal(true);
  /** Px of the diagram from left to right. */
  readonly width: Signal<number> = signal(800);
  readonly geometry: ReadonlySignal<Geometry>;
  readonly selected: Signal<number | undefined> = signal(undefined);
  readonly tab: Signal<Tab> = signal<Tab>("message");
  /** Whether keys of one character do something; who dictates to the machine may not want that. */
  readonly hasCharacterKeys: Signal<boolean> = signal(true);
  /** Whether the panel covers the diagram; of small screens only. */
  readonly isPanelOpen: Signal<boolean> = signal(false);
  /** The times at the upper and the lower edge of what is seen of the diagram. */
  readonly seen: Signal<readonly [from: number, to: number]> = signal<readonly [number, number]>([0, 0]);
  /** A time to which the diagram is to go; an object, so that the same time can be wanted again. */
  readonly wantedTime: Signal<{ readonly at: number } | undefined> = signal(undefined);
  readonly pointed: Signal<ByteRange | undefined> = signal(undefined);
  readonly encoding: Signal<string>;
  /** Whether the page follows what comes: `ended` when nothing more comes. */
  readonly following: Signal<"no" | "yes" | "waiting" | "ended"> = signal("no");
  readonly rows: Signal<ShownRows>;
  /** Share of the entries that the filter has looked at; 1: all. */
  readonly filtered: Signal<number> = signal(1);
  readonly axis: ReadonlySignal<TimeAxis>;
  readonly bars: ReadonlySignal<SeenBars>;
  /** The faults of the link that is shown. */
  readonly faults: ReadonlySignal<readonly Fault[]>;

  /** Shows a story from its beginning. */
  constructor(story: Story, options: ViewOptions) {
    this.story = story;
    this.options = options;
    this.count = signal(story.length);
    this.encoding = signal(options.encoding ?? "");
    this.rows = signal(new AllRows(0));
    this.geometry = computed(() => {
      this.version.value;
      return geometryOf(this.width.value, story.links[this.link.value]?.ribbons.length ?? 0);
    });
    this.axis = computed(() => this.#layOut());
    this.bars = computed(() => {
      this.version.value;
      return new SeenBars(story, this.link.value);
    });
    this.faults = computed(() => {
      this.version.value;
      return story.faults.filter(({ link }) => link === this.link.value);
    });
    effect(() => this.#filter());
    if (options.openAt !== undefined && options.openAt < story.length) this.select(options.openAt);
    else this.tab.value = "summary";
  }

  /** Selects an entry, of another link too. */
  select(entry: number): void {
    batch(() => {
      const link = this.story.linkOf(entry);
      if (link !== this.link.value) this.link.value = link;
      this.selected.value = entry;
      this.pointed.value = undefined;
    });
  }

  /** Shows an entry with all that is known of it. */
  open(entry: number): void {
    batch(() => {
      this.select(entry);
      this.tab.value = "message";
      this.isPanelOpen.value = true;
    });
  }

  /** Selects an entry that was looked for, and shows it if the panel has only figures. */
  #visit(entry: number): void {
    batch(() => {
      this.select(entry);
      if (this.tab.value === "summary") this.tab.value = "message";
    });
  }

  /** Selects the row that is `steps` rows on. */
  step(steps: number): void {
    const rows = this.rows.value;
    if (rows.length === 0) return;
    const { selected } = this;
    const at = selected.value === undefined ? -1 : rows.rowFrom(selected.value);
    const isShown = selected.value !== undefined && rows.rowOf(selected.value) !== undefined;
    const to = !isShown && steps > 0 ? at + steps - (at < 0 ? 0 : 1) : at + steps;
    this.#visit(rows.entryAt(Math.min(Math.max(to, 0), rows.length - 1)));
  }

  /** Selects the next fault in a direction, from the selected entry on; returns whether there is one. */
  stepFault(direction: 1 | -1): boolean {
    const faults = this.faults.value;
    const from = this.selected.value ?? (direction > 0 ? -1 : Infinity);
    const next = direction > 0
      ? faults.find(({ entry }) => entry > from)
      : faults.findLast(({ entry }) => entry < from);
    if (next !== undefined) this.#visit(next.entry);
    return next !== undefined;
  }

  /** The story has grown. */
  grown(): void {
    batch(() => {
      this.count.value = this.story.length;
      this.version.value++;
    });
  }

  /** The time of an entry, as it is written. */
  timeOf(entry: number): string {
    return formatTime(this.story.at(entry), this.zone);
  }

  #layOut(): TimeAxis {
    const { story } = this;
    const geometry = this.geometry.value;
    const source: AxisSource = {
      rows: this.rows.value,
      at: (entry) => story.at(entry),
      extraOf: (entry) =>
        story.faultsAt(entry).reduce((sum, fault) => sum + faultLines(geometry, fault).height + FAULT_GAP, 0),
    };
    return this.scale.value === "compact"
      ? new CompactAxis(source)
      : new ScaledAxis(source, this.pxPerSecond.value / 1000);
  }

  /** Begins to look which entries are shown; the effect's end stops it. */
  #filter(): () => void {
    this.version.value;
    const count = this.count.value;
    const { story, direction, onlyFaults, filterText, link } = this;
    const read = parseFilter(filterText.value);
    const filter = {
      ...read,
      from: direction.value === undefined ? read.from : direction.value === 0 ? "left" : "right",
      onlyFaults: read.onlyFaults || onlyFaults.value,
    };
    if (isEmpty(filter) && story.links.length <= 1) {
      this.rows.value = new AllRows(count);
      this.filtered.value = 1;
      return () => {};
    }
    const run = new FilterRun(story, filter, link.value);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = (): void => {
      const end = performance.now() + SLICE;
      const isDone = run.run(() => performance.now() > end);
      batch(() => {
        this.filtered.value = isDone ? 1 : run.done;
        if (isDone) this.rows.value = new ChosenRows(run.found);
      });
      if (!isDone) timer = setTimeout(work, 0);
    };
    work();
    return () => clearTimeout(timer);
  }
}
