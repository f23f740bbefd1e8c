import type { Item } from "../secs2/mod.ts";

/**
 * A message as SML has it: a stream, a function, the W bit, and an item or none.
 *
 * @example
 * ```ts
 * import { printMessage, type SmlMessage } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const message: SmlMessage = { stream: 1, function: 1, requireResponse: true, item: undefined };
 * assertEquals(printMessage(message), "S1F1 W.");
 * ```
 */
export interface SmlMessage {
  /** What stands before the colon; absent if there is none. */
  readonly name?: string;
  /** 0 to 127. */
  readonly stream: number;
  /** 0 to 255. */
  readonly function: number;
  /** The W bit. */
  readonly requireResponse: boolean;
  /** The body; undefined: there is none. */
  readonly item: Item | undefined;
}
