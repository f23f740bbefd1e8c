/**
 * The control state model of E30: who controls the equipment, its operator or the host.
 *
 * OFF-LINE (EQUIPMENT OFF-LINE, ATTEMPT ON-LINE, HOST OFF-LINE) or ON-LINE (LOCAL, REMOTE).
 *
 * # What stands outside the table
 *
 * - The loss of communication leaves the state as it is, as the standard says. The option `offlineOnDisconnect` names a
 *   state of OFF-LINE that is entered then from ON-LINE, by no row of E30.
 * - ATTEMPT ON-LINE sends one S1F1. If the operator asked for it while the equipment is not communicating, it fails at
 *   once (row 4). At the start, and by `offlineOnDisconnect`, its S1F1 waits until the equipment is communicating.
 * - The LOCAL/REMOTE switch has a position of its own, which survives power off. Turning it moves the state only
 *   ON-LINE; in every other state it says how row 7 goes later.
 */

import { type Draft, draft, stay, type Step, type Table, to } from "./table.ts";

/** A state of OFF-LINE. */
export type OfflineState = "equipment-offline" | "attempt-online" | "host-offline";

/** A state of ON-LINE, and a position of the front panel switch. */
export type OnlineState = "local" | "remote";

/** The five control states. */
export type ControlState = OfflineState | OnlineState;

/** The values of the status variable ControlState. */
export const CONTROL_STATE_CODES: Readonly<Record<ControlState, number>> = {
  "equipment-offline": 1,
  "attempt-online": 2,
  "host-offline": 3,
  "local": 4,
  "remote": 5,
};

/** The events of the table. */
export type ControlTrigger =
  | "operator on-line"
  | "operator off-line"
  | "operator local"
  | "operator remote"
  | "S1F2"
  | "failed"
  | "S1F15"
  | "S1F17";

/** ON-LINE, which is entered by row 7; and where a failed attempt leads, by the option `onlineFailed`. */
export type ControlPlace = "online" | "online-failed";

/** The rows that are no move: the start, the entry of OFF-LINE, and the entry of ON-LINE. */
export const CONTROL_ENTRIES = { start: 1, offline: 2, online: 7 } as const;

const NOTHING = {
  "operator on-line": stay,
  "operator off-line": stay,
  "operator local": stay,
  "operator remote": stay,
  "S1F2": stay,
  "failed": stay,
  "S1F15": stay,
  "S1F17": stay,
} as const;

const ONLINE = {
  ...NOTHING,
  "operator off-line": to(6, "equipment-offline"),
  "S1F15": to(10, "host-offline"),
} as const;

/** The rows of E30. */
export const CONTROL_TABLE: Table<ControlState, ControlTrigger, ControlPlace> = {
  "equipment-offline": { ...NOTHING, "operator on-line": to(3, "attempt-online") },
  "attempt-online": { ...NOTHING, "failed": to(4, "online-failed"), "S1F2": to(5, "online") },
  "host-offline": {
    ...NOTHING,
    "operator off-line": to(12, "equipment-offline"),
    "S1F17": to(11, "online"),
  },
  "local": { ...ONLINE, "operator remote": to(8, "remote") },
  "remote": { ...ONLINE, "operator local": to(9, "local") },
};

/** How an equipment is controlled; the constants that many tools have for rows 1, 2, 4 and 7. */
export interface ControlOptions {
  /** Row 1: where the equipment starts. @default {"online"} */
  readonly initControlState?: "online" | "offline";
  /** Row 2: how OFF-LINE is entered at the start. @default {"equipment-offline"} */
  readonly offlineSubstate?: OfflineState;
  /** Row 4: where a failed attempt leads. @default {"equipment-offline"} */
  readonly onlineFailed?: "equipment-offline" | "host-offline";
  /** Row 7: the position of the front panel switch at the first start. @default {"local"} */
  readonly onlineSubstate?: OnlineState;
  /** Primaries that are answered OFF-LINE too, besides S1F13 and S1F17; with S1F15: OFLACK 0. @default {[]} */
  readonly offlineAnswers?: readonly `S${number}F${number}`[];
  /** Where the loss of communication leads from ON-LINE; undefined: the state stays. */
  readonly offlineOnDisconnect?: OfflineState;
}

/** The control of an equipment: plain data. */
export interface ControlModel {
  /** Where it is. */
  readonly state: ControlState;
  /** The position of the front panel switch. */
  readonly position: OnlineState;
  /** Whether the equipment is COMMUNICATING. */
  readonly communicating: boolean;
  /** Whether the S1F1 of ATTEMPT ON-LINE is open. */
  readonly asked: boolean;
}

/** What can happen. */
export type ControlInput =
  /** The operator's switches. */
  | { readonly type: "operator on-line" | "operator off-line" | "operator local" | "operator remote" }
  /** S1F15 or S1F17 of the host, which the gate let through. */
  | { readonly type: "S1F15" | "S1F17" }
  /** The answer to our S1F1; `failed` is S1F0, T3, or an answer that cannot be read. */
  | { readonly type: "S1F2" | "failed" }
  | { readonly type: "communicating" | "not communicating" };

/** What is to be done or told. */
export type ControlEffect =
  /** Send S1F1, with W=1. */
  | { readonly type: "S1F1" }
  /** Answer S1F15: OFLACK. */
  | { readonly type: "S1F16"; readonly oflack: 0 }
  /** Answer S1F17: ONLACK 0 accepted, 1 not allowed, 2 is ON-LINE already. */
  | { readonly type: "S1F18"; readonly onlack: 0 | 1 | 2 }
  /** Trigger a collection event. "Equipment OFF-LINE" is sent although the equipment is OFF-LINE after the step. */
  | {
    readonly type: "event";
    readonly event: "Equipment OFF-LINE" | "Control State LOCAL" | "Control State REMOTE";
  };

/** A step of a control model. */
export type ControlStep = Step<ControlModel, ControlEffect>;

type Work = Draft<ControlModel, ControlEffect>;

/** Whether a state is part of ON-LINE. */
export function isOnline(state: ControlState): state is OnlineState {
  return state === "local" || state === "remote";
}

/** A model at its start (row 1), with the position that the switch had before power off, if there was one. */
export function startControl(options: ControlOptions, position?: OnlineState): ControlStep {
  const work: Work = draft({
    state: options.offlineSubstate ?? "equipment-offline",
    position: position ?? options.onlineSubstate ?? "local",
    communicating: false,
    asked: false,
  });
  work.rows.push(CONTROL_ENTRIES.start);
  if (options.initControlState === "offline") work.rows.push(CONTROL_ENTRIES.offline);
  else enterOnline(work);
  return work;
}

/**
 * What `input` does to a control model.
 *
 * @example
 * ```ts
 * import { control, startControl } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const { model } = startControl({ onlineSubstate: "remote" });
 * const step = control(model, { type: "S1F15" }, {});
 * assertEquals([step.model.state, step.rows], ["host-offline", [10]]);
 * ```
 */
export function control(model: ControlModel, input: ControlInput, options: ControlOptions): ControlStep {
  const work: Work = draft(model);
  switch (input.type) {
    case "communicating":
      work.model = { ...model, communicating: true };
      if (model.state === "attempt-online" && !model.asked) ask(work);
      break;
    case "not communicating":
      onNotCommunicating(work, options);
      break;
    case "S1F15":
      onS1F15(work, options);
      break;
    case "S1F17":
      work.effects.push({ type: "S1F18", onlack: onlackOf(model.state) });
      take(work, "S1F17", options);
      break;
    case "S1F2":
    case "failed":
      if (model.asked) take(work, input.type, options);
      break;
    case "operator local":
    case "operator remote":
      work.model = { ...model, position: input.type === "operator local" ? "local" : "remote" };
      take(work, input.type, options);
      break;
    default:
      take(work, input.type, options);
  }
  return work;
}

function onlackOf(state: ControlState): 0 | 1 | 2 {
  if (isOnline(state)) return 2;
  return state === "host-offline" ? 0 : 1;
}

/** OFF-LINE, the gate has answered S1F0 already, if the option does not let S1F15 through. */
function onS1F15(work: Work, options: ControlOptions): void {
  if (!isOnline(work.model.state) && !options.offlineAnswers?.includes("S1F15")) return;
  work.effects.push({ type: "S1F16", oflack: 0 });
  take(work, "S1F15", options);
}

function onNotCommunicating(work: Work, { offlineOnDisconnect, ...options }: ControlOptions): void {
  const { state, asked } = work.model;
  work.model = { ...work.model, communicating: false };
  if (asked) take(work, "failed", options);
  if (offlineOnDisconnect === undefined || !isOnline(state)) return;
  work.effects.push({ type: "event", event: "Equipment OFF-LINE" });
  work.model = { ...work.model, state: offlineOnDisconnect };
}

/** Takes the row of the table that `trigger` has, if there is one. */
function take(work: Work, trigger: ControlTrigger, options: ControlOptions): void {
  const { state } = work.model;
  const move = CONTROL_TABLE[state][trigger];
  if (move === undefined) return;
  work.rows.push(move.row);
  work.model = { ...work.model, asked: false };
  if (move.to === "online") return enterOnline(work);
  const next = move.to === "online-failed" ? options.onlineFailed ?? "equipment-offline" : move.to;
  if (isOnline(next)) work.effects.push(stateEvent(next));
  else if (isOnline(state)) work.effects.push({ type: "event", event: "Equipment OFF-LINE" });
  work.model = { ...work.model, state: next };
  if (next !== "attempt-online") return;
  if (work.model.communicating) ask(work);
  else take(work, "failed", options);
}

function enterOnline(work: Work): void {
  const { position } = work.model;
  work.rows.push(CONTROL_ENTRIES.online);
  work.model = { ...work.model, state: position };
  work.effects.push(stateEvent(position));
}

function ask(work: Work): void {
  work.model = { ...work.model, asked: true };
  work.effects.push({ type: "S1F1" });
}

function stateEvent(state: OnlineState): ControlEffect {
  return { type: "event", event: state === "local" ? "Control State LOCAL" : "Control State REMOTE" };
}
