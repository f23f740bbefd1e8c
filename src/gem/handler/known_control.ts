import { HsmsAbortError, type HsmsSession } from "../../core/mod.ts";
import { CONTROL_STATE_CODES } from "../models/control.ts";
import type { GemControlState } from "./options.ts";

type Known = Exclude<GemControlState, "unknown">;

/** What a host knows of the control state of an equipment. */
export class KnownControl {
  readonly #onChange: (state: GemControlState, why: string) => void;
  #state: GemControlState = "unknown";

  constructor(onChange: (state: GemControlState, why: string) => void) {
    this.#onChange = onChange;
  }

  /** What the equipment last said. */
  get state(): GemControlState {
    return this.#state;
  }

  /** Another session begins: its operator may have turned the switch meanwhile. */
  forget(): void {
    this.#state = "unknown";
  }

  /** The equipment has answered S1F1, S1F15 or S1F17; an answer to anything else says nothing. */
  learn(func: number, value: unknown, name: string): void {
    if (func === 1) return this.#set("online", `${name} answered S1F1`);
    if (func === 15 && value === 0) return this.#set("offline", `${name} answered S1F15 with OFLACK 0`);
    if (func !== 17 || typeof value !== "number" || value > 2) return;
    this.#set(value === 1 ? "offline" : "online", `${name} answered S1F17 with ONLACK ${value}`);
  }

  /** Hears of the requests that the equipment aborts: of all, those of a SecsHandler too. */
  watchAborts(session: HsmsSession): void {
    session.on("unanswered", ({ request, error }) => {
      const isEstablish = request.stream === 1 && request.function === 13;
      if (!(error instanceof HsmsAbortError) || isEstablish) return;
      this.#set("offline", `${error.message}. An equipment that is off-line aborts all but S1F13 and S1F17`);
    });
  }

  /** The equipment has said its state. */
  said(state: Known, why: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#onChange(state, why);
  }

  /** A state that is known better stays, if it is a part of this one. */
  #set(state: "offline" | "online", why: string): void {
    if (partOf(this.#state) !== state) this.said(state, why);
  }
}

function partOf(state: GemControlState): GemControlState {
  if (state === "local" || state === "remote") return "online";
  return state in CONTROL_STATE_CODES ? "offline" : state;
}
