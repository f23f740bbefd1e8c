import { SecsError, type SecsErrorOptions } from "../core/base/mod.ts";

/**
 * Text that is not SML. The code is `syntax`; the message says what was expected and what was found.
 *
 * @example
 * ```ts
 * import { parseItem, SmlError } from "@secs/hsms/sml";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => parseItem('<L\n  <A "x"\n>'), SmlError, "got the end of the text");
 * assertEquals([error.code, error.line, error.column], ["syntax", 3, 2]);
 * ```
 */
export class SmlError extends SecsError<"syntax"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SmlError";
  /** The number of the line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;

  /** Makes an error from what is wrong, and its place in the text. */
  constructor(message: string, line: number, column: number, options: SecsErrorOptions = {}) {
    super("syntax", `Line ${line}, column ${column}: ${message}`, options);
    this.line = line;
    this.column = column;
  }
}

/** Makes an error for an offset of a text. */
export function errorAt(text: string, offset: number, message: string): SmlError {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new SmlError(message, before.length, before.at(-1)!.length + 1);
}
