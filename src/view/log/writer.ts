import {
  CONNECTION,
  ENTRY,
  ENTRY_HEAD,
  HAS_SINCE,
  HEAD,
  KINDS,
  type LogConnection,
  type LogEnd,
  type LogEntry,
  MAGIC,
  MAX_BYTES,
  MAX_TEXT,
} from "./record.ts";

/** Bytes for which there is room at first; it grows with what is written before it is taken. */
const ROOM = 64 * 1024;

/**
 * Writes a log: records in, bytes out. What `take` returns are whole records, so that a reader can be given them as they come.
 *
 * @example
 * ```ts ignore
 * const writer = new LogWriter();
 * writer.connection({ number: 1, a: host, b: tool, opener: "a" });
 * writer.entry({ kind: "frame", connection: 1, at: Date.now(), from: "a", bytes });
 * const chunk = writer.take();
 * ```
 */
export class LogWriter {
  #bytes = new Uint8Array(ROOM);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Begins a log; `id`: 0 for a file, any other number for one that is followed. */
  constructor(id = 0) {
    this.#head(id, 0);
  }

  /** Number of bytes that wait to be taken. */
  get length(): number {
    return this.#length;
  }

  /** A connection, before its first entry. */
  connection({ number, a, b, opener }: LogConnection): void {
    const [textA, textB] = [textBytes(a.address), textBytes(b.address)];
    let at = this.#grow(10 + textA.length + textB.length + 4);
    this.#view.setUint8(at, CONNECTION);
    this.#view.setUint8(at + 1, codeOf(opener));
    this.#view.setUint32(at + 2, number, true);
    at += 6;
    for (const [text, { port }] of [[textA, a], [textB, b]] as const) {
      this.#view.setUint16(at, text.length, true);
      this.#bytes.set(text, at + 2);
      this.#view.setUint16(at + 2 + text.length, port, true);
      at += 4 + text.length;
    }
  }

  /** @throws {RangeError} When it has more bytes than a frame can have. */
  entry({ kind, connection, at, from, bytes, why, since }: LogEntry): void {
    if (bytes.length > MAX_BYTES) {
      throw new RangeError(`An entry has at most ${MAX_BYTES} bytes, got ${bytes.length}`);
    }
    const text = why === undefined ? undefined : textBytes(why);
    const more = since === undefined ? 0 : 8;
    const start = this.#grow(ENTRY_HEAD + more + bytes.length + (text?.length ?? 0));
    const view = this.#view;
    view.setUint8(start, ENTRY);
    view.setUint8(
      start + 1,
      KINDS.indexOf(kind) | codeOf(from) << 2 | (since === undefined ? 0 : HAS_SINCE),
    );
    view.setUint32(start + 2, connection, true);
    view.setFloat64(start + 6, at, true);
    view.setUint32(start + 14, bytes.length, true);
    view.setUint16(start + 18, text?.length ?? 0, true);
    if (since !== undefined) view.setFloat64(start + ENTRY_HEAD, since, true);
    this.#bytes.set(bytes, start + ENTRY_HEAD + more);
    if (text !== undefined) this.#bytes.set(text, start + ENTRY_HEAD + more + bytes.length);
  }

  /** What was written since it was called last, in bytes of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #head(id: number, position: number): void {
    const at = this.#grow(HEAD);
    this.#bytes.set(encodeHead(id, position), at);
  }

  /** Makes room for a record; the place where it begins. */
  #grow(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      bytes.set(this.#bytes.subarray(0, start));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    return start;
  }
}

/** The head of a log that is continued at a position. */
export function encodeHead(id: number, position: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(4, id, true);
  view.setFloat64(8, position, true);
  return bytes;
}

function codeOf(end: LogEnd | undefined): number {
  return end === undefined ? 0 : end === "a" ? 1 : 2;
}

function textBytes(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text.slice(0, MAX_TEXT));
  return bytes.length <= MAX_TEXT ? bytes : bytes.subarray(0, MAX_TEXT);
}
