import type { GemStore, GemStoreChange } from "../../../src/gem/mod.ts";

/** A store in memory that outlives the tools that open it, one after the other: power off and on. */
export class KeptStore implements GemStore {
  readonly #kept = new Map<string, Uint8Array>();
  /** What `write` rejects with, if it is set. */
  failure: Error | undefined;
  /** Writes wait for this, if it is set. */
  gate: Promise<void> | undefined;

  open(): Promise<ReadonlyMap<string, Uint8Array>> {
    return Promise.resolve(new Map(this.#kept));
  }

  async write(changes: readonly GemStoreChange[]): Promise<void> {
    const copied = changes.map(({ key, value }) => ({ key, value: value?.slice() }));
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    for (const { key, value } of copied) {
      if (value === undefined) this.#kept.delete(key);
      else this.#kept.set(key, value);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
