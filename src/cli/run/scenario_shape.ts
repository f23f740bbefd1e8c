/** The shape of a file of scenarios: the checks and the JSON Schema are made from it. */

import type { Shape } from "../../gem/definition/shape.ts";
import {
  choice,
  list,
  map,
  needed,
  optional,
  record,
  type ShapeOf,
  text,
  whole,
} from "../../gem/definition/shape_of.ts";
import { STEP } from "./step_shape.ts";
import type { Scenario, ScenarioFile, Simulated, Step, Timers, Value } from "./scenario.ts";
import { ANY_NAME, ANY_TEXT, formed, TIME, VALUE, VARIABLE_NAME } from "./value_shape.ts";

const PEER = {
  pattern: /^(?:simulated|connect to \S+:\d{1,5}|listen on (?:\S+:)?\d{1,5})$/,
  what: "simulated, connect to HOST:PORT, or listen on PORT",
};

const SIMULATED = record<Simulated>({
  seed: optional(whole(0), "The same seed gives the same run. Default: that of the model, or 1"),
  control: optional(
    choice(["offline", "local", "remote"]),
    "Where the control state begins. Default: remote",
  ),
  speed: optional({ type: "number" }, "How many seconds of the simulation go by in one. Default: 1"),
  spool: optional(whole(1), "Turn the spool on; it takes so many messages"),
});

const TIMER = optional(TIME, "As in 45s");
const TIMERS = record<Timers>({ t3: TIMER, t5: TIMER, t6: TIMER, t7: TIMER, t8: TIMER });

const VARIABLES: ShapeOf<Readonly<Record<string, Value>>> = map(VALUE, VARIABLE_NAME);

const SCENARIO: ShapeOf<Scenario> = record<Scenario>({
  about: optional(ANY_TEXT, "What it proves, in a sentence"),
  simulated: optional(SIMULATED, "How the simulated tool begins, in place of what the file says"),
  variables: optional(
    VARIABLES,
    "Variables and their values at the begin: $NAME stands for each in the steps",
  ),
  steps: needed(list<Step>(STEP, 1), "What is done and what has to happen, one after the other"),
});

/** The shape of a file. */
export const SCENARIO_FILE: ShapeOf<ScenarioFile> = record<ScenarioFile>({
  name: needed(text(1, 200, "any characters"), "What the file is about: the name of the suite in reports"),
  about: optional(ANY_TEXT, "More about it"),
  play: optional(choice(["host", "tool"]), "Who we are. Default: host"),
  model: optional(
    ANY_TEXT,
    "The model of the tool: a file, from the folder of this one, or etcher or inspection. Without it events and variables have ids",
  ),
  peer: optional(
    formed(PEER),
    "The other side: simulated (the default), connect to HOST:PORT, or listen on PORT",
  ),
  session: optional(whole(0, 65_535), "Session (device) id. Default: 0"),
  timers: optional(TIMERS, "The timers of E37"),
  simulated: optional(SIMULATED, "How the simulated tool begins"),
  variables: optional(VARIABLES, "Variables of all scenarios"),
  before: optional(list<Step>(STEP, 1), "Steps before those of each scenario"),
  after: optional(list<Step>(STEP, 1), "Steps after those of each scenario, also if one of them has failed"),
  scenarios: needed(
    map(SCENARIO, ANY_NAME),
    "The scenarios by their names; each begins with a link of its own",
  ),
});

/** The shapes that are in several places, by their names in the schema. */
export const NAMED: Readonly<Record<string, Shape>> = { step: STEP, value: VALUE };
