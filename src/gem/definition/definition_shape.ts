/** The shape of the model of a tool. `tests/gem/definition/shape_test.ts` holds it against the types. */

import { ALARM_CATEGORIES } from "../models/alarm.ts";
import { GEM_FORMATS, type GemFormat } from "./formats.ts";
import {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
  type RequiredVariable,
} from "./required.ts";
import type { Field, Shape } from "./shape.ts";

type Fields = Readonly<Record<string, Field>>;

const NAME: Shape = { type: "text", min: 1, max: 40, isPrintable: true };
const IDENTITY: Shape = { type: "text", min: 1, max: 20, isPrintable: true };
const ABOUT: Shape = { type: "text", min: 0, max: 4_000 };
const NAMES: Shape = { type: "list", of: NAME };
const BOOLEAN: Shape = { type: "boolean" };
const NUMBER: Shape = { type: "number" };
const ID: Shape = {
  type: "either",
  of: [{ type: "whole", min: 0 }, { type: "text", min: 1, max: 80, isPrintable: true }],
  what: "a whole number from 0 on, or 1 to 80 printable characters of ASCII",
};
const VALUE: Shape = {
  type: "either",
  of: [
    NUMBER,
    BOOLEAN,
    { type: "text", min: 0, max: 0xffffff },
    { type: "list", of: { type: "either", of: [NUMBER, BOOLEAN], what: "a number, true or false" } },
  ],
  what: "a number, text, true, false, or an array of numbers or booleans",
};
const VALUES: Shape = { type: "list", of: VALUE, min: 1 };
const BOUND: Shape = { type: "either", of: [NUMBER, BOOLEAN], what: "a number, true or false" };

const description = optional(ABOUT, "What it is, for the manual");
const variable = (id: string): Fields => ({
  id: needed(ID, id),
  format: needed(formats(GEM_FORMATS), "The format of its value; L is an item of any shape"),
  array: optional(BOOLEAN, "The value is several numbers or booleans in one item"),
  units: optional({ type: "text", min: 0, max: 40, isPrintable: true }, "UNITS"),
});
const range: Fields = {
  min: optional(NUMBER, "The least number"),
  max: optional(NUMBER, "The greatest number"),
  values: optional(VALUES, "The only values that it can have"),
};

const LIMITS = record({
  min: needed(BOUND, "LIMITMIN; false for a boolean"),
  max: needed(BOUND, "LIMITMAX; true for a boolean"),
  event: optional(ID, "CEID of its Limit Zone Transition; without it the id of the variable + 30,000"),
});
const STATUS_VARIABLE = record({
  ...variable("SVID"),
  value: optional(VALUE, "Its value at the start; without it the variable is not available then"),
  limits: optional(LIMITS, "The limits that the host may define for it"),
  description,
});
const DATA_VARIABLE = record({ ...variable("DVID"), description });
const CONSTANT = record({
  ...variable("ECID"),
  format: needed(formats(GEM_FORMATS.filter((format) => format !== "L")), "The format of its value"),
  default: needed(VALUE, "ECDEF, its value at the first start"),
  ...range,
  description,
});
const EVENT = record({
  id: needed(ID, "CEID"),
  variables: optional(NAMES, "The names of the variables that belong to it"),
  description,
});
const ALARM = record({
  id: needed(ID, "ALID"),
  category: needed({
    type: "either",
    of: [{ type: "choice", of: Object.keys(ALARM_CATEGORIES) }, { type: "whole", min: 0, max: 127 }],
    what: `${Object.keys(ALARM_CATEGORIES).join(", ")}, or a whole number from 0 to 127`,
  }, "A category of E5, or the number of another"),
  text: needed({ type: "text", min: 0, max: 120 }, "ALTX"),
  detected: optional(ID, "CEID of its detection; without it ALID + 10,000"),
  cleared: optional(ID, "CEID of its end; without it ALID + 20,000"),
  description,
});
const PARAMETER = record({
  format: needed(formats(GEM_FORMATS), "The format of CPVAL; L is an item of any shape"),
  array: optional(BOOLEAN, "The value is several numbers or booleans in one item"),
  optional: optional(BOOLEAN, "It may be left out"),
  ...range,
  description,
});
const COMMAND = record({
  parameters: optional({ type: "map", of: PARAMETER }, "Its parameters by CPNAME"),
  needsRemote: optional(BOOLEAN, "It is refused in LOCAL; without it true"),
  states: optional(NAMES, "The processing states in which it is allowed; without it all"),
  triggers: optional(NAME, "The trigger of the processing states that it is"),
  description,
});
const PROCESSING = record({
  states: needed({
    type: "list",
    of: record({
      name: needed(NAME, "Its name"),
      code: optional({ type: "whole", min: 0, max: 255 }, "Its value in ProcessState; none if it has parts"),
      partOf: optional(NAME, "The state that it is part of"),
    }),
    min: 1,
  }, "All states; if a state with parts is entered, the first of them is"),
  initial: needed(NAME, "Where the tool starts"),
  transitions: needed({
    type: "list",
    of: record({
      row: needed({ type: "whole", min: 0 }, "Its number in the documentation of the tool"),
      from: needed(NAME, "The state in which it happens, or one whose parts all have it"),
      on: needed(NAMES, "What triggers it: any of these"),
      to: needed(NAME, "Where it leads"),
      history: optional(BOOLEAN, "The part of `to` that was left last is entered again"),
      events: needed({ type: "list", of: NAME }, "The collection events that it triggers, in order"),
    }),
  }, "All transitions"),
});

/** The shape of the model of a tool. */
export const DEFINITION = record({
  model: needed(IDENTITY, "MDLN"),
  revision: needed(IDENTITY, "SOFTREV"),
  description: optional(ABOUT, "What the tool is, for the manual"),
  statusVariables: optional(
    { type: "map", of: STATUS_VARIABLE, named: changes(REQUIRED_STATUS_VARIABLES, STATUS_VARIABLE, []) },
    "The status variables by their names",
  ),
  dataVariables: optional(
    { type: "map", of: DATA_VARIABLE, named: changes(REQUIRED_DATA_VARIABLES, DATA_VARIABLE, []) },
    "The data variables by their names",
  ),
  constants: optional(
    { type: "map", of: CONSTANT, named: changes(REQUIRED_CONSTANTS, CONSTANT, ["default", "min", "max"]) },
    "The equipment constants by their names",
  ),
  events: optional({
    type: "map",
    of: EVENT,
    named: Object.fromEntries(Object.keys(REQUIRED_EVENTS).map((name) => [name, allOptional(EVENT.fields)])),
  }, "The collection events by their names"),
  alarms: optional({ type: "map", of: ALARM }, "The alarms by their names"),
  commands: optional({ type: "map", of: COMMAND }, "The remote commands by their names"),
  processing: optional(PROCESSING, "The processing states; without them those of the example of E30"),
  processPrograms: optional(
    record({
      kinds: needed(
        { type: "list", of: { type: "choice", of: ["unformatted", "formatted"] }, min: 1 },
        "The kinds that the tool takes",
      ),
    }),
    "The process programs; without it the tool has none",
  ),
});

/** What may be said of variables that are there by themselves: id, description, a format if there is a choice. */
function changes(
  required: Readonly<Record<string, RequiredVariable>>,
  { fields }: { readonly fields: Fields },
  others: readonly string[],
): Readonly<Record<string, Shape>> {
  return Object.fromEntries(
    Object.entries(required).map(([name, { format, formats: choice }]) => {
      const shape = formats(choice ?? [format as GemFormat]);
      const kept = ["id", "description", ...others].map((field) => [field, fields[field]!]);
      return [
        name,
        allOptional({ ...Object.fromEntries(kept), format: { shape, about: fields.format!.about } }),
      ];
    }),
  );
}

function allOptional(fields: Fields): Shape {
  return record(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, isOptional: true }])),
  );
}

function record(fields: Fields): Extract<Shape, { readonly type: "record" }> {
  return { type: "record", fields };
}

function formats(of: readonly GemFormat[]): Shape {
  return { type: "choice", of };
}

function needed(shape: Shape, about: string): Field {
  return { shape, about };
}

function optional(shape: Shape, about: string): Field {
  return { shape, about, isOptional: true };
}
