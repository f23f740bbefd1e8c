// The words within the texts of steps: what is awaited, answers, messages.

import { didYouMean } from "../../gem/mod.ts";
import { parseDuration } from "../values.ts";

/** A state of the link, of communications, of the control, of the spool or of the process. */
export interface StateSubject {
  readonly kind: "state";
  readonly of: StateKind;
  readonly state: string;
}

/** A primary, and what it is about: the event, the command, the trace. */
export interface MessageSubject {
  readonly kind: "message";
  readonly stream: number;
  readonly function: number;
  readonly name: string | undefined;
}

/** An alarm that is set or cleared. */
export interface AlarmSubject {
  readonly kind: "alarm";
  readonly name: string;
  readonly isSet: boolean;
}

/** What a step waits for, and how long, in ms. */
export interface AwaitedText {
  readonly subject: StateSubject | MessageSubject | AlarmSubject;
  readonly within: number | undefined;
}

/** What has states. */
export type StateKind = keyof typeof STATES;

/** The states that can be waited for; those of the process are in the model. */
export const STATES = {
  link: ["selected", "not selected", "not connected"],
  communication: ["communicating", "not communicating"],
  control: ["on-line", "off-line", "local", "remote"],
  spool: ["active", "inactive"],
  process: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What the answer of a peer has to be. */
export type Answer =
  | { readonly kind: "code"; readonly name: string; readonly value: number }
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "none" };

/** The acknowledge codes, by the messages that have them. */
export const CODE_OF: Readonly<Record<string, string>> = {
  S1F14: "COMMACK",
  S1F16: "OFLACK",
  S1F18: "ONLACK",
  S2F16: "EAC",
  S2F22: "CMDA",
  S2F24: "TIAACK",
  S2F32: "TIACK",
  S2F34: "DRACK",
  S2F36: "LRACK",
  S2F38: "ERACK",
  S2F42: "HCACK",
  S2F44: "RSPACK",
  S2F46: "VLAACK",
  S2F50: "HCACK",
  S5F4: "ACKC5",
  S6F24: "RSDA",
  S7F2: "PPGNT",
  S7F4: "ACKC7",
  S7F18: "ACKC7",
  S10F2: "ACKC10",
  S10F4: "ACKC10",
  S10F6: "ACKC10",
  S10F10: "ACKC10",
};

/** Stream and function of `S6F11`; undefined: it is none. */
export function messageIn(text: string): { readonly stream: number; readonly function: number } | undefined {
  const [, stream, func] = /^S(\d{1,3})F(\d{1,3})$/i.exec(text) ?? [];
  if (stream === undefined || Number(stream) > 127 || Number(func) > 255) return undefined;
  return { stream: Number(stream), function: Number(func) };
}

/**
 * Reads what `expect` and `never` wait for.
 *
 * @throws {RangeError} when it is none.
 */
export function parseAwaited(text: string): AwaitedText {
  const [, what = "", time] = /^\s*(.*?)(?:\s+within\s+(\S+))?\s*$/s.exec(text) ?? [];
  const within = time === undefined ? undefined : timeIn(time);
  const [, first = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(what) ?? [];
  return { subject: subjectOf(first, rest, what), within };
}

function subjectOf(first: string, rest: string, what: string): AwaitedText["subject"] {
  const message = messageIn(first);
  if (message !== undefined) {
    if (message.function % 2 === 0) {
      throw new RangeError(
        `${first} is a reply: it is the answer of the step that asks, not awaited by itself`,
      );
    }
    return { kind: "message", ...message, name: rest === "" ? undefined : rest };
  }
  if (first === "alarm") {
    const [, name, state] = /^(.+)\s(set|cleared)$/s.exec(rest) ?? [];
    if (name === undefined) {
      throw new RangeError(
        `"${what}" says not whether the alarm is set: write alarm DoorOpen set, or cleared`,
      );
    }
    return { kind: "alarm", name, isSet: state === "set" };
  }
  if (Object.hasOwn(STATES, first)) {
    const of = first as StateKind;
    const states: readonly string[] = STATES[of];
    if (rest === "" || of !== "process" && !states.includes(rest)) {
      const known = of === "process" ? "a state of the model" : states.join(", ");
      throw new RangeError(`"${what}" is no state: expected ${known}${didYouMean(rest, states)}`);
    }
    return { kind: "state", of, state: rest };
  }
  const known = ["alarm", ...Object.keys(STATES)];
  throw new RangeError(
    `"${what}" is nothing to wait for: write a message such as S6F11 LotStarted, or ${
      known.join(", ")
    } and its state${didYouMean(first, known)}`,
  );
}

/**
 * Reads a time, in ms.
 *
 * @throws {RangeError} when it is none.
 */
export function timeIn(text: string): number {
  const ms = parseDuration(text);
  if (typeof ms === "number") return ms;
  throw new RangeError(ms);
}

/**
 * Reads what an answer has to be.
 *
 * @throws {RangeError} when it is none.
 */
export function parseAnswer(text: string): Answer {
  if (text === "no reply") return { kind: "none" };
  const message = messageIn(text);
  if (message !== undefined) {
    if (message.function % 2 === 0 || message.stream === 9) {
      return { kind: "message", name: text.toUpperCase() };
    }
    throw new RangeError(`${text} is no answer: the function of a reply is even`);
  }
  const [, name = "", value] = /^(\S+) (\d{1,3})$/.exec(text) ?? [];
  const known = [...new Set(Object.values(CODE_OF))];
  if (known.includes(name)) return { kind: "code", name, value: Number(value) };
  throw new RangeError(
    `"${text}" is no answer: write a code such as HCACK 4, a message such as S9F5 or S1F0, or no reply${
      didYouMean(name || text.split(" ")[0]!, known)
    }`,
  );
}

/** An answer as it is written. */
export function answerText(answer: Answer): string {
  if (answer.kind === "none") return "no reply";
  return answer.kind === "message" ? answer.name : `${answer.name} ${answer.value}`;
}
