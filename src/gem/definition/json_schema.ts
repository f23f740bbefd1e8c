/** JSON Schemas (draft 2020-12), from the same shapes as the checks. */

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
  return jsonSchema("The model of a GEM equipment", DEFINITION, NAMED_SHAPES);
}

/** The shapes that are in several places, by their names. */
type Named = Readonly<Record<string, Shape>>;

/** The JSON Schema of a shape. */
export function jsonSchema(title: string, shape: Shape, named: Named): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...schemaOf(shape, named),
    ...Object.keys(named).length > 0 && { $defs: mapValues(named, (one) => schemaOf(one, named)) },
  };
}

/** A reference, if the shape has a name. */
function refOf(shape: Shape, named: Named): JsonSchema {
  const found = Object.entries(named).find(([, one]) => one === shape);
  return found === undefined ? schemaOf(shape, named) : { $ref: `#/$defs/${found[0]}` };
}

function schemaOf(shape: Shape, named: Named): JsonSchema {
  const refTo = (one: Shape): JsonSchema => refOf(one, named);
  switch (shape.type) {
    case "text":
      return textSchema(
        shape.min,
        shape.max,
        shape.form?.pattern ?? (shape.isPrintable ? PRINTABLE : undefined),
      );
    case "number":
    case "boolean":
      return { type: shape.type };
    case "whole":
      return { type: "integer", minimum: shape.min, maximum: shape.max };
    case "choice":
      return { enum: shape.of };
    case "either":
      return { anyOf: shape.of.map(refTo) };
    case "word":
      return { anyOf: Object.values(shape.of()).map(refTo) };
    case "list":
      return { type: "array", items: refTo(shape.of), ...shape.min > 0 && { minItems: shape.min } };
    case "map":
      return {
        type: "object",
        propertyNames: textSchema(1, shape.keys?.max ?? MAX_NAME, shape.keys?.pattern ?? PRINTABLE),
        ...shape.named && { properties: mapValues(shape.named, refTo) },
        additionalProperties: refTo(shape.of),
      };
    case "record": {
      const required = Object.entries(shape.fields).filter(([, { isOptional }]) => !isOptional);
      return {
        type: "object",
        properties: mapValues(shape.fields, ({ shape, about }) => ({ description: about, ...refTo(shape) })),
        ...required.length > 0 && { required: required.map(([name]) => name) },
        additionalProperties: false,
      };
    }
  }
}

function textSchema(min: number, max: number, pattern: RegExp | undefined): JsonSchema {
  return {
    type: "string",
    ...min > 0 && { minLength: min },
    maxLength: max,
    ...pattern && { pattern: pattern.source },
  };
}

function mapValues<T>(
  parts: Readonly<Record<string, T>>,
  change: (part: T) => JsonSchema,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]));
}
