import type { GemFormat } from "./formats.ts";

/**
 * A value that a variable, constant or parameter cannot have, because of its format. `wanted` and `got` are in words.
 *
 * @example
 * ```ts
 * import { GemValueError } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new GemValueError("Slots", "U1", "whole numbers from 0 to 255", "256");
 * assertEquals(error.message, "Slots (U1) takes whole numbers from 0 to 255, got 256");
 * ```
 */
export class GemValueError extends RangeError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemValueError";
  /** The name of the variable, constant or parameter. */
  readonly valueName: string;
  /** Its format. */
  readonly format: GemFormat;
  /** What it takes: "whole numbers from 0 to 255". */
  readonly wanted: string;
  /** What came instead. */
  readonly got: string;

  /** Makes an error from the name, the format, what it takes and what came. */
  constructor(valueName: string, format: GemFormat, wanted: string, got: string) {
    super(`${valueName} (${format}) takes ${wanted}, got ${got}`);
    this.valueName = valueName;
    this.format = format;
    this.wanted = wanted;
    this.got = got;
  }
}
