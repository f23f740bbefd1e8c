import type { GemAcknowledge } from "./meanings.ts";
import { SecsAcknowledgeError, type SecsAcknowledgeErrorOptions } from "../../secs/mod.ts";

/** What of a request was refused. */
export interface GemRefusalDetail {
  /** What it is about: a parameter, a variable, a stream. */
  readonly subject: string;
  /** The name of the code in E5: CPACK, LVACK, STRACK and others. */
  readonly acknowledge: GemAcknowledge;
  /** Its value. */
  readonly value: number;
}

/**
 * The peer refused a request, and said which parts of it: parameters of a remote command (CPACK, CEPACK), limits (LVACK,
 * LIMITACK), or streams that are to be spooled (STRACK).
 *
 * @example
 * ```ts
 * import { GemRefusalError } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const details = [{ subject: "LotId", acknowledge: "CPACK", value: 2 }] as const;
 * const error = new GemRefusalError("S2F41 START", "HCACK", 3, {}, details);
 * assertEquals([error.acknowledge, error.value, error.details[0]?.subject], ["HCACK", 3, "LotId"]);
 * ```
 */
export class GemRefusalError extends SecsAcknowledgeError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemRefusalError";
  /** What was refused, in the order of the reply. */
  readonly details: readonly GemRefusalDetail[];

  /** Makes an error from what a SecsAcknowledgeError has, and the details. */
  constructor(
    request: string,
    acknowledge: string,
    value: number,
    options: SecsAcknowledgeErrorOptions,
    details: readonly GemRefusalDetail[],
  ) {
    super(request, acknowledge, value, options);
    this.details = details;
  }
}
