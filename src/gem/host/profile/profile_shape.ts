/** A profile as JSON: its shape. A shape that is not that of its type does not compile. */

import {
  formatsOfKind,
  SECS_KINDS,
  type SecsForms,
  type SecsIdentity,
  type SecsKind,
  type SecsKindFormat,
} from "../../../secs/mod.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import type { Field } from "../../definition/shape.ts";
import {
  choice,
  either,
  map,
  needed,
  optional,
  record,
  type ShapeOf,
  text,
  whole,
} from "../../definition/shape_of.ts";
import { type GemAcknowledge, MEANINGS } from "../../handler/meanings.ts";
import { CONTROL_STATE_CODES } from "../../models/control.ts";
import type { TimeForm } from "../../time/format_time.ts";
import type { GemLack } from "../lack.ts";
import type {
  GemProfile,
  GemProfileCommand,
  GemProfileControlState,
  GemSaidControlState,
} from "./profile.ts";

const PRIMARY = {
  pattern: /^S(?:[1-9]|[1-9][0-9]|1[01][0-9]|12[0-7])F(?:(?:[1-9]|1[0-9]|2[0-4])?[13579]|25[135])$/,
  what: "the name of a primary, such as S1F11",
};
const CODE = {
  pattern: /^(?:[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])$/,
  what: "a number from 1 to 255",
};

const FORM = choice<SecsForms["S5F5"]>(["item", "list"]);
const SAID = text(0, 80, "any characters");
const LACKS: readonly GemLack[] = ["aborted", "unknown message", "not read", "too long", "silent"];
const TIME_FORMS: readonly TimeForm[] = ["12 digits", "14 digits", "16 digits", "extended"];
const STATES = ["offline", "online", ...Object.keys(CONTROL_STATE_CODES)] as GemSaidControlState[];

/** One optional field for each name. */
function perName<Name extends string, T>(
  names: readonly Name[],
  shapeOf: (name: Name) => ShapeOf<T>,
  about: (name: Name) => string,
): ShapeOf<Readonly<Partial<Record<Name, T>>>> {
  const fields = names.map((name): [string, Field] => [name, optional(shapeOf(name), about(name))]);
  return { type: "record", fields: Object.fromEntries(fields) };
}

const CONTROL_STATE = record<GemProfileControlState>({
  variable: needed(
    either<DefinitionId>(
      "a whole number from 0 on, or 1 to 80 printable characters of ASCII",
      whole(0),
      text(1, 80),
    ),
    "SVID, or the name of the variable in the model",
  ),
  values: optional(map(choice(STATES)), "What its values mean; without it 1 to 5, as E30 has them"),
});

const COMMAND = record<GemProfileCommand>({
  name: optional(text(1, 80), "RCMD; without it the same name"),
  parameters: optional(map(text(0, 80)), "CPNAME of its parameters, by their names in the model"),
});

/** The shape of the profile of a tool. */
export const PROFILE: ShapeOf<GemProfile> = record<GemProfile>({
  $schema: optional(text(0, 1_000), "Where this schema is"),
  identity: optional(
    record<Readonly<Partial<SecsIdentity>>>({
      MDLN: optional(SAID, "MDLN of S1F2 or S1F14"),
      SOFTREV: optional(SAID, "SOFTREV of S1F2 or S1F14"),
    }),
    "The tool that it is of",
  ),
  strict: optional(
    { type: "boolean" },
    "For compliance tests: nothing is tolerated, learned, or tried again",
  ),
  formats: optional(
    perName<SecsKind, SecsKindFormat>(
      SECS_KINDS,
      (kind) => choice(formatsOfKind(kind)),
      (kind) => `The format of ${kind}`,
    ),
    "The formats of ids and counts, by their names in E5",
  ),
  forms: optional(
    record<Readonly<Partial<SecsForms>>>({
      S5F3: optional(FORM, "ALID of all alarms: an item of length 0, or an empty list"),
      S5F5: optional(FORM, "One item with all ALIDs, or a list of them"),
    }),
    "The form of messages that some tools take as a list",
  ),
  encoding: optional(text(1, 40), "The encoding of text in A and J; without it Latin-1"),
  maxPerMessage: optional(whole(1, 1_000_000), "Maximum number of reports, links and events in one message"),
  timeForm: optional(choice(TIME_FORMS), "The form of times"),
  lacks: optional(
    map(choice(LACKS), PRIMARY),
    "The messages that the tool does not have, and what it does with them",
  ),
  codes: optional(
    perName<GemAcknowledge, Readonly<Record<string, string>>>(
      Object.keys(MEANINGS) as GemAcknowledge[],
      () => map(text(1, 400, "any characters"), CODE),
      (name) => `The meanings of ${name}, by its values`,
    ),
    "What values of acknowledge codes mean at this tool",
  ),
  controlState: optional(CONTROL_STATE, "The status variable of the control state"),
  commands: optional(map(COMMAND), "What the tool calls the remote commands of the model"),
});
