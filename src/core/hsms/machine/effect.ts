import type { HsmsTimer } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { SessionState } from "./state.ts";
import type { Transaction, TransactionOutcome } from "./transactions.ts";

/**
 * What a reply that matches no open request has come for. `answered`: a request that the peer has answered already. `ended`:
 * one that ended without an answer, such as by T3. `other-session`: one that is open, in another session. `unasked`: none
 * that is open, or among the last 256 that ended.
 */
export type LateReply = "answered" | "ended" | "other-session" | "unasked";

/** What happens in E37's machine, in the words in which listeners and the trace are told. */
export type MachineEvent =
  /** A data message may pass in this session from now on. In HSMS-SS the session id is 0xFFFF. */
  | { readonly type: "selected"; readonly sessionId: number }
  /** No data message may pass in this session any more; `to` says whether TCP is still up. */
  | { readonly type: "deselected"; readonly sessionId: number; readonly to: SessionState }
  /** A primary came in. `known` is false if its session id is not ours. */
  | { readonly type: "primary"; readonly packet: HsmsPacket; readonly known: boolean }
  /** A reply came in that matches no open request; `why` says what it matches. */
  | { readonly type: "late-reply"; readonly packet: HsmsPacket; readonly why: LateReply }
  /** The peer broke E37 in a way that does not end the connection. */
  | { readonly type: "fault"; readonly error: Error }
  /** A timer ran out; `after` is its length in ms. */
  | { readonly type: "timer"; readonly timer: HsmsTimer; readonly after: number };

/** A primary, as listeners are told of it. */
export type PrimaryEvent = Extract<MachineEvent, { readonly known: boolean }>;

/** What comes of most frames: the data request that has ended with this reply, or a primary. */
export type Arrival = Transaction | PrimaryEvent;

/** What the machine wants done or told: values, in the order in which they came about. */
export type Effect =
  | MachineEvent
  /** A transaction ended. */
  | { readonly type: "settle"; readonly transaction: Transaction; readonly outcome: TransactionOutcome }
  /** The TCP connection has to end: at once if there is an error, after a flush if there is none. */
  | { readonly type: "disconnect"; readonly error: Error | undefined };
