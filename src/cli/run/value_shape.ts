/** The shapes of values, times and conditions. */

import type { Keys } from "../../gem/definition/shape.ts";
import { either, list, map, needed, record, type ShapeOf, text } from "../../gem/definition/shape_of.ts";
import type { Condition, Conditions, Scalar, Value } from "./scenario.ts";

/** Text of any kind: at most what a long recipe has. */
export const ANY_TEXT: ShapeOf<string> = text(0, 1_000_000, "any characters");

/** A time, or a variable that has one. */
export const TIME: ShapeOf<string> = formed({
  pattern: /^(?:\d+(?:\.\d+)?(?:ms|s|min)|.*\$.+)$/,
  what: "a time with its unit, such as 10s, 500ms or 2min",
});

/** What the name of a variable looks like. */
export const VARIABLE_NAME: Keys = {
  pattern: /^[A-Za-z_]\w*$/,
  what: "the name of a variable: letters, digits and _",
};

/** A name that may be long, and in any language. */
export const ANY_NAME: Keys = { pattern: /^.{1,200}$/, what: "a name of 1 to 200 characters", max: 200 };

/** One value. */
export const SCALAR: ShapeOf<Scalar> = either<Scalar>(
  "text, a number, true or false",
  ANY_TEXT,
  { type: "number" },
  { type: "boolean" },
);

/** A value, or several. */
export const VALUE: ShapeOf<Value> = either<Value>("a value, or a list of values", SCALAR, list(SCALAR));

/** Conditions, by the names of the values. */
export const CONDITIONS: ShapeOf<Conditions> = map(
  either<Condition>(
    "a value, a list of values of which it is one, or is: with a value",
    VALUE,
    record<{ readonly is: Value }>({ is: needed(VALUE, "The value as it stands, whatever words it has") }),
  ),
  ANY_NAME,
);

/** Text that looks like something. */
export function formed(form: Keys): ShapeOf<string> {
  return { type: "text", min: 0, max: 1000, isPrintable: false, form };
}
