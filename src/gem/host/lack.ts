import { HsmsAbortError, HsmsTimeoutError, SecsError } from "../../core/mod.ts";
import { SecsStream9Error } from "../../secs/mod.ts";

/**
 * How a tool says that it has no answer: SxF0; that it does not have the message (S9F3, S9F5); that it cannot read it (S9F7);
 * that it is too long (S9F11); or silence until T3.
 */
export type GemLack = "aborted" | "unknown message" | "not read" | "too long" | "silent";

/**
 * A message was not sent, because the profile says that the tool does not have it. `code` is `lacked`.
 *
 * @example
 * ```ts
 * import { GemLackError } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new GemLackError("S1F11", "silent");
 * assertEquals([error.code, error.primary, error.lack], ["lacked", "S1F11", "silent"]);
 * ```
 */
export class GemLackError extends SecsError<"lacked"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemLackError";
  /** The message: "S1F11". */
  readonly primary: string;
  /** What the tool does with it. */
  readonly lack: GemLack;

  /** Makes an error from the name of the message, and what the tool does with it. */
  constructor(primary: string, lack: GemLack) {
    super(
      "lacked",
      `${primary} was not sent: the profile says that the tool lacks it (${lack}). Take it out of \`lacks\` to send it`,
    );
    this.primary = primary;
    this.lack = lack;
  }
}

const STREAM_9: Readonly<Record<number, GemLack>> = {
  3: "unknown message",
  5: "unknown message",
  7: "not read",
  11: "too long",
};

/** What a failed request says about its tool; undefined if it says nothing: the link ended, or the caller has given up. */
export function lackOf(error: unknown): GemLack | undefined {
  if (error instanceof HsmsAbortError) return "aborted";
  if (error instanceof GemLackError) return error.lack;
  if (error instanceof HsmsTimeoutError) return error.timer === "T3" ? "silent" : undefined;
  return error instanceof SecsStream9Error ? STREAM_9[error.function] : undefined;
}
