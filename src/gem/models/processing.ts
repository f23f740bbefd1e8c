/**
 * The processing states of a tool. E30 has an example only; each tool has its own. So they are data: states, which may be
 * part of others, and transitions with what triggers them. `processing_check.ts` says what is wrong with such data.
 */

import { requireProcessing } from "./processing_check.ts";
import type { ProcessingDefinition } from "./processing_data.ts";
import type { Step } from "./table.ts";

/** Where the processing of a tool is: plain data. */
export interface ProcessingModel<State extends string = string> {
  /** ProcessState: a state without parts. */
  readonly state: State;
  /** PreviousProcessState. */
  readonly previous: State;
  /** For each state that has parts: the part in which it was left last, which has no parts itself. */
  readonly history: Readonly<Record<string, State>>;
}

/** Trigger a collection event. */
export interface ProcessingEffect {
  /** It triggers a collection event. */
  readonly type: "event";
  /** Its name. */
  readonly event: string;
}

/** The processing states of a tool, checked. */
export interface Processing<State extends string = string, Trigger extends string = string> {
  /** What it was made from. */
  readonly definition: ProcessingDefinition<State, Trigger>;
  /** The model at the start. */
  readonly start: ProcessingModel<State>;
  /** The value of ProcessState in a state that has no parts. */
  codeOf(state: State): number;
  /** What `trigger` does; nothing if no transition of the state has it. */
  change(model: ProcessingModel<State>, trigger: Trigger): Step<ProcessingModel<State>, ProcessingEffect>;
}

/**
 * Makes the processing states of a tool from their data.
 *
 * @throws {RangeError} when the data contradict themselves; the message lists everything that is wrong.
 *
 * @example
 * ```ts
 * import { DEFAULT_PROCESSING, defineProcessing } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const { start, change } = defineProcessing(DEFAULT_PROCESSING);
 * const { model, effects } = change(start, "initialized");
 * assertEquals([start.state, model.state], ["INIT", "IDLE"]);
 * assertEquals(effects, [{ type: "event", event: "Processing State Change" }]);
 * ```
 */
export function defineProcessing<State extends string, Trigger extends string>(
  definition: ProcessingDefinition<State, Trigger>,
): Processing<State, Trigger> {
  requireProcessing(definition);
  const states = new Map(definition.states.map((state) => [state.name, state]));
  const start = entered(definition.initial);
  return {
    definition,
    start: { state: start, previous: start, history: {} },
    codeOf: (state) => states.get(state)!.code!,
    change,
  };

  function change(
    model: ProcessingModel<State>,
    trigger: Trigger,
  ): Step<ProcessingModel<State>, ProcessingEffect> {
    const within = [model.state, ...wholesOf(model.state)];
    const taken = within.flatMap((from) => definition.transitions.filter((one) => one.from === from))
      .find(({ on }) => on.includes(trigger));
    if (taken === undefined) return { model, rows: [], effects: [] };
    const state = (taken.history ? model.history[taken.to] : undefined) ?? entered(taken.to);
    const left = wholesOf(model.state).filter((whole) => !wholesOf(state).includes(whole));
    const history: Record<string, State> = { ...model.history };
    for (const whole of left) history[whole] = model.state;
    return {
      model: { state, previous: model.state, history },
      rows: [taken.row],
      effects: taken.events.map((event) => ({ type: "event", event })),
    };
  }

  /** The state that is entered with `state`: itself, or the first of its parts. */
  function entered(state: State): State {
    const first = definition.states.find(({ partOf }) => partOf === state);
    return first === undefined ? state : entered(first.name);
  }

  /** What a state is part of, from the inside out. */
  function wholesOf(state: State): State[] {
    const whole = states.get(state)!.partOf;
    return whole === undefined ? [] : [whole, ...wholesOf(whole)];
  }
}

/** A state without parts, or all such states that are part of it. */
export function statesWithin(state: string, processing: ProcessingDefinition): string[] {
  const parts = processing.states.filter(({ partOf }) => partOf === state);
  return parts.length === 0 ? [state] : parts.flatMap(({ name }) => statesWithin(name, processing));
}
