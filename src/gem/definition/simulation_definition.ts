/** What a simulated tool does by itself, as data. Times are in seconds. */

import type { DefinitionValue } from "./definition_value.ts";

/** What a tool does by itself when it is simulated (`Simulation`); a tool that is not reads nothing of it. */
export interface SimulationDefinition {
  /** The seed of everything random: the same seed gives the same run. Default: 1. */
  readonly seed?: number;
  /** How status variables move, by their names. */
  readonly values?: Readonly<Record<string, MotionDefinition>>;
  /** What happens by itself. */
  readonly rules?: readonly RuleDefinition[];
  /** What remote commands do, by their names. */
  readonly commands?: Readonly<Record<string, CommandScriptDefinition>>;
}

/** How a value moves. */
export type MotionKind = "ramp" | "sine" | "walk" | "replay";

/** How a status variable moves by itself. */
export interface MotionDefinition {
  /**
   * `ramp`: from `from` to `to` in `seconds`. `sine`: between `from` and `to`, once around in `seconds`. `walk`: a random walk
   * between `from` and `to`, each time by at most `step`. `replay`: one after the other of `values`.
   */
  readonly move: MotionKind;
  /** How often it has a new value. Default: 1. */
  readonly every?: number;
  /** The processing states in which it moves; when one is entered from outside it begins anew. Default: all. */
  readonly during?: readonly string[];
  /** Where it begins, or its least value. */
  readonly from?: number;
  /** Where it ends, or its greatest value. */
  readonly to?: number;
  /** How long it takes. */
  readonly seconds?: number;
  /** The longest step of a walk. */
  readonly step?: number;
  /** The values of a replay. */
  readonly values?: readonly DefinitionValue[];
  /** At the end of a ramp or a replay: stays there, begins anew, or goes the way back. Default: repeat. */
  readonly then?: "stay" | "repeat" | "return";
}

/** What happens by itself: one of `every`, `after`, `when` and `enters` says when. */
export interface RuleDefinition {
  /** Again and again, with this time between. */
  readonly every?: number;
  /** Once, so long after the start. */
  readonly after?: number;
  /** Each time that a variable gets there. It is looked at each second, and after everything that the simulation does. */
  readonly when?: ConditionDefinition;
  /** Each time that this processing state is entered. */
  readonly enters?: string;
  /** What is done, one after the other. */
  readonly do: readonly ActionDefinition[];
}

/** What a variable has to be: one of `above`, `below` and `equals`. */
export interface ConditionDefinition {
  /** A status variable or a constant. */
  readonly variable: string;
  /** Greater than this. */
  readonly above?: number;
  /** Less than this. */
  readonly below?: number;
  /** This. */
  readonly equals?: DefinitionValue;
}

/**
 * Something that is done. One field says what; `values` goes with `trigger`. Text may have names in braces: `{LotId}` is a
 * parameter of the command, a status variable or a constant, `{n}` how many times the rule or the command has run. Text that
 * is one name in braces and nothing else has the value as it is, also a number.
 */
export interface ActionDefinition {
  /** Waits, in seconds. */
  readonly wait?: number;
  /** Triggers an event. */
  readonly trigger?: string;
  /** The data variables that go with the event. */
  readonly values?: Readonly<Record<string, DefinitionValue>>;
  /** Sets status variables. */
  readonly set?: Readonly<Record<string, DefinitionValue>>;
  /** Sets equipment constants, as the operator does. */
  readonly constants?: Readonly<Record<string, DefinitionValue>>;
  /** Sets an alarm. */
  readonly alarm?: string;
  /** Clears an alarm. */
  readonly clear?: string;
  /** A trigger of the processing states; nothing happens if the state has none of it. */
  readonly processing?: string;
  /** Sends text to the hosts (S10F1). */
  readonly text?: string;
  /** Tells the hosts that the operator has done something: Operator Command Issued. */
  readonly operator?: string;
}

/** What a remote command does. */
export interface CommandScriptDefinition {
  /** HCACK in some processing states, in place of `answer`; nothing is done then. */
  readonly refuse?: readonly RefusalDefinition[];
  /** HCACK. Default: 4 if something is waited for, otherwise 0. */
  readonly answer?: number;
  /** What is done, one after the other; after the answer if something is waited for. */
  readonly do?: readonly ActionDefinition[];
}

/** HCACK in some processing states. */
export interface RefusalDefinition {
  /** The processing states. */
  readonly during: readonly string[];
  /** HCACK. */
  readonly answer: number;
}
