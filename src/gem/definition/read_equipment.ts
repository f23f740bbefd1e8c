import { modelOf } from "./define_equipment.ts";
import type { EquipmentDefinition } from "./equipment_definition.ts";
import type { EquipmentModel } from "./model.ts";

/**
 * Makes the model of a tool from JSON, as text or parsed: what {@linkcode defineEquipment} takes, with names that
 * TypeScript does not know. {@linkcode equipmentSchema} is the JSON Schema of it.
 *
 * @throws {SyntaxError} when the text is no JSON.
 * @throws {RangeError} when the definition is not right; the message lists everything that is wrong (at most 1,000
 * lines), with its path and what was meant.
 *
 * @example
 * ```ts
 * import { readEquipment } from "@secs/hsms/gem";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const model = readEquipment('{ "model": "ETCH-3", "revision": "1.2.0", "events": { "LotStarted": { "id": 4001 } } }');
 * assertEquals(model.events.withId(4001)?.name, "LotStarted");
 *
 * const error = assertThrows(() => readEquipment({ model: "ETCH-3", revison: "1.2.0" }), RangeError);
 * assertEquals(error.message.split("\n  ").slice(1), [
 *   "revison: there is no such field here; did you mean revision?",
 *   "revision: it is missing",
 * ]);
 * ```
 */
export function readEquipment(json: string | object): EquipmentModel {
  return modelOf(
    (typeof json === "string"
      ? parseJson(json, "The definition of the equipment")
      : json) as EquipmentDefinition,
  );
}

/**
 * Parses JSON; `what` it is, is said if it is none.
 *
 * @throws {SyntaxError} when the text is no JSON.
 */
export function parseJson(text: string, what: string): unknown {
  try {
    // Editors of Windows begin a file with U+FEFF.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyntaxError(`${what} is no JSON: ${reason}`, { cause });
  }
}
