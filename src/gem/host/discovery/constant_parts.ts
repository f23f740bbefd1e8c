/** What a definition says of equipment constants. */

import type { Item } from "../../../secs2/mod.ts";
import type { DefinitionValue } from "../../definition/definition_value.ts";
import type { ConstantDefinition } from "../../definition/equipment_definition.ts";
import type { GemFormat } from "../../definition/formats.ts";
import { REQUIRED_CONSTANTS, type RequiredVariable } from "../../definition/required.ts";
import { fits, isNumeric } from "../../definition/values.ts";
import type { Facts, ListedConstant } from "./facts.ts";
import type { FoundVariable } from "./found_variables.ts";
import { findById } from "./id_pool.ts";
import type { NotePart, Notes } from "./notes.ts";
import { isExact, type SeenType, shownItem, typeOf, valueAs } from "./typing.ts";
import { formatOfRequired, unitsOf } from "./variable_parts.ts";

/** The least and the greatest number of a constant. */
interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Makes the part of a constant; undefined if a model cannot have it, empty if it is a required one that is as GEM has it. */
export function constantPart(
  found: FoundVariable,
  facts: Facts,
  notes: Notes,
): Partial<ConstantDefinition> | undefined {
  const { listed, told, id } = found;
  const note = notes.of("constants", found.name);
  const value = findById(facts.constantValues, told);
  if (found.isRequired) return requiredPart(found, value, note);
  const type = typeOfConstant(value, listed);
  if (type === undefined) {
    const isList = [value, listed.default].some((item) => item?.format === "L" && item.length > 0);
    note(
      "",
      isList ? "its value is a list" : "no value was seen",
      "left out: the model has no such constants",
      isList ? "different" : "untold",
    );
    return undefined;
  }
  const now = value && valueAs(type, value, facts.encoding);
  const ecdef = defaultOf(type, listed.default, facts.encoding);
  const initial = ecdef ?? now ?? nothing(type);
  const shown = JSON.stringify(initial);
  if (ecdef === undefined || !isSaidBy(type, listed.default!)) {
    note("default", shownOrNone(listed.default), `${type.format} ${shown}`);
  }
  if (now !== undefined && JSON.stringify(now) !== shown) {
    note("default", `its value is ${shownItem(value!)} at the moment`, shown);
  }
  const range = rangeOf(type, listed.min, listed.max, initial, note);
  const units = unitsOf(listed.units, note);
  return {
    id,
    format: type.format as Exclude<GemFormat, "L">,
    ...(type.array && { array: true }),
    ...(units !== "" && { units }),
    default: initial,
    ...range,
  };
}

/** The type of its value or ECDEF, whichever is there; otherwise the format of its range, or of an item of length 0. */
function typeOfConstant(value: Item | undefined, listed: ListedConstant): SeenType | undefined {
  const items = [value, listed.default].filter((item) => item !== undefined && item.format !== "L") as Item[];
  const item = items.find(({ length }) => length > 0);
  if (item !== undefined) return typeOf(item);
  // A constant has a value at any time: a number of length 0 is several values, of which there are none.
  const none = items.find(({ format }) => format === "BOOLEAN" || isNumeric(format as GemFormat));
  if (none !== undefined) return { ...typeOf(none), array: true };
  const bound = [listed.min, listed.max].find((one) => one?.length === 1 && one.format !== "L") ?? items[0];
  return bound && typeOf(bound);
}

/** ECDEF, if it is of the type. One number is not the default of several. */
function defaultOf(
  type: SeenType,
  item: Item | undefined,
  encoding: string | undefined,
): DefinitionValue | undefined {
  const value = item && valueAs(type, item, encoding);
  return type.array && Array.isArray(value) && value.length === 1 ? undefined : value;
}

/** Whether an item says its value as the definition does. */
function isSaidBy({ format }: Pick<SeenType, "format">, item: Item): boolean {
  return item.format === format && isExact(item);
}

/** A value that every format has, for a constant whose default is not known. */
function nothing({ format, array }: SeenType): DefinitionValue {
  if (array) return [];
  if (format === "BOOLEAN") return false;
  return format === "A" || format === "J" ? "" : 0;
}

/** The range, if the default is in it. Many tools say 0 to 0 for no range. */
function rangeOf(
  type: SeenType,
  least: Item | undefined,
  most: Item | undefined,
  initial: DefinitionValue,
  note: NotePart,
): Range {
  const min = boundOf("min", type, least, note);
  const max = boundOf("max", type, most, note);
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  if (isIn(initial, range) && (min === undefined || max === undefined || min <= max)) return range;
  note(
    "min",
    `${shownOrNone(least)} to ${shownOrNone(most)}, default ${JSON.stringify(initial)}`,
    "no range",
  );
  return {};
}

function boundOf(
  field: "min" | "max",
  { format }: SeenType,
  item: Item | undefined,
  note: NotePart,
): number | undefined {
  if (item === undefined || item.length === 0) return undefined;
  const value = isNumeric(format) ? valueAs({ format, array: false }, item, undefined) : undefined;
  if (typeof value !== "number") note(field, shownItem(item), `none: it is no number of ${format}`);
  else if (!isSaidBy({ format }, item)) note(field, shownItem(item), `${format} ${value}`);
  return typeof value === "number" ? value : undefined;
}

function isIn(value: DefinitionValue, { min = -Infinity, max = Infinity }: Range): boolean {
  return (Array.isArray(value) ? value : [value]).every((one) =>
    typeof one !== "number" || one >= min && one <= max
  );
}

function shownOrNone(item: Item | undefined): string {
  return item === undefined ? "none" : shownItem(item);
}

/** Of a constant that GEM requires: the id, and format, default and range if they are within what GEM has. */
function requiredPart(
  { name, id, listed }: FoundVariable,
  value: Item | undefined,
  note: NotePart,
): Partial<ConstantDefinition> {
  const required: RequiredVariable = REQUIRED_CONSTANTS[name as keyof typeof REQUIRED_CONSTANTS];
  const seen = [value, listed.default].find((item) => item !== undefined && item.length > 0);
  const format = seen && formatOfRequired(required, seen, note);
  const type = { format: format ?? required.format as GemFormat, array: false };
  const own: Partial<Record<"min" | "max", number>> = {};
  for (const field of ["min", "max"] as const) {
    const bound = boundOf(field, type, listed[field], note);
    if (bound === undefined || bound === required[field]) continue;
    if (isIn(bound, required)) own[field] = bound;
    else note(field, `${bound}`, `${required[field]}`);
  }
  const item = listed.default ?? value;
  const told = item && valueAs(type, item, undefined);
  const initial = told ?? required.default!;
  const range = { ...required, ...own };
  const isFine = fits({ name, ...type }, initial) && isIn(initial, range) &&
    (range.min ?? -Infinity) <= (range.max ?? Infinity);
  if (told === undefined && item !== undefined || !isFine) {
    note("default", shownOrNone(item), `${required.default}, and the range of GEM`);
  }
  return {
    ...(id !== required.id && { id }),
    ...(format !== undefined && { format: format as Exclude<GemFormat, "L"> }),
    ...(isFine && initial !== required.default && { default: initial }),
    ...(isFine && own),
  };
}
