/** The names that a definition has, as types. A definition whose names TypeScript does not know has any. */

import type { DefaultProcessingState, DefaultProcessingTrigger } from "../models/default_processing.ts";
import type { DefinitionId, EquipmentDefinition } from "./equipment_definition.ts";
import type { GemFormat } from "./formats.ts";
import type {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
} from "./required.ts";

/** A section of a definition; nothing if it is left out. */
export type SectionOf<D, K extends keyof EquipmentDefinition> = K extends keyof D ? NonNullable<D[K]>
  : unknown;

/** The names in a section of a definition. */
export type NamesIn<D, K extends keyof EquipmentDefinition> = string & keyof SectionOf<D, K>;

/** The names of the status variables, those that GEM requires too. */
export type StatusName<D = EquipmentDefinition> =
  | NamesIn<D, "statusVariables">
  | keyof typeof REQUIRED_STATUS_VARIABLES;

/** The names of the data variables, those that GEM requires too. */
export type DataName<D = EquipmentDefinition> =
  | NamesIn<D, "dataVariables">
  | keyof typeof REQUIRED_DATA_VARIABLES;

/** The names of the equipment constants, those that GEM requires too. */
export type ConstantName<D = EquipmentDefinition> = NamesIn<D, "constants"> | keyof typeof REQUIRED_CONSTANTS;

/** The names of all variables: of status variables, data variables and constants. */
export type VariableName<D = EquipmentDefinition> = StatusName<D> | DataName<D> | ConstantName<D>;

/** The names of the events that a tool triggers itself: its own, and those that GEM requires. */
export type EventName<D = EquipmentDefinition> = NamesIn<D, "events"> | keyof typeof REQUIRED_EVENTS;

/** The names of the alarms. */
export type AlarmName<D = EquipmentDefinition> = NamesIn<D, "alarms">;

/** The names of the events of alarms. */
export type AlarmEventName<D = EquipmentDefinition> = `${AlarmName<D>} ${"Detected" | "Cleared"}`;

/** The names of the remote commands. */
export type CommandName<D = EquipmentDefinition> = NamesIn<D, "commands">;

/** The names of the processing states: of the definition, or of the example of E30. */
export type ProcessStateName<D = EquipmentDefinition> = "processing" extends keyof D
  ? NonNullable<D["processing"]> extends
    { readonly states: readonly { readonly name: infer N extends string }[] } ? N
  : string
  : DefaultProcessingState;

/** The names of what triggers transitions of the processing states: of the definition, or of the example of E30. */
export type ProcessTriggerName<D = EquipmentDefinition> = "processing" extends keyof D
  ? NonNullable<D["processing"]> extends
    { readonly transitions: readonly { readonly on: readonly (infer T extends string)[] }[] } ? T
  : string
  : DefaultProcessingTrigger;

/** What has an id. */
export interface HasId {
  /** The id. */
  readonly id: DefinitionId;
}

/** What has an id and a format. */
export interface HasFormat extends HasId {
  /** The format. */
  readonly format: GemFormat;
}

/** What has an id, a format and a default. */
export interface HasDefault extends HasFormat {
  /** The default. */
  readonly default: unknown;
}

/** A section in which each part has `T`, but for those that are there by themselves. */
export type Completed<D, K extends keyof EquipmentDefinition, Required, T> = {
  readonly [S in K]?: { readonly [N in NamesIn<D, K>]: N extends Required ? unknown : T };
};

/** A section in which each event names variables that are there. */
export interface NamesVariables<D> {
  /** The events. */
  readonly events?: {
    readonly [E in NamesIn<D, "events">]: { readonly variables?: readonly VariableName<D>[] };
  };
}

/**
 * What the parts of a definition must have so that its names are right: what `defineEquipment` takes. Nothing for a
 * definition whose names TypeScript does not know.
 */
export type WellNamed<D> = EquipmentDefinition extends D ? unknown
  :
    & Completed<D, "statusVariables", keyof typeof REQUIRED_STATUS_VARIABLES, HasFormat>
    & Completed<D, "dataVariables", keyof typeof REQUIRED_DATA_VARIABLES, HasFormat>
    & Completed<D, "constants", keyof typeof REQUIRED_CONSTANTS, HasDefault>
    & Completed<D, "events", keyof typeof REQUIRED_EVENTS, HasId>
    & NamesVariables<D>;
