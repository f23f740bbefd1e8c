import type { DefinitionValue } from "./definition_value.ts";
import type { Shape } from "./shape.ts";
import { choice, list, map, needed, optional, record, type ShapeOf, text, whole } from "./shape_of.ts";
import type {
  ActionDefinition,
  CommandScriptDefinition,
  ConditionDefinition,
  MotionDefinition,
  MotionKind,
  RefusalDefinition,
  RuleDefinition,
  SimulationDefinition,
} from "./simulation_definition.ts";

const NUMBER: ShapeOf<number> = { type: "number" };
const NAME = text(1, 40);
const NAMES = list(NAME, 1);
const TEXT = text(0, 4_000, "any characters");
const HCACK = whole(0, 255);

/** The kinds of motions, and the fields that each needs. */
export const MOTIONS: Readonly<Record<MotionKind, readonly (keyof MotionDefinition)[]>> = {
  ramp: ["from", "to", "seconds"],
  sine: ["from", "to", "seconds"],
  walk: ["from", "to", "step"],
  replay: ["values"],
};

/** What of a rule says when it runs. */
export const MOMENTS = ["every", "after", "when", "enters"] as const;

/** What of a condition says what the variable has to be. */
export const TESTS = ["above", "below", "equals"] as const;

/** What of an action says what it is. */
export const VERBS = [
  "wait",
  "trigger",
  "set",
  "constants",
  "alarm",
  "clear",
  "processing",
  "text",
  "operator",
] as const;

/** The shape of a simulation; `value` is that of a value in the definition of a tool. */
export function simulationShape(value: ShapeOf<DefinitionValue>): {
  readonly simulation: ShapeOf<SimulationDefinition>;
  /** Its parts, by their names in the JSON Schema. */
  readonly parts: Readonly<Record<string, Shape>>;
} {
  const motion = record<MotionDefinition>({
    move: needed(choice(Object.keys(MOTIONS) as MotionKind[]), "How it moves"),
    every: optional(NUMBER, "How often it has a new value, in seconds; without it 1"),
    during: optional(NAMES, "The processing states in which it moves; without it all"),
    from: optional(NUMBER, "Where it begins, or its least value"),
    to: optional(NUMBER, "Where it ends, or its greatest value"),
    seconds: optional(NUMBER, "How long a ramp, or a turn of a sine, takes"),
    step: optional(NUMBER, "The longest step of a walk"),
    values: optional(list(value, 1), "The values of a replay"),
    then: optional(choice(["stay", "repeat", "return"]), "What a ramp or a replay does at its end"),
  });
  const condition = record<ConditionDefinition>({
    variable: needed(NAME, "A status variable or a constant"),
    above: optional(NUMBER, "Greater than this"),
    below: optional(NUMBER, "Less than this"),
    equals: optional(value, "This"),
  });
  const action = record<ActionDefinition>({
    wait: optional(NUMBER, "Waits, in seconds"),
    trigger: optional(NAME, "Triggers an event"),
    values: optional(map(value), "The data variables that go with the event"),
    set: optional(map(value), "Sets status variables"),
    constants: optional(map(value), "Sets equipment constants, as the operator does"),
    alarm: optional(NAME, "Sets an alarm"),
    clear: optional(NAME, "Clears an alarm"),
    processing: optional(NAME, "A trigger of the processing states"),
    text: optional(TEXT, "Sends text to the hosts"),
    operator: optional(TEXT, "Tells the hosts that the operator has done something"),
  });
  const actions = list(action);
  const rule = record<RuleDefinition>({
    every: optional(NUMBER, "Again and again, with so many seconds between"),
    after: optional(NUMBER, "Once, so many seconds after the start"),
    when: optional(condition, "Each time that a variable gets there"),
    enters: optional(NAME, "Each time that this processing state is entered"),
    do: needed(actions, "What is done, one after the other"),
  });
  const refusal = record<RefusalDefinition>({
    during: needed(NAMES, "The processing states"),
    answer: needed(HCACK, "HCACK"),
  });
  const script = record<CommandScriptDefinition>({
    refuse: optional(list(refusal), "HCACK in some processing states; nothing is done then"),
    answer: optional(HCACK, "HCACK; without it 4 if something is waited for, otherwise 0"),
    do: optional(actions, "What is done, one after the other"),
  });
  const simulation = record<SimulationDefinition>({
    seed: optional(whole(0), "The seed of everything random; without it 1"),
    values: optional(map(motion), "How status variables move, by their names"),
    rules: optional(list(rule), "What happens by itself"),
    commands: optional(map(script), "What remote commands do, by their names"),
  });
  return { simulation, parts: { motion, condition, action, rule, commandScript: script } };
}
