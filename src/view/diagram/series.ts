import type { Story } from "../story/story.ts";

/** The values of one variable over time. */
export interface Series {
  readonly name: string;
  readonly units: string | undefined;
  /** The entries that had a value, in their order. */
  readonly entries: number[];
  readonly times: number[];
  readonly values: number[];
}

/** The numbers that came with the messages of a link, by the names of their variables; most values first. */
export function seriesOf(story: Story, link: number): Series[] {
  const series = new Map<string, Series>();
  for (const moment of story.moments) {
    if (moment.link !== link) continue;
    for (const { name, number, units } of moment.values) {
      if (number === undefined || !Number.isFinite(number)) continue;
      let one = series.get(name);
      if (one === undefined) {
        one = { name, units, entries: [], times: [], values: [] };
        series.set(name, one);
      }
      one.entries.push(moment.entry);
      one.times.push(story.at(moment.entry));
      one.values.push(number);
    }
  }
  return [...series.values()].sort((a, b) => b.times.length - a.times.length || (a.name < b.name ? -1 : 1));
}
