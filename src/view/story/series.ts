import { type Float64Column, float64Column, type Uint32Column, uint32Column } from "./columns.ts";
import { valuesOf } from "./moments.ts";
import type { Series } from "./story.ts";
import type { StoryState } from "./story_state.ts";

/** Maximum number of series of a link. */
const MAX_SERIES = 10_000;

interface Growing {
  readonly name: string;
  readonly units: string | undefined;
  readonly entries: Uint32Column;
  readonly times: Float64Column;
  readonly values: Float64Column;
}

/** The numbers of variables over time; bodies are decoded when they are asked for, each once. */
export class AllSeries {
  readonly #state: StoryState;
  readonly #links: Map<string, Growing>[] = [];
  /** Number of bodies with values that were read. */
  #read = 0;

  constructor(state: StoryState) {
    this.#state = state;
  }

  of(link: number): Series[] {
    const { valued } = this.#state;
    for (; this.#read < valued.length; this.#read++) this.#take(valued.data[this.#read]!);
    return [...(this.#links[link] ?? new Map<string, Growing>()).values()]
      .map(({ name, units, entries, times, values }) => ({
        name,
        units,
        entries: entries.toArray(),
        times: times.toArray(),
        values: values.toArray(),
      }))
      .sort((a, b) => b.times.length - a.times.length || (a.name < b.name ? -1 : 1));
  }

  #take(entry: number): void {
    const { entries } = this.#state;
    const series = this.#links[entries.link(entry)] ??= new Map();
    for (const { name, number, units } of valuesOf(this.#state, entry)) {
      if (number === undefined) continue;
      let one = series.get(name);
      if (one === undefined) {
        if (series.size >= MAX_SERIES) continue;
        one = { name, units, entries: uint32Column(), times: float64Column(), values: float64Column() };
        series.set(name, one);
      }
      one.entries.push(entry);
      one.times.push(entries.at(entry));
      one.values.push(number);
    }
  }
}
