/** Options of every {@linkcode SecsError}. */
export interface SecsErrorOptions {
  /** What caused this error, as the runtime or a lower floor reported it. */
  cause?: unknown;
}

/**
 * The ancestor of every error that the library raises on its own account.
 *
 * Misuse (a value out of range, a wrong type) is a `RangeError` or a `TypeError` instead, and a cancelled
 * wait rejects with the signal's own reason.
 *
 * @example Telling the library's errors from others
 * ```ts
 * import { SecsError, TransportError } from "@secs/hsms";
 * import { assert } from "@std/assert";
 *
 * const error = new TransportError("refused", "Cannot connect to 10.0.0.7:5000: connection refused");
 * assert(error instanceof SecsError && error.code === "refused");
 * ```
 */
export class SecsError<Code extends string = string> extends Error {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsError";
  /** A short, stable word for programs; the message is for people. */
  readonly code: Code;

  /** Makes an error from its code and a sentence for the person at the tool. */
  constructor(code: Code, message: string, options: SecsErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
