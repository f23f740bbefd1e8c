import { CONTROL_SESSION, SelectStatus } from "../wire/codes.ts";
import { nextState, type SessionEvent, type SessionState } from "./state.ts";

/** The ids of HSMS-SS. */
const SINGLE: readonly number[] = [CONTROL_SESSION];

/**
 * The sessions of one TCP connection, each with its state: one in HSMS-SS, which any session id in a control message
 * means, and several in HSMS-GS, each named by its own id.
 */
export class Sessions {
  /** HSMS-GS: the states by session id. */
  readonly #states: Map<number, SessionState> | undefined;
  /** HSMS-SS: the state of the only one. */
  #state: SessionState = "not-connected";

  /** `ids`: of HSMS-GS; undefined is HSMS-SS. */
  constructor(ids: readonly number[] | undefined) {
    if (ids !== undefined) this.#states = new Map(ids.map((id) => [id, "not-connected"]));
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
  find(id: number): number | undefined {
    if (this.#states === undefined) return CONTROL_SESSION;
    return this.#states.has(id) ? id : undefined;
  }

  /** Whether a session is selected; one that does not exist is not. */
  isSelected(session: number | undefined): boolean {
    return session !== undefined && this.#stateOf(session) === "selected";
  }

  /** Applies an event to one session; returns its states before and after. */
  apply(session: number, event: SessionEvent): readonly [from: SessionState, to: SessionState] {
    const from = this.#stateOf(session);
    const to = nextState(from, event);
    if (this.#states === undefined) this.#state = to;
    else this.#states.set(session, to);
    return [from, to];
  }

  /** What Select.rsp says if the session cannot be selected (again); undefined: it can be. */
  selectStatus(session: number | undefined): number | undefined {
    if (session === undefined) return SelectStatus.entityUnknown;
    if (!this.isSelected(session)) return undefined;
    return this.general ? SelectStatus.entityActive : SelectStatus.alreadyActive;
  }

  #stateOf(session: number): SessionState {
    if (this.#states === undefined) return this.#state;
    return this.#states.get(session)!;
  }
}
