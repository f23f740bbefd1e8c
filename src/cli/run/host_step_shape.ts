/** The shapes of the steps of a host: what it asks of a tool. */

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
import type { Limit, Listed, Name, Scalar, Steps, Switched, Wanted } from "./scenario.ts";
import {
  ABOUT,
  ANSWER,
  ANY_NAME,
  ANY_TEXT,
  CONDITIONS,
  NAME,
  NAMES,
  SAVE,
  SCALAR,
  TIME,
  VALUES,
  WITH,
} from "./value_shape.ts";

type HostWord = Exclude<
  keyof Steps,
  | "link"
  | "line"
  | "expect"
  | "never"
  | "send"
  | "let"
  | "check"
  | "set"
  | "operator"
  | "fault"
  | "wait"
  | "repeat"
  | "for each"
  | "parallel"
>;

const allOr = either<"all" | readonly Name[]>("all, or a list of names", choice(["all"]), NAMES);

const WANTED = record<Wanted>({
  events: optional(map(list(NAME), ANY_NAME), "The events, and the variables that come with each"),
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
export const HOST_SHAPES: { readonly [W in HostWord]: ShapeOf<Steps[W]> } = {
  command: record<Steps["command"]>({
    about: ABOUT,
    command: needed(ANY_TEXT, "A remote command (S2F41)"),
    parameters: optional(map<Scalar>(SCALAR, ANY_NAME), "Its parameters"),
    answer: ANSWER,
  }),
  read: record<Steps["read"]>({
    about: ABOUT,
    read: needed(
      either<Name | readonly Name[]>("a name, or a list of names", NAME, NAMES),
      "Status variables (S1F3) or constants (S2F13)",
    ),
    with: WITH,
    save: SAVE,
  }),
  constants: record<Steps["constants"]>({
    about: ABOUT,
    constants: needed(VALUES, "Constants and their new values (S2F15)"),
    answer: ANSWER,
  }),
  want: record<Steps["want"]>({
    about: ABOUT,
    want: needed(
      WANTED,
      "What the tool is to send: reports, links and enables are set up as they are needed",
    ),
  }),
  enable: record<Steps["enable"]>({
    about: ABOUT,
    enable: needed(SWITCHED, "What the tool is to send again"),
    answer: ANSWER,
  }),
  disable: record<Steps["disable"]>({
    about: ABOUT,
    disable: needed(SWITCHED, "What the tool is not to send"),
    answer: ANSWER,
  }),
  control: record<Steps["control"]>({
    about: ABOUT,
    control: needed(choice(["on-line", "off-line"]), "S1F17 or S1F15"),
    answer: ANSWER,
  }),
  download: record<Steps["download"]>({
    about: ABOUT,
    download: needed(ANY_TEXT, "The PPID of a process program that goes to the tool (S7F3)"),
    text: needed(ANY_TEXT, "Its body"),
    answer: ANSWER,
  }),
  upload: record<Steps["upload"]>({
    about: ABOUT,
    upload: needed(ANY_TEXT, "The PPID of a process program that comes from the tool (S7F5)"),
    with: optional(CONDITIONS, "What its text has to be: text"),
    save: SAVE,
    answer: ANSWER,
  }),
  delete: record<Steps["delete"]>({
    about: ABOUT,
    delete: needed(allOr, "Process programs (S7F17)"),
    answer: ANSWER,
  }),
  list: record<Steps["list"]>({
    about: ABOUT,
    list: needed(choice(LISTED), "What the tool has of these"),
    has: optional(NAMES, "Names or ids that have to be there"),
    lacks: optional(NAMES, "Names or ids that must not be there"),
  }),
  spool: record<Steps["spool"]>({
    about: ABOUT,
    spool: needed(
      choice(["read", "purge", "empty"]),
      "S6F23: the next messages, throw all away, or all until nothing is left",
    ),
    answer: ANSWER,
  }),
  spooling: record<Steps["spooling"]>({
    about: ABOUT,
    spooling: needed(list(ANY_TEXT), "The messages that are spooled (S2F43): S6F11, or S5 for a stream"),
    answer: ANSWER,
  }),
  clock: record<Steps["clock"]>({
    about: ABOUT,
    clock: needed(ANY_TEXT, "read (S2F17), now, or a time (S2F31)"),
    near: optional(TIME, "read: how far it may be from our time"),
    answer: ANSWER,
  }),
  terminal: record<Steps["terminal"]>({
    about: ABOUT,
    terminal: needed(
      either<string | readonly string[]>("text, or a list of lines", ANY_TEXT, list(ANY_TEXT, 1)),
      "Text for the operator (S10F3, S10F5)",
    ),
    to: optional(
      either<number | "all">("a number from 0 to 255, or all", whole(0, 255), choice(["all"])),
      "The terminal. Default: 0",
    ),
    answer: ANSWER,
  }),
  trace: record<Steps["trace"]>({
    about: ABOUT,
    trace: needed(whole(0), "TRID of a trace (S2F23)"),
    variables: needed(NAMES, "The variables"),
    every: needed(TIME, "The time between two samples"),
    samples: needed(whole(1), "Number of samples in all"),
    "per report": optional(whole(1), "Number of samples in a report. Default: 1"),
    answer: ANSWER,
  }),
  "stop trace": record<Steps["stop trace"]>({
    about: ABOUT,
    "stop trace": needed(whole(0), "TRID of the trace that ends"),
    answer: ANSWER,
  }),
  limits: record<Steps["limits"]>({
    about: ABOUT,
    limits: needed(
      either<"none" | Readonly<Record<string, readonly Limit[]>>>(
        "none, or limits by the names of variables",
        choice(["none"]),
        map(list(LIMIT), ANY_NAME),
      ),
      "Limits of variables (S2F45)",
    ),
    answer: ANSWER,
  }),
};
