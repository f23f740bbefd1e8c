import { requireInteger } from "../../../core/base/mod.ts";
import type { SecsId } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { GemDiscoverOptions } from "./discovery_options.ts";
import type { Notes } from "./notes.ts";

const MAX = Number.MAX_SAFE_INTEGER;

/**
 * The ids to try, each once, and at most `maxItems`.
 *
 * @throws {RangeError} when an id is no whole number from 0 on, or a range ends before it begins.
 */
export function knownIds(
  known: NonNullable<GemDiscoverOptions["known"]>,
  maxItems: number,
  notes: Notes,
): readonly SecsId[] {
  const ids = new Map<IdKey, SecsId>();
  for (const id of each(known)) {
    if (ids.size >= maxItems) {
      notes.add("known", `ids from ${id} on`, `not tried: ${maxItems} are before them (maxItems)`);
      break;
    }
    ids.set(idKey(id), id);
  }
  return [...ids.values()];
}

function* each(known: NonNullable<GemDiscoverOptions["known"]>): Generator<SecsId> {
  for (const one of known) {
    if (typeof one === "string") yield one;
    else {
      const [first, last] = typeof one === "number" ? [one, one] : one;
      requireInteger("known", first, 0, MAX);
      requireInteger("known", last, first, MAX);
      for (let id = first; id <= last; id++) yield id;
    }
  }
}
