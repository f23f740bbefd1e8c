import { NO_BYTES } from "../../core/base/mod.ts";
import { LogError } from "./errors.ts";
import {
  CONNECTION,
  ENTRY,
  ENTRY_HEAD,
  HAS_SINCE,
  HEAD,
  KINDS,
  type LogConnection,
  type LogEnd,
  type LogEndpoint,
  type LogEntry,
  MAGIC,
  MAX_BYTES,
} from "./record.ts";

/** Bytes that are kept together. */
const SLAB = 1024 * 1024;

/** A piece of the memory of a reader: records stand in it one after the other, each as a whole. */
export interface Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** What takes the records of a log. */
export interface LogSink {
  /** What was read before does not count any more: another log begins, or the past of this one is gone. */
  anew(): void;
  connection(connection: LogConnection): void;
  /** An entry, at a place in the memory of the reader that stays as it is. */
  entry(slab: Slab, offset: number): void;
}

/**
 * Reads a log that comes in chunks of any size, and keeps its bytes: each record is copied once. A log that was cut off is
 * read up to the cut.
 */
export class LogReader {
  readonly #sink: LogSink;
  #slab = newSlab(0);
  /** Where the next record begins, and where what has arrived ends. */
  #start = 0;
  #end = 0;
  #id: number | undefined;
  #position = 0;

  /** Gives the records to a sink. */
  constructor(sink: LogSink) {
    this.#sink = sink;
  }

  /** What was read, for who continues the log: `/log?from=POSITION`. Empty: nothing yet. */
  get position(): string {
    return this.#id === undefined ? "" : `${this.#id}-${this.#position}`;
  }

  /** Whether the log ends inside a record. */
  get isCut(): boolean {
    return this.#end > this.#start;
  }

  /** Forgets the beginning of a record: its rest does not come, the log is asked for again from `position`. */
  cut(): void {
    this.#end = this.#start;
  }

  /** @throws {LogError} When the bytes are not a log. */
  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length;) {
      if (this.#end === this.#slab.bytes.length) this.#renew();
      const part = chunk.subarray(taken, taken + this.#slab.bytes.length - this.#end);
      this.#slab.bytes.set(part, this.#end);
      this.#end += part.length;
      taken += part.length;
      this.#readAll();
    }
  }

  /** A new slab, with the beginning of the record that is not whole. It grows with what has arrived of it. */
  #renew(): void {
    const tail = this.#slab.bytes.subarray(this.#start, this.#end);
    this.#slab = newSlab(Math.max(SLAB, tail.length * 2));
    this.#slab.bytes.set(tail);
    this.#start = 0;
    this.#end = tail.length;
  }

  #readAll(): void {
    while (this.#end > this.#start) {
      const length = this.#readOne(this.#slab, this.#start, this.#end - this.#start);
      if (length === 0) return;
      this.#start += length;
    }
  }

  /** Reads a record if all of it is there; the number of its bytes, or 0. */
  #readOne(slab: Slab, at: number, held: number): number {
    const type = slab.bytes[at]!;
    if (type === MAGIC[0]) return held < HEAD ? 0 : this.#head(slab, at);
    if (this.#id === undefined) throw new LogError("These bytes are not a log of hsms view: it has no head");
    const length = type === ENTRY
      ? entryLength(slab, at, held)
      : type === CONNECTION
      ? connectionLength(slab, at, held)
      : unknown(type, this.#position);
    if (length === 0 || length > held) return 0;
    this.#position += length;
    if (type === ENTRY) this.#sink.entry(slab, at);
    else this.#sink.connection(readConnection(slab, at));
    return length;
  }

  #head({ bytes, view }: Slab, at: number): number {
    if (!MAGIC.every((byte, i) => bytes[at + i] === byte)) {
      throw new LogError("These bytes are not a log of hsms view, or of another version of it");
    }
    const id = view.getUint32(at + 4, true);
    const position = view.getFloat64(at + 8, true);
    if (this.#id !== undefined && (id !== this.#id || position !== this.#position)) this.#sink.anew();
    this.#id = id;
    this.#position = position;
    return HEAD;
  }
}

function newSlab(length: number): Slab {
  const bytes = length === 0 ? NO_BYTES : new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

function unknown(type: number, position: number): never {
  throw new LogError(`The log has an unknown record at byte ${position}, of type ${type}`);
}

/** The length of an entry; 0: too little of it is there to say. */
function entryLength({ view, bytes }: Slab, at: number, held: number): number {
  if (held < ENTRY_HEAD) return 0;
  const count = view.getUint32(at + 14, true);
  if (count > MAX_BYTES) {
    throw new LogError(`The log has an entry of ${count} bytes, the maximum is ${MAX_BYTES}`);
  }
  const since = (bytes[at + 1]! & HAS_SINCE) === 0 ? 0 : 8;
  return ENTRY_HEAD + since + count + view.getUint16(at + 18, true);
}

function connectionLength({ view }: Slab, at: number, held: number): number {
  let length = 6;
  for (let end = 0; end < 2; end++) {
    if (held < length + 2) return 0;
    length += 4 + view.getUint16(at + length, true);
  }
  return length;
}

function readConnection({ bytes, view }: Slab, at: number): LogConnection {
  const number = view.getUint32(at + 2, true);
  const opener = endOf(bytes[at + 1]!);
  let next = at + 6;
  const [a, b] = [end(), end()];
  return { number, a, b, opener };

  function end(): LogEndpoint {
    const length = view.getUint16(next, true);
    const address = new TextDecoder().decode(bytes.subarray(next + 2, next + 2 + length));
    const port = view.getUint16(next + 2 + length, true);
    next += 4 + length;
    return { address, port };
  }
}

/** The entry at a place; its bytes are a view. */
export function readEntry({ bytes, view }: Slab, at: number): LogEntry {
  const what = bytes[at + 1]!;
  const start = bytesStart(bytes, at);
  const end = start + view.getUint32(at + 14, true);
  const text = view.getUint16(at + 18, true);
  return {
    kind: KINDS[what & 3]!,
    connection: view.getUint32(at + 2, true),
    at: view.getFloat64(at + 6, true),
    from: endOf(what >> 2 & 3),
    bytes: bytes.subarray(start, end),
    why: text === 0 ? undefined : new TextDecoder().decode(bytes.subarray(end, end + text)),
    since: (what & HAS_SINCE) === 0 ? undefined : view.getFloat64(at + ENTRY_HEAD, true),
  };
}

/** Where the bytes of the entry at a place begin. */
export function bytesStart(bytes: Uint8Array, at: number): number {
  return at + ENTRY_HEAD + ((bytes[at + 1]! & HAS_SINCE) === 0 ? 0 : 8);
}

function endOf(code: number): LogEnd | undefined {
  return code === 1 ? "a" : code === 2 ? "b" : undefined;
}
