import { SecsError } from "../../core/base/mod.ts";

/** More of a text than any TIME has. */
const SHOWN = 40;

/**
 * A text is not a TIME of E5. `code` is `invalid-time`.
 *
 * @example
 * ```ts
 * import { InvalidTimeError, parseTime } from "@secs/hsms/gem";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => parseTime("20250229120000"), InvalidTimeError, "February 2025 has 28 days");
 * ```
 */
export class InvalidTimeError extends SecsError<"invalid-time"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "InvalidTimeError";
  /** The text. */
  readonly text: string;

  /** Makes an error from the text and what is wrong with it. */
  constructor(text: string, why: string) {
    const shown = JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
    super("invalid-time", `${shown} is not a TIME: ${why}`);
    this.text = text;
  }
}
