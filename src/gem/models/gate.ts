/**
 * Which messages pass, by the communication state and the control state. It is asked before anything else is done with a
 * message: before S9F3 and S9F5, and before a handler is called.
 */

import { type CommunicationModel, communicationState } from "./communication.ts";
import { type ControlModel, type ControlOptions, isOnline } from "./control.ts";

/** A message, as far as the gate looks at it. */
export interface GateMessage {
  /** Its stream. */
  readonly stream: number;
  /** Its function. */
  readonly function: number;
  /** Whether a reply is wanted (W=1). */
  readonly wantsReply: boolean;
}

/** What is done with a message that came in: it passes, it is answered with SxF0, or it is discarded without an answer. */
export type Verdict = "pass" | "abort" | "discard";

/** The states of an equipment. */
export interface EquipmentStates {
  /** Whether it communicates. */
  readonly communication: CommunicationModel;
  /** Who controls it. */
  readonly control: ControlModel;
}

/**
 * What an equipment does with a message of the host.
 *
 * @example
 * ```ts
 * import { admitToEquipment, startCommunication, startControl } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { role: "equipment", delay: 10_000, passive: false } as const;
 * const communication = startCommunication(true, 0, options).model;
 * const control = startControl({}).model;
 * const S1F3 = { stream: 1, function: 3, wantsReply: true };
 * assertEquals(admitToEquipment({ communication, control }, S1F3, {}), "discard"); // NOT COMMUNICATING
 * assertEquals(admitToEquipment({ communication, control }, { ...S1F3, function: 13 }, {}), "pass");
 * ```
 */
export function admitToEquipment(
  { communication, control }: EquipmentStates,
  message: GateMessage,
  options: ControlOptions,
): Verdict {
  if (!admitsTraffic(communication, message)) return "discard";
  if (isOnline(control.state) || isAnsweredOffline(message, options)) return "pass";
  if (isSecondary(message)) return isAwaitedOffline({ communication, control }, message) ? "pass" : "discard";
  return message.wantsReply ? "abort" : "discard";
}

/**
 * What a host does with a message of an equipment: unless it is disabled, all pass. Some tools send S1F1 before any
 * S1F13, and some send events right after S1F14.
 */
export function admitToHost(communication: CommunicationModel): Verdict {
  return communication.state === "disabled" ? "discard" : "pass";
}

/**
 * Whether an equipment may send a message now. It does not hold for the effects of a step: Equipment OFF-LINE, which
 * leads out of ON-LINE, is sent still.
 */
export function equipmentMaySend(
  { communication, control }: EquipmentStates,
  message: GateMessage,
  options: ControlOptions,
): boolean {
  const state = communicationState(communication);
  if (state === "DISABLED") return false;
  if (message.stream === 9 || isS1(message, 13) || isS1(message, 14)) return true;
  if (state !== "COMMUNICATING") return false;
  if (isOnline(control.state)) return true;
  if (isSecondary(message)) {
    const primary = { ...message, function: message.function - 1 };
    return message.function === 0 || isAnsweredOffline(primary, options);
  }
  return isS1(message, 1) && control.state === "attempt-online";
}

/** Whether a host may send a message now: before it is COMMUNICATING only S1F13, and its answers. */
export function hostMaySend(communication: CommunicationModel, message: GateMessage): boolean {
  const state = communicationState(communication);
  if (state === "COMMUNICATING") return true;
  return state !== "DISABLED" && (isS1(message, 13) || isSecondary(message));
}

/** DISABLED nothing comes in; NOT COMMUNICATING only S1F13, and the answer to our own. */
function admitsTraffic(communication: CommunicationModel, message: GateMessage): boolean {
  const state = communicationState(communication);
  if (state === "DISABLED") return false;
  if (state === "COMMUNICATING" || isS1(message, 13)) return true;
  return communication.asked && isAnswerTo(message, 13);
}

/** The primaries that are answered OFF-LINE. */
function isAnsweredOffline(message: GateMessage, { offlineAnswers = [] }: ControlOptions): boolean {
  if (isS1(message, 13) || isS1(message, 17)) return true;
  return offlineAnswers.includes(`S${message.stream}F${message.function}`);
}

/** The secondaries that are read OFF-LINE: of a crossing S1F13, and of the attempt. */
function isAwaitedOffline({ communication, control }: EquipmentStates, message: GateMessage): boolean {
  return (communication.asked && isAnswerTo(message, 13)) || (control.asked && isAnswerTo(message, 1));
}

function isAnswerTo(message: GateMessage, primary: number): boolean {
  return isS1(message, primary + 1) || isS1(message, 0);
}

function isS1({ stream, function: func }: GateMessage, number: number): boolean {
  return stream === 1 && func === number;
}

function isSecondary({ function: func }: GateMessage): boolean {
  return func % 2 === 0;
}
