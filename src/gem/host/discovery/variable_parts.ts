/** What a definition says of status variables and data variables. */

import { type Item, L } from "../../../secs2/mod.ts";
import type { SecsLimitAttributes } from "../../../secs/mod.ts";
import type { DefinitionValue } from "../../definition/definition_value.ts";
import type {
  DataVariableDefinition,
  StatusVariableDefinition,
  VariableLimitsDefinition,
} from "../../definition/equipment_definition.ts";
import { idKey } from "../../ids.ts";
import type { RequiredVariable } from "../../definition/required.ts";
import { isNumeric } from "../../definition/values.ts";
import type { Facts } from "./facts.ts";
import { type FoundVariable, KINDS } from "./found_variables.ts";
import { findById } from "./id_pool.ts";
import { tidy } from "./naming.ts";
import { type NotePart, type Notes, quoted } from "./notes.ts";
import { isExact, type SeenType, shownItem, typeOf, valueAs } from "./typing.ts";

/** A status variable or a data variable, as the definition has it. */
export type VariablePart = Partial<StatusVariableDefinition & DataVariableDefinition>;

/** Maximum length of UNITS. */
const MAX_UNITS = 40;

/** Makes the part of a variable; empty if it is a required one that is as GEM has it. */
export function variablePart(found: FoundVariable, facts: Facts, notes: Notes): VariablePart {
  const { kind, id, told } = found;
  const note = notes.of(KINDS[kind].section, found.name);
  // If another variable has the id at the tool, the value is of that one.
  const item = id === idKey(told) ? findById(facts.values, told) : undefined;
  const attributes = kind === "status" ? findById(facts.limits, told) : undefined;
  if (found.isRequired) {
    if (attributes !== undefined) note("limits", "it can have limits", "none: GEM fixes what it is");
    return requiredPart(found, item, note);
  }
  // Any item fits an L.
  const type = typeOf(item ?? oneOf(attributes?.LIMITMIN) ?? L());
  noteType(type, item, note);
  const value = kind === "status" && item !== undefined
    ? initialOf(type, item, facts.encoding, note)
    : undefined;
  const limits = attributes && limitsOf(type, attributes, note);
  const units = unitsOf(found.listed.units, note);
  return {
    id,
    format: type.format,
    ...(type.array && { array: true }),
    ...(units !== "" && { units }),
    ...(value !== undefined && { value }),
    ...(limits !== undefined && { limits }),
  };
}

/** UNITS as a definition has them. */
export function unitsOf(told: string, note: NotePart): string {
  const units = tidy(told, MAX_UNITS);
  if (units !== told) note("units", quoted(told), quoted(units));
  return units;
}

/** Of a variable that GEM requires the id is said, and the format if there is a choice. */
function requiredPart(
  { kind, name, id }: FoundVariable,
  item: Item | undefined,
  note: NotePart,
): VariablePart {
  const required = (KINDS[kind].required as Readonly<Record<string, RequiredVariable>>)[name]!;
  const format = item && formatOfRequired(required, item, note);
  return { ...(id !== required.id && { id }), ...(format !== undefined && { format }) };
}

/** The format of a required variable; undefined if it is the usual one, or one that GEM does not have. */
export function formatOfRequired(
  { format, formats = [] }: RequiredVariable,
  item: Item,
  note: NotePart,
): SeenType["format"] | undefined {
  const seen = typeOf(item);
  if (seen.format === format) return undefined;
  if (formats.includes(seen.format) && !seen.array) return seen.format;
  // A list of length 0 is what a tool sends for what it does not have.
  if (item.format !== "L" || item.length > 0) note("format", shownItem(item), `${format}, as GEM has it`);
  return undefined;
}

/** An item that has one value. */
function oneOf(item: Item | undefined): Item | undefined {
  return item?.length === 1 && item.format !== "L" ? item : undefined;
}

function noteType({ format }: SeenType, item: Item | undefined, note: NotePart): void {
  if (item === undefined) {
    const taken = format === "L" ? "L: any item" : `${format}, as its limits have it`;
    note("format", "no value was seen", taken, "untold");
  } else if (item.format === "C2") note("format", shownItem(item), "A, without a value");
  else if (item.length === 0 && item.format === "L") note("format", shownItem(item), "L: any item");
  else if (item.length === 0 && (isNumeric(format) || format === "BOOLEAN")) {
    note("array", shownItem(item), "one value, which is not there at the moment");
  }
}

/** The value at the start; an item of length 0 is none. */
function initialOf(
  type: SeenType,
  item: Item,
  encoding: string | undefined,
  note: NotePart,
): DefinitionValue | undefined {
  if (item.length === 0) return undefined;
  const value = valueAs(type, item, encoding);
  if (value !== undefined && !isExact(item)) note("value", shownItem(item), "numbers that JSON has");
  return value;
}

function limitsOf(
  type: SeenType,
  { LIMITMIN, LIMITMAX }: SecsLimitAttributes,
  note: NotePart,
): VariableLimitsDefinition | undefined {
  const min = valueAs(type, LIMITMIN, undefined);
  const max = valueAs(type, LIMITMAX, undefined);
  const isRange = typeof min === "number" && typeof max === "number" && isNumeric(type.format) ||
    typeof min === "boolean" && typeof max === "boolean";
  if (isRange && !type.array && min! <= max!) return { min: min!, max: max! } as VariableLimitsDefinition;
  const said = `${shownItem(LIMITMIN)} to ${shownItem(LIMITMAX)}`;
  note("limits", said, `none: ${type.format} cannot have them`);
  return undefined;
}
