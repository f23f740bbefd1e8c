import type { Endpoint } from "../../network/mod.ts";
import type { MachineEvent } from "../machine/effect.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/**
 * Why an incoming connection was refused.
 *
 * `unknown`: no peer is expected at its address. `disabled`: its peer is disabled. `busy`: its peer is connected already.
 * `not-allowed`: it is not on the list of the option `allow`. `handshake`: the TLS handshake failed. The others: the limit
 * is reached that the option of the same name sets.
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

/** Everything that can happen to a connection, under one name each: for `on`, and for the trace. */
export type HsmsEvent =
  /** A passive side listens. */
  | { readonly type: "listening"; readonly local: Endpoint }
  /** An active side dials. */
  | { readonly type: "connecting"; readonly remote: Endpoint }
  /** A dial or a listen failed; the next attempt comes in `retryIn` ms. */
  | { readonly type: "failed"; readonly error: Error; readonly retryIn: number }
  /** An incoming TCP connection was refused. */
  | {
    readonly type: "refused";
    readonly remote: Endpoint;
    readonly why: HsmsRefusal;
    readonly reason: string;
  }
  /** TCP is up. */
  | { readonly type: "connected"; readonly local: Endpoint; readonly remote: Endpoint }
  /** A frame was handed to the transport. */
  | { readonly type: "sent"; readonly remote: Endpoint; readonly packet: HsmsPacket }
  /** A frame came in. */
  | { readonly type: "received"; readonly remote: Endpoint; readonly packet: HsmsPacket }
  /** A request ended without its reply; its caller was told the same, if there is one that waits. */
  | { readonly type: "unanswered"; readonly request: HsmsHeader; readonly error: unknown }
  /** A reply of ours was not sent: the peer is gone, not selected any more, or does not read. */
  | { readonly type: "reply-lost"; readonly packet: HsmsPacket; readonly error: Error }
  /** The owner's code threw: a delegate, a listener, a hook, a callback. */
  | { readonly type: "thrown"; readonly error: unknown }
  /** TCP is gone; without an error this side closed it. */
  | { readonly type: "closed"; readonly remote: Endpoint; readonly error?: Error }
  | MachineEvent;

/** The name of an event. */
export type HsmsEventType = HsmsEvent["type"];

/** The event of one name. */
export type HsmsEventOf<Type extends HsmsEventType> = Extract<HsmsEvent, { readonly type: Type }>;
