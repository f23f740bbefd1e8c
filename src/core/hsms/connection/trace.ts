import type { Endpoint } from "../../network/mod.ts";
import type { HsmsConnection } from "./connection.ts";
import type { HsmsTimer } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { SessionState } from "../machine/state.ts";

/**
 * Why a client was turned away.
 *
 * Nobody expects it (`unknown`), its peer is disabled, or connected already (`busy`); it is not on the list of the
 * option `allow` (`not-allowed`), or the bound is reached that the option of the same name sets; or it came to a network
 * that speaks TLS, and the handshake failed (`handshake`).
 */
export type HsmsRefusal =
  | "unknown"
  | "disabled"
  | "busy"
  | "not-allowed"
  | "max-connections"
  | "max-connections-per-address"
  | "max-pending"
  | "handshake";

/** What happened, and what belongs to it. */
export type HsmsTraceDetail =
  /** A passive side listens. */
  | { readonly type: "listening"; readonly local: Endpoint }
  /** An active side dials. */
  | { readonly type: "connecting"; readonly remote: Endpoint }
  /** A dial or a listen failed; the next attempt comes in `retryIn` ms. */
  | { readonly type: "failed"; readonly error: Error; readonly retryIn: number }
  /** An incoming TCP connection was turned away. */
  | {
    readonly type: "refused";
    readonly remote: Endpoint;
    readonly why: HsmsRefusal;
    readonly reason: string;
  }
  /** TCP is up. */
  | { readonly type: "established"; readonly local: Endpoint; readonly remote: Endpoint }
  /** A frame was handed to the transport. */
  | { readonly type: "sent"; readonly remote: Endpoint; readonly packet: HsmsPacket }
  /** A frame came in. */
  | { readonly type: "received"; readonly remote: Endpoint; readonly packet: HsmsPacket }
  /** A session changed its state; in HSMS-SS its id is 0xFFFF. */
  | {
    readonly type: "state";
    readonly sessionId: number;
    readonly from: SessionState;
    readonly to: SessionState;
  }
  /** A timer ran out; `after` is its length in ms. */
  | { readonly type: "timer"; readonly timer: HsmsTimer; readonly after: number }
  /** A reply that matches no open request. */
  | { readonly type: "late-reply"; readonly packet: HsmsPacket }
  /** The peer did something wrong that ends nothing. */
  | { readonly type: "fault"; readonly error: Error }
  /** The TCP connection ended; with an error where this side did not ask for it. */
  | { readonly type: "closed"; readonly remote: Endpoint; readonly error?: Error };

/** One thing that happened, for logs, metrics, captures and tests. */
export type HsmsTraceEvent = HsmsTraceDetail & {
  /** The connection's clock, in ms. */
  readonly time: number;
  /** The connection it happened to; a server's own events have none. */
  readonly connection?: HsmsConnection;
};

/** Receives every {@linkcode HsmsTraceEvent}; called in the order of events, must not throw. */
export type HsmsTrace = (event: HsmsTraceEvent) => void;
