/** Checks the values that stand in a definition. */

import type { DefinitionValue } from "./definition_value.ts";
import { pathTo, type Problems, shown } from "./problems.ts";
import { fits, isNumeric, type ValueType, wantedBy } from "./values.ts";

/** What a constant or a parameter says of its values. */
export interface ValueBounds {
  readonly default?: DefinitionValue;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly DefinitionValue[];
}

/** Whether several values in one item are possible. */
export function checkArray({ format, array }: ValueType, path: string, problems: Problems): void {
  if (!array || format !== "A" && format !== "J" && format !== "L") return;
  problems.add(
    pathTo(path, "array"),
    `${format} is one value; only numbers, booleans and bytes can be several`,
  );
}

/** Whether a value fits. */
export function checkValue(type: ValueType, value: unknown, path: string, problems: Problems): boolean {
  if (fits(type, value)) return true;
  const wanted = type.format === "L" ? "no value here, only while it runs" : wantedBy(type);
  problems.add(path, `${type.format} takes ${wanted}, got ${shown(value)}`);
  return false;
}

/** Checks the default, the range and the list of values. */
export function checkBounds(type: ValueType, bounds: ValueBounds, path: string, problems: Problems): void {
  const { default: initial, min, max, values } = bounds;
  const one = { ...type, array: false };
  for (const [name, bound] of Object.entries({ min, max })) {
    if (bound === undefined) continue;
    const at = pathTo(path, name);
    if (!isNumeric(type.format)) problems.add(at, `only numbers have one, and this is ${type.format}`);
    else checkValue(one, bound, at, problems);
  }
  if (min !== undefined && max !== undefined && min > max) {
    problems.add(pathTo(path, "min"), `${min} is greater than max, ${max}`);
  }
  const right = values?.filter((value, at) => {
    const place = pathTo(pathTo(path, "values"), at);
    if (!checkValue(type, value, place, problems)) return false;
    checkRange(value, bounds, place, problems);
    return true;
  });
  if (initial === undefined) return;
  const at = pathTo(path, "default");
  if (!checkValue(type, initial, at, problems)) return;
  checkRange(initial, bounds, at, problems);
  if (right !== undefined && !right.some((value) => isSame(value, initial))) {
    problems.add(at, `${shown(initial)} is none of values`);
  }
}

function checkRange(value: unknown, { min, max }: ValueBounds, path: string, problems: Problems): void {
  for (const number of Array.isArray(value) ? value : [value]) {
    if (typeof number !== "number") continue;
    if (min !== undefined && number < min) problems.add(path, `${number} is less than min, ${min}`);
    if (max !== undefined && number > max) problems.add(path, `${number} is greater than max, ${max}`);
  }
}

function isSame(a: DefinitionValue, b: DefinitionValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
