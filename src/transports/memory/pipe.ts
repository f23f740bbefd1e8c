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
  /** Number of bytes under way from which on the writer has to wait. */
  capacity: number;
  /** Maximum number of bytes that are delivered at once. */
  maxChunk: number;
}

/**
 * One direction of a memory connection: bytes under way, then FIN or a reset.
 *
 * Nothing is delivered on the stack of the writer. All chunks use one buffer, which is overwritten after each delivery: a
 * reader that keeps a chunk without a copy gets wrong bytes.
 */
export class Pipe {
  readonly #capacity: number;
  readonly #maxChunk: number;
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
    this.#maxChunk = options.maxChunk;
  }

  /** Joins the two ends. */
  connect(writer: PipeWriter, reader: PipeReader): void {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Takes bytes of the writer. Returns false if it should wait for `onWritable`. */
  push(bytes: Uint8Array): boolean {
    if (bytes.length > 0) {
      this.#queue.push(bytes);
      this.#inFlight += bytes.length;
      this.#runSoon();
    }
    return this.#inFlight < this.#capacity;
  }

  /** The writer sends FIN after its last byte. */
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

  /** Starts or stops deliveries to the reader. */
  flow(on: boolean): void {
    this.#flowing = on;
    if (on) this.#runSoon();
  }

  /** The reader is gone: bytes that are written from now on are answered with a reset. */
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
    const length = Math.min(piece.length - this.#offset, this.#maxChunk);
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

  /** FIN is flushed once the bytes before it would fit into the buffer of a system. */
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
