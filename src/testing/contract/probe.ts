import { concat } from "@std/bytes";
import type { Transport, TransportError, TransportHandler } from "../../core/network/mod.ts";

interface Waiter {
  test: () => boolean;
  resolve: () => void;
}

/** What a case does with what its probe hears, besides recording it. */
export type ProbeHooks = Partial<TransportHandler>;

/**
 * One end of a connection under test: drives the transport, records what it says, and notes every breach of the
 * promises that hold at all times.
 */
export class Probe implements TransportHandler {
  readonly transport: Transport;
  /** The breaches so far, in words. */
  readonly breaches: string[] = [];
  /** How many bytes arrived. */
  length = 0;
  drains = 0;
  closed = false;
  error: TransportError | undefined;
  /** What the case does on top of recording. */
  hooks: ProbeHooks = {};
  /** False: counts the bytes only. */
  keep = true;
  #chunks: Uint8Array[] = [];
  #waiters: Waiter[] = [];
  #inside: string | undefined;
  #paused = false;
  #ending = false;
  #owedDrain = false;

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
    if (!room) this.#owedDrain = true;
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
    this.#heard("onData");
    if (this.#paused) this.breaches.push("onData while paused");
    if (this.#ending) this.breaches.push("onData after close or abort");
    if (chunk.length === 0) this.breaches.push("onData with no bytes");
    if (chunk.constructor !== Uint8Array) this.breaches.push(`onData with a ${chunk.constructor.name}`);
    this.length += chunk.length;
    if (this.keep) this.#chunks.push(chunk.slice());
    this.#tell(() => this.hooks.onData?.(chunk));
  }

  onDrain(): void {
    this.#heard("onDrain");
    if (!this.#owedDrain) this.breaches.push("onDrain without a write that returned false");
    if (this.#ending) this.breaches.push("onDrain after close or abort");
    this.#owedDrain = false;
    this.drains++;
    this.#tell(() => this.hooks.onDrain?.());
  }

  onClose(error?: TransportError): void {
    this.#heard("onClose");
    this.closed = true;
    this.error = error;
    this.#tell(() => this.hooks.onClose?.(error));
  }

  /** Resolves once `test` holds; looked at after each call of the handler. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ test, resolve }));
  }

  /** Resolves once `count` bytes have arrived in all. */
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

  #heard(what: string): void {
    if (this.#inside !== undefined) this.breaches.push(`${what} from inside ${this.#inside}`);
    if (this.closed) this.breaches.push(`${what} after onClose`);
  }

  #tell(hook: () => void): void {
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
