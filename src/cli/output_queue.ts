import { Deferred } from "../core/base/mod.ts";

/** Maximum number of bytes of one write, if no single piece has more. */
const BATCH = 64 * 1024;

/** Writes bytes; resolves when they are out. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** What is written waits here, and goes to a sink in order, one write at a time. */
export class OutputQueue {
  readonly #sink: Sink;
  readonly #onError: () => void;
  #queue: (string | Uint8Array)[] = [];
  /** Resolved when what was queued before is out. */
  readonly #flushes: { readonly at: number; readonly done: Deferred<void> }[] = [];
  #queued = 0;
  #written = 0;
  #moved = 0;
  #busy = false;
  #failed = false;

  /** `onError` is called once, if the sink fails: the reader is gone. From then on everything is dropped. */
  constructor(sink: Sink, onError: () => void) {
    this.#sink = sink;
    this.#onError = onError;
  }

  /** Number of writes that ended; it grows as long as somebody reads. */
  get moved(): number {
    return this.#moved;
  }

  write(piece: string | Uint8Array): void {
    if (this.#failed || piece.length === 0) return;
    this.#queue.push(piece);
    this.#queued++;
    if (!this.#busy) void this.#drain();
  }

  flushed(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    const done = new Deferred<void>();
    this.#flushes.push({ at: this.#queued, done });
    return done.promise;
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    // Not at once: what is written in the same turn goes out together.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0) await this.#writeBatch();
    } catch {
      this.#failed = true;
      this.#queue = [];
      this.#written = this.#queued;
      this.#onError();
    }
    this.#busy = false;
    this.#settle();
  }

  async #writeBatch(): Promise<void> {
    const first = this.#queue[0]!;
    if (typeof first !== "string" || first.length > BATCH) {
      this.#queue.shift();
      await this.#writeLong(first);
    } else {
      let length = 0;
      let count = 0;
      for (const piece of this.#queue) {
        if (typeof piece !== "string" || length + piece.length > BATCH) break;
        length += piece.length;
        count++;
      }
      await this.#put(new TextEncoder().encode(this.#queue.splice(0, count).join("")));
      this.#written += count - 1;
    }
    this.#written++;
    this.#settle();
  }

  /** In parts, so that a long line is not held a second time as bytes. */
  async #writeLong(piece: string | Uint8Array): Promise<void> {
    for (let at = 0; at < piece.length;) {
      const part = partOf(piece, at);
      at += part.length;
      await this.#put(typeof part === "string" ? new TextEncoder().encode(part) : part);
    }
  }

  async #put(bytes: Uint8Array): Promise<void> {
    await this.#sink(bytes);
    this.#moved++;
  }

  #settle(): void {
    while (this.#flushes.length > 0 && this.#flushes[0]!.at <= this.#written) {
      this.#flushes.shift()!.done.resolve();
    }
  }
}

/** At most one batch from `at` on; no character is cut in two. */
function partOf(piece: string | Uint8Array, at: number): string | Uint8Array {
  if (typeof piece !== "string") return piece.subarray(at, at + BATCH);
  const isCut = at + BATCH < piece.length && /[\ud800-\udbff]/.test(piece[at + BATCH - 1]!);
  return piece.slice(at, at + BATCH - (isCut ? 1 : 0));
}
