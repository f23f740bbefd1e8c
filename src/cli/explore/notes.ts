// The notes of a discovery that say that the tool has not told something.

import type { GemDiscoverNote } from "../../gem/mod.ts";

/** Whether GEM requires it, and the tool does not list it. */
export function isMissing({ tool }: GemDiscoverNote): boolean {
  return tool === "not in its lists";
}

/** Whether the tool has not said a field, and the model has something in its place. */
export function isNotTold({ tool }: GemDiscoverNote): boolean {
  return tool === "no value was seen" || tool === "no message says which event it is";
}
