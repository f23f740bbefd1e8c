import type { SecsDialectOptions } from "@secs/hsms";
import { KINDS, type ValueKind } from "./message_values.ts";

/** Where a message of secsgem 0.3.0 is not as ours. */
export interface Deviation {
  readonly messages: readonly string[];
  /** What it does, for docs/interop.md. */
  readonly what: string;
  /** What helps, for docs/interop.md. */
  readonly help: string;
  /** The differences that follow from it: `names`, `direction`, `W`, `to it, KIND`, `from it, KIND`. */
  readonly differences: readonly string[];
  /** With these options of a handler none of the differences is left. */
  readonly options?: SecsDialectOptions;
}

/** The messages that have a MID. */
const MID = [
  "S12F1",
  "S12F3",
  "S12F4",
  "S12F5",
  "S12F7",
  "S12F9",
  "S12F11",
  "S12F13",
  "S12F14",
  "S12F15",
  "S12F16",
  "S12F17",
  "S12F18",
];

/** All of them: a difference that is not here, and one here that is not found, fail the case of the message. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    messages: ["S1F2", "S1F13", "S1F14"],
    what: "the identity is a list of any number of MDLN; SOFTREV is the second one",
    help: "nothing is needed",
    differences: ["names"],
  },
  {
    messages: ["S2F21", "S2F49", "S5F1", "S5F3", "S5F9", "S5F11", "S5F15", "S6F1", "S10F1", "S10F3"],
    what: "sent without W, also by calls that wait for the reply, like `enable_alarm()`: they end with T3",
    help: "a class of one's own there, with `_is_reply_required = True`",
    differences: ["W"],
  },
  {
    messages: ["S1F12", "S1F22", "S1F24", "S2F45", "S2F48"],
    what: "an empty list in place of a record is read as a record of `None`, and cannot be sent",
    help: "the program there must check for `None`",
    differences: both("no elements"),
  },
  {
    messages: ["S6F8", "S6F16", "S7F6", "S12F4", "S12F14", "S12F16", "S12F18"],
    what: "an empty list in place of the whole is read as a record of `None`, and cannot be sent",
    help: "the program there must check for `None`",
    differences: both("nothing", "no elements"),
  },
  {
    messages: ["S5F14", "S5F15", "S5F18"],
    what: "an empty list in place of the error is read as a record of `None`, and cannot be sent",
    help: "the program there must check for `None`",
    differences: both("nothing", "no elements"),
  },
  {
    messages: ["S2F46"],
    what: "an empty list in place of a limit is read as a record of empty items, and is sent so",
    help: "nothing: we do not read LIMITID and LIMITACK of length 0",
    differences: both("no elements"),
  },
  {
    messages: ["S2F45", "S2F48"],
    what: "LIMITMIN, LIMITMAX, UPPERDB and LOWERDB are no B or list, and a text of them has one character",
    help: "numbers",
    differences: both("text", "bytes", "lists"),
  },
  {
    messages: ["S5F14", "S5F15", "S5F18"],
    what: "ERRCODE is signed: an unsigned one is dropped",
    help: '`formats: { ERRCODE: "I8" }`',
    differences: toIt(...KINDS.filter((kind) => kind !== "nothing" && kind !== "no elements")),
    options: { formats: { ERRCODE: "I8" } },
  },
  {
    messages: ["S14F2", "S14F4"],
    what: "ERRCODE is signed: an unsigned one is dropped",
    help: '`formats: { ERRCODE: "I8" }`',
    differences: toIt(...allBut("nothing")),
    options: { formats: { ERRCODE: "I8" } },
  },
  {
    messages: ["S2F21", "S2F41", "S2F49"],
    what: "RCMD is A, U1 or I1, as in E5: a larger number is dropped, and is sent as text",
    help: "A, or numbers up to 255",
    differences: both("large numbers"),
  },
  {
    messages: ["S2F25", "S2F26"],
    what: "ABS is B, as in E5; other items are dropped, and other values are refused or sent as B",
    help: "B",
    differences: both(...allBut("bytes")),
  },
  {
    messages: ["S2F30"],
    what: "ECMIN, ECMAX and ECDEF are no lists",
    help: "no lists",
    differences: both("lists"),
  },
  {
    messages: ["S2F41"],
    what: "CPVAL is neither a float nor a list: such an item is dropped, and a float is sent as text",
    help: "an integer or A",
    differences: both("floats", "lists"),
  },
  {
    messages: ["S2F50"],
    what: "CEPACK is CPACK, one B; U1 and lists are dropped, B is read here",
    help: "an empty list of parameters in a reply to it",
    differences: ["names", ...toIt(...allBut("nothing")), ...fromIt("lists")],
  },
  {
    messages: ["S5F1", "S5F3", "S5F6", "S5F8"],
    what: "ALID is an integer; text is dropped, and cannot be sent",
    help: "numbers",
    differences: both("text"),
  },
  {
    messages: ["S5F5"],
    what: "a list of ALID instead of one item; the item is dropped, the list is read here",
    help: '`forms: { S5F5: "list" }`',
    differences: toIt(...KINDS),
    options: { forms: { S5F5: "list" } },
  },
  {
    messages: ["S7F1", "S7F3", "S7F5", "S7F6", "S7F17", "S7F20"],
    what: "PPID is A or B, as in E5; an integer is dropped",
    help: '`formats: { PPID: "A" }`',
    differences: toIt("numbered programs"),
    options: { formats: { PPID: "A" } },
  },
  {
    messages: ["S7F1", "S7F3", "S7F5", "S7F6", "S7F17", "S7F20"],
    what: "a number that is given for a PPID is sent as text",
    help: "nothing is needed: the PPID is text here",
    differences: fromIt("numbered programs"),
  },
  {
    messages: ["S7F3", "S7F6"],
    what: "PPBODY is no BOOLEAN, float or list: it is dropped; BOOLEAN is sent as U1, a float as text",
    help: "A, B or integers",
    differences: both("truth values", "floats", "lists"),
  },
  {
    messages: MID,
    what: "MID is A or B, as in E5; an integer is dropped",
    help: '`formats: { MID: "A" }`',
    differences: toIt("numbered programs"),
    options: { formats: { MID: "A" } },
  },
  {
    messages: MID,
    what: "a number that is given for a MID is sent as text",
    help: "nothing is needed: the MID is text here",
    differences: fromIt("numbered programs"),
  },
];

function toIt(...kinds: readonly ValueKind[]): string[] {
  return kinds.map((kind) => `to it, ${kind}`);
}

function fromIt(...kinds: readonly ValueKind[]): string[] {
  return kinds.map((kind) => `from it, ${kind}`);
}

function both(...kinds: readonly ValueKind[]): string[] {
  return [...toIt(...kinds), ...fromIt(...kinds)];
}

function allBut(one: ValueKind): ValueKind[] {
  return KINDS.filter((kind) => kind !== one);
}
