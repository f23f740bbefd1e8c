/** The rows of a state model as arrows, from which its table and its diagram are made. */

import type { ProcessingDefinition } from "../models/processing_data.ts";
import type { Table } from "../models/table.ts";

/** An arrow: from a start if `from` is {@linkcode START}, which is the start of the composite state `of`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The numbers of its rows. */
  readonly rows: readonly number[];
  /** What triggers it: any of these. */
  readonly on: readonly string[];
  readonly of?: string;
}

/** Composite state → its parts. */
export type Composites = Readonly<Record<string, readonly string[]>>;

/** Where a model, or a composite state, starts. */
export const START = "[*]";

/** The start of a model, or of the composite state `of`. */
export function startAt(to: string, rows: readonly number[] = [], of = ""): Arrow {
  return { from: START, to, rows, on: [], of };
}

/**
 * The rows of a table as arrows. A place that is no state stands for others; a row that all parts of a composite state
 * have begins at that state.
 */
export function arrowsOf<State extends string, Event extends string, Place extends string>(
  table: Table<State, Event, Place>,
  places: Readonly<Record<string, readonly string[]>> = {},
  composites: Composites = {},
): Arrow[] {
  const found = new Map<string, { row: number; to: string; from: Set<string>; on: Set<string> }>();
  for (const from of Object.keys(table) as State[]) {
    for (const on of Object.keys(table[from]) as Event[]) {
      const move = table[from][on];
      if (move === undefined) continue;
      for (const to of places[move.to] ?? [move.to]) {
        const key = `${move.row} ${to}`;
        const entry = found.get(key) ?? { row: move.row, to, from: new Set(), on: new Set() };
        found.set(key, { ...entry, from: entry.from.add(from), on: entry.on.add(on) });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.row - b.row).flatMap(({ row, from, to, on }) => {
    for (const [whole, parts] of Object.entries(composites)) {
      if (!parts.every((part) => from.has(part))) continue;
      for (const part of parts) from.delete(part);
      from.add(whole);
    }
    return [...from].map((one): Arrow => ({ from: one, to, rows: [row], on: [...on] }));
  });
}

/** The processing states of a tool as arrows. */
export function processingArrows(
  { initial, transitions }: Pick<ProcessingDefinition, "initial" | "transitions">,
): Arrow[] {
  return [
    startAt(initial),
    ...transitions.map(({ row, from, on, to, history }): Arrow => {
      const triggers = history ? [...on.slice(0, -1), `${on.at(-1)} (history)`] : on;
      return { from, to, rows: [row], on: triggers };
    }),
  ];
}

/** The processing states that have parts. */
export function processingComposites({ states }: Pick<ProcessingDefinition, "states">): Composites {
  const composites: Record<string, string[]> = {};
  for (const { name, partOf } of states) if (partOf !== undefined) (composites[partOf] ??= []).push(name);
  return composites;
}
