/** The shapes of values, times and conditions. */

import type { Keys } from "../../gem/definition/shape.ts";
import {
  either,
  list,
  map,
  needed,
  optional,
  record,
  type ShapeOf,
  text,
  whole,
} from "../../gem/definition/shape_of.ts";
import type { Condition, Conditions, Name, Scalar, Value } from "./scenario.ts";

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

/** The name or the id of a part of a tool. */
export const NAME: ShapeOf<Name> = either<Name>("a name, or an id", ANY_TEXT, whole(0));

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

/** Values by their names. */
export const VALUES: ShapeOf<Readonly<Record<string, Value>>> = map<Value>(VALUE, ANY_NAME);

/** Names of parts of a tool. */
export const NAMES: ShapeOf<readonly Name[]> = list(NAME, 1);

/** The field of an optional shape. */
type OptionalOf<T> = ReturnType<typeof optional<T>>;

/** Why a step is there. */
export const ABOUT: OptionalOf<string> = optional(
  ANY_TEXT,
  "Why the step is there, for the reader of the report",
);

/** What it has to be answered with. */
export const ANSWER: OptionalOf<string> = optional(
  ANY_TEXT,
  "What the answer has to be: a code, as in HCACK 4; a message, as in S9F5 or S1F0; or no reply. Without it: that it is accepted",
);

/** What is kept of a message. */
export const SAVE: OptionalOf<Readonly<Record<string, Name>>> = optional(
  map(NAME, VARIABLE_NAME),
  "Variables that get values of the message: their names, and those of the values",
);

/** What values have to be. */
export const WITH: OptionalOf<Conditions> = optional(CONDITIONS, "What the values have to be");

/** What a body has to be. */
export const BODY: OptionalOf<string> = optional(
  ANY_TEXT,
  "What the body has to be: SML, in which <*> stands for any item",
);
