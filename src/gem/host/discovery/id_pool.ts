import type { SecsId } from "../../../secs/mod.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import { PRINTABLE } from "../../definition/shape.ts";
import { type IdKey, idKey } from "../../ids.ts";

/** The first id that is given to a part for which the tool has none. It fits U2, and is after those of definition/required.ts. */
const FIRST_FREE = 61_001;
/** Maximum length of an id that is text. */
const MAX_TEXT = 80;

/** An id as a definition has it; undefined if it cannot have it: negative, above 2^53, empty or unprintable text. */
export function definitionId(id: SecsId): DefinitionId | undefined {
  const key = idKey(id);
  if (typeof key === "number") return key >= 0 && Number.isSafeInteger(key) ? key : undefined;
  if (typeof key === "bigint") return undefined;
  return key.length >= 1 && key.length <= MAX_TEXT && PRINTABLE.test(key) ? key : undefined;
}

/** The ids of one kind that are taken. A tool whose ids are all text gets text for others, too. */
export class IdPool {
  readonly #taken: Set<IdKey>;
  /** Those that the tool does not have, and that are kept for what GEM requires. */
  readonly #kept: Set<IdKey>;
  readonly #isText: boolean;
  #next = FIRST_FREE;

  /** `ids` are those of the tool, `usual` are kept for what GEM requires. */
  constructor(ids: readonly IdKey[], usual: readonly number[]) {
    this.#isText = ids.length > 0 && ids.every((id) => typeof id === "string");
    const own = new Set(ids);
    this.#kept = new Set(usual.map((id) => this.#id(id)).filter((id) => !own.has(id)));
    this.#taken = new Set([...own, ...this.#kept]);
  }

  /** The id of something that GEM requires: the usual one, unless the tool has it for something else. */
  keep(usual: number): DefinitionId {
    const id = this.#id(usual);
    return this.#kept.has(id) ? id : this.take(undefined);
  }

  /** An id: the wanted one, if it is free; otherwise another one. */
  take(wanted: number | undefined): DefinitionId {
    const isFree = wanted !== undefined && Number.isSafeInteger(wanted) && !this.#taken.has(this.#id(wanted));
    const id = isFree ? this.#id(wanted) : this.#free();
    this.#taken.add(id);
    return id;
  }

  #free(): DefinitionId {
    while (this.#taken.has(this.#id(this.#next))) this.#next++;
    return this.#id(this.#next);
  }

  #id(number: number): DefinitionId {
    return this.#isText ? String(number) : number;
  }
}

/** Finds by an id; some tools write an id as a number in one message, and as text in another. */
export function findById<T>(map: ReadonlyMap<IdKey, T>, id: SecsId): T | undefined {
  const key = idKey(id);
  const found = map.get(key);
  if (found !== undefined) return found;
  if (typeof key !== "string") return map.get(String(key));
  return /^(0|[1-9]\d{0,14})$/.test(key) ? map.get(Number(key)) : undefined;
}
