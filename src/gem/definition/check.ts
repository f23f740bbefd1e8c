/** What is wrong with a definition, beyond its shape. Parts whose shape is wrong are left out. */

import { idKey } from "../ids.ts";
import { DEFAULT_PROCESSING } from "../models/default_processing.ts";
import { defineProcessing } from "../models/processing.ts";
import type { ProcessingDefinition } from "../models/processing_data.ts";
import { checkSimulation, type SimulatedParts } from "./check_simulation.ts";
import { checkArray, checkBounds, checkValue } from "./check_values.ts";
import {
  eventEntries,
  type EventEntry,
  hasIds,
  idsNamedBy,
  namesOf,
  partsOf,
  sections,
  VARIABLE_SECTIONS,
  variableEntries,
  type VariableEntry,
} from "./entries.ts";
import type { DefinitionId } from "./definition_value.ts";
import type {
  CommandDefinition,
  EquipmentDefinition,
  StatusVariableDefinition,
} from "./equipment_definition.ts";
import type { VariableKind } from "./model.ts";
import { pathTo, type Problems } from "./problems.ts";
import { isObject } from "./shape.ts";
import { fits, isNumeric, type ValueType } from "./values.ts";

/** A definition whose parts are put together. */
export interface Entries {
  readonly variables: readonly VariableEntry[];
  readonly events: readonly EventEntry[];
}

/** Adds what is wrong with a definition, and puts its parts together. */
export function checkDefinition(definition: EquipmentDefinition, problems: Problems): Entries {
  const variables = variableEntries(definition, problems);
  const events = eventEntries(definition, variables, problems);
  checkVariableNames(definition, problems);
  checkIds(variables.map(({ path, ...one }) => ({ ...one, path: pathTo(path, "id") })), problems);
  for (const entry of variables) if (entry.isWritten) checkVariable(entry, problems);
  checkIdVariables(variables, definition, problems);
  checkEventNames(events, problems);
  checkIds(events, problems);
  checkEventVariables(definition, variables, problems);
  const alarms = partsOf<{ id: DefinitionId }>(definition, "alarms", problems);
  checkIds(
    [...alarms].map(([name, said]) => (
      { name, path: pathTo(pathTo("alarms", name), "id"), said, isWritten: true }
    )),
    problems,
  );
  const processing = problems.has("processing") ? undefined : definition.processing ?? DEFAULT_PROCESSING;
  if (processing !== undefined) {
    checkProcessing(
      processing,
      [...events.map(({ name }) => name), ...namesOf(definition, "events")],
      problems,
    );
  }
  for (const [name, command] of partsOf<CommandDefinition>(definition, "commands", problems)) {
    checkCommand(command, pathTo("commands", name), processing, problems);
  }
  if (isObject(definition.simulation)) {
    checkSimulation(
      definition.simulation,
      simulatedParts(definition, { variables, events }, processing, problems),
      problems,
    );
  }
  return { variables, events };
}

function simulatedParts(
  definition: EquipmentDefinition,
  { variables, events }: Entries,
  processing: ProcessingDefinition | undefined,
  problems: Problems,
): SimulatedParts {
  const typesOf = (kind: VariableKind): ReadonlyMap<string, ValueType> => {
    return new Map(
      variables.filter((one) => one.kind === kind)
        .map(({ name, said: { format, array = false } }) => [name, { name, format, array }]),
    );
  };
  return {
    status: typesOf("status"),
    data: typesOf("data"),
    constants: typesOf("constant"),
    events: new Set(events.map(({ name }) => name)),
    alarms: new Set(namesOf(definition, "alarms")),
    commands: partsOf<CommandDefinition>(definition, "commands", problems),
    processing,
  };
}

/** A name is that of one variable, whichever its section. */
function checkVariableNames(definition: EquipmentDefinition, problems: Problems): void {
  const words = new Map<string, string>();
  for (const section of sections()) {
    const { word, required } = VARIABLE_SECTIONS[section];
    for (const name of Object.keys(required)) words.set(name, word);
  }
  for (const section of sections()) {
    const { word, required } = VARIABLE_SECTIONS[section];
    for (const name of namesOf(definition, section)) {
      const other = words.get(name);
      if (other === undefined) words.set(name, word);
      else if (!Object.hasOwn(required, name)) {
        problems.add(pathTo(section, name), `this is the name of another variable (${other})`);
      }
    }
  }
}

/** Two parts do not have the same id. What the definition does not name comes first, as it cannot be what is wrong. */
function checkIds(
  parts: readonly {
    readonly name: string;
    readonly path: string;
    readonly said: { readonly id: DefinitionId | undefined };
    readonly isWritten: boolean;
  }[],
  problems: Problems,
): void {
  const owners = new Map<unknown, string>();
  const ordered = [
    ...parts.filter(({ isWritten }) => !isWritten),
    ...parts.filter(({ isWritten }) => isWritten),
  ];
  for (const { name, path, said: { id } } of ordered) {
    if (id === undefined) {
      problems.add(path, `${name} needs an id, as there is no default for text`);
      continue;
    }
    const owner = owners.get(idKey(id));
    if (owner === undefined) owners.set(idKey(id), name);
    else problems.add(path, `${id} of ${name} is the id of ${owner} already`);
  }
}

function checkVariable({ kind, name, path, said }: VariableEntry, problems: Problems): void {
  const type: ValueType = { name, format: said.format, array: said.array ?? false };
  checkArray(type, path, problems);
  if (kind === "constant") checkBounds(type, said, path, problems);
  if (said.value !== undefined) checkValue(type, said.value, pathTo(path, "value"), problems);
  if (said.limits !== undefined) checkLimits(type, said.limits, pathTo(path, "limits"), problems);
}

/** A data variable whose values are ids can have all of them. */
function checkIdVariables(
  variables: readonly VariableEntry[],
  definition: EquipmentDefinition,
  problems: Problems,
): void {
  for (const { name, path, said: { format }, isWritten } of variables) {
    if (!isWritten || format === "L" || !hasIds(name)) continue;
    const id = idsNamedBy(name, definition, problems).find((one) =>
      !fits({ name, format, array: false }, one)
    );
    if (id !== undefined) problems.add(pathTo(path, "format"), `${format} cannot have the id ${id}`);
  }
}

function checkLimits(
  type: ValueType,
  { min, max }: NonNullable<StatusVariableDefinition["limits"]>,
  path: string,
  problems: Problems,
): void {
  if (type.array || !isNumeric(type.format) && type.format !== "BOOLEAN") {
    return problems.add(path, "only one number or one boolean can have limits");
  }
  const isRight = [checkValue(type, min, pathTo(path, "min"), problems)]
    .concat(checkValue(type, max, pathTo(path, "max"), problems));
  if (isRight.every(Boolean) && min > max) {
    problems.add(pathTo(path, "min"), `${min} is greater than max, ${max}`);
  }
}

/** The events of alarms and limits have names that no other event has. */
function checkEventNames(events: readonly EventEntry[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { name, path } of events) {
    if (seen.has(name)) problems.add(path.replace(/\.\w+$/, ""), `there is an event ${name} already`);
    seen.add(name);
  }
}

function checkEventVariables(
  definition: EquipmentDefinition,
  variables: readonly VariableEntry[],
  problems: Problems,
): void {
  const names = new Set(variables.map(({ name }) => name));
  for (const section of sections()) for (const name of namesOf(definition, section)) names.add(name);
  for (const [event, said] of partsOf<{ variables?: readonly string[] }>(definition, "events", problems)) {
    const path = pathTo(pathTo("events", event), "variables");
    checkNames(said.variables ?? [], names, "variable", path, problems);
  }
}

function checkProcessing(
  processing: ProcessingDefinition,
  events: readonly string[],
  problems: Problems,
): void {
  try {
    defineProcessing(processing);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add("processing", error.message);
  }
  processing.transitions.forEach((transition, at) => {
    const path = pathTo(pathTo(pathTo("processing", "transitions"), at), "events");
    checkNames(transition.events, new Set(events), "event", path, problems);
  });
}

function checkCommand(
  { parameters = {}, states, triggers }: CommandDefinition,
  path: string,
  processing: ProcessingDefinition | undefined,
  problems: Problems,
): void {
  for (const [name, { format, array = false, ...bounds }] of Object.entries(parameters)) {
    const at = pathTo(pathTo(path, "parameters"), name);
    checkArray({ name, format, array }, at, problems);
    if (format === "L" && bounds.values !== undefined) {
      problems.add(pathTo(at, "values"), "an item of any shape can have no list of values");
    } else checkBounds({ name, format, array }, bounds, at, problems);
  }
  if (processing === undefined) return;
  const known = new Set(processing.states.map(({ name }) => name));
  if (states !== undefined) checkNames(states, known, "processing state", pathTo(path, "states"), problems);
  const all = new Set(processing.transitions.flatMap(({ on }) => on));
  if (triggers !== undefined && !all.has(triggers)) {
    const text = `there is no trigger ${triggers} of the processing states${problems.meant(triggers, all)}`;
    problems.add(pathTo(path, "triggers"), text);
  }
}

/** Each name is known, and there once. */
function checkNames(
  names: readonly string[],
  known: ReadonlySet<string>,
  what: string,
  path: string,
  problems: Problems,
): void {
  names.forEach((name, at) => {
    if (!known.has(name)) problems.add(pathTo(path, at), `no ${what} ${name}${problems.meant(name, known)}`);
    else if (names.indexOf(name) < at) problems.add(pathTo(path, at), `${name} is there twice`);
  });
}
