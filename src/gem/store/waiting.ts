import { Deferred } from "../../core/base/mod.ts";
import { type Batch, type StoredValues, takeBatch } from "./batch.ts";
import { GemStoreError } from "./errors.ts";
import { type GemStoreLimits, tooLarge } from "./limits.ts";
import type { GemStoreChange } from "./store.ts";

/** A write that waits to be done. */
export interface WaitingWrite extends Batch {
  readonly done: Deferred<void>;
  /** How much more everything will cost, as far as it was known at the call. */
  readonly growth: number;
}

/** The writes that are not done yet, in the order of the calls; the first of them may be under way. */
export class WaitingWrites {
  readonly #path: string;
  readonly #limits: Required<GemStoreLimits>;
  #writes: WaitingWrite[] = [];
  #bytes = 0;
  #growth = 0;

  constructor(path: string, limits: Required<GemStoreLimits>) {
    this.#path = path;
    this.#limits = limits;
  }

  /** How many there are. */
  get count(): number {
    return this.#writes.length;
  }

  /** Copies the changes and puts them behind the others; throws if they are wrong, or too large. */
  add(changes: readonly GemStoreChange[], values: StoredValues): Promise<void> {
    const { maxBytes, maxWaitingBytes } = this.#limits;
    const batch = takeBatch(this.#path, changes, this.#limits);
    if (this.#writes.length > 0 && this.#bytes + batch.bytes > maxWaitingBytes) throw this.#overflow();
    const growth = Math.max(0, values.growth(batch.changes));
    const total = values.bytes + this.#growth + growth;
    if (growth > 0 && total > maxBytes) {
      throw tooLarge(this.#path, "everything would have", total, "maxBytes", maxBytes);
    }
    const done = new Deferred<void>();
    this.#writes.push({ ...batch, done, growth });
    this.#bytes += batch.bytes;
    this.#growth += growth;
    return done.promise;
  }

  /** The first writes, as many as cost `maxBytes` together, and at least one; they stay until `settle`. */
  first(maxBytes: number): readonly WaitingWrite[] {
    let bytes = 0;
    const end = this.#writes.findIndex((write) => (bytes += write.bytes) > maxBytes);
    return end < 0 ? this.#writes.slice() : this.#writes.slice(0, Math.max(1, end));
  }

  /** The first `count` writes are done. */
  settle(count: number): void {
    for (const { done } of this.#remove(count)) done.resolve();
  }

  /** The first write failed: so do all others. */
  fail(error: unknown): void {
    for (const { done } of this.#remove(this.#writes.length)) done.reject(error);
  }

  #remove(count: number): WaitingWrite[] {
    const removed = this.#writes.splice(0, count);
    for (const { bytes, growth } of removed) {
      this.#bytes -= bytes;
      this.#growth -= growth;
    }
    return removed;
  }

  #overflow(): GemStoreError {
    const message = `Cannot write to ${this.#path}: ${this.#bytes} bytes wait to be written already, ` +
      `maxWaitingBytes permits ${this.#limits.maxWaitingBytes}. Nothing of this write is stored. ` +
      "Wait for the writes before it; if this happens often, the disk is too slow";
    return new GemStoreError("store-overflow", this.#path, message);
  }
}
