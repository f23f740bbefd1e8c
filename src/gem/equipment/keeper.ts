import type { GemStore, GemStoreChange } from "../store/store.ts";

/** What is kept under a key: bytes, or what makes them when they are written. */
export type Kept = Uint8Array | (() => Uint8Array);

/** A change of what is kept; `undefined` removes the key. */
export interface KeptChange {
  /** The key. */
  readonly key: string;
  /** What is kept under it from then on. */
  readonly value: Kept | undefined;
}

/** Whom a {@linkcode Keeper} tells what becomes of its writes. */
export interface KeeperOwner {
  /** A write has failed. */
  failed(error: Error): void;
  /** A write has succeeded: the store works. */
  worked(): void;
}

/** Maximum number of entries in one write of those that failed before. */
const AGAIN = 1_000;
/** Their bytes, but one entry may have more. */
const AGAIN_BYTES = 4 * 2 ** 20;

/**
 * What of an equipment, or of one of its hosts, survives power off: the entries of a store whose keys begin alike.
 *
 * A write that fails changes what is kept here all the same. Its entries are at risk until a later write of the tool
 * succeeds: then they are written again, as they are then.
 */
export class Keeper {
  readonly #store: GemStore | undefined;
  readonly #prefix: string;
  readonly #owner: KeeperOwner;
  /** What is kept, as far as it was given; without the beginning of the keys. */
  readonly #values: Map<string, Kept>;
  /** The keys that the store has. */
  readonly #stored: Set<string>;
  /** The keys whose last write failed. */
  readonly #unsaved = new Set<string>();
  #isRepeating = false;
  /** Number of entries that are written again at once. */
  #part = AGAIN;
  #last: Promise<boolean> = Promise.resolve(true);

  /** `found`: what the store has, without the beginning of the keys. Without a store nothing is kept. */
  constructor(
    store: GemStore | undefined,
    found: ReadonlyMap<string, Uint8Array>,
    prefix: string,
    owner: KeeperOwner,
  ) {
    this.#store = store;
    this.#values = new Map(found);
    this.#stored = new Set(found.keys());
    this.#prefix = prefix;
    this.#owner = owner;
  }

  /** Resolves once all that was written is durable, or failed. */
  get settled(): Promise<unknown> {
    return this.#last;
  }

  /** Number of entries whose last write failed. */
  get unsaved(): number {
    return this.#unsaved.size;
  }

  /** All keys. */
  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  /** What is kept under a key; undefined if nothing is. */
  get(key: string): Uint8Array | undefined {
    return bytesOf(this.#values.get(key));
  }

  /** Writes entries, all or nothing; resolves with whether they are durable. A failure is told, and never thrown. */
  write(changes: readonly KeptChange[]): Promise<boolean> {
    if (this.#store === undefined || changes.length === 0) return this.#last;
    for (const { key, value } of changes) {
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, value);
    }
    return this.#last = this.#write(this.#store, changes);
  }

  /** Writes an entry as JSON. */
  save(key: string, value: unknown): Promise<boolean> {
    return this.write([{ key, value: new TextEncoder().encode(JSON.stringify(value)) }]);
  }

  /** An entry from its JSON; undefined if there is none. */
  load<T>(key: string): T | undefined {
    const value = this.get(key);
    return value === undefined ? undefined : JSON.parse(new TextDecoder().decode(value));
  }

  /**
   * The store works: entries whose write failed are written, a part after the other. A part that fails is halved for the next
   * time, so that an entry that can never be written stands in the way of no other for long.
   */
  repeat(): void {
    if (this.#isRepeating || this.#unsaved.size === 0) return;
    this.#isRepeating = true;
    const part = this.#oldestUnsaved();
    this.write(part).then((isSaved) => {
      this.#isRepeating = false;
      this.#part = isSaved ? Math.min(AGAIN, 2 * this.#part) : Math.max(1, part.length >> 1);
      if (isSaved) this.repeat();
    });
  }

  #oldestUnsaved(): KeptChange[] {
    const changes: KeptChange[] = [];
    let bytes = 0;
    for (const key of this.#unsaved) {
      const value = this.get(key);
      bytes += value?.length ?? 0;
      if (changes.length > 0 && bytes > AGAIN_BYTES) break;
      changes.push({ key, value });
      if (changes.length === this.#part) break;
    }
    return changes;
  }

  async #write(store: GemStore, changes: readonly KeptChange[]): Promise<boolean> {
    try {
      await store.write(changes.map(({ key, value }) => this.#named(key, bytesOf(value))));
    } catch (error) {
      this.#missed(changes);
      this.#owner.failed(error as Error);
      return false;
    }
    for (const { key, value } of changes) {
      this.#unsaved.delete(key);
      if (value === undefined) this.#stored.delete(key);
      else this.#stored.add(key);
    }
    this.#owner.worked();
    return true;
  }

  /** They are the last now to be written again. */
  #missed(changes: readonly KeptChange[]): void {
    for (const { key } of changes) {
      this.#unsaved.delete(key);
      if (this.#values.has(key) || this.#stored.has(key)) this.#unsaved.add(key);
    }
  }

  #named(key: string, value: Uint8Array | undefined): GemStoreChange {
    return { key: this.#prefix + key, value };
  }
}

function bytesOf(kept: Kept | undefined): Uint8Array | undefined {
  return typeof kept === "function" ? kept() : kept;
}
