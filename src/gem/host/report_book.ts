import type { Item } from "../../secs2/mod.ts";
import type { SecsAnnotatedReport, SecsId, SecsReport } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { type GemReading, readingOf } from "./readings.ts";
import type { Names } from "./refs.ts";

/** A report of an event, as the host got it. */
export interface GemEventReport {
  /** RPTID. */
  readonly id: SecsId;
  /**
   * The values of its variables, in their order. Values that are more than the definition has, and those of a report that
   * this handler does not know, are in `items` only.
   */
  readonly readings: readonly GemReading[];
  /** All values as they came. */
  readonly items: readonly Item[];
}

/** The reports that are defined at a tool, as far as this host knows them. */
export class ReportBook {
  readonly #names: Names;
  readonly #encoding: string | undefined;
  readonly #onReading: (reading: GemReading) => void;
  readonly #reports = new Map<IdKey, readonly SecsId[]>();

  /** `onReading` is called with each value. */
  constructor(names: Names, encoding: string | undefined, onReading: (reading: GemReading) => void) {
    this.#names = names;
    this.#onReading = onReading;
    this.#encoding = encoding;
  }

  /** The variables of a report; undefined: it is not known. */
  get(rptid: SecsId): readonly SecsId[] | undefined {
    return this.#reports.get(idKey(rptid));
  }

  /** Knows a report from now on; undefined: knows it no more. */
  set(rptid: SecsId, variables: readonly SecsId[] | undefined): void {
    if (variables === undefined) this.#reports.delete(idKey(rptid));
    else this.#reports.set(idKey(rptid), variables);
  }

  /** Knows no report any more. */
  clear(): void {
    this.#reports.clear();
  }

  /** Reads a report of S6F11: its values by their positions. What does not fit is told in `problems`. */
  read({ RPTID, V }: SecsReport, problems: string[]): GemEventReport {
    const variables = this.get(RPTID);
    if (variables === undefined) {
      problems.push(`Report ${RPTID} is not known to this host: it has ${V.length} values`);
    } else if (variables.length !== V.length) {
      const left = V.length > variables.length ? "the last ones are left over" : "the last ones are missing";
      problems.push(
        `Report ${RPTID} has ${V.length} values, and was defined with ${variables.length}: ${left}`,
      );
    }
    const readings = (variables ?? []).slice(0, V.length).map((id, i) => this.#reading(id, V[i]!, problems));
    return { id: RPTID, readings, items: V };
  }

  /** Reads a report of S6F13, which names its variables. */
  readAnnotated({ RPTID, VALUES }: SecsAnnotatedReport, problems: string[]): GemEventReport {
    const readings = VALUES.map(({ VID, V }) => this.#reading(VID, V, problems));
    return { id: RPTID, readings, items: VALUES.map(({ V }) => V) };
  }

  #reading(id: SecsId, item: Item, problems: string[]): GemReading {
    const reading = readingOf(this.#names.variable({ id }), item, this.#encoding);
    if (reading.problem !== undefined) problems.push(reading.problem);
    this.#onReading(reading);
    return reading;
  }
}
