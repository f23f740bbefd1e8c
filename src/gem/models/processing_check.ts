/** What can be wrong with the processing states of a tool. */

import type { ProcessingDefinition } from "./processing_data.ts";

/** Throws a RangeError that lists everything that is wrong. */
export function requireProcessing(definition: ProcessingDefinition): void {
  const wrong = [...checkStates(definition), ...checkTransitions(definition)];
  // Which states are reached can be said only if all names are right.
  if (wrong.length === 0) wrong.push(...checkReached(definition));
  if (wrong.length > 0) throw new RangeError(`The processing states are not right: ${wrong.join("; ")}`);
}

function checkStates({ states, initial }: ProcessingDefinition): string[] {
  const names = states.map(({ name }) => name);
  const codes = states.flatMap(({ code }) => code === undefined ? [] : [code]);
  const wholes = new Set(states.map(({ partOf }) => partOf));
  return [
    ...twice(names).map((name) => `the state ${name} is there twice`),
    ...twice(codes).map((code) => `two states have the code ${code}`),
    ...names.includes(initial) ? [] : [`there is no state ${initial}, in which the tool starts`],
    ...states.flatMap(({ name, code, partOf }) => [
      ...code === undefined || isCode(code) ? [] : [`the code of ${name} must be 0 to 255, got ${code}`],
      ...wholes.has(name) || code !== undefined ? [] : [`the state ${name} needs a code`],
      ...wholes.has(name) && code !== undefined ? [`the state ${name} has parts, and can have no code`] : [],
      ...partOf === undefined || names.includes(partOf)
        ? []
        : [`${name} is part of ${partOf}, which is no state`],
      ...isPartOfItself(name, states) ? [`${name} is part of itself`] : [],
    ]),
  ];
}

function checkTransitions({ states, transitions }: ProcessingDefinition): string[] {
  const isState = (name: string) => states.some((state) => state.name === name);
  return [
    ...twice(transitions.flatMap(({ from, on }) => on.map((trigger) => `${trigger} of ${from}`)))
      .map((way) => `two transitions have the trigger ${way}`),
    ...twice(transitions.map(({ row }) => row)).map((row) => `two transitions have the number ${row}`),
    ...transitions.flatMap(({ row, from, to, history }) => [
      ...[from, to].filter((name) => !isState(name)).map((name) =>
        `transition ${row} names ${name}, which is no state`
      ),
      ...history && isState(to) && !states.some(({ partOf }) => partOf === to)
        ? [`transition ${row} has a history, but ${to} has no parts`]
        : [],
    ]),
  ];
}

function checkReached({ states, initial, transitions }: ProcessingDefinition): string[] {
  const reached = new Set<string>();
  const enter = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const state = states.find((one) => one.name === name)!;
    const first = states.find(({ partOf }) => partOf === name);
    if (first !== undefined) enter(first.name);
    for (
      let { partOf } = state;
      partOf !== undefined;
      partOf = states.find((one) => one.name === partOf)!.partOf
    ) {
      reached.add(partOf);
    }
    for (const { from, to } of transitions) if (reached.has(from)) enter(to);
  };
  enter(initial);
  return states.filter(({ name }) => !reached.has(name)).map(({ name }) => `no transition leads to ${name}`);
}

function isCode(code: number): boolean {
  return Number.isInteger(code) && code >= 0 && code <= 255;
}

function isPartOfItself(name: string, states: ProcessingDefinition["states"]): boolean {
  let whole: string | undefined = name;
  for (const _ of states) {
    whole = states.find((state) => state.name === whole)?.partOf;
    if (whole === name) return true;
  }
  return false;
}

function twice<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
