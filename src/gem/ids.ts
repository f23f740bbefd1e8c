import type { SecsId } from "../secs/mod.ts";

/** An id in the form in which ids are compared: a number where it is a whole number that a number holds exactly. */
export type IdKey = number | bigint | string;

/**
 * An id as it is compared: by its value, whatever the format that it came in. Text of digits alone is not a number: a peer
 * that writes ids as text has a tool whose ids are text.
 */
export function idKey(id: SecsId): IdKey {
  return typeof id === "bigint" && id <= Number.MAX_SAFE_INTEGER && id >= Number.MIN_SAFE_INTEGER
    ? Number(id)
    : id;
}
