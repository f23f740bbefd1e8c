/** A row of a state table of E30: its number, and where it leads. */
export interface Move<Place extends string> {
  /** Its number. */
  readonly row: number;
  /** Where it leads. */
  readonly to: Place;
}

/**
 * State → event → the row that is taken. Every event has an entry in every state; `stay` changes nothing.
 *
 * A row leads to a state, or to a place that is entered by rows of its own (a composite state, or a choice by option).
 */
export type Table<State extends string, Event extends string, Place extends string = never> = Readonly<
  Record<State, Readonly<Record<Event, Move<State | Place> | undefined>>>
>;

/** Entry of a table: nothing changes. */
export const stay = undefined;

/** Entry of a table: row `row` leads to `place`. */
export function to<Place extends string>(row: number, place: Place): Move<Place> {
  return { row, to: place };
}

/** What an input did to a model. */
export interface Step<Model, Effect> {
  /** The model after it; the model before it is not changed. */
  readonly model: Model;
  /** The rows of the table that were taken, in order. */
  readonly rows: readonly number[];
  /** What is to be done or told, in order. */
  readonly effects: readonly Effect[];
}

/** A step that is being taken; what it has so far. */
export interface Draft<Model, Effect> {
  model: Model;
  readonly rows: number[];
  readonly effects: Effect[];
}

/** A step that has not done anything yet. */
export function draft<Model, Effect>(model: Model): Draft<Model, Effect> {
  return { model, rows: [], effects: [] };
}
