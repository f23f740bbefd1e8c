import { Deferred } from "../core/base/mod.ts";

/** Number of bytes of a block, and of a write at most. */
const BLOCK = 64 * 1024;
/** Maximum number of bytes of a character. */
const CHARACTER = 4;

/** Writes bytes; resolves when they are out, and may be overwritten. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

interface Block {
  readonly bytes: Uint8Array;
  length: number;
}

/**
 * What is written waits here as bytes, and goes to a sink in order, one write at a time. Text is encoded at once: lines
 * that wait as strings cost a garbage collector several times their size.
 */
export class OutputQueue {
  readonly #sink: Sink;
  readonly #onError: () => void;
  readonly #encoder = new TextEncoder();
  readonly #blocks: Block[] = [];
  /** A block that is free. */
  #spare: Block | undefined;
  /** Resolved when so many bytes are out. */
  readonly #flushes: { readonly at: number; readonly done: Deferred<void> }[] = [];
  #queued = 0;
  #written = 0;
  #busy = false;
  #failed = false;

  /** `onError` is called once, if the sink fails: the reader is gone. From then on everything is dropped. */
  constructor(sink: Sink, onError: () => void) {
    this.#sink = sink;
    this.#onError = onError;
  }

  /** Number of bytes that are out; it grows as long as somebody reads. */
  get written(): number {
    return this.#written;
  }

  /** Adds text or bytes, which are copied. */
  write(piece: string | Uint8Array): void {
    if (this.#failed || piece.length === 0) return;
    for (let at = 0; at < piece.length;) at += this.#add(piece, at);
    if (!this.#busy) void this.#drain();
  }

  /** Resolves when everything that was written is out. */
  flushed(): Promise<void> {
    if (this.#written === this.#queued) return Promise.resolve();
    const done = new Deferred<void>();
    this.#flushes.push({ at: this.#queued, done });
    return done.promise;
  }

  /** Adds to the last block what it has room for; returns the length of that. */
  #add(piece: string | Uint8Array, at: number): number {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.length > BLOCK - CHARACTER) {
      block = this.#spare ?? { bytes: new Uint8Array(BLOCK), length: 0 };
      this.#spare = undefined;
      this.#blocks.push(block);
    }
    const room = block.bytes.subarray(block.length);
    const { read, written } = typeof piece === "string"
      ? this.#encoder.encodeInto(piece.slice(at), room)
      : copy(piece.subarray(at), room);
    block.length += written;
    this.#queued += written;
    return read;
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    // Not at once: what is written in the same turn goes out together.
    await Promise.resolve();
    try {
      for (let block = this.#blocks.shift(); block !== undefined; block = this.#blocks.shift()) {
        await this.#sink(block.bytes.subarray(0, block.length));
        this.#settle(block.length);
        block.length = 0;
        this.#spare = block;
      }
    } catch {
      this.#failed = true;
      this.#blocks.length = 0;
      this.#settle(this.#queued - this.#written);
      this.#onError();
    }
    this.#busy = false;
  }

  #settle(bytes: number): void {
    this.#written += bytes;
    while (this.#flushes.length > 0 && this.#flushes[0]!.at <= this.#written) {
      this.#flushes.shift()!.done.resolve();
    }
  }
}

function copy(bytes: Uint8Array, room: Uint8Array): { readonly read: number; readonly written: number } {
  const part = bytes.subarray(0, room.length);
  room.set(part);
  return { read: part.length, written: part.length };
}
