import type { SecsId } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";

/** Something of the tool that has an id: a variable, an event, an alarm. */
export interface Identified {
  /** Its id. */
  readonly id: SecsId;
}

/**
 * Where the variables and the events of the tool are found. Ids are compared by value, as `idKey` does; the same id always
 * finds the same object.
 */
export interface SetupSource<V, E> {
  /** The variable with this id; undefined: there is none. */
  variable(id: SecsId): V | undefined;
  /** The event with this id; undefined: there is none. */
  event(id: SecsId): E | undefined;
  /** All events, in the tool's own order. */
  readonly events: readonly E[];
}

/** An id as JSON: a number or text as it is, a bigint as its digits. */
export type SavedId = number | string | { readonly bigint: string };

/** An id as JSON. */
export function saveId(id: SecsId): SavedId {
  return typeof id === "bigint" ? { bigint: String(id) } : id;
}

/** The id that {@linkcode saveId} made JSON of. */
export function restoreId(saved: SavedId): SecsId {
  return typeof saved === "object" ? BigInt(saved.bigint) : saved;
}

/** Whether an id that a host made up is short enough to be kept: text has at most `maxLength` characters. */
export function isKeepable(id: SecsId, maxLength: number): boolean {
  return typeof id !== "string" || id.length <= maxLength;
}

/** The ids in their order, each once: an answer grows with what the tool has, not with how often a host asks for it. */
export function distinctIds(ids: readonly SecsId[]): SecsId[] {
  const distinct = new Map<IdKey, SecsId>();
  for (const id of ids) if (!distinct.has(idKey(id))) distinct.set(idKey(id), id);
  return [...distinct.values()];
}
