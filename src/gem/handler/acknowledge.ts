import { SecsAcknowledgeError, type SecsRole } from "../../secs/mod.ts";

/** What the codes of E5 and E30 say that GemHandler reads, and what to check. */
const MEANINGS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
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
  ACKC7: {
    1: "permission not granted. Check its control state and who may load process programs",
    2: "length error. Check the length of the body",
    3: "matrix overflow. Check the number of process programs there",
    4: "the PPID is not found. Check its spelling",
    5: "mode unsupported. Check whether the body is to be formatted",
    6: "the command will be performed later",
  },
};

/**
 * Nothing if an acknowledge code says yes.
 *
 * @throws {SecsAcknowledgeError} when it does not.
 */
export function requireAccepted(request: string, name: string, value: number, by: SecsRole): void {
  if (value !== 0) throw refusal(request, name, value, by);
}

/** The error for an acknowledge code that says no. */
export function refusal(request: string, name: string, value: number, by: SecsRole): SecsAcknowledgeError {
  const meaning = MEANINGS[name]?.[value];
  return new SecsAcknowledgeError(request, name, value, { by, ...(meaning !== undefined && { meaning }) });
}
