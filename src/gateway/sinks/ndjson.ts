import { Deferred, Events } from "../../core/base/mod.ts";
import { checkPut, type GatewayMessage } from "../message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../sink.ts";
import { LastLines } from "./last_lines.ts";
import type { LineFile, LinePlace } from "./ndjson_place.ts";

/** Options of {@linkcode NdjsonSink}. */
export interface NdjsonOptions {
  /** A new file begins when one has more bytes. @default {67_108_864} (64 MiB) */
  readonly rotateAbove?: number;
  /** The number of files that are kept; the oldest goes first. 0: all. @default {0} */
  readonly keep?: number;
  /** The time of day, for the names of the files. */
  readonly date?: () => Date;
}

interface Waiting {
  readonly message: GatewayMessage;
  readonly line: Uint8Array;
  readonly signal: AbortSignal | undefined;
  readonly done: Deferred<void>;
}

const NAME = /^messages-.*\.ndjson$/;

/**
 * Files of lines, each `{"subject":…,"id":…,"body":{…}}`. What comes while an fsync is under way shares the next one.
 *
 * A file is never opened again: after a start, a failure, and each `rotateAbove` bytes a new one begins. So the last line of a file
 * may be torn where the machine or the disk failed, and no other; it was not acknowledged.
 */
export class NdjsonSink implements Sink {
  /** Its name in logs and metrics. */
  readonly name = "ndjson";
  readonly #place: LinePlace;
  readonly #rotateAbove: number;
  readonly #keep: number;
  readonly #date: () => Date;
  readonly #events = new Events<{ state: [SinkState] }>(() => {});
  #state: SinkState = { isUp: true };
  #file: LineFile | undefined;
  #length = 0;
  #number = 0;
  #waiting: Waiting[] = [];
  #work: Promise<void> | undefined;
  #isClosed = false;
  #lines: LastLines | undefined;
  #reading: Promise<void> | undefined;

  /** Files in this place; nothing is opened before the first message. */
  constructor(place: LinePlace, options: NdjsonOptions = {}) {
    this.#place = place;
    this.#rotateAbove = options.rotateAbove ?? 64 * 1024 * 1024;
    this.#keep = options.keep ?? 0;
    this.#date = options.date ?? (() => new Date());
  }

  /** Whether the last write went well. */
  get state(): SinkState {
    return this.#state;
  }

  /** Writes a line; resolves once it is durable. */
  async put(message: GatewayMessage, signal?: AbortSignal): Promise<void> {
    const { subject, id, body } = message;
    signal?.throwIfAborted();
    checkPut(message);
    if (this.#isClosed) throw new SinkAwayError("The files of messages are closed");
    const head = `{"subject":${JSON.stringify(subject)},"id":${JSON.stringify(id)},"body":`;
    const line = new TextEncoder().encode(`${head}${new TextDecoder().decode(body)}}\n`);
    const done = new Deferred<void>();
    this.#waiting.push({ message, line, signal, done });
    this.#work ??= this.#writeAll();
    await done.promise;
  }

  /** The last message of a tool; the first call reads the ends of the files. */
  async last(prefix: string): Promise<GatewayMessage | undefined> {
    await (this.#reading ??= this.#read());
    return this.#lines?.get(prefix);
  }

  /** Calls `listener` when `state` has changed. */
  onState(listener: (state: SinkState) => void): () => void {
    return this.#events.on("state", listener);
  }

  /** Waits for what was put, and closes the file. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
    await this.#end();
  }

  async #read(): Promise<void> {
    const lines = new LastLines();
    const names = await this.#place.names().catch(() => []);
    await lines.read(this.#place, names.filter((name) => NAME.test(name)));
    this.#lines = lines;
  }

  async #writeAll(): Promise<void> {
    // What comes in this turn goes into the same write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const all = this.#waiting.splice(0);
      for (const { signal, done } of all) if (signal?.aborted) done.reject(signal.reason);
      const batch = all.filter(({ signal }) => signal?.aborted !== true);
      if (batch.length === 0) continue;
      try {
        await this.#write(batch.map(({ line }) => line));
        for (const { message, done } of batch) {
          this.#lines?.set(message);
          done.resolve();
        }
        this.#set({ isUp: true });
      } catch (error) {
        // Nobody knows what of the file is durable: the next lines go into another one.
        await this.#end();
        const why = `The messages cannot be written: ${error instanceof Error ? error.message : error}`;
        this.#set({ isUp: false, why });
        for (const { done } of batch) done.reject(new SinkAwayError(why, { cause: error }));
      }
    }
    this.#work = undefined;
  }

  async #write(lines: readonly Uint8Array[]): Promise<void> {
    if (this.#file !== undefined && this.#length > this.#rotateAbove) await this.#end();
    this.#file ??= await this.#begin();
    const bytes = joined(lines);
    await this.#file.append(bytes);
    await this.#file.sync();
    this.#length += bytes.length;
  }

  async #begin(): Promise<LineFile> {
    const place = this.#place;
    await place.prepare();
    if (this.#keep > 0) {
      const old = (await place.names()).filter((name) => NAME.test(name)).sort();
      for (const name of old.slice(0, Math.max(0, old.length - this.#keep + 1))) await place.remove(name);
    }
    this.#length = 0;
    const time = this.#date().toISOString().replace(/[:.]/g, "-");
    const number = `${++this.#number}`.padStart(6, "0");
    return await place.create(`messages-${time}-${number}-${crypto.randomUUID().slice(0, 8)}.ndjson`);
  }

  async #end(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => {});
  }

  #set(state: SinkState): void {
    const before = this.#state;
    this.#state = state;
    if (before.isUp !== state.isUp) this.#events.emit("state", state);
  }
}

function joined(lines: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return bytes;
}
