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

/** A bigint as JSON, which has none: its digits. */
export interface SavedBigint {
  /** Its decimal digits. */
  readonly bigint: string;
}

/** An id as JSON. */
export type SavedId = number | string | SavedBigint;

/** An id, or another value, as JSON. */
export function saveValue<T extends number | string | boolean>(value: T | bigint): T | SavedBigint {
  return typeof value === "bigint" ? { bigint: String(value) } : value;
}

/** The value that {@linkcode saveValue} made JSON of. */
export function restoreValue<T extends number | string | boolean>(saved: T | SavedBigint): T | bigint {
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
