import { type Clock, requireInteger } from "../../core/base/mod.ts";

/** Options of `events` of GemHostHandler. */
export interface GemEventsOptions {
  /** Ends the reader: the loop rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * When an event is acknowledged to the tool: once the reader has taken it, or once it calls `acknowledge` of it.
   *
   * @default {"taken"}
   */
  readonly acknowledge?: "taken" | "by reader";
  /** Maximum number of events that the reader has not taken, or not acknowledged; one more is lost for it. @default {1000} */
  readonly maxWaiting?: number;
  /**
   * The longest time that a reader may delay an acknowledgement, in ms: then it is sent, and the event waits on. It has to be
   * shorter than T3 of the tool. Not with "by reader". @default {20,000}
   */
  readonly maxDelay?: number;
}

/** An event that the reader acknowledges itself. */
export interface GemAcknowledged {
  /**
   * Acknowledges it with a code, 0 if it is taken (ACKC6, ACKC5, PPGNT, ACKC7, ACKC10). The first call counts; nothing happens
   * if the tool wants no reply, or the session has ended.
   */
  acknowledge(code?: number): void;
}

/** Settles the acknowledgement of one reader: a code, or undefined if the reader has not taken the event. */
type Settle = (code: number | undefined) => void;

interface Waiting<E> {
  readonly event: E;
  /** Undefined: the tool wants no reply. */
  readonly settle: Settle | undefined;
}

interface Taker<E> {
  readonly resolve: (result: IteratorResult<E, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** What a reader does to a message that it gets. */
export interface ReaderOwner {
  readonly clock: Clock;
  /** The reader gets no more events. */
  onEnd(): void;
}

/** A reader of events: a queue with a bound, from which a loop takes. */
export class EventReader<E extends object> implements AsyncIterableIterator<E, undefined> {
  readonly #owner: ReaderOwner;
  readonly #byReader: boolean;
  readonly #maxWaiting: number;
  readonly #maxDelay: number;
  readonly #offAbort: () => void;
  #waiting: Waiting<E>[] = [];
  #takers: Taker<E>[] = [];
  /** Events that were taken, and are to be acknowledged by the reader. */
  readonly #taken = new Set<Settle>();
  #isEnded = false;
  #reason: { readonly error: unknown } | undefined;

  /**
   * Begins; what comes from now on waits for the loop.
   *
   * @throws {RangeError} when an option is out of range.
   */
  constructor(owner: ReaderOwner, options: GemEventsOptions) {
    const { signal, acknowledge = "taken", maxWaiting = 1000, maxDelay = 20_000 } = options;
    if (acknowledge !== "taken" && acknowledge !== "by reader") {
      throw new RangeError(`acknowledge must be "taken" or "by reader", got ${JSON.stringify(acknowledge)}`);
    }
    this.#owner = owner;
    this.#byReader = acknowledge === "by reader";
    this.#maxWaiting = requireInteger("maxWaiting", maxWaiting, 1, 1_000_000);
    this.#maxDelay = requireInteger("maxDelay", maxDelay, 0, 2 ** 31 - 1);
    const abort = (): void => this.#end({ error: signal!.reason });
    signal?.addEventListener("abort", abort);
    this.#offAbort = () => signal?.removeEventListener("abort", abort);
    if (signal?.aborted) this.#reason = { error: signal.reason };
  }

  /**
   * Takes an event; false if there is no room. `settle` is called once with the code of the reader, at once or later, or with
   * undefined if the reader ends before; without it the tool wants no reply.
   */
  offer(event: E, settle: Settle | undefined): boolean {
    if (this.#waiting.length + this.#taken.size >= this.#maxWaiting) return false;
    const taker = this.#takers.shift();
    if (taker === undefined) this.#waiting.push({ event, settle: settle && this.#delayed(settle) });
    else taker.resolve({ done: false, value: this.#take(event, settle) });
    return true;
  }

  /** The session has ended: no answer can be given any more. The events can still be taken. */
  forget(): void {
    for (const { settle } of this.#waiting) settle?.(undefined);
    for (const settle of this.#taken) settle(undefined);
    this.#taken.clear();
  }

  /** No more events come; those that wait can still be taken. */
  finish(): void {
    this.#isEnded = true;
    this.#offAbort();
    this.forget();
    for (const { resolve } of this.#takers.splice(0)) resolve({ done: true, value: undefined });
  }

  /** The next event. */
  next(): Promise<IteratorResult<E, undefined>> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      return Promise.resolve({ done: false, value: this.#take(waiting.event, waiting.settle) });
    }
    if (this.#reason !== undefined) return Promise.reject(this.#reason.error);
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  /** Ends the reader: what it has not taken, or has not acknowledged, is not acknowledged. */
  return(): Promise<IteratorResult<E, undefined>> {
    this.#end(undefined);
    return Promise.resolve({ done: true, value: undefined });
  }

  /** The reader itself. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  #take(event: E, settle: Settle | undefined): E {
    if (!this.#byReader) {
      settle?.(0);
      return event;
    }
    if (settle !== undefined) this.#taken.add(settle);
    const acknowledge = (code = 0): void => {
      if (settle !== undefined && this.#taken.delete(settle)) settle(code);
    };
    return Object.freeze({ ...event, acknowledge });
  }

  #end(reason: { readonly error: unknown } | undefined): void {
    if (this.#isEnded && this.#waiting.length === 0) return;
    this.#isEnded = true;
    this.#reason = reason;
    this.#offAbort();
    this.forget();
    this.#waiting = [];
    for (const { resolve, reject } of this.#takers.splice(0)) {
      if (reason === undefined) resolve({ done: true, value: undefined });
      else reject(reason.error);
    }
    this.#owner.onEnd();
  }

  /** Settles not later than the reader may delay it. */
  #delayed(settle: Settle): Settle {
    if (this.#byReader) return once(settle);
    const settled = once((code) => {
      cancel();
      settle(code);
    });
    const cancel = this.#owner.clock.schedule(() => settled(0), this.#maxDelay);
    return settled;
  }
}

/** The first call counts. */
function once(settle: Settle): Settle {
  let isSettled = false;
  return (code) => {
    if (isSettled) return;
    isSettled = true;
    settle(code);
  };
}
