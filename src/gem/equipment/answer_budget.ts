import { HsmsOverflowError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import type { Slot } from "./slot.ts";

/**
 * Reads the values of one answer, which is not to be longer than `max` bytes.
 *
 * @throws {HsmsOverflowError} when it is.
 */
export function budgeted(read: (slot: Slot) => Item, max: number): (slot: Slot) => Item {
  let held = 0;
  return (slot) => {
    const item = read(slot);
    held += item.encodedLength;
    if (held <= max) return item;
    throw new HsmsOverflowError(
      `The values of one answer are more than ${max} bytes (maxAnswerBytes)`,
      held,
      max,
    );
  };
}

/**
 * The ids that a host asks for.
 *
 * @throws {HsmsOverflowError} when they are more than `max`, the option `maxRequestedIds`: the request ends with SxF0.
 */
export function requireFew(ids: readonly SecsId[], max: number): readonly SecsId[] {
  if (ids.length <= max) return ids;
  const said = `The host asks for ${ids.length} ids at once, the maximum is ${max} (maxRequestedIds)`;
  throw new HsmsOverflowError(said, ids.length, max);
}
