import { type Clock, contain, Events } from "../../base/mod.ts";
import type { Endpoint } from "../../network/mod.ts";
import type { MachineEvent } from "../machine/effect.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { HsmsConnection } from "./connection.ts";

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
  /** TCP is gone; without an error this side closed it. */
  | { readonly type: "closed"; readonly remote: Endpoint; readonly error?: Error }
  | MachineEvent;

/** The name of an event. */
export type HsmsEventType = HsmsEvent["type"];

/** The event of one name. */
export type HsmsEventOf<Type extends HsmsEventType> = Extract<HsmsEvent, { readonly type: Type }>;

/**
 * An event as the trace gets it, with what tells it from those of other connections. A `primary` is `received` there, as
 * any other frame.
 */
export type HsmsTraceEvent = Exclude<HsmsEvent, { readonly type: "primary" }> & {
  /** The connection's clock, in ms. */
  readonly time: number;
  /** What the owner calls the peer; the events of a server itself have none. */
  readonly name?: string;
  /** The connection; the events of a server itself have none. */
  readonly connection?: HsmsConnection;
};

/** Receives every {@linkcode HsmsTraceEvent} in the order of events; what it throws goes to `onDelegateError`. */
export type HsmsTrace = (event: HsmsTraceEvent) => void;

/** Whose events a {@linkcode Tracer} tells, and to whom. */
export interface TracerOptions {
  readonly clock: Clock;
  readonly name?: string | undefined;
  readonly trace?: HsmsTrace | undefined;
  /** Receives what the trace or a listener threw. */
  onError(error: unknown): void;
}

/** The one way from a connection, or a server, to its trace and its listeners. */
export class Tracer extends Events<{ [Type in HsmsEventType]: [event: HsmsEventOf<Type>] }> {
  /** Whose events they are; known once the connection is made. */
  connection: HsmsConnection | undefined;
  readonly #options: TracerOptions;

  constructor(options: TracerOptions) {
    super(options.onError);
    this.#options = options;
  }

  /** Whether anyone is told of events of that name: if not, they need not be made. */
  wants(type: HsmsEventType): boolean {
    return this.#options.trace !== undefined || this.has(type);
  }

  /** Tells an event to the trace, and then to those who listen to its name. */
  tell(event: Exclude<HsmsEvent, { readonly type: "primary" }>): void {
    const { trace, clock, name, onError } = this.#options;
    if (trace !== undefined) {
      const { connection } = this;
      const stamped = Object.assign(
        { time: clock.now(), ...(name !== undefined && { name }), ...(connection && { connection }) },
        event,
      );
      contain(() => trace(stamped), onError);
    }
    this.emit(event.type, event as never);
  }
}
