import type { EquipmentDefinition, GemReading, GemToolEvent } from "../../gem/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { ToolNames } from "./names.ts";

/** Something that a tool has sent. */
export type Watched = GemToolEvent<EquipmentDefinition>;

/** A line for a person: `LotStarted LotId="A1" Pressure=0.5 Pa`. */
export function lineOf(event: Watched, names: ToolNames): string {
  switch (event.type) {
    case "collection-event": {
      const values = event.reports.flatMap(({ readings, items }) => [
        ...readings.map((reading) => ` ${pairOf(reading, names)}`),
        ...items.slice(readings.length).map((item) => ` ?=${itemText(item)}`),
      ]);
      return `${event.name ?? names.eventName(event.id)}${values.join("")}${problemsOf(event.problems)}`;
    }
    case "alarm": {
      const what = event.isSet ? "set" : "cleared";
      return `alarm ${event.name ?? event.id} ${what}: ${event.text}`;
    }
    case "trace": {
      const samples = event.samples.map((sample) =>
        sample.map((reading) => ` ${pairOf(reading, names)}`).join("")
      );
      return `trace ${event.id}${samples.join(";")}${problemsOf(event.problems)}`;
    }
    case "terminal":
      return `text of terminal ${event.terminal}: ${event.text}`;
    case "process-program":
      return `process program ${event.ppid}: ${event.what}`;
  }
}

/** The same as one object. */
export function objectOf(event: Watched, names: ToolNames): Record<string, unknown> {
  const { type } = event;
  const readings = (all: readonly GemReading[]): Record<string, unknown> =>
    Object.fromEntries(all.map((one) => [one.name ?? names.variableName(one.id), jsonOf(one.value)]));
  switch (type) {
    case "collection-event": {
      const { id, name, reports, problems } = event;
      const values = Object.assign({}, ...reports.map((report) => readings(report.readings)));
      return { type, id: jsonOf(id), name: name ?? names.eventName(id), values, problems };
    }
    case "alarm": {
      const { id, name, isSet, category, text } = event;
      return { type, id: jsonOf(id), name, isSet, category, text };
    }
    case "trace": {
      const { id, samples, lastSample, time, problems } = event;
      return {
        type,
        id: jsonOf(id),
        samples: samples.map(readings),
        lastSample: jsonOf(lastSample),
        time,
        problems,
      };
    }
    case "terminal":
      return { type, terminal: event.terminal, text: event.text };
    case "process-program":
      return { type, ppid: jsonOf(event.ppid), what: event.what };
  }
}

function pairOf({ id, name, item, value }: GemReading, names: ToolNames): string {
  const units = names.unitsOf(id);
  const text = value === undefined ? "–" : typeof value === "string" ? JSON.stringify(value) : itemText(item);
  return `${name ?? names.variableName(id)}=${text}${units === "" || value === undefined ? "" : ` ${units}`}`;
}

/** A value as SML without its format, or the whole item if it is a list. */
function itemText(item: Item): string {
  const sml = `${item}`;
  return item.format === "L" ? sml : sml.replace(/^<\S+( \[\d+\])? ?(.*)>$/s, "$2");
}

function problemsOf(problems: readonly string[]): string {
  return problems.map((problem) => ` (${problem})`).join("");
}

/** JSON has no bigint, and no typed arrays. */
function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, jsonOf);
  return value;
}
