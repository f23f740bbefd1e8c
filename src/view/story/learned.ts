import type { Item } from "../../secs2/mod.ts";
import { numberAt } from "./body.ts";
import type { Entries } from "./entries.ts";
import { elementsOf, idOf, idsOf, itemOf, textOf } from "./items.ts";
import { dataCode, type NameCode } from "./names.ts";
import type { StoryModel } from "./options.ts";
import { ToolNames } from "./tool_names.ts";

/** The ids that a report or a trace has from an entry on. */
interface Definition {
  readonly from: number;
  readonly ids: readonly string[];
}

/** Maximum number of definitions that are remembered. */
const MAX_DEFINITIONS = 100_000;

const CODES = {
  S1F12: dataCode(1, 12),
  S1F22: dataCode(1, 22),
  S1F24: dataCode(1, 24),
  S2F24: dataCode(2, 24),
  S2F30: dataCode(2, 30),
  S2F34: dataCode(2, 34),
  S5F6: dataCode(5, 6),
  S5F8: dataCode(5, 8),
} as const;

/** What the messages of a link say of its tool: names from its lists, and what its reports and traces have. */
export class Learned {
  readonly names: ToolNames;
  readonly #reports = new Map<string, Definition[]>();
  readonly #traces = new Map<string, Definition[]>();
  /** The entries with which all reports were deleted. */
  readonly #deletions: number[] = [];
  /** All status variables, in the order of the list of the tool. */
  #all: readonly string[] = [];
  #count = 0;

  constructor(model: StoryModel | undefined) {
    this.names = new ToolNames(model);
  }

  /** Takes a message; `request`: the entry that it answers. */
  take(entries: Entries, index: number, code: NameCode, request: number | undefined): void {
    switch (code) {
      case CODES.S1F12:
        return this.#variables(entries, index, 2, request);
      case CODES.S1F22:
        return this.#variables(entries, index, 2, undefined);
      case CODES.S2F30:
        return this.#variables(entries, index, 5, undefined);
      case CODES.S1F24:
        for (const event of rowsIn(entries, index)) {
          this.names.learnEvent(idOf(event[0]) ?? "", textOf(event[1]));
        }
        return;
      case CODES.S5F6:
      case CODES.S5F8:
        for (const alarm of rowsIn(entries, index)) {
          this.names.learnAlarm(idOf(alarm[1]) ?? "", textOf(alarm[2]));
        }
        return;
      case CODES.S2F34:
      case CODES.S2F24:
        if (request === undefined || numberAt(entries.body(index), 0) !== 0) return;
        return code === CODES.S2F34 ? this.#defined(entries, request) : this.#traced(entries, request);
    }
  }

  /** The VIDs of a report, as it was at an entry; undefined: its definition was not seen. */
  report(id: string, entry: number): readonly string[] | undefined {
    const deleted = lastUpTo(this.#deletions, (deletion) => deletion, entry) ?? -1;
    const found = lastUpTo(this.#reports.get(id) ?? [], ({ from }) => from, entry);
    return found !== undefined && found.from >= deleted ? found.ids : undefined;
  }

  /** The SVIDs of a trace, as it was at an entry. */
  trace(id: string, entry: number): readonly string[] | undefined {
    return lastUpTo(this.#traces.get(id) ?? [], ({ from }) => from, entry)?.ids;
  }

  /** The SVIDs that an S1F3 asks for. */
  asked(entries: Entries, request: number): readonly string[] {
    const ids = idsOf(itemOf(entries.body(request)));
    return ids.length > 0 ? ids : this.#all;
  }

  /** Rows of id, name, and units at a place. */
  #variables(entries: Entries, index: number, units: number, request: number | undefined): void {
    const rows = rowsIn(entries, index);
    for (const row of rows) this.names.learnVariable(idOf(row[0]) ?? "", textOf(row[1]), textOf(row[units]));
    if (request === undefined || elementsOf(itemOf(entries.body(request))).length > 0) return;
    this.#all = rows.map(([id]) => idOf(id) ?? "");
  }

  #defined(entries: Entries, request: number): void {
    const [, reports] = elementsOf(itemOf(entries.body(request)));
    if (reports?.format !== "L") return;
    if (reports.length === 0 && this.#deletions.length < MAX_DEFINITIONS) this.#deletions.push(request);
    for (const report of reports.items) {
      const [id, variables] = elementsOf(report);
      this.#add(this.#reports, idOf(id), { from: request, ids: idsOf(variables) });
    }
  }

  #traced(entries: Entries, request: number): void {
    const [id, , , , variables] = elementsOf(itemOf(entries.body(request)));
    this.#add(this.#traces, idOf(id), { from: request, ids: idsOf(variables) });
  }

  #add(definitions: Map<string, Definition[]>, id: string | undefined, definition: Definition): void {
    if (id === undefined || ++this.#count > MAX_DEFINITIONS) return;
    const known = definitions.get(id);
    if (known === undefined) definitions.set(id, [definition]);
    else known.push(definition);
  }
}

/** The last one of a rising row that is not after an entry. */
function lastUpTo<T>(row: readonly T[], placeOf: (one: T) => number, entry: number): T | undefined {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(row[middle]!) <= entry) low = middle + 1;
    else high = middle;
  }
  return row[low - 1];
}

/** The rows of a list of lists. */
function rowsIn(entries: Entries, index: number): (readonly Item[])[] {
  return elementsOf(itemOf(entries.body(index))).map(elementsOf);
}
