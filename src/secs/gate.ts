import type { Item } from "../secs2/mod.ts";
import { NO_BODY, type NoBody } from "./message_definition.ts";
import { isItem } from "./schema/error.ts";
import type { SecsMessage } from "./secs_message.ts";

/**
 * What becomes of a primary. `pass`: it goes on to its callback. `discard`: nothing is sent, whether a reply is expected or
 * not. `abort`: SxF0 if a reply is expected, otherwise nothing. An item, or NO_BODY, is the reply, if one is expected.
 */
export type SecsGateAnswer = "pass" | "discard" | "abort" | Item | NoBody;

/**
 * Is asked about each primary for this device before its callback, and before stream 9 is sent for it; it has to answer at
 * once. The body is not decoded, unless the gate reads it. What it throws counts as thrown by a callback.
 */
export type SecsGate = (message: SecsMessage) => SecsGateAnswer;

/**
 * Asks a gate.
 *
 * @throws {TypeError} when it answers with something else.
 */
export function askGate(gate: SecsGate, message: SecsMessage): SecsGateAnswer {
  const answer: unknown = gate(message);
  if (isAnswer(answer)) return answer;
  if (answer instanceof Promise) answer.catch(() => {}); // what it rejects with comes too late
  const what = answer instanceof Promise ? "a promise" : String(answer);
  throw new TypeError(
    `The gate answered ${message.header.name} with ${what}: expected "pass", "discard", "abort", an item or NO_BODY`,
  );
}

function isAnswer(value: unknown): value is SecsGateAnswer {
  return value === "pass" || value === "discard" || value === "abort" || value === NO_BODY || isItem(value);
}
