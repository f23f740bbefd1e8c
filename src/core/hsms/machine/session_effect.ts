import type { HsmsTimer } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { SessionState } from "./state.ts";
import type { Transaction, TransactionOutcome } from "./transaction.ts";

/** What a session wants done or known; values, in the order in which they came about. */
export type SessionEffect =
  /** A data message that nobody asked for: the owner's to read and answer. `known`: its session id is ours. */
  | { readonly type: "deliver"; readonly packet: HsmsPacket; readonly known: boolean }
  /** A transaction ended. */
  | { readonly type: "settle"; readonly transaction: Transaction; readonly outcome: TransactionOutcome }
  /** A session changed its state. In HSMS-SS the session id is 0xFFFF. */
  | {
    readonly type: "change";
    readonly sessionId: number;
    readonly from: SessionState;
    readonly to: SessionState;
  }
  /** A reply that matches no open transaction: it came too late, or nobody asked. */
  | { readonly type: "late-reply"; readonly packet: HsmsPacket }
  /** Something that the peer did wrong and that ends nothing: for the trace. */
  | { readonly type: "fault"; readonly error: Error }
  /** A timer ran out. */
  | { readonly type: "expired"; readonly timer: HsmsTimer; readonly after: number }
  /** The TCP connection has to end: now if there is an error, after a flush if there is none. */
  | { readonly type: "disconnect"; readonly error?: Error };
