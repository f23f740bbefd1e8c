import { contain } from "../core/base/mod.ts";
import { GemStoreError } from "../gem/store/errors.ts";
import type { GemStore, GemStoreChange } from "../gem/store/store.ts";
import { WaitingWrites } from "../gem/store/waiting.ts";
import type { Disk } from "./disk.ts";
import type { StoreLock } from "./file_lock.ts";
import { type Found, Journal } from "./journal.ts";
import {
  type FileStoreNotice,
  type FileStoreOptions,
  type ReadFileStoreOptions,
  readFileStoreOptions,
} from "./options.ts";
import { toStoreError } from "./store_error.ts";

/** The most that one record takes from the writes that wait; a larger write has a record of its own. */
const GROUP_BYTES = 8 * 1024 * 1024;

/** What a store stands on. */
export interface StorePlace {
  readonly disk: Disk;
  readonly lock: StoreLock;
}

type State = "closed" | "opening" | "open" | "closing";

/** A store in a journal: writes that come while a sync is under way share the next one. */
export class JournalStore implements GemStore {
  readonly #path: string;
  readonly #place: StorePlace;
  readonly #options: ReadFileStoreOptions;
  readonly #onNotice: ((notice: FileStoreNotice) => void) | undefined;
  readonly #waiting: WaitingWrites;
  #state: State = "closed";
  #journal: Journal;
  #work: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** After the file could not be written anew, the length at which it is tried again. */
  #notBefore = 0;

  constructor(place: StorePlace, path: string, options: FileStoreOptions) {
    this.#place = place;
    this.#path = path;
    this.#options = readFileStoreOptions(options);
    this.#onNotice = options.onNotice;
    this.#waiting = new WaitingWrites(path, this.#options);
    this.#journal = new Journal(place.disk, path);
  }

  async open(): Promise<ReadonlyMap<string, Uint8Array>> {
    if (this.#state !== "closed") throw this.#stateError("open", "it is open already");
    this.#state = "opening";
    this.#journal = new Journal(this.#place.disk, this.#path);
    this.#notBefore = 0;
    try {
      const ended = await this.#place.lock.acquire();
      if (ended !== undefined) this.#tell({ type: "lock-taken", path: this.#path, pid: ended });
      this.#tellFound(await this.#journal.open(this.#options.whenCorrupt === "continue"));
      // If the process that was taken for ended lives after all, it writes to the old file.
      if (ended !== undefined) await this.#rewrite();
    } catch (error) {
      await this.#end();
      throw toStoreError(error, "open", this.#path);
    }
    this.#state = "open";
    return new Map(this.#journal.values.map);
  }

  async write(changes: readonly GemStoreChange[]): Promise<void> {
    if (this.#state !== "open") throw this.#stateError("write to", "it is not open");
    const done = this.#waiting.add(changes, this.#journal.values);
    this.#work ??= this.#writeAll();
    await done;
  }

  async close(): Promise<void> {
    if (this.#state === "open") this.#closing = this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#state = "closing";
    await this.#work;
    await this.#end();
  }

  async #end(): Promise<void> {
    // What was acknowledged is durable: there is nothing left that could fail.
    await this.#journal.close().catch(() => {});
    await this.#place.lock.release().catch(() => {});
    this.#state = "closed";
  }

  async #writeAll(): Promise<void> {
    // What is written in the same turn shares the first sync.
    await Promise.resolve();
    while (this.#waiting.count > 0) {
      await this.#writeGroup();
      await this.#compact();
    }
    this.#work = undefined;
  }

  async #writeGroup(): Promise<void> {
    const writes = this.#waiting.first(GROUP_BYTES);
    const changes = writes.flatMap((write) => write.changes);
    try {
      if (changes.length > 0) {
        await this.#place.lock.check();
        await this.#journal.append(changes);
      }
      this.#waiting.settle(writes.length);
    } catch (error) {
      const more = `. These changes, and those that waited behind them, ${
        this.#journal.isWhole ? "are not stored" : "may be there after a restart or not"
      }; what was stored before is safe. The next write tries again`;
      this.#waiting.fail(toStoreError(error, "write to", this.#path, more));
    }
  }

  async #compact(): Promise<void> {
    const { length, values, isWhole } = this.#journal;
    const { compactAbove } = this.#options;
    if (!isWhole || length <= Math.max(compactAbove, 2 * values.bytes, this.#notBefore)) return;
    await this.#rewrite();
  }

  /** Writes the file anew. If that fails the old one stays, and it is tried again when it has grown as much again. */
  async #rewrite(): Promise<void> {
    const { length } = this.#journal;
    try {
      await this.#place.lock.check();
      await this.#journal.rewrite();
      this.#notBefore = 0;
    } catch (error) {
      this.#notBefore = 2 * length;
      this.#tell({
        type: "not-compacted",
        path: this.#path,
        error: toStoreError(error, "write anew", this.#path),
      });
    }
  }

  #tellFound(found: Found | undefined): void {
    if (found === undefined) return;
    const { offset, bytes, keptAs } = found;
    if (keptAs === undefined) this.#tell({ type: "tail-cut", path: this.#path, offset, bytes });
    else this.#tell({ type: "continued", path: this.#path, offset, bytes, keptAs });
  }

  /** In a turn of its own: what the owner does there disturbs nothing. */
  #tell(notice: FileStoreNotice): void {
    queueMicrotask(() => contain(() => this.#onNotice?.(notice), rethrow));
  }

  #stateError(doing: string, why: string): GemStoreError {
    return new GemStoreError("store-state", this.#path, `Cannot ${doing} ${this.#path}: ${why}`);
  }
}

/** A mistake of the owner's callback is the program's. */
function rethrow(error: unknown): never {
  throw error;
}
