/** The names that a definition has, as types. A definition whose names TypeScript does not know has any. */

import type { DefaultProcessingState, DefaultProcessingTrigger } from "../models/default_processing.ts";
import type {
  AlarmDefinition,
  CommandDefinition,
  ConstantDefinition,
  DataVariableDefinition,
  EquipmentDefinition,
  EventDefinition,
  StatusVariableDefinition,
} from "./equipment_definition.ts";
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

/** Only the fields of `T`: another one has no value that it could have. */
export type OnlyFields<P, T> = [Exclude<keyof P, keyof T>] extends [never] ? unknown
  : { readonly [F in Exclude<keyof P, keyof T>]: never };

/**
 * A section in which each part has the fields of `T`: all that it needs, but for those that are there by themselves. A part
 * that is right is not compared again, as a tool may have thousands.
 */
export type Completed<S, Required, T> = {
  readonly [N in keyof S]:
    & OnlyFields<S[N], T>
    & (N extends Required ? unknown : S[N] extends T ? unknown : T);
};

/** An event that names variables that are there. The long list of them is compared with only if one is not. */
export type NamesVariables<E, Names> = E extends { readonly variables: readonly (infer V)[] }
  ? [Exclude<V, Names>] extends [never] ? unknown : { readonly variables: readonly Names[] }
  : unknown;

/**
 * What the parts of a definition must have so that its names are right: what `defineEquipment` takes. Nothing for a
 * definition whose names TypeScript does not know.
 */
export type WellNamed<D> = EquipmentDefinition extends D ? unknown
  :
    & OnlyFields<D, EquipmentDefinition>
    & {
      readonly statusVariables?: Completed<
        SectionOf<D, "statusVariables">,
        keyof typeof REQUIRED_STATUS_VARIABLES,
        StatusVariableDefinition
      >;
      readonly dataVariables?: Completed<
        SectionOf<D, "dataVariables">,
        keyof typeof REQUIRED_DATA_VARIABLES,
        DataVariableDefinition
      >;
      readonly constants?: Completed<
        SectionOf<D, "constants">,
        keyof typeof REQUIRED_CONSTANTS,
        ConstantDefinition
      >;
      readonly events?:
        & Completed<SectionOf<D, "events">, keyof typeof REQUIRED_EVENTS, EventDefinition>
        & {
          readonly [E in keyof SectionOf<D, "events">]: NamesVariables<
            SectionOf<D, "events">[E],
            VariableName<D>
          >;
        };
      readonly alarms?: Completed<SectionOf<D, "alarms">, never, AlarmDefinition>;
      readonly commands?: Completed<SectionOf<D, "commands">, never, CommandDefinition>;
    };
