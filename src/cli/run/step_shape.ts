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
import type { Limit, Listed, Scalar, Step, Steps, Switched, Value, Wanted, Word } from "./scenario.ts";
import { ANY_NAME, ANY_TEXT, CONDITIONS, SCALAR, TIME, VALUE, VARIABLE_NAME } from "./value_shape.ts";

type ShapesOf = { readonly [W in Word]: ShapeOf<Steps[W]> };

/** One step: an object with the field of its word. */
export const STEP: ShapeOf<Step> & Shape = { type: "word", of: () => STEP_SHAPES, what: "a step" };

const about = optional(ANY_TEXT, "Why the step is there, for the reader of the report");
const answer = optional(
  ANY_TEXT,
  "What the answer has to be: a code, as in HCACK 4; a message, as in S9F5 or S1F0; or no reply. Without it: that it is accepted",
);
const save = optional(
  map(ANY_TEXT, VARIABLE_NAME),
  "Variables that get values of the message: their names, and those of the values",
);
const conditions = optional(CONDITIONS, "What the values have to be");
const body = optional(ANY_TEXT, "What the body has to be: SML, in which <*> stands for any item");
const steps = needed(list<Step>(STEP, 1), "The steps");
const names = list(ANY_TEXT, 1);
const allOr = either<"all" | readonly string[]>("all, or a list of names", choice(["all"]), names);
const values = map<Value>(VALUE, ANY_NAME);

const WANTED = record<Wanted>({
  events: optional(map(list(ANY_TEXT), ANY_NAME), "The events, and the variables that come with each"),
  alarms: optional(allOr, "The alarms that are enabled"),
  others: optional(choice(["keep", "clear"]), "What becomes of what is not named. Default: keep"),
});

const SWITCHED = record<Switched>({
  events: optional(allOr, "Events (S2F37)"),
  alarms: optional(allOr, "Alarms (S5F3)"),
});

const LIMIT = record<Limit>({
  id: needed(whole(1, 127), "LIMITID"),
  upper: optional(SCALAR, "UPPERDB; without it the limit is taken away"),
  lower: optional(SCALAR, "LOWERDB"),
});

const LISTED: readonly Listed[] = [
  "programs",
  "alarms",
  "enabled alarms",
  "status variables",
  "data variables",
  "constants",
  "events",
];

/** The shapes of the steps, by their words. */
export const STEP_SHAPES: ShapesOf = {
  link: record<Steps["link"]>({
    about,
    link: needed(
      choice(["open", "enable", "close"]),
      "Our side: open waits until communications are established, enable does not wait",
    ),
    within: optional(TIME, "How long open waits. Default: 30s"),
  }),
  line: record<Steps["line"]>({
    about,
    line: needed(
      choice(["cut", "down", "up"]),
      "The network to the simulated tool: cut once, down until it is up again",
    ),
  }),
  expect: record<Steps["expect"]>({
    about,
    expect: needed(
      ANY_TEXT,
      "A message, an alarm or a state, and the time: S6F11 LotStarted within 10s, alarm DoorOpen set, control local",
    ),
    with: conditions,
    body,
    save,
  }),
  never: record<Steps["never"]>({
    about,
    never: needed(ANY_TEXT, "What must not come, and for how long: S6F11 LotDone within 10s"),
    with: conditions,
    body,
  }),
  send: record<Steps["send"]>({ about, send: needed(ANY_TEXT, "A message in SML"), answer, body }),
  command: record<Steps["command"]>({
    about,
    command: needed(ANY_TEXT, "A remote command (S2F41)"),
    parameters: optional(map<Scalar>(SCALAR, ANY_NAME), "Its parameters"),
    answer,
  }),
  read: record<Steps["read"]>({
    about,
    read: needed(
      either<string | readonly string[]>("a name, or a list of names", ANY_TEXT, names),
      "Status variables (S1F3) or constants (S2F13)",
    ),
    with: conditions,
    save,
  }),
  constants: record<Steps["constants"]>({
    about,
    constants: needed(values, "Constants and their new values (S2F15)"),
    answer,
  }),
  want: record<Steps["want"]>({
    about,
    want: needed(
      WANTED,
      "What the tool is to send: reports, links and enables are set up as they are needed",
    ),
  }),
  enable: record<Steps["enable"]>({
    about,
    enable: needed(SWITCHED, "What the tool is to send again"),
    answer,
  }),
  disable: record<Steps["disable"]>({
    about,
    disable: needed(SWITCHED, "What the tool is not to send"),
    answer,
  }),
  control: record<Steps["control"]>({
    about,
    control: needed(choice(["on-line", "off-line"]), "S1F17 or S1F15"),
    answer,
  }),
  download: record<Steps["download"]>({
    about,
    download: needed(ANY_TEXT, "The PPID of a process program that goes to the tool (S7F3)"),
    text: needed(ANY_TEXT, "Its body"),
    answer,
  }),
  upload: record<Steps["upload"]>({
    about,
    upload: needed(ANY_TEXT, "The PPID of a process program that comes from the tool (S7F5)"),
    with: optional(CONDITIONS, "What its text has to be: text"),
    save,
    answer,
  }),
  delete: record<Steps["delete"]>({ about, delete: needed(allOr, "Process programs (S7F17)"), answer }),
  list: record<Steps["list"]>({
    about,
    list: needed(choice(LISTED), "What the tool has of these"),
    has: optional(names, "Names or ids that have to be there"),
    lacks: optional(names, "Names or ids that must not be there"),
  }),
  spool: record<Steps["spool"]>({
    about,
    spool: needed(
      choice(["read", "purge", "empty"]),
      "S6F23: the next messages, throw all away, or all until nothing is left",
    ),
    answer,
  }),
  spooling: record<Steps["spooling"]>({
    about,
    spooling: needed(list(ANY_TEXT), "The messages that are spooled (S2F43): S6F11, or S5 for a stream"),
    answer,
  }),
  clock: record<Steps["clock"]>({
    about,
    clock: needed(ANY_TEXT, "read (S2F17), now, or a time (S2F31)"),
    near: optional(TIME, "read: how far it may be from our time"),
    answer,
  }),
  terminal: record<Steps["terminal"]>({
    about,
    terminal: needed(
      either<string | readonly string[]>("text, or a list of lines", ANY_TEXT, names),
      "Text for the operator (S10F3, S10F5)",
    ),
    to: optional(
      either<number | "all">("a number from 0 to 255, or all", whole(0, 255), choice(["all"])),
      "The terminal. Default: 0",
    ),
    answer,
  }),
  trace: record<Steps["trace"]>({
    about,
    trace: needed(whole(0), "TRID of a trace (S2F23)"),
    variables: needed(names, "The variables"),
    every: needed(TIME, "The time between two samples"),
    samples: needed(whole(1), "Number of samples in all"),
    "per report": optional(whole(1), "Number of samples in a report. Default: 1"),
    answer,
  }),
  "stop trace": record<Steps["stop trace"]>({
    about,
    "stop trace": needed(whole(0), "TRID of the trace that ends"),
    answer,
  }),
  limits: record<Steps["limits"]>({
    about,
    limits: needed(
      either<"none" | Readonly<Record<string, readonly Limit[]>>>(
        "none, or limits by the names of variables",
        choice(["none"]),
        map(list(LIMIT), ANY_NAME),
      ),
      "Limits of variables (S2F45)",
    ),
    answer,
  }),
  let: record<Steps["let"]>({
    about,
    let: needed(map(VALUE, VARIABLE_NAME), "Variables of the scenario, and their new values"),
  }),
  check: record<Steps["check"]>({
    about,
    check: needed(CONDITIONS, "What variables of the scenario have to be"),
  }),
  set: record<Steps["set"]>({
    about,
    set: needed(values, "Status variables and constants of the simulated tool"),
  }),
  operator: record<Steps["operator"]>({
    about,
    operator: needed(ANY_TEXT, "What the operator does at the panel of the simulated tool"),
  }),
  fault: record<Steps["fault"]>({
    about,
    fault: needed(
      ANY_TEXT,
      "A fault of the simulated tool, as in no-reply S1F3 once; or none, which ends all",
    ),
  }),
  wait: record<Steps["wait"]>({ about, wait: needed(TIME, "How long") }),
  repeat: record<Steps["repeat"]>({
    about,
    repeat: needed(
      either<number | string>("a whole number from 0 to 100000, or a variable", whole(0, 100_000), ANY_TEXT),
      "How many times",
    ),
    as: optional(ANY_TEXT, "The variable that counts, from 1"),
    steps,
  }),
  "for each": record<Steps["for each"]>({
    about,
    "for each": needed(
      either<string | readonly Scalar[]>("a list of values, or a variable", list(SCALAR), ANY_TEXT),
      "The values",
    ),
    as: needed(ANY_TEXT, "The variable that has each of them"),
    steps,
  }),
  parallel: record<Steps["parallel"]>({
    about,
    parallel: needed(map(list<Step>(STEP, 1), ANY_NAME), "Parts that run at the same time, by their names"),
  }),
};

/** The words, in the order of the documentation. */
export const WORDS: readonly Word[] = Object.keys(STEP_SHAPES) as Word[];
