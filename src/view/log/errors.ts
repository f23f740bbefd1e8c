import { SecsError } from "../../core/base/mod.ts";

/** Bytes that are not a log of a view. */
export class LogError extends SecsError<"not-a-log"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "LogError";

  /** Makes an error from a sentence. */
  constructor(message: string) {
    super("not-a-log", message);
  }
}
