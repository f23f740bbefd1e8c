import { SecsError } from "../../core/base/mod.ts";
import type { GemEmptiedSpool } from "./spool_state.ts";

/**
 * A tool says yes to S6F23, or that it is busy, and sends nothing of what it keeps. The code is `spool-stuck`.
 *
 * @example
 * ```ts
 * import { GemSpoolError } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new GemSpoolError("The tool sends nothing", { messages: 5, steps: 2, lostLinks: 0 });
 * assertEquals([error.code, error.emptied.messages], ["spool-stuck", 5]);
 * ```
 */
export class GemSpoolError extends SecsError<"spool-stuck"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemSpoolError";
  /** What has come before. */
  readonly emptied: GemEmptiedSpool;

  /** Makes an error from a sentence for the person at the tool, and what has come before. */
  constructor(message: string, emptied: GemEmptiedSpool) {
    super("spool-stuck", message);
    this.emptied = emptied;
  }
}
