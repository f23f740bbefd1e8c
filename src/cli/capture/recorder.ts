import { type FileHandle, open, rename } from "node:fs/promises";
import { concat } from "@std/bytes";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CaptureFormat, Direction, RecordedLink } from "./format.ts";
import { NdjsonFormat } from "./ndjson_format.ts";
import { pcapFile, pcapngFile } from "./pcap_file.ts";
import { TcpFormat } from "./tcp_format.ts";

export type { Direction, RecordedLink } from "./format.ts";

/** Writes what links carry into a file. No method throws: a recording never stops a link. */
export interface Recorder {
  /** Bytes went over a link; they are only lent. */
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void;
  /** A link has ended. */
  ended(link: RecordedLink, at: Date): void;
  /** Writes what waits, and closes the file. */
  close(): Promise<void>;
}

/** Options of {@linkcode openRecorder}. */
export interface RecorderOptions {
  /** The most bytes of one file; what is older goes to `NAME.1.pcap` and so on. @default {Infinity} */
  rotate?: number | undefined;
  /** Is told once, in a sentence, that the recording has ended because of the disk. */
  onError?: ((sentence: string) => void) | undefined;
  /** So many bytes may wait for the disk. @default {67108864} */
  waitLimit?: number | undefined;
}

/** So many old files are kept when they are rotated. */
export const KEPT_FILES = 4;

/** Bytes that are written at once. */
const BATCH = 256 * 1024;

const FORMATS: Readonly<Record<string, () => CaptureFormat>> = {
  pcap: () => new TcpFormat(pcapFile),
  pcapng: () => new TcpFormat(pcapngFile),
  ndjson: () => new NdjsonFormat(),
};

/**
 * Begins a recording in a new file, in the format that its ending says: `.pcap`, `.pcapng` or `.ndjson`. Rejects with a
 * CommandError for another ending, and where the file cannot be written.
 */
export async function openRecorder(path: string, options: RecorderOptions = {}): Promise<Recorder> {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = FORMATS[ending]?.();
  if (format === undefined) {
    throw new CommandError(
      `Cannot tell the format of the recording from "${path}": end it in .pcap, .pcapng or .ndjson`,
      2,
    );
  }
  try {
    return new FileRecorder(path, await open(path, "w"), format, options);
  } catch (error) {
    throw new CommandError(`Cannot record to ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}

class FileRecorder implements Recorder {
  readonly #path: string;
  readonly #format: CaptureFormat;
  readonly #limit: number;
  readonly #waitLimit: number;
  readonly #onError: (sentence: string) => void;
  #file: FileHandle;
  /** Bytes of the file, with those of the batch that is being made. */
  #size: number;
  #queue: Uint8Array[];
  #waiting: number;
  #draining: Promise<void> | undefined;
  /** Nothing is taken any more. */
  #over = false;
  #failed = false;

  constructor(path: string, file: FileHandle, format: CaptureFormat, options: RecorderOptions) {
    this.#path = path;
    this.#file = file;
    this.#format = format;
    this.#limit = options.rotate ?? Infinity;
    this.#waitLimit = options.waitLimit ?? 64 * 1024 * 1024;
    this.#onError = options.onError ?? (() => {});
    const head = format.head();
    this.#queue = [head];
    this.#waiting = head.length;
    this.#size = 0;
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void {
    if (!this.#over) this.#add(this.#format.bytes(link, direction, bytes, at));
  }

  ended(link: RecordedLink, at: Date): void {
    if (!this.#over) this.#add(this.#format.ended(link, at));
  }

  async close(): Promise<void> {
    if (!this.#over) this.#add(this.#format.close());
    this.#over = true;
    this.#draining ??= this.#drain();
    await this.#draining;
    await this.#file.close().catch(() => {});
  }

  #add(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      this.#queue.push(piece);
      this.#waiting += piece.length;
    }
    if (this.#waiting > this.#waitLimit) {
      return this.#fail(`the disk is ${this.#waiting} bytes behind, and ${this.#waitLimit} may wait for it`);
    }
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // Not at once: what comes in the same turn is written together.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0) await this.#writeBatch();
    } catch (error) {
      this.#fail(sentenceOf(error));
    }
    this.#draining = undefined;
  }

  async #writeBatch(): Promise<void> {
    const first = this.#queue[0]!;
    const head = this.#format.head();
    if (this.#size > head.length && this.#size + first.length > this.#limit) {
      await this.#rotate();
      await this.#write(head);
    }
    let count = 0;
    let length = 0;
    for (const piece of this.#queue) {
      if (count > 0 && (length + piece.length > BATCH || this.#size + length + piece.length > this.#limit)) {
        break;
      }
      count++;
      length += piece.length;
    }
    const batch = this.#queue.splice(0, count);
    await this.#write(concat(batch));
    if (!this.#failed) this.#waiting -= length;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, null);
      at += bytesWritten;
    }
    this.#size += bytes.length;
  }

  /** Gives every old file the next number, the file the first, and begins it anew. */
  async #rotate(): Promise<void> {
    await this.#file.close();
    for (let number = KEPT_FILES; number > 0; number--) {
      const from = number === 1 ? this.#path : oldFile(this.#path, number - 1);
      await rename(from, oldFile(this.#path, number)).catch((error) => {
        if (number === 1) throw error;
      });
    }
    this.#file = await open(this.#path, "w");
    this.#size = 0;
  }

  #fail(why: string): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#over = true;
    this.#queue = [];
    this.#waiting = 0;
    this.#onError(`The recording to ${this.#path} has stopped: ${why}`);
  }
}

/** The name of an old file: `tool.2.pcap` for `tool.pcap`. */
function oldFile(path: string, number: number): string {
  return path.replace(/\.\w+$/, (ending) => `.${number}${ending}`);
}
