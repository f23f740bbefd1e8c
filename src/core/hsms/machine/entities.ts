import { CONTROL_SESSION, SelectStatus } from "../wire/codes.ts";
import { nextState, type SessionEvent, type SessionState } from "./state.ts";

/** A session whose state an event changed. */
export interface EntityChange {
  readonly sessionId: number;
  readonly from: SessionState;
  readonly to: SessionState;
}

/** The ids of HSMS-SS. */
const SINGLE: readonly number[] = [CONTROL_SESSION];

/**
 * The session entities of one TCP connection, each with its state: one in HSMS-SS, which any session id in a control
 * message means, and several in HSMS-GS, each named by its own id.
 */
export class Entities {
  /** HSMS-GS: the states by session id. */
  readonly #states: Map<number, SessionState> | undefined;
  /** HSMS-SS: the state of the only one. */
  #state: SessionState = "not-connected";

  /** `sessions`: the session ids of HSMS-GS; undefined is HSMS-SS. */
  constructor(sessions: readonly number[] | undefined) {
    if (sessions !== undefined) this.#states = new Map(sessions.map((id) => [id, "not-connected"]));
  }

  /** Whether this is HSMS-GS. */
  get general(): boolean {
    return this.#states !== undefined;
  }

  /** The session ids. */
  get ids(): Iterable<number> {
    return this.#states?.keys() ?? SINGLE;
  }

  /** The state of the connection as a whole: selected if any session is. */
  get overall(): SessionState {
    if (this.#states === undefined) return this.#state;
    let overall: SessionState = "not-connected";
    for (const state of this.#states.values()) {
      if (state === "selected") return state;
      overall = state;
    }
    return overall;
  }

  /** The session that an id in a message means: in HSMS-SS the only one, in HSMS-GS undefined if there is none. */
  find(sessionId: number): number | undefined {
    if (this.#states === undefined) return CONTROL_SESSION;
    return this.#states.has(sessionId) ? sessionId : undefined;
  }

  /** Whether a session is selected; one that does not exist is not. */
  isSelected(sessionId: number | undefined): boolean {
    return sessionId !== undefined && this.#stateOf(sessionId) === "selected";
  }

  /** Lets an event happen to one session; undefined where it changes nothing. */
  happen(sessionId: number, event: SessionEvent): EntityChange | undefined {
    const from = this.#stateOf(sessionId);
    const to = nextState(from, event);
    if (from === to) return undefined;
    if (this.#states === undefined) this.#state = to;
    else this.#states.set(sessionId, to);
    return { sessionId, from, to };
  }

  /** What Select.rsp says where the session cannot be selected (again); undefined: it can be asked for. */
  selectStatus(sessionId: number | undefined): number | undefined {
    if (sessionId === undefined) return SelectStatus.entityUnknown;
    if (!this.isSelected(sessionId)) return undefined;
    return this.general ? SelectStatus.entityActive : SelectStatus.alreadyActive;
  }
  #stateOf(sessionId: number): SessionState {
    if (this.#states === undefined) return this.#state;
    return this.#states.get(sessionId) ?? "not-connected";
  }
}
