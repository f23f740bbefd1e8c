/**
 * The E37 connection state machine, and nothing else.
 *
 * # Theory of operation
 *
 * A session is in one of three states:
 *
 * - `not-connected`: there is no TCP connection.
 * - `not-selected`: TCP is up, and only control messages may pass. T7 runs: a connection that nobody selects does not
 *   live long.
 * - `selected`: data messages may pass.
 *
 * Rule 1: everything about transitions is in the table below. Whoever wants to know what can follow what reads this
 * file; no other file changes a state without asking it.
 *
 * Rule 2: the table does not know which side we are. A select is a select, whether our Select.req was accepted or the
 * peer's was; the two sides of a link go through the same states.
 *
 * Rule 3: the table is total. Every event has an answer in every state; where E37 says that it changes nothing, the
 * answer is the state itself. A peer can send anything at any time, so there is no event that cannot happen.
 *
 * The events:
 *
 * - `connect`: TCP came up.
 * - `select`: a Select.req was accepted, by us or by the peer.
 * - `deselect`: a Deselect.req was accepted, by us or by the peer. TCP stays up, and T7 starts again.
 * - `separate`: a Separate.req was sent or received. In HSMS-SS that ends the TCP connection. In HSMS-GS, where one TCP
 *   connection carries several sessions, it ends one of them and the others live on: there it counts as a `deselect`
 *   that nobody answers.
 * - `timeout`: T7 ran out. A selected session is never ended by T7.
 * - `disconnect`: TCP went down, whoever did it.
 *
 * Selection is kept per session entity. HSMS-SS has one entity, HSMS-GS has several; each is an instance of this
 * machine, and all of them share `connect` and `disconnect`.
 */

/** The state of one session (E37, connection state model). */
export type SessionState = "not-connected" | "not-selected" | "selected";

/** What can happen to a session. */
export type SessionEvent = "connect" | "select" | "deselect" | "separate" | "timeout" | "disconnect";

/** State → event → next state. */
export const TRANSITIONS: Readonly<Record<SessionState, Readonly<Record<SessionEvent, SessionState>>>> = {
  "not-connected": {
    connect: "not-selected",
    select: "not-connected",
    deselect: "not-connected",
    separate: "not-connected",
    timeout: "not-connected",
    disconnect: "not-connected",
  },
  "not-selected": {
    connect: "not-selected",
    select: "selected",
    deselect: "not-selected",
    separate: "not-selected",
    timeout: "not-connected",
    disconnect: "not-connected",
  },
  "selected": {
    connect: "selected",
    select: "selected",
    deselect: "not-selected",
    separate: "not-connected",
    timeout: "selected",
    disconnect: "not-connected",
  },
};

/** The state that follows `state` when `event` happens. */
export function nextState(state: SessionState, event: SessionEvent): SessionState {
  return TRANSITIONS[state][event];
}
