/** What a code means, and what to check; by its value. */
type Meanings = Readonly<Record<number, string>>;

/** The name of an acknowledge code of E5. */
export type GemAcknowledge =
  | "ACKC5"
  | "ACKC7"
  | "ACKC10"
  | "CEPACK"
  | "CMDA"
  | "COMMACK"
  | "CPACK"
  | "DRACK"
  | "EAC"
  | "ERACK"
  | "HCACK"
  | "LIMITACK"
  | "LRACK"
  | "LVACK"
  | "OFLACK"
  | "ONLACK"
  | "PPGNT"
  | "RSDA"
  | "RSPACK"
  | "STRACK"
  | "TIAACK"
  | "TIACK"
  | "VLAACK";

/** What a value of an acknowledge code means, and what to check; undefined if that is not known. */
export type MeaningOf = (acknowledge: GemAcknowledge, value: number) => string | undefined;

const PARAMETER: Meanings = {
  1: "there is no parameter of that name. Check its spelling, upper and lower case too",
  2: "illegal value",
  3: "illegal format. Check the format in the manual of the equipment",
};

const COMMAND: Meanings = {
  1: "there is no such command. Check its spelling, upper and lower case too",
  2: "it cannot do that now. Check whether it is REMOTE, and its processing state",
  3: "a parameter is wrong",
  5: "rejected, it is in that condition already",
  6: "there is no such object. Check OBJSPEC",
};

/** What the codes of E5 and E30 say that a GEM handler reads, by their names, and what to check. */
export const MEANINGS: Readonly<Record<GemAcknowledge, Meanings>> = {
  COMMACK: { 1: "denied, it will be tried again. Check whether communication is enabled there" },
  OFLACK: { 1: "denied. Check the screen of the equipment" },
  ONLACK: { 1: "not allowed. Its operator has to switch the equipment on-line" },
  PPGNT: {
    1: "it has that process program already. Delete it first, or send it without asking",
    2: "no space. Delete process programs there",
    3: "the PPID is not valid. Check its spelling and its length",
    4: "busy, try again later",
    5: "it will not accept it. Check its control state and its processing state",
  },
  ACKC5: { 1: "it refuses. Check whether it has that alarm" },
  ACKC7: {
    1: "permission not granted. Check its control state and who may load process programs",
    2: "length error. Check the length of the body",
    3: "matrix overflow. Check the number of process programs there",
    4: "the PPID is not found. Check its spelling",
    5: "mode unsupported. Check whether the body is to be formatted",
    6: "the command will be performed later",
  },
  ACKC10: {
    1: "the text will not be shown. Check its length, and whether the terminal takes several lines",
    2: "there is no such terminal. Check its number",
  },
  DRACK: {
    1: "no space. Define fewer reports, or fewer variables in them",
    2: "it cannot read the format. Check the formats of its ids (option formats)",
    3: "a report of that RPTID is defined already. Delete it first",
    4: "it does not have one of the variables. Check the VIDs",
  },
  LRACK: {
    1: "no space. Link fewer reports",
    2: "it cannot read the format. Check the formats of its ids (option formats)",
    3: "the event has a report already. Unlink it first",
    4: "it does not have the event. Check the CEID",
    5: "it does not have the report. Check the RPTID, and whether the report was defined",
  },
  ERACK: { 1: "it does not have one of the events. Check the CEIDs" },
  EAC: {
    1: "it does not have one of the constants. Check the ECIDs",
    2: "busy. Check whether it is REMOTE, and its processing state",
    3: "a value is out of range. Ask for the ranges with listEcs, and check the formats of the values",
  },
  HCACK: COMMAND,
  CMDA: { 1: COMMAND[1]!, 2: COMMAND[2]! },
  CPACK: PARAMETER,
  CEPACK: { ...PARAMETER, 4: "the name is not valid here" },
  TIAACK: {
    1: "too many variables. Trace fewer",
    2: "no more traces. Stop another one first",
    3: "the period is not valid. Try a longer one, of whole seconds",
    4: "it does not have one of the variables. Check the SVIDs",
    5: "the number of samples in a report is not valid. Try a smaller one",
  },
  VLAACK: { 1: "a definition is wrong, and nothing is changed", 2: "it cannot do that now, try again later" },
  LVACK: {
    1: "it does not have that variable. Check the VID",
    2: "that variable can have no limits",
    3: "the variable is there twice",
    4: "a limit is wrong",
  },
  LIMITACK: {
    1: "there is no such limit. Check its number",
    2: "its upper end is above the greatest limit. Ask for the range with requestLimits",
    3: "its lower end is below the least limit. Ask for the range with requestLimits",
    4: "its upper end is below its lower end",
    5: "illegal format. Use the format of the variable",
    6: "text that is not a number",
    7: "the limit is there twice",
  },
  RSPACK: { 1: "refused, and nothing is changed" },
  STRACK: {
    1: "that stream cannot be spooled",
    2: "it does not have that stream",
    3: "it does not have one of these functions",
    4: "one of these functions is a secondary",
  },
  RSDA: { 1: "busy, try again later", 2: "nothing is spooled there" },
  TIACK: { 1: "the time was not set. Check its form (option time), and whether the operator has to set it" },
};

/** What E5 and E30 say. A code of the maker has no meaning there. */
export const standardMeaning: MeaningOf = (acknowledge, value) => MEANINGS[acknowledge][value];
