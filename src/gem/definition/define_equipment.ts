import { buildModel } from "./build.ts";
import { checkDefinition } from "./check.ts";
import { DEFINITION } from "./definition_shape.ts";
import type { EquipmentDefinition } from "./equipment_definition.ts";
import type { EquipmentModel } from "./model.ts";
import type { WellNamed } from "./names.ts";
import { Problems } from "./problems.ts";
import { checkShape } from "./shape.ts";

/**
 * Makes the model of a tool from its definition: checked, complete with the variables, constants and events that GEM (E30)
 * requires, and found by name and by id. TypeScript knows the names and the types of the values.
 *
 * @throws {RangeError} when the definition is not right; the message lists everything that is wrong (at most 1,000
 * lines), with its path and what was meant.
 *
 * @example
 * ```ts
 * import { defineEquipment } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const model = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.2.0",
 *   statusVariables: { ChamberPressure: { id: 1001, format: "F4", units: "Pa", value: 0 } },
 *   dataVariables: { LotId: { id: 2001, format: "A" } },
 *   events: { LotStarted: { id: 4001, variables: ["LotId"] } },
 *   alarms: { DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" } },
 * });
 * assertEquals(model.variables.withId(1001n)?.name, "ChamberPressure");
 * assertEquals(model.variables.named("ControlState")?.id, 60_004);
 * assertEquals(model.alarms.require("DoorOpen").detected.id, 15_001);
 * ```
 */
export function defineEquipment<const D extends EquipmentDefinition>(
  definition: D & WellNamed<D>,
): EquipmentModel<D> {
  return modelOf<D>(definition);
}

/** Checks a definition of any origin and makes its model. */
export function modelOf<D extends EquipmentDefinition>(definition: D): EquipmentModel<D> {
  const problems = new Problems();
  checkShape(DEFINITION, definition, "", problems);
  const isObject = typeof definition === "object" && definition !== null;
  const entries = isObject ? checkDefinition(definition, problems) : undefined;
  problems.throwIfAny("The definition of the equipment");
  return buildModel(definition, entries!);
}
