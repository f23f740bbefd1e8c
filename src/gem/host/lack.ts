import { HsmsAbortError, HsmsTimeoutError } from "../../core/mod.ts";
import { SecsStream9Error } from "../../secs/mod.ts";

/**
 * How a tool says that it has no answer: SxF0; that it does not have the message (S9F3, S9F5); that it cannot read it (S9F7);
 * that it is too long (S9F11); or silence until T3.
 */
export type GemLack = "aborted" | "unknown message" | "not read" | "too long" | "silent";

const STREAM_9: Readonly<Record<number, GemLack>> = {
  3: "unknown message",
  5: "unknown message",
  7: "not read",
  11: "too long",
};

/** What a failed request says about its tool; undefined if it says nothing: the link ended, or the caller has given up. */
export function lackOf(error: unknown): GemLack | undefined {
  if (error instanceof HsmsAbortError) return "aborted";
  if (error instanceof HsmsTimeoutError) return error.timer === "T3" ? "silent" : undefined;
  return error instanceof SecsStream9Error ? STREAM_9[error.function] : undefined;
}
