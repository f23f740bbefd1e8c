import { abortable, type Clock, Deferred, Events } from "../../core/base/mod.ts";
import type { GemStore } from "../../gem/mod.ts";
import { checkPut, type GatewayMessage, toolOf } from "../message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../sink.ts";
import { decodeMessage, encodeMessage } from "./stored_message.ts";

/** Options of {@linkcode JournaledSink}. */
export interface JournalOptions {
  /** The clock of the attempts. */
  readonly clock: Clock;
  /** The most that is kept, in bytes. @default {67_108_864} (64 MiB) */
  readonly maxBytes?: number;
  /** The time between two attempts to empty it, in ms. @default {1000} */
  readonly retry?: number;
}

/** What the journal has, and had. */
export interface JournalCounters {
  /** Messages that are in it. */
  readonly depth: number;
  /** Their bytes. */
  readonly bytes: number;
  /** Messages that were put into it, since the gateway has begun. */
  readonly kept: number;
  /** Messages that went from it to the sink. */
  readonly emptied: number;
  /** Messages for which there was no room, or which the disk refused. */
  readonly refused: number;
}

interface Kept {
  readonly key: string;
  readonly message: GatewayMessage;
  readonly bytes: number;
}

/** Messages that are put again at a time. */
const BATCH = 64;
/** Of each message, besides its bytes. */
const OVERHEAD = 64;

/**
 * A sink with a journal in front of it: what it does not take is kept on the disk, in order, with the same promise, and put again
 * until it takes it. While anything is kept, every new message goes behind it. When the journal is full, `put` rejects.
 */
export class JournaledSink implements Sink {
  readonly #sink: Sink;
  readonly #store: GemStore;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #retry: number;
  readonly #events = new Events<{ state: [SinkState] }>(() => {});
  readonly #ending = new AbortController();
  #queue: Kept[] = [];
  #next = 0;
  #bytes = 0;
  /** Messages that are on their way into the journal. */
  #coming = 0;
  #turn: Promise<void> = Promise.resolve();
  #isEmptying = false;
  #emptying: Promise<void> | undefined;
  #wake: Deferred<void> | undefined;
  #counts = { kept: 0, emptied: 0, refused: 0 };
  #full: string | undefined;

  /** The journal is in `store`, which this sink opens and closes. */
  constructor(
    sink: Sink,
    store: GemStore,
    { clock, maxBytes = 64 * 1024 ** 2, retry = 1000 }: JournalOptions,
  ) {
    this.#sink = sink;
    this.#store = store;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#retry = retry;
    sink.onState(({ isUp }) => isUp && this.#wake?.resolve());
  }

  /** Reads what is kept from before, and begins to empty it. */
  async open(): Promise<void> {
    const found = [...await this.#store.open()].sort(([a], [b]) => a < b ? -1 : 1);
    for (const [key, bytes] of found) {
      this.#push({ key, message: decodeMessage(bytes), bytes: bytes.length + OVERHEAD });
      this.#next = Number(key) + 1;
    }
    this.#empty();
  }

  /** The name of the sink. */
  get name(): string {
    return this.#sink.name;
  }

  /** Whether messages are taken: by the sink, or by the journal. */
  get state(): SinkState {
    return this.#full === undefined ? { isUp: true } : { isUp: false, why: this.#full };
  }

  /** Whether the sink itself takes messages. */
  get sinkState(): SinkState {
    return this.#sink.state;
  }

  /** What the journal has. */
  get counters(): JournalCounters {
    return { ...this.#counts, depth: this.#queue.length, bytes: this.#bytes };
  }

  /** Calls `listener` when the journal becomes full, and when it has room again. */
  onState(listener: (state: SinkState) => void): () => void {
    return this.#events.on("state", listener);
  }

  /** Puts a message into the sink or, if it is away or others wait already, into the journal. */
  async put(message: GatewayMessage, signal?: AbortSignal): Promise<void> {
    const before = this.#turn;
    const mine = new Deferred<void>();
    this.#turn = mine.promise;
    let kept: Promise<void>;
    let isComing = false;
    try {
      if (this.#queue.length === 0 && this.#coming === 0) {
        try {
          await this.#putNow(message, signal);
          this.#setFull(undefined);
          return;
        } catch (error) {
          if (!(error instanceof SinkAwayError)) throw error;
        }
      }
      this.#coming++;
      isComing = true;
      // Those before it are with the sink, or in the journal: so the journal has the order in which they were put.
      await before;
      kept = this.#keep(message);
    } finally {
      mine.resolve();
      // The queue, or its write that is under way, holds those behind it from now on.
      if (isComing) this.#coming--;
    }
    await kept;
  }

  /** The last message of a tool: of those that are kept, or else of the sink. */
  async last(prefix: string): Promise<GatewayMessage | undefined> {
    const kept = this.#queue.findLast(({ message: { subject } }) => toolOf(subject) === prefix);
    return kept?.message ?? await this.#sink.last?.(prefix);
  }

  /** Ends; what is kept stays for the next start. */
  async close(): Promise<void> {
    this.#ending.abort(new SinkAwayError("The gateway ends"));
    this.#wake?.resolve();
    await this.#turn;
    await this.#emptying;
    await this.#sink.close();
    await this.#store.close();
  }

  async #keep(given: GatewayMessage): Promise<void> {
    checkPut(given);
    const { subject, id, body } = given;
    // The tool gets its answer for it: so it goes on whatever comes.
    const message = { subject, id, body };
    const value = encodeMessage(message);
    const bytes = value.length + OVERHEAD;
    if (this.#bytes + bytes > this.#maxBytes) {
      this.#counts.refused++;
      this.#setFull(
        `The journal is full (${this.#bytes} of ${this.#maxBytes} bytes), and ${this.name} is away`,
      );
      throw new SinkAwayError(this.#full!);
    }
    const key = `${this.#next++}`.padStart(16, "0");
    this.#bytes += bytes;
    this.#coming++;
    try {
      await this.#store.write([{ key, value }]);
    } catch (error) {
      this.#counts.refused++;
      const why = `The journal cannot be written: ${error instanceof Error ? error.message : error}`;
      this.#setFull(why);
      throw new SinkAwayError(why, { cause: error });
    } finally {
      this.#bytes -= bytes;
      this.#coming--;
    }
    this.#push({ key, message, bytes });
    this.#counts.kept++;
    this.#setFull(undefined);
    this.#empty();
  }

  #push(kept: Kept): void {
    this.#queue.push(kept);
    this.#bytes += kept.bytes;
  }

  #empty(): void {
    if (this.#isEmptying) return;
    this.#isEmptying = true;
    this.#emptying = this.#emptyAll();
  }

  async #emptyAll(): Promise<void> {
    const { signal } = this.#ending;
    while (this.#queue.length > 0 && !signal.aborted) {
      const batch = this.#queue.slice(0, BATCH);
      const results = await Promise.allSettled(batch.map(({ message }) => this.#putNow(message, signal)));
      const failed = results.findIndex(({ status }) => status === "rejected");
      const done = this.#queue.slice(0, failed < 0 ? batch.length : failed);
      if (done.length > 0) await this.#remove(done);
      if (failed >= 0 && !signal.aborted) await this.#pause();
    }
    // Not later: what is kept in between would wait for nobody.
    this.#isEmptying = false;
  }

  /** A sink that hangs is left alone once the signal is aborted. */
  #putNow(message: GatewayMessage, signal: AbortSignal | undefined): Promise<void> {
    const put = this.#sink.put(message, signal);
    return signal === undefined ? put : abortable(put, signal);
  }

  /** What the disk does not forget is put again after the next start, with its id of before. */
  async #remove(done: readonly Kept[]): Promise<void> {
    await this.#store.write(done.map(({ key }) => ({ key, value: undefined }))).catch(() => {});
    this.#queue = this.#queue.slice(done.length);
    for (const { bytes } of done) this.#bytes -= bytes;
    this.#counts.emptied += done.length;
    this.#setFull(undefined);
  }

  async #pause(): Promise<void> {
    const wake = this.#wake = new Deferred<void>();
    const cancel = this.#clock.schedule(() => wake.resolve(), this.#retry);
    await wake.promise;
    cancel();
    this.#wake = undefined;
  }

  #setFull(why: string | undefined): void {
    const wasFull = this.#full !== undefined;
    this.#full = why;
    if (wasFull !== (why !== undefined)) this.#events.emit("state", this.state);
  }
}
