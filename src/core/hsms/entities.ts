import { CONTROL_SESSION, SelectStatus } from "./codes.ts";
import { nextState, type SessionEvent, type SessionState } from "./state.ts";

/** A session whose state an event changed. */
export interface EntityChange {
  readonly sessionId: number;
  readonly from: SessionState;
  readonly to: SessionState;
}

/**
 * The session entities of one TCP connection, each with its state: one in HSMS-SS, which any session id in a control
 * message means, and several in HSMS-GS, each named by its own id.
 */
export class Entities {
  readonly #states = new Map<number, SessionState>();
  readonly #general: boolean;

  /** `sessions`: the session ids of HSMS-GS; undefined is HSMS-SS. */
  constructor(sessions: readonly number[] | undefined) {
    this.#general = sessions !== undefined;
    for (const sessionId of sessions ?? [CONTROL_SESSION]) this.#states.set(sessionId, "not-connected");
  }

  /** Whether this is HSMS-GS. */
  get general(): boolean {
    return this.#general;
  }

  /** The session ids. */
  get ids(): Iterable<number> {
    return this.#states.keys();
  }

  /** The state of the connection as a whole: selected if any session is. */
  get overall(): SessionState {
    let overall: SessionState = "not-connected";
    for (const state of this.#states.values()) {
      if (state === "selected") return state;
      overall = state;
    }
    return overall;
  }

  /** The session that an id in a message means: in HSMS-SS the only one, in HSMS-GS undefined if there is none. */
  find(sessionId: number): number | undefined {
    if (!this.#general) return CONTROL_SESSION;
    return this.#states.has(sessionId) ? sessionId : undefined;
  }

  /** Whether a session is selected; one that does not exist is not. */
  isSelected(sessionId: number | undefined): boolean {
    return sessionId !== undefined && this.#states.get(sessionId) === "selected";
  }

  /** Lets an event happen to one session; undefined where it changes nothing. */
  happen(sessionId: number, event: SessionEvent): EntityChange | undefined {
    const from = this.#states.get(sessionId) ?? "not-connected";
    const to = nextState(from, event);
    if (from === to) return undefined;
    this.#states.set(sessionId, to);
    return { sessionId, from, to };
  }

  /** What Select.rsp says where the session cannot be selected (again); undefined: it can be asked for. */
  selectStatus(sessionId: number | undefined): number | undefined {
    if (sessionId === undefined) return SelectStatus.entityUnknown;
    if (!this.isSelected(sessionId)) return undefined;
    return this.#general ? SelectStatus.entityActive : SelectStatus.alreadyActive;
  }
}
