import { type GemAcknowledge, standardMeaning } from "../../gem/handler/meanings.ts";
import { dataCode, type NameCode } from "./names.ts";

/** The code with which a reply says yes or no. */
export interface Acknowledge {
  readonly name: GemAcknowledge | "ACKC6";
  /** What says yes, or nothing that is worth a word. */
  readonly yes: readonly number[];
  /** What a refusal keeps from happening. */
  readonly what: string;
  /** Whether a no stops what was to be done; others are said in passing. */
  readonly isBad: boolean;
}

const ROWS: readonly (readonly [
  stream: number,
  func: number,
  name: GemAcknowledge | "ACKC6",
  what: string,
  isBad: boolean,
  yes?: readonly number[],
])[] = [
  [1, 14, "COMMACK", "communications are not established", true],
  [1, 16, "OFLACK", "the tool stays on-line", false],
  [1, 18, "ONLACK", "the tool does not go on-line", true, [0, 2]],
  [2, 16, "EAC", "no constant was changed", true],
  [2, 22, "CMDA", "the command was not done", true],
  [2, 24, "TIAACK", "the trace was not set up", true],
  [2, 32, "TIACK", "the time was not set", false],
  [2, 34, "DRACK", "the reports were not defined", true],
  [2, 36, "LRACK", "the reports were not linked", true],
  [2, 38, "ERACK", "the events were not enabled or disabled", true],
  [2, 42, "HCACK", "the command was not done", true, [0, 4]],
  [2, 44, "RSPACK", "the spooling was not set up", true],
  [2, 46, "VLAACK", "the limits were not set", true],
  [2, 50, "HCACK", "the command was not done", true, [0, 4]],
  [5, 2, "ACKC5", "the host does not accept the alarm", false],
  [5, 4, "ACKC5", "the alarm was not enabled or disabled", true],
  [6, 2, "ACKC6", "the host does not take the trace", false],
  [6, 12, "ACKC6", "the host does not take the event", false],
  [6, 24, "RSDA", "the spool is neither sent nor purged", false],
  [7, 2, "PPGNT", "the process program must not be sent", true],
  [7, 4, "ACKC7", "the process program was not taken", true],
  [7, 18, "ACKC7", "the process program was not deleted", true],
  [7, 24, "ACKC7", "the process program was not taken", true],
  [10, 2, "ACKC10", "the host does not take the text", false],
  [10, 4, "ACKC10", "the text is not shown", false],
  [10, 6, "ACKC10", "the text is not shown", false],
];

const ACKNOWLEDGES: ReadonlyMap<NameCode, Acknowledge> = new Map(
  ROWS.map(([stream, func, name, what, isBad, yes = [0]]) => [
    dataCode(stream, func),
    { name, yes, what, isBad },
  ]),
);

/** The code that a reply has; undefined: it has none. */
export function acknowledgeOf(code: NameCode): Acknowledge | undefined {
  return ACKNOWLEDGES.get(code);
}

/** `HCACK 2: it cannot do that now`. */
export function meaningOf({ name }: Acknowledge, value: number): string {
  return `${name} ${value}${
    meaning(name === "ACKC6" ? "not taken. Check the log of the host" : standardMeaning(name, value))
  }`;
}

function meaning(text: string | undefined): string {
  return text === undefined ? ", a code of the maker: look it up in the manual of the tool" : `: ${text}`;
}
