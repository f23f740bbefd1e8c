/** The JSON Schema (draft 2020-12) of the model of a tool, from the same shapes as the checks. */

import { DEFINITION, NAMED_SHAPES } from "./definition_shape.ts";
import { MAX_NAME, PRINTABLE, type Shape } from "./shape.ts";

/** A JSON Schema, or a part of it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema (draft 2020-12) of the file that {@linkcode readEquipment} reads. It says what a file looks like; whether
 * names are known, ids are there once and values fit their formats, only the reading says.
 *
 * @example
 * ```ts
 * import { equipmentSchema } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(equipmentSchema().required, ["model", "revision"]);
 * ```
 */
export function equipmentSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "The model of a GEM equipment",
    ...schemaOf(DEFINITION),
    $defs: Object.fromEntries(Object.entries(NAMED_SHAPES).map(([name, shape]) => [name, schemaOf(shape)])),
  };
}

/** A reference, if the shape has a name. */
function refOf(shape: Shape): JsonSchema {
  const named = Object.entries(NAMED_SHAPES).find(([, one]) => one === shape);
  return named === undefined ? schemaOf(shape) : { $ref: `#/$defs/${named[0]}` };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.type) {
    case "text":
      return textSchema(shape.min, shape.max, shape.isPrintable);
    case "number":
    case "boolean":
      return { type: shape.type };
    case "whole":
      return { type: "integer", minimum: shape.min, maximum: shape.max };
    case "choice":
      return { enum: shape.of };
    case "either":
      return { anyOf: shape.of.map(refOf) };
    case "list":
      return { type: "array", items: refOf(shape.of), ...shape.min > 0 && { minItems: shape.min } };
    case "map":
      return {
        type: "object",
        propertyNames: textSchema(1, MAX_NAME, true),
        ...shape.named && { properties: mapValues(shape.named, refOf) },
        additionalProperties: refOf(shape.of),
      };
    case "record": {
      const required = Object.entries(shape.fields).filter(([, { isOptional }]) => !isOptional);
      return {
        type: "object",
        properties: mapValues(shape.fields, ({ shape, about }) => ({ description: about, ...refOf(shape) })),
        ...required.length > 0 && { required: required.map(([name]) => name) },
        additionalProperties: false,
      };
    }
  }
}

function textSchema(min: number, max: number, isPrintable: boolean): JsonSchema {
  return {
    type: "string",
    ...min > 0 && { minLength: min },
    maxLength: max,
    ...isPrintable && { pattern: PRINTABLE.source },
  };
}

function mapValues<T>(
  parts: Readonly<Record<string, T>>,
  change: (part: T) => JsonSchema,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]));
}
