/** The model of a tool as JSON: its shape. A shape that is not that of its type does not compile. */

import { ALARM_CATEGORIES } from "../models/alarm.ts";
import type {
  ProcessingDefinition,
  ProcessingState,
  ProcessingTransition,
} from "../models/processing_data.ts";
import type { DefinitionId, DefinitionValue } from "./definition_value.ts";
import type {
  AlarmCategory,
  AlarmDefinition,
  CommandDefinition,
  CommandParameterDefinition,
  ConstantDefinition,
  DataVariableDefinition,
  EquipmentDefinition,
  EventDefinition,
  ProcessProgramKind,
  ProcessProgramsDefinition,
  StatusVariableDefinition,
  VariableLimitsDefinition,
} from "./equipment_definition.ts";
import { GEM_FORMATS, type GemFormat } from "./formats.ts";
import {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
  type RequiredVariable,
} from "./required.ts";
import type { Field, Shape } from "./shape.ts";
import {
  choice,
  either,
  list,
  map,
  mapWith,
  needed,
  optional,
  record,
  type ShapeOf,
  text,
  whole,
} from "./shape_of.ts";
import { simulationShape } from "./simulation_shape.ts";

const BOOLEAN: ShapeOf<boolean> = { type: "boolean" };
const NUMBER: ShapeOf<number> = { type: "number" };
const NAME = text(1, 40);
const NAMES = list(NAME);
const ABOUT = text(0, 4_000, "any characters");
const ID: ShapeOf<DefinitionId> = either<DefinitionId>(
  "a whole number from 0 on, or 1 to 80 printable characters of ASCII",
  whole(0),
  text(1, 80),
);
const BOUND: ShapeOf<number | boolean> = either<number | boolean>("a number, true or false", NUMBER, BOOLEAN);
const VALUE: ShapeOf<DefinitionValue> = either<DefinitionValue>(
  "a number, text, true, false, or an array of numbers or booleans",
  NUMBER,
  BOOLEAN,
  text(0, 0xffffff, "any characters"),
  list(BOUND),
);
const VALUES = list(VALUE, 1);
const FORMAT = choice(GEM_FORMATS);

const description = optional(ABOUT, "What it is, for the manual");
const format = needed(FORMAT, "The format of its value; L is an item of any shape");
const array = optional(BOOLEAN, "The value is several numbers or booleans in one item");
const units = optional(text(0, 40), "UNITS");
const range = {
  min: optional(NUMBER, "The least number"),
  max: optional(NUMBER, "The greatest number"),
  values: optional(VALUES, "The only values that it can have"),
};

const LIMITS = record<VariableLimitsDefinition>({
  min: needed(BOUND, "LIMITMIN; false for a boolean"),
  max: needed(BOUND, "LIMITMAX; true for a boolean"),
  event: optional(ID, "CEID of its Limit Zone Transition; without it the id of the variable + 30,000"),
});
const STATUS_VARIABLE = record<StatusVariableDefinition>({
  id: needed(ID, "SVID"),
  format,
  array,
  units,
  value: optional(VALUE, "Its value at the start; without it the variable is not available then"),
  limits: optional(LIMITS, "The limits that the host may define for it"),
  description,
});
const DATA_VARIABLE = record<DataVariableDefinition>({
  id: needed(ID, "DVID"),
  format,
  array,
  units,
  description,
});
const CONSTANT = record<ConstantDefinition>({
  id: needed(ID, "ECID"),
  format: needed(choice(GEM_FORMATS.filter((one) => one !== "L")), "The format of its value"),
  array,
  units,
  default: needed(VALUE, "ECDEF, its value at the first start"),
  ...range,
  description,
});
const EVENT = record<EventDefinition>({
  id: needed(ID, "CEID"),
  variables: optional(NAMES, "The names of the variables that belong to it"),
  description,
});
const CATEGORIES = Object.keys(ALARM_CATEGORIES) as AlarmCategory[];
const ALARM = record<AlarmDefinition>({
  id: needed(ID, "ALID"),
  category: needed(
    either<AlarmCategory | number>(
      `${CATEGORIES.join(", ")}, or a whole number from 0 to 127`,
      choice(CATEGORIES),
      whole(0, 127),
    ),
    "A category of E5, or the number of another",
  ),
  text: needed(text(0, 120, "any characters"), "ALTX"),
  detected: optional(ID, "CEID of its detection; without it ALID + 10,000"),
  cleared: optional(ID, "CEID of its end; without it ALID + 20,000"),
  description,
});
const PARAMETER = record<CommandParameterDefinition>({
  format: needed(FORMAT, "The format of CPVAL; L is an item of any shape"),
  array,
  optional: optional(BOOLEAN, "It may be left out"),
  ...range,
  description,
});
const COMMAND = record<CommandDefinition>({
  parameters: optional(map(PARAMETER), "Its parameters by CPNAME"),
  needsRemote: optional(BOOLEAN, "It is refused in LOCAL; without it true"),
  states: optional(NAMES, "The processing states in which it is allowed; without it all"),
  triggers: optional(NAME, "The trigger of the processing states that it is"),
  description,
});
const STATE = record<ProcessingState>({
  name: needed(NAME, "Its name"),
  code: optional(whole(0, 255), "Its value in ProcessState; none if it has parts"),
  partOf: optional(NAME, "The state that it is part of"),
});
const TRANSITION = record<ProcessingTransition>({
  row: needed(whole(0), "Its number in the documentation of the tool"),
  from: needed(NAME, "The state in which it happens, or one whose parts all have it"),
  on: needed(NAMES, "What triggers it: any of these"),
  to: needed(NAME, "Where it leads"),
  history: optional(BOOLEAN, "The part of `to` that was left last is entered again"),
  events: needed(NAMES, "The collection events that it triggers, in order"),
});
const PROCESSING = record<ProcessingDefinition>({
  states: needed(list(STATE, 1), "All states; if a state with parts is entered, the first of them is"),
  initial: needed(NAME, "Where the tool starts"),
  transitions: needed(list(TRANSITION), "All transitions"),
});
const PROGRAMS = record<ProcessProgramsDefinition>({
  kinds: needed(
    list(choice<ProcessProgramKind>(["unformatted", "formatted"]), 1),
    "The kinds that the tool takes",
  ),
});

const SIMULATION = simulationShape(VALUE);

/** The shape of the model of a tool. */
export const DEFINITION: ShapeOf<EquipmentDefinition> = record<EquipmentDefinition>({
  $schema: optional(text(0, 1_000), "Where this schema is"),
  model: needed(text(1, 20), "MDLN"),
  revision: needed(text(1, 20), "SOFTREV"),
  description: optional(ABOUT, "What the tool is, for the manual"),
  statusVariables: optional(
    mapWith(STATUS_VARIABLE, changes(REQUIRED_STATUS_VARIABLES, STATUS_VARIABLE, [])),
    "The status variables by their names",
  ),
  dataVariables: optional(
    mapWith(DATA_VARIABLE, changes(REQUIRED_DATA_VARIABLES, DATA_VARIABLE, [])),
    "The data variables by their names",
  ),
  constants: optional(
    mapWith(CONSTANT, changes(REQUIRED_CONSTANTS, CONSTANT, ["default", "min", "max"])),
    "The equipment constants by their names",
  ),
  events: optional(
    mapWith(
      EVENT,
      Object.fromEntries(Object.keys(REQUIRED_EVENTS).map((name) => [name, allOptional(EVENT.fields)])),
    ),
    "The collection events by their names",
  ),
  alarms: optional(map(ALARM), "The alarms by their names"),
  commands: optional(map(COMMAND), "The remote commands by their names"),
  processing: optional(PROCESSING, "The processing states; without them those of the example of E30"),
  processPrograms: optional(PROGRAMS, "The process programs; without it the tool has none"),
  simulation: optional(SIMULATION.simulation, "What the tool does by itself when it is simulated"),
});

/** Parts that are in several places, by their names in the JSON Schema. */
export const NAMED_SHAPES: Readonly<Record<string, Shape>> = {
  id: ID,
  name: NAME,
  format: FORMAT,
  value: VALUE,
  numberOrBoolean: BOUND,
  limits: LIMITS,
  statusVariable: STATUS_VARIABLE,
  dataVariable: DATA_VARIABLE,
  constant: CONSTANT,
  event: EVENT,
  alarm: ALARM,
  parameter: PARAMETER,
  command: COMMAND,
  processingState: STATE,
  transition: TRANSITION,
  ...SIMULATION.parts,
};

type Fields = Readonly<Record<string, Field>>;

/** What may be said of variables that are there by themselves: id, description, a format if there is a choice. */
function changes(
  required: Readonly<Record<string, RequiredVariable>>,
  { fields }: { readonly fields: Fields },
  others: readonly string[],
): Readonly<Record<string, Shape>> {
  return Object.fromEntries(
    Object.entries(required).map(([name, one]) => {
      const formats = { ...fields.format!, shape: choice(one.formats ?? [one.format as GemFormat]) };
      const kept = ["id", "description", ...others].map((field) => [field, fields[field]!] as const);
      return [name, allOptional({ ...Object.fromEntries(kept), format: formats })];
    }),
  );
}

function allOptional(fields: Fields): Shape {
  const all = Object.entries(fields).map(([name, field]) => [name, { ...field, isOptional: true }]);
  return { type: "record", fields: Object.fromEntries(all) };
}
