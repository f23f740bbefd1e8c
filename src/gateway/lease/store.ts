/** One key of the store, as a watch tells it. */
export interface LeaseEntry {
  readonly key: string;
  /** Undefined: it was removed. */
  readonly value: string | undefined;
  /** Grows with each write to any key. */
  readonly revision: number;
}

/** What became of a write. `unknown`: no answer came, it may have been done or not, or be done later. */
export type LeaseAnswer =
  | { readonly is: "done"; readonly revision?: number }
  | { readonly is: "refused" }
  | { readonly is: "unknown"; readonly why: string };

/** A key-value store with compare-and-set, as far as leases need it: JetStream's, or one in memory. */
export interface LeaseStore {
  /**
   * Writes if the last write to the key, a removal too, had this revision; 0: there was none. Answers with the new revision.
   * Never rejects.
   */
  put(key: string, value: string, revision: number): Promise<LeaseAnswer>;
  /** Removes on the same condition. Never rejects. */
  remove(key: string, revision: number): Promise<LeaseAnswer>;
  /**
   * Tells the last write to each key, removals too, then `undefined` once, then each write that follows, in the order of the
   * store; some may be left out if the same key was written again. Goes on by itself when the broker comes back.
   */
  watch(listener: (entry: LeaseEntry | undefined) => void): Promise<() => void>;
}
