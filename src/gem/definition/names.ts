/** The names and the types of values that a definition has, as types. */

import type { SecsId } from "../../secs/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { DefinitionId, EquipmentDefinition } from "./equipment_definition.ts";
import type { GemFormat, ItemOf, ValueOf } from "./formats.ts";
import type {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
} from "./required.ts";
import type { GemValue } from "./values.ts";

type RequiredStatus = typeof REQUIRED_STATUS_VARIABLES;
type RequiredData = typeof REQUIRED_DATA_VARIABLES;
type RequiredConstant = typeof REQUIRED_CONSTANTS;
type RequiredVariables = RequiredStatus & RequiredData & RequiredConstant;
type RequiredEvents = typeof REQUIRED_EVENTS;
type Definition = EquipmentDefinition;

/** A section of a definition; one without names if it is left out. */
type Section<D, K extends keyof Definition> = K extends keyof D ? NonNullable<D[K]> : unknown;
type NamesIn<D, K extends keyof Definition> = string & keyof Section<D, K>;

/** The names of the status variables, those that GEM requires too. */
export type StatusName<D extends Definition = Definition> =
  | NamesIn<D, "statusVariables">
  | keyof RequiredStatus;
/** The names of the data variables, those that GEM requires too. */
export type DataName<D extends Definition = Definition> = NamesIn<D, "dataVariables"> | keyof RequiredData;
/** The names of the equipment constants, those that GEM requires too. */
export type ConstantName<D extends Definition = Definition> =
  | NamesIn<D, "constants">
  | keyof RequiredConstant;
/** The names of all variables: of status variables, data variables and constants. */
export type VariableName<D extends Definition = Definition> = StatusName<D> | DataName<D> | ConstantName<D>;
/** The names of the events that a tool triggers itself: its own, and those that GEM requires. */
export type EventName<D extends Definition = Definition> = NamesIn<D, "events"> | keyof RequiredEvents;
/** The names of the alarms. */
export type AlarmName<D extends Definition = Definition> = NamesIn<D, "alarms">;
/** The names of the events of alarms. */
export type AlarmEventName<D extends Definition = Definition> = `${AlarmName<D>} ${"Detected" | "Cleared"}`;
/** The names of the remote commands. */
export type CommandName<D extends Definition = Definition> = NamesIn<D, "commands">;
/** The names of the processing states. */
export type ProcessStateName<D extends Definition = Definition> = D extends
  { readonly processing: { readonly states: readonly { readonly name: infer S extends string }[] } } ? S
  : string;

/** The type of the value of a variable. */
export type VariableValue<D extends Definition, N extends VariableName<D>> = string extends N ? GemValue
  : N extends unknown ? ValueOfEntry<EntryOf<D, N>, N>
  : never;

/** What a variable can be set to: its value, or the item of it. */
export type VariableInput<D extends Definition, N extends VariableName<D>> =
  | VariableValue<D, N>
  | (string extends N ? Item : N extends unknown ? ItemOf<FormatOfEntry<EntryOf<D, N>, N>> : never);

/**
 * The values of the data variables for an event: those that belong to it, and any others that are to have a value with it.
 */
export type EventValues<D extends Definition, E extends EventName<D>> =
  & { readonly [N in EventData<D, E>]: VariableInput<D, N> }
  & { readonly [N in DataName<D>]?: VariableInput<D, N> };

/** The parameters of a remote command as its callback gets them. */
export type CommandParameters<D extends Definition, C extends CommandName<D>> = string extends C
  ? Readonly<Record<string, GemValue | undefined>>
  : ParametersIn<Section<D, "commands">[C & keyof Section<D, "commands">]>;

/**
 * What the parts of a definition must have so that its names are right: what `defineEquipment` takes. Nothing for a
 * definition whose names TypeScript does not know.
 */
export type WellNamed<D extends Definition> = Definition extends D ? unknown
  :
    & Completed<D, "statusVariables", keyof RequiredStatus, HasFormat>
    & Completed<D, "dataVariables", keyof RequiredData, HasFormat>
    & Completed<D, "constants", keyof RequiredConstant, HasFormat & { readonly default: unknown }>
    & Completed<D, "events", keyof RequiredEvents, HasId>
    & {
      readonly events?: {
        readonly [E in NamesIn<D, "events">]: { readonly variables?: readonly VariableName<D>[] };
      };
    };

/** What has an id. */
interface HasId {
  readonly id: DefinitionId;
}

/** What has an id and a format. */
interface HasFormat extends HasId {
  readonly format: GemFormat;
}

/** Each part of a section has `T`, but for those that are there by themselves. */
type Completed<D extends Definition, K extends keyof Definition, Required, T> = {
  readonly [S in K]?: { readonly [N in NamesIn<D, K>]: N extends Required ? unknown : T };
};

/** What a definition says of a variable, or what GEM requires of it. */
type EntryOf<D, N> = N extends NamesIn<D, "statusVariables"> ? Section<D, "statusVariables">[N]
  : N extends NamesIn<D, "dataVariables"> ? Section<D, "dataVariables">[N]
  : N extends NamesIn<D, "constants"> ? Section<D, "constants">[N]
  : unknown;

type FormatOfEntry<E, N> = E extends { readonly format: infer F extends GemFormat } ? F
  : N extends keyof RequiredVariables
    ? RequiredVariables[N]["format"] extends infer F extends GemFormat ? F : GemFormat
  : GemFormat;

type ValueOfEntry<E, N> = E extends { readonly format: infer F extends GemFormat } ? ValueOf<F, IsArray<E>>
  : N extends keyof RequiredVariables ? ValueOfRequired<RequiredVariables[N]["format"]>
  : GemValue;

type ValueOfRequired<F> = F extends GemFormat ? ValueOf<F> : SecsId | Item;

type IsArray<E> = E extends { readonly array: true } ? true : false;

/** The data variables that belong to an event. */
type EventData<D extends Definition, E> = string extends E ? never
  : E extends NamesIn<D, "events">
    ? Section<D, "events">[E] extends { readonly variables: readonly (infer V)[] } ? V & DataName<D>
    : RequiredEventData<D, E>
  : RequiredEventData<D, E>;

type RequiredEventData<D extends Definition, E> = E extends keyof RequiredEvents
  ? RequiredEvents[E]["variables"][number] & DataName<D>
  : never;

type ParametersIn<C> = C extends { readonly parameters: infer P } ?
    & {
      readonly [N in keyof P as P[N] extends { readonly optional: true } ? never : N]: ParameterValue<P[N]>;
    }
    & {
      readonly [N in keyof P as P[N] extends { readonly optional: true } ? N : never]?:
        | ParameterValue<P[N]>
        | undefined;
    }
  : Readonly<Record<never, never>>;

type ParameterValue<P> = P extends { readonly format: infer F extends GemFormat } ? ValueOf<F, IsArray<P>>
  : GemValue;
