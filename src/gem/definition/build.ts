/** Makes the model of a definition that is right. */

import { ALARM_CATEGORIES } from "../models/alarm.ts";
import { DEFAULT_PROCESSING } from "../models/default_processing.ts";
import { defineProcessing, statesWithin } from "../models/processing.ts";
import type { ProcessingDefinition } from "../models/processing_data.ts";
import type { Entries } from "./check.ts";
import { alarmEventName, type EventEntry, limitEventName, type VariableEntry } from "./entries.ts";
import type { DefinitionValue } from "./definition_value.ts";
import type {
  AlarmDefinition,
  CommandDefinition,
  CommandParameterDefinition,
  EquipmentDefinition,
} from "./equipment_definition.ts";
import type { GemFormat } from "./formats.ts";
import { IdIndex, NameIndex } from "./index_of.ts";
import type {
  EquipmentModel,
  ModelAlarm,
  ModelCommand,
  ModelEvent,
  ModelParameter,
  ModelVariable,
} from "./model.ts";
import type { GemValue } from "./values.ts";

/** Stands where an event is filled in later. */
const NO_EVENT: ModelEvent = { name: "", id: 0, description: "", variables: [], isRequired: false };

/** Makes the model. */
export function buildModel<D extends EquipmentDefinition>(
  definition: D,
  entries: Entries,
): EquipmentModel<D> {
  const variables = new Map(entries.variables.map((entry) => [entry.name, variableOf(entry)]));
  const events = new Map(entries.events.map((entry) => [entry.name, eventOf(entry, variables)]));
  // An event has variables, and a variable that has limits has an event: so that is filled in last.
  for (const { name, limits } of variables.values()) {
    if (limits === undefined) continue;
    (limits as { event: ModelEvent }).event = events.get(limitEventName(name))!;
    Object.freeze(limits);
  }
  const { alarms = {}, commands = {}, processing = DEFAULT_PROCESSING, processPrograms } = definition;
  return Object.freeze({
    definition,
    model: definition.model,
    revision: definition.revision,
    description: definition.description ?? "",
    variables: new IdIndex("variable", [...variables.values()]),
    events: new IdIndex("event", [...events.values()]),
    alarms: new IdIndex("alarm", Object.entries(alarms).map(([name, alarm]) => alarmOf(name, alarm, events))),
    commands: new NameIndex(
      "command",
      Object.entries(commands).map(([name, command]) => commandOf(name, command, processing)),
    ),
    processing: Object.freeze(defineProcessing(processing)) as EquipmentModel<D>["processing"],
    processPrograms: Object.freeze([...processPrograms?.kinds ?? []]),
  });
}

function variableOf({ kind, name, said, isRequired }: VariableEntry): ModelVariable {
  const { id, format, array = false, units = "", description = "", min, max, limits } = said;
  const initial = kind === "constant" ? said.default : said.value;
  return Object.freeze({
    kind,
    name,
    id,
    format,
    array,
    units,
    description,
    initial: initial === undefined ? undefined : valueIn(format, initial),
    min,
    max,
    values: valuesIn(format, said.values),
    limits: limits && { min: limits.min, max: limits.max, event: NO_EVENT },
    isRequired,
  });
}

function eventOf(
  { name, said, isRequired }: EventEntry,
  all: ReadonlyMap<string, ModelVariable>,
): ModelEvent {
  const variables = Object.freeze((said.variables ?? []).map((variable) => all.get(variable)!));
  return Object.freeze({ name, id: said.id!, description: said.description ?? "", variables, isRequired });
}

function alarmOf(name: string, said: AlarmDefinition, events: ReadonlyMap<string, ModelEvent>): ModelAlarm {
  const { id, category, text, description = "" } = said;
  return Object.freeze({
    name,
    id,
    category: typeof category === "number" ? category : ALARM_CATEGORIES[category],
    text,
    description,
    detected: events.get(alarmEventName(name, "detected"))!,
    cleared: events.get(alarmEventName(name, "cleared"))!,
  });
}

function commandOf(name: string, said: CommandDefinition, processing: ProcessingDefinition): ModelCommand {
  const { parameters = {}, needsRemote = true, states, triggers, description = "" } = said;
  const all = Object.entries(parameters).map(([parameter, one]) => parameterOf(parameter, one));
  return Object.freeze({
    name,
    parameters: new NameIndex(`parameter of ${name}`, all),
    needsRemote,
    states: states && new Set(states.flatMap((state) => statesWithin(state, processing))),
    triggers,
    description,
  });
}

function parameterOf(name: string, said: CommandParameterDefinition): ModelParameter {
  const { format, array = false, optional: isOptional = false, min, max, values, description = "" } = said;
  return Object.freeze({
    name,
    format,
    array,
    isOptional,
    min,
    max,
    values: valuesIn(format, values),
    description,
  });
}

function valuesIn(
  format: GemFormat,
  values: readonly DefinitionValue[] | undefined,
): readonly GemValue[] | undefined {
  return values && Object.freeze(values.map((value) => valueIn(format, value)));
}

/** A value of JSON as a value of its format: bytes are a Uint8Array, if they are not one number. */
function valueIn(format: GemFormat, value: DefinitionValue): GemValue {
  if (typeof value !== "object") return value;
  return format === "B" ? Uint8Array.from(value as readonly number[]) : Object.freeze([...value]) as GemValue;
}
