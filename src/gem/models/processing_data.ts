/** A processing state. */
export interface ProcessingState<State extends string = string> {
  /** Its name. */
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
  /** The state in which it happens, or one whose parts all have it. */
  readonly from: State;
  /** What triggers it: any of these. */
  readonly on: readonly Trigger[];
  /** Where it leads. */
  readonly to: State;
  /** `to` has parts, and the one that was left last is entered again; without it the first part is. */
  readonly history?: boolean;
  /** The collection events that it triggers, by the names of the tool, in order. */
  readonly events: readonly string[];
}

/** The processing states of a tool. */
export interface ProcessingDefinition<State extends string = string, Trigger extends string = string> {
  /** All states; if a state with parts is entered, the first of them is. */
  readonly states: readonly ProcessingState<State>[];
  /** Where the tool starts. */
  readonly initial: State;
  /** All transitions. */
  readonly transitions: readonly ProcessingTransition<State, Trigger>[];
}
