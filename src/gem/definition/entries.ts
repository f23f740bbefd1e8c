/** What a definition says and what GEM requires, put together; defaults are not filled in yet. */

import type { DefinitionId } from "./definition_value.ts";
import type {
  ConstantDefinition,
  EquipmentDefinition,
  EventDefinition,
  StatusVariableDefinition,
} from "./equipment_definition.ts";
import type { GemFormat } from "./formats.ts";
import type { VariableKind } from "./model.ts";
import { pathTo, type Problems } from "./problems.ts";
import {
  EVENT_OFFSETS,
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
  type RequiredEvent,
  type RequiredVariable,
} from "./required.ts";

/** A variable of a definition, or one that GEM requires. */
export interface VariableEntry {
  readonly kind: VariableKind;
  readonly name: string;
  /** Where it stands in the definition. */
  readonly path: string;
  /** All that is said of it. */
  readonly said: Omit<StatusVariableDefinition, "format"> & Omit<Partial<ConstantDefinition>, "format"> & {
    readonly format: GemFormat;
  };
  readonly isRequired: boolean;
  /** Whether the definition names it. */
  readonly isWritten: boolean;
}

/** An event of a definition, or one that is there by itself. */
export interface EventEntry {
  readonly name: string;
  /** Where its id stands in the definition. */
  readonly path: string;
  /** All that is said of it; no id: it needs one. */
  readonly said: Omit<EventDefinition, "id"> & { readonly id: DefinitionId | undefined };
  readonly isRequired: boolean;
  readonly isWritten: boolean;
}

/** The sections of variables, in the order of the model. */
export const VARIABLE_SECTIONS = {
  statusVariables: { kind: "status", required: REQUIRED_STATUS_VARIABLES, word: "status variable" },
  dataVariables: { kind: "data", required: REQUIRED_DATA_VARIABLES, word: "data variable" },
  constants: { kind: "constant", required: REQUIRED_CONSTANTS, word: "equipment constant" },
} as const;

/** The variables whose shape is right. */
export function variableEntries(definition: EquipmentDefinition, problems: Problems): VariableEntry[] {
  return sections().flatMap((section) => {
    const { kind } = VARIABLE_SECTIONS[section];
    const required: Readonly<Record<string, RequiredVariable>> = VARIABLE_SECTIONS[section].required;
    const own = partsOf<VariableEntry["said"]>(definition, section, problems);
    const entry = (name: string, said: VariableEntry["said"]): VariableEntry => {
      const isRequired = Object.hasOwn(required, name);
      return { kind, name, path: pathTo(section, name), said, isRequired, isWritten: own.has(name) };
    };
    return [
      ...[...own].filter(([name]) => !Object.hasOwn(required, name)).map(([name, said]) => entry(name, said)),
      ...Object.entries(required).map(([name, { formats: _, ...one }]) => {
        const format = one.format === "id" ? formatOfIds(idsNamedBy(name, definition, problems)) : one.format;
        return entry(name, { ...one, format, ...own.get(name) });
      }),
    ];
  });
}

/** The events whose shape is right: of the definition, required ones, of alarms, of limits. */
export function eventEntries(
  definition: EquipmentDefinition,
  variables: readonly VariableEntry[],
  problems: Problems,
): EventEntry[] {
  const required: Readonly<Record<string, RequiredEvent>> = REQUIRED_EVENTS;
  const own = partsOf<EventDefinition>(definition, "events", problems);
  const entry = (name: string, said: EventDefinition): EventEntry => {
    const isRequired = Object.hasOwn(required, name);
    return { name, path: pathTo(pathTo("events", name), "id"), said, isRequired, isWritten: own.has(name) };
  };
  return [
    ...[...own].filter(([name]) => !Object.hasOwn(required, name)).map(([name, said]) => entry(name, said)),
    ...Object.entries(required).map(([name, one]) => entry(name, { ...one, ...own.get(name) })),
    ...alarmEvents(definition, problems),
    ...variables.flatMap(({ name, path, said: { id, limits } }): EventEntry[] =>
      limits === undefined ? [] : [{
        name: limitEventName(name),
        path: pathTo(pathTo(path, "limits"), "event"),
        said: {
          id: limits.event ?? idAfter(id, EVENT_OFFSETS.limits),
          variables: ["LimitVariable", "EventLimit", "TransitionType"],
          description: `A limit of ${name} was crossed`,
        },
        isRequired: true,
        isWritten: true,
      }]
    ),
  ];
}

/** The parts of a section whose shape is right, by their names. */
export function partsOf<T>(
  definition: EquipmentDefinition,
  section: keyof EquipmentDefinition,
  problems: Problems,
): Map<string, T> {
  return new Map(
    namesOf(definition, section).filter((name) => !problems.has(pathTo(section, name))).map((name) => {
      const part = (definition[section] as Readonly<Record<string, object>>)[name]!;
      // Undefined is the same as left out.
      return [name, Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T];
    }),
  );
}

/** All names of a section, also of parts that are wrong. */
export function namesOf(definition: EquipmentDefinition, section: keyof EquipmentDefinition): string[] {
  const parts: unknown = definition[section];
  return typeof parts === "object" && parts !== null && !Array.isArray(parts) ? Object.keys(parts) : [];
}

/** The name of the event of an alarm. */
export function alarmEventName(alarm: string, change: "detected" | "cleared"): string {
  return `${alarm} ${change === "detected" ? "Detected" : "Cleared"}`;
}

/** The name of the event of a variable's limits. */
export function limitEventName(variable: string): string {
  return `${variable} Limit Zone Transition`;
}

/** The sections that have variables. */
export function sections(): (keyof typeof VARIABLE_SECTIONS)[] {
  return Object.keys(VARIABLE_SECTIONS) as (keyof typeof VARIABLE_SECTIONS)[];
}

function alarmEvents(definition: EquipmentDefinition, problems: Problems): EventEntry[] {
  const alarms = partsOf<NonNullable<EquipmentDefinition["alarms"]>[string]>(definition, "alarms", problems);
  return [...alarms].flatMap(([alarm, said]) =>
    (["detected", "cleared"] as const).map((change): EventEntry => ({
      name: alarmEventName(alarm, change),
      path: pathTo(pathTo("alarms", alarm), change),
      said: {
        id: said[change] ?? idAfter(said.id, EVENT_OFFSETS[change]),
        variables: ["AlarmID"],
        description: `The alarm ${alarm} was ${change}`,
      },
      isRequired: true,
      isWritten: true,
    }))
  );
}

function idAfter(id: DefinitionId, offset: number): DefinitionId | undefined {
  return typeof id === "number" ? id + offset : undefined;
}

/** Whether the values of a variable that GEM requires are ids. */
export function hasIds(variable: string): boolean {
  const required: Readonly<Record<string, RequiredVariable>> = REQUIRED_DATA_VARIABLES;
  return Object.hasOwn(required, variable) && required[variable]!.format === "id";
}

/** The ids that a required data variable can have as its value. */
export function idsNamedBy(
  variable: string,
  definition: EquipmentDefinition,
  problems: Problems,
): DefinitionId[] {
  if (variable === "AlarmID") {
    return [...partsOf<{ id: DefinitionId }>(definition, "alarms", problems).values()].map(({ id }) => id);
  }
  if (variable === "LimitVariable") {
    const all = partsOf<StatusVariableDefinition>(definition, "statusVariables", problems);
    return [...all.values()].filter(({ limits }) => limits !== undefined).map(({ id }) => id);
  }
  const own = partsOf<Partial<ConstantDefinition>>(definition, "constants", problems);
  const required = Object.entries(REQUIRED_CONSTANTS).map(([name, { id }]) => own.get(name)?.id ?? id);
  return [...[...own.values()].flatMap(({ id }) => id ?? []), ...required];
}

/** The narrowest format that has all ids, at least U4; L if some are numbers and some text. */
export function formatOfIds(ids: readonly DefinitionId[]): GemFormat {
  const texts = ids.filter((id) => typeof id === "string").length;
  const numbers = ids.filter((id) => typeof id === "number");
  if (texts > 0) return numbers.length > 0 ? "L" : "A";
  return numbers.every((id) => id <= 0xffffffff) ? "U4" : "U8";
}
