import type { Item } from "../../secs2/mod.ts";
import { MOMENTS } from "./gem_states.ts";
import { elementsOf, idOf, itemOf, numberOf, textOf, valueText } from "./items.ts";
import type { Learned } from "./learned.ts";
import { dataCode } from "./names.ts";
import type { GemMoment, GemValue } from "./story.ts";
import type { StoryState } from "./story_state.ts";

const S6F13 = dataCode(6, 13);
const S1F4 = dataCode(1, 4);

/** The moment that an entry is; `kind`: an index in MOMENTS. */
export function momentOf(state: StoryState, entry: number, kind: number): GemMoment {
  const name = momentNameOf(state, entry, kind);
  const link = state.entries.link(entry);
  return { link, entry, kind: MOMENTS[kind]!, name, values: valuesOf(state, entry) };
}

/** The name of a moment: that of the event, the alarm, or the trace. */
export function momentNameOf(state: StoryState, entry: number, kind: number): string {
  const { names } = learnedOf(state, entry);
  const elements = elementsOf(itemOf(state.entries.body(entry)));
  if (MOMENTS[kind] === "event") {
    const id = idOf(elements[1]);
    return id === undefined ? "an event" : names.event(id) ?? `event ${id}`;
  }
  if (MOMENTS[kind] === "trace") {
    const id = idOf(elements[0]);
    return id === undefined ? "a trace" : `trace ${id}`;
  }
  const id = idOf(elements[1]);
  const text = textOf(elements[2]);
  return (id === undefined ? undefined : names.alarm(id)) ??
    (text !== "" ? text : `alarm ${id ?? ""}`.trim());
}

/** The values of variables that a message has: an S1F4, S6F11, S6F13 or S6F1. */
export function valuesOf(state: StoryState, entry: number): GemValue[] {
  const learned = learnedOf(state, entry);
  const { entries } = state;
  const code = entries.code(entry);
  const item = itemOf(entries.body(entry));
  const elements = elementsOf(item);
  if (code === S1F4) {
    const request = entries.partner(entry);
    const ids = request === undefined ? [] : learned.asked(entries, request);
    return elements.map((value, i) => named(learned, ids[i], value, `value ${i + 1}`));
  }
  if (code >> 8 === 6 && (code & 0xff) === 1) return samples(learned, elements, entry);
  if (code >> 8 !== 6) return [];
  return elementsOf(elements[2]).flatMap((report) => {
    const [rptid, list] = elementsOf(report);
    const id = idOf(rptid) ?? "?";
    if (code === S6F13) {
      return elementsOf(list).map(elementsOf).filter(([, value]) => value !== undefined)
        .map(([vid, value], i) => named(learned, idOf(vid), value!, `report ${id}, value ${i + 1}`));
    }
    const ids = learned.report(id, entry);
    return elementsOf(list).map((value, i) =>
      named(learned, ids?.[i], value, `report ${id}, value ${i + 1}`)
    );
  });
}

function samples(learned: Learned, elements: readonly Item[], entry: number): GemValue[] {
  const id = idOf(elements[0]) ?? "?";
  const ids = learned.trace(id, entry) ?? [];
  return elementsOf(elements[3]).map((value, i) =>
    named(learned, ids.length === 0 ? undefined : ids[i % ids.length], value, `trace ${id}, value ${i + 1}`)
  );
}

function named(learned: Learned, id: string | undefined, value: Item, place: string): GemValue {
  const known = id === undefined ? undefined : learned.names.variable(id);
  const number = numberOf(value);
  return {
    name: known?.name ?? (id === undefined || id === "" ? place : `variable ${id}`),
    text: valueText(value),
    ...number !== undefined && { number },
    ...known?.units !== undefined && known.units !== "" && { units: known.units },
  };
}

function learnedOf({ entries, links }: StoryState, entry: number): Learned {
  return links.all[entries.link(entry)]!.learned;
}
