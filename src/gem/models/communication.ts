/**
 * The communication state model of E30, for the equipment and for the host.
 *
 * DISABLED, or ENABLED: NOT COMMUNICATING or COMMUNICATING. While NOT COMMUNICATING two parts run in parallel: in the
 * one the equipment sends S1F13 (WAIT CRA, WAIT DELAY), in the other it waits for the host's (WAIT CR FROM HOST). The
 * second part has one state only. So one word says where a model is: `wait-cra` and `wait-delay` mean that the second
 * part waits too, `wait-cr` that there is no first part (option `passive`).
 *
 * The host has no state model in E30. It uses the same one, with two entries of its own: HOST_TABLE.
 *
 * # What stands outside the table
 *
 * - HSMS: without a selected session an S1F13 cannot be sent. The attempt fails at once (row 6), and the model rests in
 *   WAIT DELAY without a time. When a session is selected, row 7 is taken at once. Row 14 after the loss of the session
 *   is followed by row 6 for the same reason.
 * - An S1F14 with COMMACK 0 is `accepted`, any other is `failed`, and so is one that cannot be read. Only the answer to
 *   the S1F13 that is open counts; any other S1F14 is a `message`.
 * - Crossing S1F13: what completes first leads to COMMUNICATING, and our own S1F13 stays open. Its answer changes
 *   nothing then. Without an answer in T3 it is `unanswered`, which is a communication failure of an equipment (row 14).
 *   S9F9 for this T3, as for any other, is not of this model.
 */

import { type Draft, draft, stay, type Step, type Table, to } from "./table.ts";

/** Where a communication model is. */
export type ConnectState = "disabled" | "wait-cra" | "wait-delay" | "wait-cr" | "communicating";

/** The three states that the operator sees. */
export type CommunicationState = "DISABLED" | "NOT COMMUNICATING" | "COMMUNICATING";

/** The events of the table. */
export type ConnectEvent =
  | "enable"
  | "disable"
  | "failed"
  | "delay over"
  | "message"
  | "accepted"
  | "S1F13"
  | "session lost"
  | "unanswered";

/** Composite states, which are entered by {@linkcode CONNECT_ENTRIES}. */
export type ConnectPlace = "enabled" | "not-communicating";

/** The rows that are no move: the start, the entry of ENABLED, and the entries of the two parts of NOT COMMUNICATING. */
export const CONNECT_ENTRIES = { start: 1, enabled: 4, initiates: 5, waits: 10 } as const;

const EACH = { "enable": stay, "disable": to(3, "disabled"), "S1F13": to(15, "communicating") } as const;
const NOTHING = {
  "failed": stay,
  "delay over": stay,
  "message": stay,
  "accepted": stay,
  "session lost": stay,
  "unanswered": stay,
} as const;

/** The rows of E30 for the equipment. */
export const EQUIPMENT_TABLE: Table<ConnectState, ConnectEvent, ConnectPlace> = {
  "disabled": { ...NOTHING, "enable": to(2, "enabled"), "disable": stay, "S1F13": stay },
  "wait-cra": { ...EACH, ...NOTHING, "failed": to(6, "wait-delay"), "accepted": to(9, "communicating") },
  "wait-delay": { ...EACH, ...NOTHING, "delay over": to(7, "wait-cra"), "message": to(8, "wait-cra") },
  "wait-cr": { ...EACH, ...NOTHING },
  "communicating": {
    ...EACH,
    ...NOTHING,
    "S1F13": stay,
    "session lost": to(14, "not-communicating"),
    "unanswered": to(14, "not-communicating"),
  },
};

/** The host: a message in WAIT DELAY sends no S1F13, and a crossing S1F13 without an answer ends nothing. */
export const HOST_TABLE: Table<ConnectState, ConnectEvent, ConnectPlace> = {
  ...EQUIPMENT_TABLE,
  "wait-delay": { ...EQUIPMENT_TABLE["wait-delay"], "message": stay },
  "communicating": { ...EQUIPMENT_TABLE["communicating"], "unanswered": stay },
};

/** One side's communication: plain data. */
export interface CommunicationModel {
  /** Where it is. */
  readonly state: ConnectState;
  /** Whether a session is selected. */
  readonly selected: boolean;
  /** Whether our own S1F13 is open. */
  readonly asked: boolean;
  /** When CommDelay expires, in ms; undefined: it does not run. */
  readonly due: number | undefined;
}

/** How a side communicates. */
export interface CommunicationOptions {
  /** An equipment follows E30; a host sends S1F13 too, but follows {@linkcode HOST_TABLE}. */
  readonly role: "equipment" | "host";
  /** Never sends S1F13, and waits for the other side's. */
  readonly passive: boolean;
  /** EstablishCommunicationsTimeout in ms; with 0 only the other side, or a new session, ends WAIT DELAY. */
  readonly delay: number;
}

/** What can happen. */
export type CommunicationInput =
  | { readonly type: "enable" | "disable" | "selected" | "deselected" }
  /** The other side's S1F13; `commack` is what is to be answered, 0 if nothing is said. */
  | { readonly type: "S1F13"; readonly commack?: number }
  /** The answer to our S1F13; undefined: S1F0, or it cannot be read. */
  | { readonly type: "S1F14"; readonly commack: number | undefined }
  /** Our S1F13 got no answer in time. */
  | { readonly type: "T3" }
  /** Any other message came in. */
  | { readonly type: "message" }
  /** The time is `now`. */
  | { readonly type: "tick" };

/** What is to be done or told. */
export type CommunicationEffect =
  /** Send S1F13, with W=1. */
  | { readonly type: "S1F13" }
  /** Answer the S1F13. */
  | { readonly type: "S1F14"; readonly commack: number }
  /** Take out the messages that wait to be sent; a spool may take them. */
  | { readonly type: "take out" }
  /** Drop the messages that wait to be sent, and end the open transactions. */
  | { readonly type: "stop" }
  /** The side is COMMUNICATING from now on. */
  | { readonly type: "communicating" }
  /** The side is not COMMUNICATING any more. */
  | { readonly type: "not communicating" };

/** A step of a communication model. */
export type CommunicationStep = Step<CommunicationModel, CommunicationEffect>;

type Work = Draft<CommunicationModel, CommunicationEffect>;

/** The state that the operator sees. */
export function communicationState({ state }: CommunicationModel): CommunicationState {
  if (state === "disabled") return "DISABLED";
  return state === "communicating" ? "COMMUNICATING" : "NOT COMMUNICATING";
}

/** A model at its start (row 1), DISABLED or ENABLED; no session is selected yet. */
export function startCommunication(
  enabled: boolean,
  now: number,
  options: CommunicationOptions,
): CommunicationStep {
  const work: Work = draft({ state: "disabled", selected: false, asked: false, due: undefined });
  work.rows.push(CONNECT_ENTRIES.start);
  if (enabled) enter(work, "enabled", now, options);
  return work;
}

/**
 * What `input` does to a communication model at the time `now`, in ms.
 *
 * @example
 * ```ts
 * import { communicate, startCommunication } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { role: "equipment", delay: 10_000, passive: false } as const;
 * const start = startCommunication(true, 0, options).model;
 * const { model, rows, effects } = communicate(start, { type: "selected" }, 0, options);
 * assertEquals([model.state, rows, effects], ["wait-cra", [7], [{ type: "S1F13" }]]);
 * ```
 */
export function communicate(
  model: CommunicationModel,
  input: CommunicationInput,
  now: number,
  options: CommunicationOptions,
): CommunicationStep {
  const work: Work = draft(model);
  const happen = (event: ConnectEvent): void => take(work, event, now, options);
  switch (input.type) {
    case "enable":
    case "disable":
      happen(input.type);
      break;
    case "selected":
      work.model = { ...model, selected: true };
      happen("delay over");
      break;
    case "deselected":
      work.model = { ...model, selected: false, asked: false, due: undefined };
      happen(model.state === "wait-cra" ? "failed" : "session lost");
      break;
    case "S1F13":
      onS1F13(work, input.commack ?? 0, happen);
      break;
    case "S1F14":
      if (!model.asked) happen("message");
      else onAnswer(work, input.commack === 0 ? "accepted" : "failed", happen);
      break;
    case "T3":
      if (model.asked) onAnswer(work, model.state === "communicating" ? "unanswered" : "failed", happen);
      break;
    case "message":
      happen("message");
      break;
    case "tick":
      if (model.due !== undefined && model.due <= now) happen("delay over");
  }
  return work;
}

/** S1F13 is answered in every state but DISABLED; a COMMACK other than 0 changes nothing. */
function onS1F13(work: Work, commack: number, happen: (event: ConnectEvent) => void): void {
  if (work.model.state === "disabled") return;
  work.effects.push({ type: "S1F14", commack });
  if (commack === 0) happen("S1F13");
}

function onAnswer(work: Work, event: ConnectEvent, happen: (event: ConnectEvent) => void): void {
  work.model = { ...work.model, asked: false };
  happen(event);
}

/** Takes the row of the table that `event` has, if there is one. */
function take(work: Work, event: ConnectEvent, now: number, options: CommunicationOptions): void {
  const table = options.role === "host" ? HOST_TABLE : EQUIPMENT_TABLE;
  const { state } = work.model;
  const move = table[state][event];
  if (move === undefined) return;
  work.rows.push(move.row);
  if (state === "communicating") work.effects.push({ type: "not communicating" });
  enter(work, move.to, now, options);
}

/** Does what is to be done when a state is entered. */
function enter(
  work: Work,
  place: ConnectState | ConnectPlace,
  now: number,
  options: CommunicationOptions,
): void {
  if (place === "enabled") {
    work.rows.push(CONNECT_ENTRIES.enabled);
    return enter(work, "not-communicating", now, options);
  }
  if (place === "not-communicating") {
    if (work.model.state === "communicating") work.effects.push({ type: "take out" });
    work.rows.push(...options.passive ? [] : [CONNECT_ENTRIES.initiates], CONNECT_ENTRIES.waits);
    return enter(work, options.passive ? "wait-cr" : "wait-cra", now, options);
  }
  const { selected } = work.model;
  work.model = { ...work.model, state: place, due: undefined };
  switch (place) {
    case "wait-cra":
      if (!selected) return take(work, "failed", now, options);
      work.model = { ...work.model, asked: true };
      work.effects.push({ type: "S1F13" });
      break;
    case "wait-delay":
      if (selected && options.delay > 0) work.model = { ...work.model, due: now + options.delay };
      if (!work.rows.includes(14)) work.effects.push({ type: "take out" });
      break;
    case "communicating":
      work.effects.push({ type: "communicating" });
      break;
    case "disabled":
      work.model = { ...work.model, asked: false };
      work.effects.push({ type: "stop" });
  }
}
