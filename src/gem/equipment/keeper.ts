import type { GemStore, GemStoreChange } from "../store/store.ts";

/** What of an equipment, or of one of its hosts, survives power off: the entries of a store whose keys begin alike. */
export class Keeper {
  /** The entries as they were when the store was opened, without the beginning of their keys. */
  readonly found: ReadonlyMap<string, Uint8Array>;
  readonly #store: GemStore | undefined;
  readonly #prefix: string;
  readonly #onFailed: (error: Error) => void;
  #last: Promise<boolean> = Promise.resolve(true);

  constructor(
    store: GemStore | undefined,
    found: ReadonlyMap<string, Uint8Array>,
    prefix: string,
    onFailed: (error: Error) => void,
  ) {
    this.#store = store;
    this.#prefix = prefix;
    this.#onFailed = onFailed;
    const own = [...found].filter(([key]) => key.startsWith(prefix));
    this.found = new Map(own.map(([key, value]) => [key.slice(prefix.length), value]));
  }

  /** Resolves once all that was written is durable, or failed. */
  get settled(): Promise<unknown> {
    return this.#last;
  }

  /** Writes entries, all or nothing; resolves with whether they are durable. A failure is told, and never thrown. */
  write(changes: readonly GemStoreChange[]): Promise<boolean> {
    if (this.#store === undefined || changes.length === 0) return this.#last;
    const named = changes.map(({ key, value }) => ({ key: this.#prefix + key, value }));
    return this.#last = this.#write(this.#store, named);
  }

  /** Writes an entry as JSON. */
  save(key: string, value: unknown): Promise<boolean> {
    return this.write([{ key, value: new TextEncoder().encode(JSON.stringify(value)) }]);
  }

  /** An entry that was found, from its JSON; undefined if there is none. */
  load<T>(key: string): T | undefined {
    const value = this.found.get(key);
    return value === undefined ? undefined : JSON.parse(new TextDecoder().decode(value));
  }

  async #write(store: GemStore, changes: readonly GemStoreChange[]): Promise<boolean> {
    try {
      await store.write(changes);
      return true;
    } catch (error) {
      this.#onFailed(error as Error);
      return false;
    }
  }
}
