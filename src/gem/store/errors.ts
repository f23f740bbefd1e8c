import { SecsError, type SecsErrorOptions } from "../../core/base/mod.ts";

/**
 * Why a store did not do what it was asked for:
 *
 * - `store-full`: no room on the disk
 * - `store-failed`: the disk or the system refuses
 * - `store-corrupt`: the file is damaged before its end
 * - `store-locked`: another program has the store open
 * - `store-too-large`: more than one of the limits of size permits
 * - `store-overflow`: too much waits to be written
 * - `store-state`: the store is not open, or is open already
 */
export type GemStoreErrorCode =
  | "store-full"
  | "store-failed"
  | "store-corrupt"
  | "store-locked"
  | "store-too-large"
  | "store-overflow"
  | "store-state";

/** Options of a {@linkcode GemStoreError}. */
export interface GemStoreErrorOptions extends SecsErrorOptions {
  /** The byte of the file at which the fault is. */
  offset?: number;
}

/**
 * A store could not be opened, or did not store what it was given. The message says what happened and what to check.
 *
 * @example
 * ```ts
 * import { FileStore, GemStoreError } from "@secs/hsms/files";
 * import { assert, assertRejects } from "@std/assert";
 *
 * const store = new FileStore("no/such/folder/gem.store");
 * const error = await assertRejects(() => store.open(), GemStoreError, "no/such/folder");
 * assert(error.code === "store-failed" && error.path === "no/such/folder/gem.store");
 * ```
 */
export class GemStoreError extends SecsError<GemStoreErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "GemStoreError";
  /** The file of the store; `memory` for a store in memory. */
  readonly path: string;
  /** The byte of the file at which it is damaged; only with the code `store-corrupt`. */
  readonly offset: number | undefined;

  /** Makes an error from its code, the file, and a sentence for the person at the tool. */
  constructor(
    code: GemStoreErrorCode,
    path: string,
    message: string,
    options: GemStoreErrorOptions = {},
  ) {
    super(code, message, options);
    this.path = path;
    this.offset = options.offset;
  }
}
