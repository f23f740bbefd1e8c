/** The model of a tool: checked, complete with what GEM requires, and found by name and by id. */

import type { LimitValue } from "../models/limits.ts";
import type { Processing } from "../models/processing.ts";
import type { DefinitionId } from "./definition_value.ts";
import type { EquipmentDefinition, ProcessProgramKind } from "./equipment_definition.ts";
import type { IdIndex, NameIndex } from "./index_of.ts";
import type { ProcessStateName, ProcessTriggerName } from "./names.ts";
import type { GemValue, ValueType } from "./values.ts";

/** Whether a variable is a status variable (SV), a data variable (DV) or an equipment constant (EC). */
export type VariableKind = "status" | "data" | "constant";

/** A status variable, data variable or equipment constant. All have the same properties. */
export interface ModelVariable extends ValueType {
  /** Which of them it is. */
  readonly kind: VariableKind;
  /** VID. */
  readonly id: DefinitionId;
  /** UNITS; empty if it has none. */
  readonly units: string;
  /** What it is; may be empty. */
  readonly description: string;
  /** The value at the start: of a constant ECDEF, of a status variable its `value`. Undefined: not available. */
  readonly initial: GemValue | undefined;
  /** ECMIN of a constant that has one. */
  readonly min: number | undefined;
  /** ECMAX of a constant that has one. */
  readonly max: number | undefined;
  /** The only values that a constant can have; undefined: all that fit. */
  readonly values: readonly GemValue[] | undefined;
  /** The limits that the host may define for a status variable. */
  readonly limits: ModelLimits | undefined;
  /** Whether GEM requires it. */
  readonly isRequired: boolean;
}

/** What limits a status variable can have. */
export interface ModelLimits {
  /** LIMITMIN. */
  readonly min: LimitValue;
  /** LIMITMAX. */
  readonly max: LimitValue;
  /** Its Limit Zone Transition. */
  readonly event: ModelEvent;
}

/** A collection event. */
export interface ModelEvent {
  /** Its name. */
  readonly name: string;
  /** CEID. */
  readonly id: DefinitionId;
  /** What has happened; may be empty. */
  readonly description: string;
  /** The variables that belong to it. */
  readonly variables: readonly ModelVariable[];
  /** Whether GEM requires it; those of alarms and limits are required too. */
  readonly isRequired: boolean;
}

/** An alarm. */
export interface ModelAlarm {
  /** Its name. */
  readonly name: string;
  /** ALID. */
  readonly id: DefinitionId;
  /** The low seven bits of ALCD. */
  readonly category: number;
  /** ALTX. */
  readonly text: string;
  /** What the operator does about it; may be empty. */
  readonly description: string;
  /** The event of its detection. */
  readonly detected: ModelEvent;
  /** The event of its end. */
  readonly cleared: ModelEvent;
}

/** A parameter of a remote command. */
export interface ModelParameter extends ValueType {
  /** Whether it may be left out. */
  readonly isOptional: boolean;
  /** The least number, if it is said. */
  readonly min: number | undefined;
  /** The greatest number, if it is said. */
  readonly max: number | undefined;
  /** The only values that it can have; undefined: all that fit. */
  readonly values: readonly GemValue[] | undefined;
  /** What it is; may be empty. */
  readonly description: string;
}

/** A remote command. */
export interface ModelCommand {
  /** RCMD. */
  readonly name: string;
  /** Its parameters. */
  readonly parameters: NameIndex<ModelParameter>;
  /** Whether it is refused in LOCAL. */
  readonly needsRemote: boolean;
  /** The processing states in which it is allowed, none of which has parts; undefined: all. */
  readonly states: ReadonlySet<string> | undefined;
  /** The trigger of the processing states that it is. */
  readonly triggers: string | undefined;
  /** What it does; may be empty. */
  readonly description: string;
}

/**
 * The model of a tool: what {@linkcode defineEquipment} makes of a definition. It is frozen. `D` is the type of the
 * definition, from which the names and the types of values are known.
 */
export interface EquipmentModel<D extends EquipmentDefinition = EquipmentDefinition> {
  /** What it was made from. */
  readonly definition: D;
  /** MDLN. */
  readonly model: string;
  /** SOFTREV. */
  readonly revision: string;
  /** What the tool is; may be empty. */
  readonly description: string;
  /** Status variables, data variables and constants, each kind in the order of the definition; required ones after it. */
  readonly variables: IdIndex<ModelVariable>;
  /** Collection events: in the order of the definition, then those that GEM requires, of alarms and of limits. */
  readonly events: IdIndex<ModelEvent>;
  /** Alarms. */
  readonly alarms: IdIndex<ModelAlarm>;
  /** Remote commands. */
  readonly commands: NameIndex<ModelCommand>;
  /** Processing states. */
  readonly processing: Processing<ProcessStateName<D>, ProcessTriggerName<D>>;
  /** The kinds of process programs; empty if the tool has none. */
  readonly processPrograms: readonly ProcessProgramKind[];
}
