import { requireInteger } from "../../core/base/mod.ts";
import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F23, type SecsId, type SecsTraceInitialize } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { demand, type HostLink } from "./link.ts";
import type { GemRef } from "./refs.ts";

type Options = HsmsRequestOptions | undefined;

/** The longest DSPER, 99:59:59.99. */
const LONGEST = 359_999_990;

/** A trace that a host starts. */
export interface GemTrace<Ref = GemRef> {
  /** TRID. A trace of this id that runs is ended. */
  readonly id: SecsId;
  /** What is sampled. */
  readonly variables: readonly Ref[];
  /** The time between two samples, in ms: a multiple of 10. Not all tools can do parts of a second. */
  readonly period: number;
  /** Number of samples in all (TOTSMP). */
  readonly samples: number;
  /** Number of samples in one report (REPGSZ). @default {1} */
  readonly perReport?: number;
}

/** The traces that a host has started. */
export class HostTraces {
  readonly #link: HostLink;
  readonly #traces = new Map<IdKey, SecsTraceInitialize>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  /** The variables of a trace; undefined: it is not known. */
  variables(trid: SecsId): readonly SecsId[] | undefined {
    return this.#traces.get(idKey(trid))?.SVID;
  }

  /** S2F23. Its samples may come before S2F24: the trace is known at once. */
  async start({ id, variables, period, samples, perReport = 1 }: GemTrace, options: Options): Promise<void> {
    if (variables.length === 0) throw new RangeError("A trace needs a variable");
    const value: SecsTraceInitialize = {
      TRID: id,
      DSPER: samplePeriod(period),
      TOTSMP: requireInteger("samples", samples, 1, 0xffff_ffff),
      REPGSZ: requireInteger("perReport", perReport, 1, 0xffff_ffff),
      SVID: variables.map((ref) => this.#link.names.variable(ref).id),
    };
    const before = this.#traces.get(idKey(id));
    this.#traces.set(idKey(id), value);
    try {
      await demand(
        this.#link,
        { body: S2F23.toEquipment, value, code: "TIAACK", about: `of TRID ${id}` },
        options,
      );
    } catch (error) {
      if (before === undefined) this.#traces.delete(idKey(id));
      else this.#traces.set(idKey(id), before);
      throw error;
    }
  }

  /** S2F23 with TOTSMP 0, and the rest as it was started. Reports that are under way still find their variables. */
  async stop(id: SecsId, options: Options): Promise<void> {
    const started = this.#traces.get(idKey(id)) ?? { TRID: id, DSPER: "000001", REPGSZ: 1, SVID: [] };
    const value = { ...started, TOTSMP: 0 };
    await demand(
      this.#link,
      { body: S2F23.toEquipment, value, code: "TIAACK", about: `of TRID ${id}` },
      options,
    );
  }
}

/** DSPER: `hhmmss`, or `hhmmsscc` if it is no whole second. */
function samplePeriod(ms: number): string {
  requireInteger("period", ms, 10, LONGEST);
  if (ms % 10 !== 0) throw new RangeError(`period must be a multiple of 10 ms, got ${ms}`);
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (ms % 1000 > 0) parts.push((ms % 1000) / 10);
  return parts.map((part) => String(part).padStart(2, "0")).join("");
}
