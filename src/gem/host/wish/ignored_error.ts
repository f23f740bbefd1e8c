import { SecsError } from "../../../core/base/mod.ts";

/**
 * A tool has accepted a request, and has not done it. `code` is `ignored`.
 *
 * @example
 * ```ts
 * import { GemIgnoredError } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new GemIgnoredError("S2F31", "its clock is still 60 s off");
 * assertEquals(error.message, "The equipment accepted S2F31, but its clock is still 60 s off");
 * ```
 */
export class GemIgnoredError extends SecsError<"ignored"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemIgnoredError";
  /** The message that was accepted: S2F31. */
  readonly request: string;

  /** Makes an error from the message, and what says that it was not done. */
  constructor(request: string, why: string) {
    super("ignored", `The equipment accepted ${request}, but ${why}`);
    this.request = request;
  }
}
