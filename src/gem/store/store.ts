/**
 * Where GEM keeps what must survive power off: bytes by key.
 *
 * `MemoryStore` keeps them in memory, `FileStore` of `@secs/hsms/files` in a file. A database of your own can be one too, if
 * it keeps these promises.
 *
 * @example What is to be changed
 * ```ts
 * import type { GemStoreChange } from "@secs/hsms/files";
 * import { assertEquals } from "@std/assert";
 *
 * const changes: GemStoreChange[] = [
 *   { key: "report/1", value: new Uint8Array([1, 2, 3]) },
 *   { key: "report/2", value: undefined }, // removes it
 * ];
 * assertEquals(changes.length, 2);
 * ```
 */
export interface GemStore {
  /**
   * Opens the store for one owner. Resolves with everything that is kept; the bytes belong to the store, do not change them.
   *
   * @throws {GemStoreError} when it cannot be opened; the code says why.
   */
  open(): Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * Writes all of the changes, or none of them. Of two changes of one key the later one holds. The bytes are copied before the
   * call returns.
   *
   * Writes happen in the order of the calls. The promise resolves when the changes are durable: power off does not undo them.
   * If a write fails, all that wait behind it fail too, as they may build on it, and the next call tries again. A write
   * without changes resolves when all before it are durable.
   *
   * @throws {GemStoreError} when the changes are not stored; what was stored before is still there.
   * @throws {TypeError} when a key is no text, or a value no Uint8Array.
   * @throws {RangeError} when a key is empty, longer than 1,024 bytes of UTF-8, or not well-formed.
   */
  write(changes: readonly GemStoreChange[]): Promise<void>;
  /** Waits for the writes, and closes the store. May be called in any state, any number of times. */
  close(): Promise<void>;
}

/** One change of a store. */
export interface GemStoreChange {
  /** A text of 1 to 1,024 bytes of UTF-8. */
  readonly key: string;
  /** What is kept under the key from then on; `undefined` removes the key. */
  readonly value: Uint8Array | undefined;
}
