import { requireInteger } from "../core/base/mod.ts";
import type { GemStoreError } from "../gem/store/errors.ts";
import { type GemStoreLimits, readStoreLimits } from "../gem/store/limits.ts";

/** Options of a {@linkcode FileStore}. */
export interface FileStoreOptions extends GemStoreLimits {
  /**
   * The file is written anew, without what is no longer there, when it is more than twice as large as what it keeps, and has
   * more than this number of bytes.
   *
   * @default {1_048_576} (1 MiB)
   */
  readonly compactAbove?: number;
  /**
   * What to do with a file that is damaged before its end: `refuse` to open it, or `continue` with what was written before
   * the damage. The damaged file is then kept beside the new one, as `<path>.corrupt-1` or the next number that is free.
   *
   * @default {"refuse"}
   */
  readonly whenCorrupt?: "refuse" | "continue";
  /** Is told what the person at the tool should know, though no call fails. */
  readonly onNotice?: (notice: FileStoreNotice) => void;
}

/**
 * What a store tells beside its errors:
 *
 * - `tail-cut`: power went while the last record was written; it was not acknowledged. If the program was not ended by force,
 *   the disk may be faulty.
 * - `continued`: the file was damaged before its end, and the store goes on with what was before the damage.
 * - `lock-taken`: the process that had the store open has ended without closing it; `pid` is 0 if its lock could not be read.
 * - `not-compacted`: the file could not be written anew. Nothing is lost; the file goes on growing until it succeeds.
 */
export type FileStoreNotice =
  | { readonly type: "tail-cut"; readonly path: string; readonly offset: number; readonly bytes: number }
  | {
    readonly type: "continued";
    readonly path: string;
    readonly offset: number;
    readonly bytes: number;
    /** Where the damaged file is kept. */
    readonly keptAs: string;
  }
  | { readonly type: "lock-taken"; readonly path: string; readonly pid: number }
  | { readonly type: "not-compacted"; readonly path: string; readonly error: GemStoreError };

/** The options with their defaults. */
export type ReadFileStoreOptions = Required<Omit<FileStoreOptions, "onNotice">>;

const MAX_COMPACT_ABOVE = 2 ** 31;

/** The options with their defaults; throws a RangeError or a TypeError if one is wrong. */
export function readFileStoreOptions(options: FileStoreOptions): ReadFileStoreOptions {
  const { compactAbove = 1024 * 1024, whenCorrupt = "refuse" } = options;
  if (whenCorrupt !== "refuse" && whenCorrupt !== "continue") {
    throw new RangeError(`whenCorrupt must be "refuse" or "continue", got ${JSON.stringify(whenCorrupt)}`);
  }
  return {
    ...readStoreLimits(options),
    compactAbove: requireInteger("compactAbove", compactAbove, 0, MAX_COMPACT_ABOVE),
    whenCorrupt,
  };
}
