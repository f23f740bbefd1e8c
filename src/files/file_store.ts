import { requireType } from "../core/base/mod.ts";
import type { GemStore, GemStoreChange } from "../gem/store/store.ts";
import { FileLock } from "./file_lock.ts";
import { JournalStore } from "./journal_store.ts";
import { NodeDisk } from "./node_disk.ts";
import { nodeFs } from "./node_fs.ts";
import type { FileStoreOptions } from "./options.ts";

/**
 * A store in a file, by `node:fs` of Deno, Bun or Node. What it acknowledges survives power off and SIGKILL.
 *
 * The file is a journal: changes are appended, and made durable (fsync) before a write resolves. Writes that come while that
 * goes on share the next one. Beside the file there are `<path>.lock` while it is open, and `<path>.new` for a moment. A
 * file whose end was torn by power off opens as it was before that write.
 *
 * Errors are {@linkcode GemStoreError}s. After one the store goes on: what was acknowledged is safe, and the next write
 * tries again.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { FileStore } from "@secs/hsms/files";
 * import { assertEquals } from "@std/assert";
 *
 * const path = join(mkdtempSync(join(tmpdir(), "etcher-")), "gem.store");
 * const store = new FileStore(path, { onNotice: (notice) => console.log(notice) });
 * await store.open();
 * await store.write([{ key: "EnableSpooling", value: new Uint8Array([1]) }]);
 * await store.close();
 *
 * const values = await store.open();
 * assertEquals(values.get("EnableSpooling"), new Uint8Array([1]));
 * await store.close();
 * ```
 */
export class FileStore implements GemStore {
  readonly #store: JournalStore;

  /**
   * Makes a store at this path; nothing is opened yet. The folder must be there.
   *
   * @throws {TypeError} when the path is not a text, or the runtime has no `node:fs`.
   * @throws {RangeError} when an option is out of range.
   */
  constructor(path: string, options: FileStoreOptions = {}) {
    const fs = nodeFs();
    requireType("path", path, "string");
    this.#store = new JournalStore({ disk: new NodeDisk(fs), lock: new FileLock(fs, path) }, path, options);
  }

  /**
   * Takes the lock and reads the file, or makes it if there is none. Resolves with everything that is kept.
   *
   * @throws {GemStoreError} `store-locked` when another program has it open; `store-corrupt` when the file is damaged before
   * its end; `store-full` or `store-failed` when the system refuses; `store-state` when it is open already.
   */
  open(): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#store.open();
  }

  /**
   * Writes all of the changes, or none of them; resolves when they are durable. See {@linkcode GemStore.write}.
   *
   * @throws {GemStoreError} when the changes are not stored; the code says why.
   * @throws {TypeError} when a key is no text, or a value no Uint8Array.
   * @throws {RangeError} when a key is empty, longer than 1,024 bytes of UTF-8, or not well-formed.
   */
  write(changes: readonly GemStoreChange[]): Promise<void> {
    return this.#store.write(changes);
  }

  /** Waits for the writes, closes the file and gives the lock back. It can be opened again. */
  close(): Promise<void> {
    return this.#store.close();
  }
}
