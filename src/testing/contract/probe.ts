import { concat } from "@std/bytes";
import type { Transport, TransportError, TransportHandler } from "../../core/network/mod.ts";

interface Waiter {
  test: () => boolean;
  resolve: () => void;
}

/** What a case does in the calls of the handler, after they are recorded. */
export type ProbeHooks = Partial<TransportHandler>;

/**
 * One end of a connection under test: calls the transport, records the calls of its handler, and notes every breach of what
 * always holds.
 */
export class Probe implements TransportHandler {
  readonly transport: Transport;
  /** The breaches so far, as sentences. */
  readonly breaches: string[] = [];
  /** Number of bytes that arrived. */
  length = 0;
  drains = 0;
  closed = false;
  error: TransportError | undefined;
  /** What the case does after a call is recorded. */
  hooks: ProbeHooks = {};
  /** Whether the bytes are kept; if not, they are only counted. */
  keep = true;
  #chunks: Uint8Array[] = [];
  #waiters: Waiter[] = [];
  #inside: string | undefined;
  #paused = false;
  #ending = false;
  #drainDue = false;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** All bytes that arrived. */
  get bytes(): Uint8Array {
    const all = concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  start(hooks: ProbeHooks = {}): this {
    this.hooks = hooks;
    this.#call("start", () => this.transport.start(this));
    return this;
  }

  write(bytes: Uint8Array): boolean {
    const room = this.#call("write", () => this.transport.write(bytes));
    if (!room) this.#drainDue = true;
    return room;
  }

  pause(): void {
    this.#paused = true;
    this.#call("pause", () => this.transport.pause());
  }

  resume(): void {
    this.#paused = false;
    this.#call("resume", () => this.transport.resume());
  }

  close(): void {
    this.#ending = true;
    this.#call("close", () => this.transport.close());
  }

  abort(reason?: unknown): void {
    this.#ending = true;
    this.#call("abort", () => this.transport.abort(reason));
  }

  onData(chunk: Uint8Array): void {
    this.#record("onData");
    if (this.#paused) this.breaches.push("onData while paused");
    if (this.#ending) this.breaches.push("onData after close or abort");
    if (chunk.length === 0) this.breaches.push("onData with no bytes");
    if (chunk.constructor !== Uint8Array) this.breaches.push(`onData with a ${chunk.constructor.name}`);
    this.length += chunk.length;
    if (this.keep) this.#chunks.push(chunk.slice());
    this.#runHook(() => this.hooks.onData?.(chunk));
  }

  onDrain(): void {
    this.#record("onDrain");
    if (!this.#drainDue) this.breaches.push("onDrain without a write that returned false");
    if (this.#ending) this.breaches.push("onDrain after close or abort");
    this.#drainDue = false;
    this.drains++;
    this.#runHook(() => this.hooks.onDrain?.());
  }

  onClose(error?: TransportError): void {
    this.#record("onClose");
    this.closed = true;
    this.error = error;
    this.#runHook(() => this.hooks.onClose?.(error));
  }

  /** Resolves once `test` is true; it is checked after each call of the handler. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ test, resolve }));
  }

  /** Resolves once `count` bytes have arrived. */
  untilLength(count: number): Promise<void> {
    return this.until(() => this.length >= count);
  }

  /** Resolves with the error of `onClose`. */
  async untilClosed(): Promise<TransportError | undefined> {
    await this.until(() => this.closed);
    return this.error;
  }

  #call<T>(method: string, act: () => T): T {
    const outer = this.#inside;
    this.#inside = method;
    try {
      return act();
    } finally {
      this.#inside = outer;
    }
  }

  #record(what: string): void {
    if (this.#inside !== undefined) this.breaches.push(`${what} from inside ${this.#inside}`);
    if (this.closed) this.breaches.push(`${what} after onClose`);
  }

  #runHook(hook: () => void): void {
    try {
      hook();
    } finally {
      const [ready, waiting] = [[] as Waiter[], [] as Waiter[]];
      for (const waiter of this.#waiters) (waiter.test() ? ready : waiting).push(waiter);
      this.#waiters = waiting;
      for (const waiter of ready) waiter.resolve();
    }
  }
}
