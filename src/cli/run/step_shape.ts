/** The shape of each step. */

import type { Shape } from "../../gem/definition/shape.ts";
import {
  choice,
  either,
  list,
  map,
  needed,
  optional,
  record,
  type ShapeOf,
  whole,
} from "../../gem/definition/shape_of.ts";
import type { Scalar, Step, Steps, Word } from "./scenario.ts";
import { HOST_SHAPES } from "./host_step_shape.ts";
import {
  ABOUT,
  ANSWER,
  ANY_NAME,
  ANY_TEXT,
  BODY,
  CONDITIONS,
  SAVE,
  SCALAR,
  TIME,
  VALUE,
  VALUES,
  VARIABLE_NAME,
  WITH,
} from "./value_shape.ts";

type ShapesOf = { readonly [W in Word]: ShapeOf<Steps[W]> };

/** One step: an object with the field of its word. */
export const STEP: ShapeOf<Step> & Shape = { type: "word", of: () => STEP_SHAPES, what: "a step" };

const STEPS = needed(list<Step>(STEP, 1), "The steps");

/** The shapes of the steps, by their words. */
export const STEP_SHAPES: ShapesOf = {
  link: record<Steps["link"]>({
    about: ABOUT,
    link: needed(
      choice(["open", "enable", "close"]),
      "Our side: open waits until communications are established, enable does not wait",
    ),
    within: optional(TIME, "How long open waits. Default: 30s"),
  }),
  line: record<Steps["line"]>({
    about: ABOUT,
    line: needed(
      choice(["cut", "down", "up"]),
      "The network to the simulated tool: cut once, down until it is up again",
    ),
  }),
  expect: record<Steps["expect"]>({
    about: ABOUT,
    expect: needed(
      ANY_TEXT,
      "A message, an alarm or a state, and the time: S6F11 LotStarted within 10s, alarm DoorOpen set, control local",
    ),
    with: WITH,
    body: BODY,
    save: SAVE,
  }),
  never: record<Steps["never"]>({
    about: ABOUT,
    never: needed(ANY_TEXT, "What must not come, and for how long: S6F11 LotDone within 10s"),
    with: WITH,
    body: BODY,
  }),
  send: record<Steps["send"]>({
    about: ABOUT,
    send: needed(ANY_TEXT, "A message in SML"),
    answer: ANSWER,
    body: BODY,
  }),
  ...HOST_SHAPES,
  let: record<Steps["let"]>({
    about: ABOUT,
    let: needed(map(VALUE, VARIABLE_NAME), "Variables of the scenario, and their new values"),
  }),
  check: record<Steps["check"]>({
    about: ABOUT,
    check: needed(CONDITIONS, "What variables of the scenario have to be"),
  }),
  set: record<Steps["set"]>({
    about: ABOUT,
    set: needed(VALUES, "Status variables and constants of the simulated tool"),
  }),
  operator: record<Steps["operator"]>({
    about: ABOUT,
    operator: needed(ANY_TEXT, "What the operator does at the panel of the simulated tool"),
  }),
  fault: record<Steps["fault"]>({
    about: ABOUT,
    fault: needed(
      ANY_TEXT,
      "A fault of the simulated tool, as in no-reply S1F3 once; or none, which ends all",
    ),
  }),
  wait: record<Steps["wait"]>({ about: ABOUT, wait: needed(TIME, "How long") }),
  repeat: record<Steps["repeat"]>({
    about: ABOUT,
    repeat: needed(
      either<number | string>("a whole number from 0 to 100000, or a variable", whole(0, 100_000), ANY_TEXT),
      "How many times",
    ),
    as: optional(ANY_TEXT, "The variable that counts, from 1"),
    steps: STEPS,
  }),
  "for each": record<Steps["for each"]>({
    about: ABOUT,
    "for each": needed(
      either<string | readonly Scalar[]>("a list of values, or a variable", list(SCALAR), ANY_TEXT),
      "The values",
    ),
    as: needed(ANY_TEXT, "The variable that has each of them"),
    steps: STEPS,
  }),
  parallel: record<Steps["parallel"]>({
    about: ABOUT,
    parallel: needed(map(list<Step>(STEP, 1), ANY_NAME), "Parts that run at the same time, by their names"),
  }),
};

/** The words, in the order of the documentation. */
export const WORDS: readonly Word[] = Object.keys(STEP_SHAPES) as Word[];
