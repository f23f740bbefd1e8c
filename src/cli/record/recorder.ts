import { rename } from "node:fs/promises";
import { concat } from "@std/bytes";
import { Deferred } from "../../core/base/mod.ts";
import type { Backlog } from "../backlog.ts";
import type { CommandIo } from "../io.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { whenStuck } from "../patience.ts";
import type { CaptureFormat, Direction, LinkEnding, RecordedLink } from "./format.ts";
import { NdjsonFormat } from "./ndjson_format.ts";
import { pcapFile, pcapngFile } from "./packet_file.ts";
import { openRecordFile, type RecordFile } from "./record_file.ts";
import { TcpFormat } from "./tcp_format.ts";

/** Writes what connections carry into a file. No method throws: a recording never stops a connection. */
export interface Recorder {
  /** A connection begins. */
  opened(link: RecordedLink, at: Date): void;
  /** Bytes went over a connection; they are read before the method returns. */
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void;
  /** A connection has ended. */
  ended(link: RecordedLink, at: Date, ending?: LinkEnding): void;
  /** Writes what waits, and closes the file; gives up if the disk is stuck and the command is to end. */
  close(): Promise<void>;
}

/** Options of {@linkcode openRecorder}. */
export interface RecorderOptions {
  /** Maximum size of a file in bytes; older files become `NAME.1.pcap` and so on. @default {Infinity} */
  rotate?: number | undefined;
  /** Is called once, with a sentence, if the recording ends because of the disk. */
  onError?: ((sentence: string) => void) | undefined;
  /** Maximum number of bytes that wait for the disk. @default {67108864} */
  maxQueuedBytes?: number | undefined;
  /** Counts what waits for the disk. */
  backlog?: Backlog | undefined;
  /** After this signal a disk that takes nothing for a second is not waited for, and `hangs` is called if that holds a thread. */
  end?: Pick<CommandIo, "signal" | "clock" | "hangs"> | undefined;
}

/** Number of old files that are kept. */
const KEPT_FILES = 4;

/** Maximum number of bytes of one write. */
const BATCH = 256 * 1024;

const FORMATS: Readonly<Record<string, () => CaptureFormat>> = {
  pcap: () => new TcpFormat(pcapFile),
  pcapng: () => new TcpFormat(pcapngFile),
  ndjson: () => new NdjsonFormat(),
};

/**
 * Begins a recording in a new file; its ending says the format: `.pcap`, `.pcapng` or `.ndjson`.
 *
 * @throws {CommandError} When the ending is another one, or the file cannot be written.
 */
export async function openRecorder(path: string, options: RecorderOptions = {}): Promise<Recorder> {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = FORMATS[ending]?.();
  if (format === undefined) {
    throw new CommandError(
      `Cannot record to ${path}: the name must end in .pcap, .pcapng or .ndjson`,
      2,
    );
  }
  try {
    return new FileRecorder(path, await openRecordFile(path), format, options);
  } catch (error) {
    throw new CommandError(`Cannot record to ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}

class FileRecorder implements Recorder {
  readonly #path: string;
  readonly #format: CaptureFormat;
  readonly #maxSize: number;
  readonly #maxQueuedBytes: number;
  readonly #onError: (sentence: string) => void;
  readonly #backlog: Backlog | undefined;
  readonly #end: RecorderOptions["end"];
  #file: RecordFile;
  /** Bytes of the file. */
  #size = 0;
  /** What waits; the first pieces are being written. */
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  /** Number of bytes that were written in all, and of the pieces that are being written. */
  #written = 0;
  #writtenOfBatch = 0;
  #draining: Promise<void> | undefined;
  /** Nothing more is recorded. */
  #ended = false;
  #failed = false;

  constructor(path: string, file: RecordFile, format: CaptureFormat, options: RecorderOptions) {
    this.#path = path;
    this.#file = file;
    this.#format = format;
    this.#maxSize = options.rotate ?? Infinity;
    this.#maxQueuedBytes = options.maxQueuedBytes ?? 64 * 1024 * 1024;
    this.#onError = options.onError ?? (() => {});
    this.#backlog = options.backlog;
    this.#end = options.end;
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void {
    if (!this.#ended) this.#add(this.#format.bytes(link, direction, bytes, at));
  }

  opened(link: RecordedLink, at: Date): void {
    if (!this.#ended) this.#add(this.#format.opened(link, at));
  }

  ended(link: RecordedLink, at: Date, ending?: LinkEnding): void {
    if (!this.#ended) this.#add(this.#format.ended(link, at, ending));
  }

  async close(): Promise<void> {
    if (!this.#ended) this.#add(this.#format.close());
    this.#ended = true;
    const closing = (this.#draining ??= this.#drain()).then(() => this.#file.close()).catch(() => {});
    const stuck = new Deferred<void>();
    const stopWatch = this.#end && whenStuck(this.#end, () => this.#written, () => {
      this.#giveUp();
      stuck.resolve();
    });
    await Promise.race([closing, stuck.promise]);
    stopWatch?.();
  }

  #giveUp(): void {
    let end = 0;
    const { length } = this.#queue.filter((piece) => (end += piece.length) > this.#writtenOfBatch);
    if (this.#file.holdsThread) this.#end?.hangs?.();
    this.#fail(`nothing takes it any more. Up to ${length} ${this.#format.unit} at its end are not written`);
  }

  #add(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      this.#queue.push(piece);
      this.#count(piece.length);
    }
    if (this.#queuedBytes > this.#maxQueuedBytes) {
      return this.#fail(
        `${this.#queuedBytes} bytes wait for the disk, the maximum is ${this.#maxQueuedBytes}. Check the disk`,
      );
    }
    this.#draining ??= this.#drain();
  }

  #count(bytes: number): void {
    this.#queuedBytes += bytes;
    if (bytes > 0) this.#backlog?.add(bytes);
    else this.#backlog?.remove(-bytes);
  }

  async #drain(): Promise<void> {
    // Not at once: what is recorded in the same turn is written together.
    await Promise.resolve();
    try {
      if (this.#size === 0) await this.#write(this.#format.head());
      while (this.#queue.length > 0) await this.#writeBatch();
    } catch (error) {
      this.#fail(sentenceOf(error));
    }
    this.#draining = undefined;
  }

  async #writeBatch(): Promise<void> {
    const first = this.#queue[0]!;
    const head = this.#format.head();
    if (this.#size > head.length && this.#size + first.length > this.#maxSize) {
      await this.#rotate();
      await this.#write(head);
    }
    let count = 0;
    let length = 0;
    for (const piece of this.#queue) {
      if (
        count > 0 && (length + piece.length > BATCH || this.#size + length + piece.length > this.#maxSize)
      ) {
        break;
      }
      count++;
      length += piece.length;
    }
    this.#writtenOfBatch = 0;
    await this.#write(concat(this.#queue.slice(0, count)));
    if (this.#failed) return;
    this.#queue.splice(0, count);
    this.#count(-length);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length && !this.#failed;) {
      const written = await this.#file.write(bytes.subarray(at));
      at += written;
      this.#written += written;
      this.#writtenOfBatch = at;
    }
    this.#size += bytes.length;
  }

  /** Gives each old file the next number and this file the first one, and begins a new file. */
  async #rotate(): Promise<void> {
    await this.#file.close();
    for (let number = KEPT_FILES; number > 0; number--) {
      const from = number === 1 ? this.#path : oldFile(this.#path, number - 1);
      await rename(from, oldFile(this.#path, number)).catch((error) => {
        if (number === 1) throw error;
      });
    }
    this.#file = await openRecordFile(this.#path);
    this.#size = 0;
  }

  #fail(why: string): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#ended = true;
    this.#queue = [];
    this.#count(-this.#queuedBytes);
    this.#onError(`The recording to ${this.#path} has stopped: ${why}`);
  }
}

/** The name of an old file: `tool.2.pcap` for `tool.pcap`. */
function oldFile(path: string, number: number): string {
  return path.replace(/\.\w+$/, (ending) => `.${number}${ending}`);
}
