/**
 * The E37 connection state machine, and nothing else.
 *
 * # Theory of operation
 *
 * A session is in one of three states:
 *
 * - `not-connected`: there is no TCP connection.
 * - `not-selected`: TCP is up, and only control messages may pass. T7 runs: a connection that is not selected in
 *   time is dropped.
 * - `selected`: data messages may pass.
 *
 * Rule 1: what can follow what is in the table below. No other file changes a state without asking it.
 *
 * Rule 2: the table does not know which side we are. A select is a select, whether our Select.req was accepted or the
 * peer's was; the two sides of a link go through the same states.
 *
 * Rule 3: the table is total. Every event has an answer in every state; if E37 says that it changes nothing, the answer is
 * the state itself. A peer can send anything at any time, so there is no event that cannot happen.
 *
 * The events, and who fires each:
 *
 * - `connect`: TCP came up. machine.ts, when it is made.
 * - `select`: a Select.req was accepted, by us or by the peer. reactions.ts.
 * - `deselect`: a Deselect.req was accepted, by us or by the peer. TCP stays up, and T7 starts again. reactions.ts.
 * - `separate`: a Separate.req was sent or received. `separate` in machine_core.ts.
 * - `timeout`: T7 ran out. A selected session is never ended by T7. machine.ts, in `tick`.
 * - `disconnect`: TCP went down, whoever did it. machine.ts, in `disconnected`.
 *
 * A session of HSMS-SS is one instance of this machine. HSMS-GS has several sessions on one TCP connection: each is an
 * instance, and all of them share `connect` and `disconnect`.
 *
 * # What decides which event happens
 *
 * Four rules stand outside the table, as they look at more than a state:
 *
 * - Select.rsp 1 ("selected already"), and in HSMS-GS Select.rsp 6, fire `select` as 0 does. `isGranted` in reactions.ts.
 * - A Reject 4 of our data fires `deselect`, as the session is not selected there. `onSelectionLost` in reactions.ts.
 * - Separate in HSMS-GS fires `deselect`, as TCP stays up for the other sessions. `separate` in machine_core.ts.
 * - A Select.req that crosses our Deselect.req fires `select`, and the Deselect.rsp that follows fires nothing: the select
 *   is the later wish of the two (docs/adr/0003). `reselected`, in `onSelectReq` and `onResponse` of reactions.ts.
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
