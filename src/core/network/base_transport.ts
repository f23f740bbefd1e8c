import { Alarm, type Clock, systemClock } from "../base/mod.ts";
import { type Endpoint, formatEndpoint } from "./endpoint.ts";
import { toTransportError } from "./to_error.ts";
import type { Transport, TransportHandler } from "./transport.ts";
import { TransportError } from "./transport_error.ts";

/** Options of {@linkcode BaseTransport}. */
export interface BaseTransportOptions {
  /** The clock that measures `linger`. @default {systemClock} */
  clock?: Clock;
  /** How long `close` waits for its flush and for the end of the peer, in ms. @default {2000} */
  linger?: number;
}

const DEFAULT_LINGER = 2000;

type Phase = "new" | "open" | "closing" | "closed";

/**
 * The part of the {@linkcode Transport} contract that is the same for every adapter: exactly one `onClose`, nothing
 * after it, no call from inside a call, nothing delivered before `start` or while paused, and the linger of `close`.
 *
 * An adapter supplies four verbs of its runtime (`send`, `sendEnd`, `destroy`, `flow`) and reports five facts
 * (`received`, `drained`, `flushed`, `ended`, `broke`), in any order and as often as the runtime does.
 */
export abstract class BaseTransport implements Transport {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #clock: Clock;
  readonly #linger: number;
  #phase: Phase = "new";
  #handler: TransportHandler | undefined;
  #paused = true;
  /** The chunks that came before `start` or during a pause. */
  #backlog: Uint8Array[] = [];
  #end: { error?: TransportError } | undefined;
  #deliveryDue = false;
  #drainDue = false;
  #flushed = false;
  #lingering: Alarm | undefined;

  /** Makes a transport between two endpoints; an adapter calls it once its socket is open. */
  constructor(local: Endpoint, remote: Endpoint, options: BaseTransportOptions = {}) {
    this.local = local;
    this.remote = remote;
    this.#clock = options.clock ?? systemClock;
    this.#linger = options.linger ?? DEFAULT_LINGER;
  }

  /** Hands bytes to the runtime. Returns false if it takes no more until it reports `drained`. */
  protected abstract send(bytes: Uint8Array): boolean;
  /** Half-closes after the last byte, then reports `flushed`. */
  protected abstract sendEnd(): void;
  /** Releases the socket at once, with RST if `reset` is true and the runtime can send one. Called once. */
  protected abstract destroy(reset: boolean): void;
  /** Starts or stops reading from the socket; unread bytes stay in the kernel. */
  protected abstract flow(on: boolean): void;

  start(handler: TransportHandler): void {
    if (this.#handler !== undefined) throw new TypeError("Cannot start a transport twice");
    this.#handler = handler;
    this.#paused = false;
    if (this.#phase === "new") this.#phase = "open";
    if (this.#phase === "open" && this.#end === undefined) this.flow(true);
    this.#deliverSoon();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#phase !== "open" && this.#phase !== "new") return false;
    if (this.#end?.error !== undefined) return false;
    const room = this.send(bytes);
    if (!room) this.#drainDue = true;
    return room;
  }

  pause(): void {
    if (this.#paused || this.#phase !== "open") return;
    this.#paused = true;
    if (this.#end === undefined) this.flow(false);
  }

  resume(): void {
    if (!this.#paused || this.#phase !== "open") return;
    this.#paused = false;
    if (this.#end === undefined) this.flow(true);
    this.#deliverSoon();
  }

  close(): void {
    if (this.#phase !== "open" && this.#phase !== "new") return;
    this.#phase = "closing";
    this.#backlog = [];
    if (this.#end?.error !== undefined) return this.#finish(this.#end.error);
    this.#lingering = new Alarm(this.#clock, () => this.#lingerIsOver());
    this.#lingering.set(this.#clock.now() + this.#linger);
    if (this.#end === undefined) this.flow(true);
    this.sendEnd();
  }

  abort(reason?: unknown): void {
    if (this.#phase === "closed") return;
    const why = reason instanceof Error ? `: ${reason.message}` : "";
    const message = `This side aborted the connection with ${formatEndpoint(this.remote)}${why}`;
    this.#backlog = [];
    this.#finish(new TransportError("aborted", message, { cause: reason }), true);
  }

  /** Bytes came in; they are copied only if they have to wait. */
  protected received(chunk: Uint8Array): void {
    if (this.#phase === "closing" || this.#phase === "closed" || this.#end !== undefined) return;
    if (this.#paused || this.#backlog.length > 0) {
      this.#backlog.push(new Uint8Array(chunk)); // not slice: a Buffer's gives a view
      return;
    }
    try {
      this.#handler?.onData(chunk);
    } catch (error) {
      this.abort(error);
    }
  }

  /** The runtime takes more bytes again. */
  protected drained(): void {
    if (this.#phase !== "open" || this.#end?.error !== undefined || !this.#drainDue) return;
    this.#drainDue = false;
    try {
      this.#handler?.onDrain();
    } catch (error) {
      this.abort(error);
    }
  }

  /** Everything that was written, and then FIN, is with the kernel. */
  protected flushed(): void {
    this.#flushed = true;
    if (this.#phase === "closing" && this.#end !== undefined) this.#finish(undefined);
  }

  /** The peer sent FIN. */
  protected ended(): void {
    if (this.#phase === "closed" || this.#end !== undefined) return;
    this.#end = {};
    if (this.#phase === "closing") {
      if (this.#flushed) this.#finish(undefined);
    } else if (this.#backlog.length === 0 && !this.#paused) this.#finish(undefined);
  }

  /** The socket is gone; with the runtime's error, if it gave one. */
  protected broke(cause?: unknown): void {
    if (this.#phase === "closed") return;
    const error = cause === undefined ? undefined : toTransportError(cause, "talk", this.remote);
    if (this.#phase === "closing") {
      return this.#finish(this.#flushed ? undefined : error ?? this.#endedEarly());
    }
    if (error === undefined) return this.ended();
    this.#end = { error };
    // Reported even while paused: an owner that paused because it cannot write would wait for ever.
    if (this.#phase !== "open" || (this.#backlog.length > 0 && !this.#paused)) return;
    this.#backlog = [];
    this.#finish(error);
  }

  #endedEarly(): TransportError {
    const message = `${formatEndpoint(this.remote)} ended the connection before everything was sent`;
    return new TransportError("reset", message);
  }

  #lingerIsOver(): void {
    if (this.#flushed) return this.#finish(undefined);
    const message = `${formatEndpoint(this.remote)} did not take the last bytes within ${this.#linger} ms`;
    this.#finish(new TransportError("aborted", message), true);
  }

  /** The only way to the end: releases the socket, and calls `onClose` in a microtask. */
  #finish(error: TransportError | undefined, reset = false): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#lingering?.stop();
    this.#end = error === undefined ? {} : { error };
    this.destroy(reset);
    this.#deliverSoon();
  }

  #deliverSoon(): void {
    if (this.#deliveryDue || this.#handler === undefined) return;
    if (this.#backlog.length === 0 && this.#end === undefined) return;
    this.#deliveryDue = true;
    queueMicrotask(() => {
      this.#deliveryDue = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    while (this.#backlog.length > 0 && !this.#paused) {
      const chunk = this.#backlog.shift()!;
      try {
        this.#handler?.onData(chunk);
      } catch (error) {
        this.abort(error);
      }
    }
    if (this.#end === undefined || this.#backlog.length > 0) return;
    if (this.#phase === "closed") return this.#callOnClose();
    // A `close` under way ends with its flush, not with the end of the peer.
    if (!this.#paused && this.#phase === "open") this.#finish(this.#end.error);
  }

  #callOnClose(): void {
    const handler = this.#handler;
    if (handler === undefined) return;
    this.#handler = CLOSED;
    handler.onClose(this.#end?.error);
  }
}

/** Takes the place of the handler after `onClose`. */
const CLOSED: TransportHandler = { onData() {}, onDrain() {}, onClose() {} };
