import { type Clock, contain, Events } from "../../base/mod.ts";
import type { HsmsConnection } from "./connection.ts";
import type { HsmsEvent, HsmsEventOf, HsmsEventType } from "./events.ts";

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
