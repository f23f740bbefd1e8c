/** What a definition says of events, and the ids of those that the model has by itself. */

import { alarmEventName, limitEventName } from "../../definition/entries.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import type {
  AlarmDefinition,
  EventDefinition,
  StatusVariableDefinition,
} from "../../definition/equipment_definition.ts";
import { EVENT_OFFSETS, REQUIRED_EVENTS, type RequiredEvent } from "../../definition/required.ts";
import { alarmParts } from "./alarm_parts.ts";
import type { Facts } from "./facts.ts";
import { type FoundEvent, FoundEvents } from "./found_events.ts";
import type { FoundVariable } from "./found_variables.ts";
import { IdPool } from "./id_pool.ts";
import { countNames, NamePool } from "./naming.ts";
import { type Notes, quoted } from "./notes.ts";

/** The status variables that have limits, by their names. */
type Limited = Map<string, Partial<StatusVariableDefinition>>;

/** What {@linkcode eventParts} needs of the variables. */
export interface EventVariables {
  readonly limited: Limited;
  /** The variable of a VID; undefined: it is not in the definition. */
  find(vid: string | number | bigint): FoundVariable | undefined;
}

/** Makes the parts of events and of alarms, and writes the ids of their events into `limited`. */
export function eventParts(
  facts: Facts,
  { limited, find }: EventVariables,
  notes: Notes,
): { events: Map<string, Partial<EventDefinition>>; alarms: Map<string, AlarmDefinition> } {
  const found = new FoundEvents(facts.events, notes);
  const usual = Object.values<RequiredEvent>(REQUIRED_EVENTS).map(({ id }) => id);
  const ids = new IdPool(found.ids, usual);
  const ofLimits = new Map([...limited].map(([name]) => [name, found.named(limitEventName(name))]));
  for (const event of ofLimits.values()) if (event !== undefined) found.takeOut(event);
  const alarms = alarmParts(facts.alarms, found, ids, notes);
  for (const [name, event] of ofLimits) addLimitEvent(limited, name, event, ids, notes);

  const events = new Map<string, Partial<EventDefinition>>();
  for (const one of nameOwn(found.own, [...alarms.keys()], [...limited.keys()], notes)) {
    const variables = variablesOf(one, find, notes);
    events.set(one.name, { id: one.id, ...(variables.length > 0 && { variables }) });
  }
  for (const [name, required] of Object.entries<RequiredEvent>(REQUIRED_EVENTS)) {
    const one = found.required.get(name);
    const part = one === undefined
      ? missingPart(name, required, ids.keep(required.id), notes)
      : requiredPart(one, required, variablesOf(one, find, notes));
    if (Object.keys(part).length > 0) events.set(name, part);
    if (one !== undefined && one.listed.name !== name) noteName(one, notes);
  }
  return { events, alarms };
}

function addLimitEvent(
  limited: Limited,
  name: string,
  event: FoundEvent | undefined,
  ids: IdPool,
  notes: Notes,
): void {
  const part = limited.get(name)!;
  const usual = typeof part.id === "number" ? part.id + EVENT_OFFSETS.limits : undefined;
  const id = event?.id ?? ids.take(usual);
  if (event === undefined) {
    const told = "no message says which event it is";
    notes.of("statusVariables", name)("limits", told, `${id}, which the tool does not have`, "untold");
  }
  if (id !== usual) limited.set(name, { ...part, limits: { ...part.limits!, event: id } });
}

function nameOwn(
  own: readonly FoundEvent[],
  alarms: readonly string[],
  limited: readonly string[],
  notes: Notes,
): readonly FoundEvent[] {
  const counts = countNames(own.map(({ name }) => name));
  const names = new NamePool([
    ...Object.keys(REQUIRED_EVENTS),
    ...alarms.flatMap((name) => [alarmEventName(name, "detected"), alarmEventName(name, "cleared")]),
    ...limited.map(limitEventName),
  ]);
  for (const one of own) {
    one.name = names.take(one.name, one.told, counts.get(one.name)! > 1);
    if (one.name !== one.listed.name) noteName(one, notes);
  }
  return own;
}

function noteName({ name, told, listed }: FoundEvent, notes: Notes): void {
  notes.of("events", name)("", `CE ${told} has the name ${quoted(listed.name)}`, quoted(name));
}

/** The names of the variables, each once. */
function variablesOf({ name, listed }: FoundEvent, find: EventVariables["find"], notes: Notes): string[] {
  const note = notes.of("events", name);
  if (listed.variables === undefined) note("variables", "not known", "none", "untold");
  const names = new Set<string>();
  for (const vid of listed.variables ?? []) {
    const variable = find(vid);
    if (variable === undefined) note("variables", `VID ${vid}`, "left out: it is not in the model");
    else if (names.has(variable.name)) note("variables", `VID ${vid} twice`, `${variable.name} once`);
    else names.add(variable.name);
  }
  return [...names];
}

function requiredPart(
  { id, listed }: FoundEvent,
  required: RequiredEvent,
  variables: readonly string[],
): Partial<EventDefinition> {
  const isUsual = listed.variables === undefined ||
    JSON.stringify(variables) === JSON.stringify(required.variables);
  return { ...(id !== required.id && { id }), ...(!isUsual && { variables }) };
}

function missingPart(
  name: string,
  required: RequiredEvent,
  id: DefinitionId,
  notes: Notes,
): Partial<EventDefinition> {
  notes.of("events", name)("", "not in its lists", `there, with id ${id}, as GEM requires it`, "missing");
  return id === required.id ? {} : { id };
}
