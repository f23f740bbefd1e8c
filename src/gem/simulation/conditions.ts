import type { DefinitionValue } from "../definition/definition_value.ts";
import type { ConditionDefinition } from "../definition/simulation_definition.ts";
import type { GemValue } from "../definition/values.ts";

/** Whether a value is what a condition wants. */
export function holds(
  { above, below, equals }: ConditionDefinition,
  value: GemValue | undefined,
): boolean {
  if (equals !== undefined) return isSame(equals, value);
  if (typeof value !== "number" && typeof value !== "bigint") return false;
  return above !== undefined ? value > above : value < below!;
}

function isSame(wanted: DefinitionValue, value: GemValue | undefined): boolean {
  if (typeof value === "bigint") return Number(value) === wanted;
  if (!Array.isArray(wanted)) return value === wanted;
  const list = value as ArrayLike<unknown> | undefined;
  return list?.length === wanted.length && wanted.every((one, i) => `${list[i]}` === `${one}`);
}
