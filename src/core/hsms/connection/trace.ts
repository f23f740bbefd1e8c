import { type Clock, contain, Events, SecsError } from "../../base/mod.ts";
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

/** Receives what the owner's code threw: a delegate, a listener, a hook, a trace. */
export type HsmsErrorListener = (error: unknown, connection: HsmsConnection | undefined) => void;

/**
 * Where errors of the owner's code go, so that they never reach the protocol: to `listener`. Without one a SecsError goes
 * nowhere, as it tells what a peer or the network did, and that must not end a process; any other error is a bug, and is
 * rethrown in a microtask of its own, as an uncaught error. `connection` says whose they are.
 *
 * @example
 * ```ts
 * import { errorSink } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: unknown[] = [];
 * const report = errorSink((error) => seen.push(error), () => undefined);
 * report("a listener threw this");
 * await Promise.resolve();
 * assertEquals(seen, ["a listener threw this"]);
 * ```
 */
export function errorSink(
  listener: HsmsErrorListener | undefined,
  connection: () => HsmsConnection | undefined,
): (error: unknown) => void {
  return (error) => {
    queueMicrotask(() => {
      if (listener !== undefined) listener(error, connection());
      else if (!(error instanceof SecsError)) throw error;
    });
  };
}

/** Whose events a {@linkcode Tracer} tells, and to whom. */
export interface TracerOptions {
  readonly clock: Clock;
  readonly name?: string | undefined;
  readonly trace?: HsmsTrace | undefined;
  readonly onDelegateError?: HsmsErrorListener | undefined;
}

/** The one way from a connection, or a server, to its trace and its listeners. */
export class Tracer {
  /** Whose events they are; known once the connection is made. */
  connection: HsmsConnection | undefined;
  readonly #options: TracerOptions;
  /** The listeners of each name. A `primary` is told to them alone, as the trace has seen it as `received`. */
  readonly listeners: Events<{ [Type in HsmsEventType]: [event: HsmsEventOf<Type>] }>;
  readonly #sink: (error: unknown) => void;
  #tellsFrames: boolean;

  constructor(options: TracerOptions) {
    this.#options = options;
    this.#tellsFrames = options.trace !== undefined;
    this.#sink = errorSink(options.onDelegateError, () => this.connection);
    // What a listener of `thrown` throws is not told as `thrown` again.
    this.listeners = new Events((error, type) => type === "thrown" ? this.#sink(error) : this.report(error));
  }

  /** Calls `listener` at each event of that name; the returned function ends that. */
  on<Type extends HsmsEventType>(type: Type, listener: (event: HsmsEventOf<Type>) => unknown): () => void {
    const off = this.listeners.on(type, listener as never);
    this.#lookAgain();
    return () => {
      off();
      this.#lookAgain();
    };
  }

  /** Whether anyone is told of frames that are sent or received: asked for each frame, and mostly nobody is. */
  get tellsFrames(): boolean {
    return this.#tellsFrames;
  }

  /** Whether anyone is told of events of that name: if not, they need not be made. */
  wants(type: HsmsEventType): boolean {
    return this.#options.trace !== undefined || this.listeners.has(type);
  }

  /** Tells an event to the trace, and then to those who listen to its name. */
  tell(event: Exclude<HsmsEvent, { readonly type: "primary" }>): void {
    this.#trace(event);
    this.listeners.emit(event.type, event as never);
  }

  /** Takes what the owner's code threw: it is told as `thrown`, and goes where errors of the owner's code go. */
  readonly report = (error: unknown): void => {
    this.tell({ type: "thrown", error });
    this.#sink(error);
  };

  #lookAgain(): void {
    this.#tellsFrames = this.wants("sent") || this.wants("received");
  }

  #trace(event: Exclude<HsmsEvent, { readonly type: "primary" }>): void {
    const { trace, clock, name } = this.#options;
    if (trace === undefined) return;
    const { connection } = this;
    const stamped = Object.assign(
      { time: clock.now(), ...(name !== undefined && { name }), ...(connection && { connection }) },
      event,
    );
    contain(() => trace(stamped), this.#sink);
  }
}
