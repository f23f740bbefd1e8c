import {
  type CommunicationInput,
  type CommunicationModel,
  communicationState,
  type CommunicationStep,
  type ControlInput,
  type ControlModel,
  type ControlOptions,
  type ControlStep,
  isOnline,
} from "../../../src/gem/mod.ts";
import type { Body, Message } from "./message.ts";
import type { Side } from "./world.ts";

/** What is sent while NOT COMMUNICATING. */
const EARLY = ["S1F13", "S1F14"];
/** What an equipment sends OFF-LINE, beside SxF0, S9Fx and its attempt. */
const OFFLINE = ["S1F13", "S1F14", "S1F18"];

/** Collects which invariants were broken, and which rows were taken. It knows the rules from E30, not from the models. */
export class Checker {
  readonly violations: string[];
  /** Number of times that each row was taken: "comm 8", "control 10", "host 7". */
  readonly rows: Map<string, number>;

  constructor(violations: readonly string[] = [], rows = new Map<string, number>()) {
    this.violations = [...violations];
    this.rows = rows;
  }

  /** The violations so far, to be gone on with; the rows are counted together. */
  copy(): Checker {
    return new Checker(this.violations, this.rows);
  }

  fail(invariant: string, what: string): void {
    this.violations.push(`${invariant}: ${what}`);
  }

  /** A communication model took a step. */
  communicated(
    side: Side,
    before: CommunicationModel,
    input: CommunicationInput,
    { model, rows, effects }: CommunicationStep,
    now: number,
  ): void {
    for (const row of rows) this.#count(side === "host" ? "host" : "comm", row);
    if (before.state !== model.state && rows.length === 0) {
      this.fail("rows", `${side}: ${before.state} to ${model.state} by no row`);
    }
    const began = before.state !== "communicating" && model.state === "communicating";
    const isAgreed = (input.type === "S1F13" && (input.commack ?? 0) === 0) ||
      (input.type === "S1F14" && input.commack === 0);
    if (began && !isAgreed) this.fail("COMMACK", `${side} is COMMUNICATING by ${JSON.stringify(input)}`);
    if (model.state === "communicating" && !model.selected) {
      this.fail("session", `${side} is COMMUNICATING without a session`);
    }
    const isLate = input.type === "tick" && model.due !== undefined && model.due <= now;
    if (model.due !== undefined && (model.state !== "wait-delay" || isLate)) {
      this.fail("due", `${side} is due at ${model.due}, in ${model.state} at ${now}`);
    }
    const told = effects.filter(({ type }) => type.endsWith("communicating")).map(({ type }) => type);
    const isCommunicating = model.state === "communicating";
    const last = told.at(-1);
    if (last !== undefined && (last === "communicating") !== isCommunicating) {
      this.fail("told", `${side} is ${model.state}, and says ${last}`);
    }
    if (last === undefined && began) this.fail("told", `${side} does not say that it communicates`);
    const isResend = side === "equipment" && before.state === "wait-delay" && before.selected;
    if (isResend && input.type === "message" && model.state !== "wait-cra") {
      this.fail("row 8", "a message in WAIT DELAY sent no S1F13");
    }
  }

  /** Whether our own S1F13 is open: at most one, and the model knows of it. */
  asked(side: Side, { asked, state }: CommunicationModel, open: readonly Message[]): void {
    const count = open.filter(({ name }) => name === "S1F13").length;
    if (count > 1) this.fail("one S1F13", `${side} has ${count} open`);
    if (asked !== count > 0) this.fail("asked", `${side} in ${state} says ${asked}, open: ${count}`);
  }

  /** The control model took a step. */
  controlled(
    before: ControlModel,
    input: ControlInput,
    { model, rows, effects }: ControlStep,
    options: ControlOptions,
  ): void {
    for (const row of rows) this.#count("control", row);
    const isMoved = before.state !== model.state;
    const isLoss = input.type === "not communicating" || input.type === "communicating";
    const isAllowed = before.state === "attempt-online" || options.offlineOnDisconnect !== undefined;
    if (isMoved && isLoss && !isAllowed) {
      this.fail("control", `${input.type} led from ${before.state} to ${model.state}`);
    }
    if (isMoved && !isLoss && rows.length === 0) {
      this.fail("rows", `control: ${before.state} to ${model.state} by no row`);
    }
    const events = effects.flatMap((effect) => effect.type === "event" ? [effect.event] : []);
    if (events.join() !== eventsOf(before, model)) {
      this.fail("events", `${before.state} to ${model.state} by ${input.type}: ${events.join() || "none"}`);
    }
    const isAttempt = model.state === "attempt-online";
    if (model.asked && !isAttempt) this.fail("attempt", `S1F1 is open in ${model.state}`);
    if (isAttempt && model.communicating && !model.asked) this.fail("attempt", "no S1F1 was sent");
  }

  /** The equipment sends a message in these states, or the effect of the step that led to them. */
  equipmentSends(body: Body, communication: CommunicationModel, control: ControlModel): void {
    const { name, stream, function: func, event } = body;
    const state = communicationState(communication);
    if (state === "DISABLED") this.fail("disabled", `the equipment sends ${name}`);
    if (state === "NOT COMMUNICATING" && stream !== 9 && !EARLY.includes(name)) {
      this.fail("not communicating", `the equipment sends ${name}`);
    }
    if (isOnline(control.state) || OFFLINE.includes(name) || stream === 9 || func === 0) return;
    // The answers of rows 6 and 10, and of an attempt that the host has not answered yet.
    if (event === "Equipment OFF-LINE" || name === "S1F16") return;
    if (name === "S1F1" && control.state === "attempt-online") return;
    this.fail("off-line", `the equipment sends ${name} in ${control.state}`);
  }

  /** The host sends a message in this state. */
  hostSends({ name, function: func }: Body, communication: CommunicationModel): void {
    const state = communicationState(communication);
    if (state === "DISABLED") this.fail("disabled", `the host sends ${name}`);
    if (state === "NOT COMMUNICATING" && func % 2 === 1 && name !== "S1F13") {
      this.fail("not communicating", `the host sends ${name}`);
    }
  }

  /** A primary came to the equipment while it was COMMUNICATING, or S1F13 at any time. */
  answered({ name, wantsReply }: Message, answers: number): void {
    if (answers !== (wantsReply ? 1 : 0)) this.fail("answers", `${name} got ${answers}`);
  }

  #count(model: string, row: number): void {
    const key = `${model} ${row}`;
    this.rows.set(key, (this.rows.get(key) ?? 0) + 1);
  }
}

/** The events of a change of the control state: one if it enters LOCAL or REMOTE, or leaves ON-LINE. */
function eventsOf(before: ControlModel, { state }: ControlModel): string {
  if (before.state === state) return "";
  if (isOnline(state)) return `Control State ${state.toUpperCase()}`;
  return isOnline(before.state) ? "Equipment OFF-LINE" : "";
}
