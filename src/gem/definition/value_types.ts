/** The types of the values that a definition has. */

import type { EquipmentDefinition } from "./equipment_definition.ts";
import type { GemFormat, IdFormat, ItemOf, ValueOf } from "./formats.ts";
import type { CommandName, DataName, EventName, NamesIn, SectionOf, VariableName } from "./names.ts";
import type {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
} from "./required.ts";

/** What a definition says of a variable. */
export type DefinedVariable<D, N> = N extends NamesIn<D, "statusVariables">
  ? SectionOf<D, "statusVariables">[N]
  : N extends NamesIn<D, "dataVariables"> ? SectionOf<D, "dataVariables">[N]
  : N extends NamesIn<D, "constants"> ? SectionOf<D, "constants">[N]
  : unknown;

/** The variables and constants that GEM requires, by their names. */
export type RequiredVariables =
  & typeof REQUIRED_STATUS_VARIABLES
  & typeof REQUIRED_DATA_VARIABLES
  & typeof REQUIRED_CONSTANTS;

/** The format of a variable. */
export type VariableFormat<D, N> = DefinedVariable<D, N> extends
  { readonly format: infer F extends GemFormat } ? F
  : N extends keyof RequiredVariables
    ? RequiredVariables[N]["format"] extends infer F ? F extends GemFormat ? F : IdFormat : never
  : GemFormat;

/** Whether a variable or parameter has several values; boolean if TypeScript does not know it. */
export type IsArray<P> = "array" extends keyof P ? Extract<P["array"], boolean> : false;

/** The type of the value of a variable. */
export type VariableValue<D, N extends VariableName<D>> = N extends unknown
  ? ValueOf<VariableFormat<D, N>, IsArray<DefinedVariable<D, N>>>
  : never;

/** What a variable can be set to: its value, or the item of it. */
export type VariableInput<D, N extends VariableName<D>> =
  | VariableValue<D, N>
  | (N extends unknown ? ItemOf<VariableFormat<D, N>> : never);

/** The names of the data variables that belong to an event. */
export type EventDataName<D, E> = E extends NamesIn<D, "events">
  ? SectionOf<D, "events">[E] extends { readonly variables: readonly (infer V)[] } ? V & DataName<D>
  : RequiredEventDataName<E>
  : RequiredEventDataName<E>;

/** The names of the data variables that belong to an event that GEM requires. */
export type RequiredEventDataName<E> = E extends keyof typeof REQUIRED_EVENTS
  ? (typeof REQUIRED_EVENTS)[E]["variables"][number]
  : never;

/**
 * The values of the data variables for an event: those that belong to it, and any others that are to have a value with it.
 */
export type EventValues<D, E extends EventName<D>> =
  & { readonly [N in EventDataName<D, E>]: VariableInput<D, N> }
  & { readonly [N in DataName<D>]?: VariableInput<D, N> };

/** The parameters that a definition has for a remote command. */
export type DefinedParameters<D, C> = C extends NamesIn<D, "commands">
  ? SectionOf<D, "commands">[C] extends { readonly parameters: infer P } ? P
  : unknown
  : unknown;

/** The value of a parameter. */
export type ParameterValue<P> = P extends { readonly format: infer F extends GemFormat }
  ? ValueOf<F, IsArray<P>>
  : never;

/** The names of the parameters that may be left out (true), or of the others (false). */
export type ParameterName<P, IsOptional extends boolean> = keyof {
  [
    N in keyof P as P[N] extends { readonly optional: true } ? IsOptional extends true ? N : never
      : IsOptional extends true ? never
      : N
  ]: unknown;
};

/** The values of some parameters. */
export type ParameterValues<P> =
  & { readonly [N in ParameterName<P, false> & keyof P]: ParameterValue<P[N]> }
  & { readonly [N in ParameterName<P, true> & keyof P]?: ParameterValue<P[N]> | undefined };

/** The parameters of a remote command as its callback gets them. */
export type CommandParameters<D, C extends CommandName<D>> = EquipmentDefinition extends D
  ? Readonly<Record<string, ValueOf<GemFormat, boolean> | undefined>>
  : ParameterValues<DefinedParameters<D, C>>;
