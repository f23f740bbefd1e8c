// The JSON Schema against the checks: it takes every definition that is right, and refuses what has another shape.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { DEFINITION } from "../../../src/gem/definition/definition_shape.ts";
import { Problems } from "../../../src/gem/definition/problems.ts";
import { checkShape, type Shape } from "../../../src/gem/definition/shape.ts";
import { DEFAULT_PROCESSING, equipmentSchema, readEquipment } from "../../../src/gem/mod.ts";
import { changed, OTHERS, placesIn } from "./other_shapes.ts";
import { ETCHER } from "./etcher.ts";

const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(equipmentSchema());

/** A definition with everything that there is. */
const WHOLE = {
  $schema: "equipment.schema.json",
  ...JSON.parse(JSON.stringify(ETCHER.definition)),
  processing: JSON.parse(JSON.stringify(DEFAULT_PROCESSING)),
};

function hasRightShape(definition: unknown): boolean {
  const problems = new Problems();
  checkShape(DEFINITION, definition, "", problems);
  return !problems.any;
}

test("the schema accepts definitions that are right", () => {
  for (const definition of [WHOLE, { model: "M", revision: "1" }]) {
    assert(isValid(definition), JSON.stringify(isValid.errors, undefined, 2));
    readEquipment(definition as object);
  }
});

for (const section of ["", ...Object.keys(WHOLE)]) {
  test(`the schema and the checks refuse the same shapes, wherever something else stands: ${section}`, () => {
    let refused = 0;
    for (const path of placesIn(WHOLE).filter(([first = ""]) => first === section)) {
      for (const other of OTHERS) {
        // JSON has no undefined in an array.
        if (other === undefined && (path.length === 0 || typeof path.at(-1) === "number")) continue;
        const definition = changed(WHOLE, path, other);
        const isRight = hasRightShape(definition);
        assertEquals(isValid(definition), isRight, `${path.join(".")} ${JSON.stringify(other)}`);
        if (isRight) continue;
        refused++;
        if (typeof definition !== "string") {
          assertThrows(() => readEquipment(definition as object), RangeError);
        }
      }
    }
    assert(refused >= 5, `${refused}`);
  });
}

/** Any value of a shape, and now and then of none. */
function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "text":
      return fc.string({ minLength: shape.min, maxLength: Math.min(shape.max, 8), unit: "grapheme-ascii" });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "whole":
      return fc.integer({ min: shape.min, max: Math.min(shape.max, 70_000) });
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...shape.of);
    case "word":
      return fc.oneof(...Object.values(shape.of()).map(valuesOf));
    case "either":
      return fc.oneof(...shape.of.map(valuesOf));
    case "list":
      return fc.array(valuesOf(shape.of), { minLength: shape.min, maxLength: 3 });
    case "map": {
      const name = fc.oneof(
        fc.string({ minLength: 1, maxLength: 4, unit: "grapheme-ascii" }),
        fc.constantFrom("constructor", "__proto__", ...Object.keys(shape.named ?? {})),
      );
      return fc.array(name, { maxLength: 3 }).chain((names) =>
        fc.tuple(
          ...names.map((one) =>
            valuesOf(Object.hasOwn(shape.named ?? {}, one) ? shape.named![one]! : shape.of).map((value) =>
              [one, value] as const
            )
          ),
        )
      ).map((entries) => Object.fromEntries(entries));
    }
    case "record": {
      const fields = Object.entries(shape.fields).map(([name, { shape, isOptional }]) =>
        fc.tuple(fc.constant(name), valuesOf(shape), isOptional ? fc.boolean() : fc.constant(true))
      );
      return fc.tuple(...fields).map((all) =>
        Object.fromEntries(all.filter(([, , isThere]) => isThere).map(([name, value]) => [name, value]))
      );
    }
  }
}

test("the schema accepts any definition whose shape is right, and reading it ends in a model or a RangeError", () => {
  let models = 0;
  fc.assert(
    fc.property(valuesOf(DEFINITION), (definition) => {
      assert(hasRightShape(definition));
      assert(isValid(definition), JSON.stringify(isValid.errors));
      try {
        readEquipment(definition as object);
        models++;
      } catch (error) {
        assertInstanceOf(error, RangeError);
      }
    }),
    { numRuns: 200, seed: 30 },
  );
  assert(models > 0);
});

test("readEquipment() takes text and what was parsed from it, and knows the file of an editor", () => {
  const text = JSON.stringify(WHOLE);
  for (const model of [readEquipment(text), readEquipment(`\uFEFF${text}`), readEquipment(WHOLE)]) {
    assertEquals(model.variables.all, ETCHER.variables.all);
    assertEquals(model.events.all, ETCHER.events.all);
    assertEquals(model.alarms.all, ETCHER.alarms.all);
  }
});

test("text that is no JSON is a SyntaxError that says what it is", () => {
  const error = assertThrows(() => readEquipment("{ model: 1 }"), SyntaxError);
  assertStringIncludes(error.message, "The definition of the equipment is no JSON: ");
  assertInstanceOf(error.cause, SyntaxError);
  assertThrows(() => readEquipment("[]"), RangeError, "expected an object, got an array");
});
