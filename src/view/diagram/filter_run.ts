import { decodeItem } from "../../secs2/mod.ts";
import { printItem } from "../../sml/mod.ts";
import type { Side, Story } from "../story/mod.ts";
import { type Filter, matchesSome } from "./filter.ts";

/** Longer bodies are searched byte by byte, and not printed. */
const MAX_PRINTED = 100_000;
/** Entries between two looks at the clock. */
const STEP = 64;

/** Looks which entries of a link a filter lets through, a while at a time: texts in bodies take long. */
export class FilterRun {
  readonly #story: Story;
  readonly #filter: Filter;
  readonly #link: number;
  readonly #names = new Map<string, boolean>();
  readonly #found: Uint32Array;
  #count = 0;
  #next = 0;

  /** Begins a run over the entries that a story has now. */
  constructor(story: Story, filter: Filter, link: number) {
    this.#story = story;
    this.#filter = filter;
    this.#link = link;
    this.#found = new Uint32Array(story.length);
  }

  /** The entries that were found up to now. */
  get found(): Uint32Array {
    return this.#found.subarray(0, this.#count);
  }

  /** Share of the entries that were looked at. */
  get done(): number {
    return this.#found.length === 0 ? 1 : this.#next / this.#found.length;
  }

  /** Goes on until `isOver` says that the time is over; returns whether all is done. */
  run(isOver: () => boolean): boolean {
    while (this.#next < this.#found.length) {
      const end = Math.min(this.#next + STEP, this.#found.length);
      for (; this.#next < end; this.#next++) {
        if (this.#passes(this.#next)) this.#found[this.#count++] = this.#next;
      }
      if (isOver()) break;
    }
    return this.#next >= this.#found.length;
  }

  #passes(entry: number): boolean {
    const { names, events, texts, withoutTexts, from, onlyFaults } = this.#filter;
    const story = this.#story;
    if (story.linkOf(entry) !== this.#link) return false;
    if (names.length > 0 && !this.#hasName(story.nameOf(entry))) return false;
    if (from !== undefined && !this.#isFrom(story.fromOf(entry), from)) return false;
    if (onlyFaults && story.faultsAt(entry).length === 0) return false;
    if (events.length > 0) {
      const name = story.momentNameAt(entry);
      const isWanted = events.some(({ isNot }) => !isNot);
      if (name === undefined ? isWanted : !matchesSome(events, [name])) return false;
    }
    if (texts.length + withoutTexts.length === 0) return true;
    const text = textOf(story, entry);
    return texts.every((one) => text.includes(one)) && !withoutTexts.some((one) => text.includes(one));
  }

  #hasName(name: string): boolean {
    let passes = this.#names.get(name);
    if (passes === undefined) {
      passes = matchesSome(this.#filter.names, [name, name.replace(/ W$/, "")]);
      this.#names.set(name, passes);
    }
    return passes;
  }

  #isFrom(side: Side | undefined, from: string): boolean {
    if (side === undefined) return false;
    const { address, mode, role, model } = this.#story.links[this.#link]!.sides[side];
    const words = [
      side === 0 ? "left" : "right",
      address,
      mode,
      role,
      role === "equipment" ? "tool" : "",
      model,
    ];
    return words.some((word) => word?.toLowerCase().startsWith(from));
  }
}

/** What can be read of an entry, in lower case: its name, its event and values, its faults, its body as SML. */
export function textOf(story: Story, index: number): string {
  const parts = [story.nameOf(index)];
  const moment = story.momentAt(index);
  if (moment !== undefined) {
    parts.push(moment.name, ...moment.values.map(({ name, text }) => `${name} ${text}`));
  }
  parts.push(...story.faultsAt(index).map(({ title }) => title));
  const { kind, bytes, why } = story.entry(index);
  if (why !== undefined) parts.push(why);
  if (kind === "frame" && bytes.length > 14) parts.push(bodyText(bytes.subarray(14)));
  return parts.join("\n").toLowerCase();
}

function bodyText(body: Uint8Array): string {
  try {
    const item = body.length > MAX_PRINTED ? undefined : decodeItem(body);
    if (item !== undefined) return printItem(item);
  } catch {
    // What is no item can be searched as text.
  }
  return new TextDecoder("latin1").decode(body);
}
