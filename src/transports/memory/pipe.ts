/** What a {@linkcode Pipe} tells the end that reads from it. */
export interface PipeReader {
  onChunk(chunk: Uint8Array): void;
  onEnd(): void;
  onReset(): void;
}

/** What a {@linkcode Pipe} tells the end that writes to it. */
export interface PipeWriter {
  onWritable(): void;
  onFlushed(): void;
  onReset(): void;
}

/** How a {@linkcode Pipe} carries bytes. */
export interface PipeOptions {
  /** How many bytes may be under way before the writer is told to wait. */
  capacity: number;
  /** The most that is delivered at once. */
  chunk: number;
}

/**
 * One direction of a memory connection: bytes under way, then perhaps their end or a reset.
 *
 * Nothing is delivered on the writer's stack. A chunk lives in one reused buffer that is overwritten once its reader
 * returns, so that an owner who keeps what was lent finds out.
 */
export class Pipe {
  readonly #capacity: number;
  readonly #longest: number;
  #scratch = new Uint8Array(0);
  #writer: PipeWriter | undefined;
  #reader: PipeReader | undefined;
  #queue: Uint8Array[] = [];
  #offset = 0;
  #inFlight = 0;
  #flowing = false;
  #due = false;
  #end: "no" | "queued" | "flushed" | "told" = "no";
  #readerIsGone = false;
  #reset: "no" | "due" | "done" = "no";

  constructor(options: PipeOptions) {
    this.#capacity = options.capacity;
    this.#longest = options.chunk;
  }

  /** Joins the two ends. */
  connect(writer: PipeWriter, reader: PipeReader): void {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** The writer's bytes; false: wait for `onWritable`. */
  push(bytes: Uint8Array): boolean {
    if (bytes.length > 0) {
      this.#queue.push(bytes);
      this.#inFlight += bytes.length;
      this.#runSoon();
    }
    return this.#inFlight < this.#capacity;
  }

  /** The writer ends in good order, behind its last byte. */
  finish(): void {
    if (this.#end !== "no") return;
    this.#end = "queued";
    this.#runSoon();
  }

  /** The writer resets: what is under way is lost. */
  reset(): void {
    if (this.#reset === "no") this.#reset = "due";
    this.#drop();
    this.#runSoon();
  }

  /** The reader takes bytes, or leaves them under way. */
  flow(on: boolean): void {
    this.#flowing = on;
    if (on) this.#runSoon();
  }

  /** The reader is gone: whatever is written now is answered with a reset. */
  abandon(): void {
    this.#readerIsGone = true;
    this.#flowing = false;
    if (this.#inFlight > 0) this.#runSoon();
  }

  #runSoon(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#run();
    });
  }

  #run(): void {
    if (this.#reset !== "no") return this.#tellReset();
    if (this.#readerIsGone) return this.#bounce();
    while (this.#flowing && this.#inFlight > 0) this.#deliver();
    if (this.#inFlight < this.#capacity) this.#writer?.onWritable();
    this.#tellFlushed();
    if (this.#end === "flushed" && this.#flowing && this.#inFlight === 0) {
      this.#end = "told";
      this.#reader?.onEnd();
    }
  }

  #deliver(): void {
    const piece = this.#queue[0]!;
    const length = Math.min(piece.length - this.#offset, this.#longest);
    if (length > this.#scratch.length) this.#scratch = new Uint8Array(length);
    const chunk = this.#scratch.subarray(0, length);
    chunk.set(piece.subarray(this.#offset, this.#offset + length));
    this.#offset += length;
    this.#inFlight -= length;
    if (this.#offset === piece.length) {
      this.#queue.shift();
      this.#offset = 0;
    }
    this.#reader?.onChunk(chunk);
    chunk.fill(0xdd);
  }

  /** The end is flushed once what is left would fit into a system's buffer. */
  #tellFlushed(): void {
    if (this.#end !== "queued" || this.#inFlight > this.#capacity) return;
    this.#end = "flushed";
    this.#writer?.onFlushed();
  }

  #tellReset(): void {
    if (this.#reset === "done") return;
    this.#reset = "done";
    this.#reader?.onReset();
  }

  #bounce(): void {
    const lost = this.#inFlight > 0;
    this.#drop();
    if (lost) this.#writer?.onReset();
    else this.#tellFlushed();
  }

  #drop(): void {
    this.#queue = [];
    this.#offset = 0;
    this.#inFlight = 0;
  }
}
