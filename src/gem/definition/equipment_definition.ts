/** The model of a tool as data: what `defineEquipment` takes, and what a JSON file of it has. */

import type { ALARM_CATEGORIES } from "../models/alarm.ts";
import type { ProcessingDefinition } from "../models/processing_data.ts";
import type { DefinitionId, DefinitionValue } from "./definition_value.ts";
import type { GemFormat } from "./formats.ts";
import type { SimulationDefinition } from "./simulation_definition.ts";

/** A status variable: it has a value at any time. */
export interface StatusVariableDefinition {
  /** SVID. */
  readonly id: DefinitionId;
  /** The format of its value. */
  readonly format: GemFormat;
  /** The value is several numbers or booleans in one item. Default: false. */
  readonly array?: boolean;
  /** UNITS, at most 40 characters. Default: none. */
  readonly units?: string;
  /** Its value at the start. Default: it is not available, an item of length 0. */
  readonly value?: DefinitionValue;
  /** The host may define limits for it (limits monitoring). Default: it may not. */
  readonly limits?: VariableLimitsDefinition;
  /** What it is, for the manual. */
  readonly description?: string;
}

/** What limits a status variable can have. */
export interface VariableLimitsDefinition {
  /** LIMITMIN; false for a boolean. */
  readonly min: number | boolean;
  /** LIMITMAX; true for a boolean. */
  readonly max: number | boolean;
  /** CEID of its Limit Zone Transition. Default: the id of the variable + 30,000; text has no default. */
  readonly event?: DefinitionId;
}

/** A data variable: it has a value when an event happens. */
export interface DataVariableDefinition {
  /** DVID. */
  readonly id: DefinitionId;
  /** The format of its value. */
  readonly format: GemFormat;
  /** The value is several numbers or booleans in one item. Default: false. */
  readonly array?: boolean;
  /** UNITS, at most 40 characters. Default: none. */
  readonly units?: string;
  /** What it is, for the manual. */
  readonly description?: string;
}

/** An equipment constant: the host and the operator may set it; it survives power off. */
export interface ConstantDefinition {
  /** ECID. */
  readonly id: DefinitionId;
  /** The format of its value. */
  readonly format: Exclude<GemFormat, "L">;
  /** The value is several numbers or booleans in one item. Default: false. */
  readonly array?: boolean;
  /** UNITS, at most 40 characters. Default: none. */
  readonly units?: string;
  /** ECDEF, its value at the first start. */
  readonly default: DefinitionValue;
  /** ECMIN, for numbers. Default: what the format can have. */
  readonly min?: number;
  /** ECMAX, for numbers. Default: what the format can have. */
  readonly max?: number;
  /** The only values that it can have. Default: all of the format. */
  readonly values?: readonly DefinitionValue[];
  /** What it is, for the manual. */
  readonly description?: string;
}

/** A collection event. */
export interface EventDefinition {
  /** CEID. */
  readonly id: DefinitionId;
  /** The names of the variables that belong to it; data variables among them get their values when it is triggered. */
  readonly variables?: readonly string[];
  /** What has happened, for the manual. */
  readonly description?: string;
}

/** The kind of an alarm, in the low seven bits of ALCD. */
export type AlarmCategory = keyof typeof ALARM_CATEGORIES;

/** An alarm. Its two events are `NAME Detected` and `NAME Cleared`. */
export interface AlarmDefinition {
  /** ALID. */
  readonly id: DefinitionId;
  /** A category of E5, or the number of another, at most 127. */
  readonly category: AlarmCategory | number;
  /** ALTX, at most 120 characters; some hosts read 40 of them. */
  readonly text: string;
  /** CEID of its detection. Default: ALID + 10,000; text has no default. */
  readonly detected?: DefinitionId;
  /** CEID of its end. Default: ALID + 20,000; text has no default. */
  readonly cleared?: DefinitionId;
  /** What the operator does about it, for the manual. */
  readonly description?: string;
}

/** A parameter of a remote command; its name is CPNAME. */
export interface CommandParameterDefinition {
  /** The format of CPVAL. */
  readonly format: GemFormat;
  /** The value is several numbers or booleans in one item. Default: false. */
  readonly array?: boolean;
  /** It may be left out. Default: false. */
  readonly optional?: boolean;
  /** The least number. Default: what the format can have. */
  readonly min?: number;
  /** The greatest number. Default: what the format can have. */
  readonly max?: number;
  /** The only values that it can have. Default: all of the format. */
  readonly values?: readonly DefinitionValue[];
  /** What it is, for the manual. */
  readonly description?: string;
}

/** A remote command; its name is RCMD. */
export interface CommandDefinition {
  /** Its parameters by their names. Default: none. */
  readonly parameters?: Readonly<Record<string, CommandParameterDefinition>>;
  /** It is refused in LOCAL, as it starts, moves or changes the process. Default: true. */
  readonly needsRemote?: boolean;
  /** The processing states in which it is allowed; a state that has parts stands for all of them. Default: all. */
  readonly states?: readonly string[];
  /** The trigger of the processing states that it is. Default: none. */
  readonly triggers?: string;
  /** What it does, for the manual. */
  readonly description?: string;
}

/** The kinds of process programs: bytes that only the tool understands, or steps with parameters (S7F23). */
export type ProcessProgramKind = "unformatted" | "formatted";

/** The process programs of a tool. */
export interface ProcessProgramsDefinition {
  /** The kinds that it takes, at least one. */
  readonly kinds: readonly ProcessProgramKind[];
}

/**
 * The model of a tool. Names are 1 to 40 printable characters of ASCII. Status variables, data variables and constants
 * share one space of ids, and one of names. What GEM requires is there by itself: who names it says only what is to
 * be changed (the id, the format if GEM leaves it open, the default and the range of a constant, the variables of an event).
 */
export interface EquipmentDefinition {
  /** In a file: where the JSON Schema is, for editors. It is not read. */
  readonly $schema?: string;
  /** MDLN, 1 to 20 printable characters of ASCII. */
  readonly model: string;
  /** SOFTREV, 1 to 20 printable characters of ASCII. */
  readonly revision: string;
  /** What the tool is, for the manual. */
  readonly description?: string;
  /** The status variables by their names. */
  readonly statusVariables?: Readonly<Record<string, Partial<StatusVariableDefinition>>>;
  /** The data variables by their names. */
  readonly dataVariables?: Readonly<Record<string, Partial<DataVariableDefinition>>>;
  /** The equipment constants by their names. */
  readonly constants?: Readonly<Record<string, Partial<ConstantDefinition>>>;
  /** The collection events by their names. */
  readonly events?: Readonly<Record<string, Partial<EventDefinition>>>;
  /** The alarms by their names. */
  readonly alarms?: Readonly<Record<string, AlarmDefinition>>;
  /** The remote commands by their names. */
  readonly commands?: Readonly<Record<string, CommandDefinition>>;
  /** The processing states. Default: the example of E30 (`DEFAULT_PROCESSING`). */
  readonly processing?: ProcessingDefinition;
  /** The process programs. Default: the tool has none. */
  readonly processPrograms?: ProcessProgramsDefinition;
  /** What the tool does by itself when it is simulated. Default: nothing. */
  readonly simulation?: SimulationDefinition;
}
