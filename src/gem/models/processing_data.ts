/** A processing state. */
export interface ProcessingState<State extends string = string> {
  readonly name: State;
  /** Its value in ProcessState and PreviousProcessState, 0 to 255; a state that has parts has none. */
  readonly code?: number;
  /** The state that it is part of. */
  readonly partOf?: State;
}

/** A transition: from a state, or from all parts of one. */
export interface ProcessingTransition<State extends string = string, Trigger extends string = string> {
  /** Its number in the documentation of the tool. */
  readonly row: number;
  readonly from: State;
  /** What triggers it: any of these. */
  readonly on: readonly Trigger[];
  readonly to: State;
  /** `to` has parts, and the one that was left last is entered again; without it the first part is. */
  readonly history?: boolean;
  /** The collection events that it triggers, by the names of the tool, in order. */
  readonly events: readonly string[];
}

/** The processing states of a tool. */
export interface ProcessingDefinition<State extends string = string, Trigger extends string = string> {
  readonly states: readonly ProcessingState<State>[];
  /** Where the tool starts. */
  readonly initial: State;
  readonly transitions: readonly ProcessingTransition<State, Trigger>[];
}
