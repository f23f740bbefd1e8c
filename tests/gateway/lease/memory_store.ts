import type { LeaseAnswer, LeaseEntry, LeaseStore } from "../../../src/gateway/lease/mod.ts";

/** A store that all gateways of a test share; `isAway`: for one of them. */
export class MemoryStore {
  readonly #log: LeaseEntry[] = [];
  readonly #last = new Map<string, LeaseEntry>();
  readonly #watchers = new Set<(entry: LeaseEntry) => void>();

  /** The number of writes so far. */
  get revision(): number {
    return this.#log.length;
  }

  /** The store as one gateway reaches it. */
  reach(): LeaseStore & { isAway: boolean } {
    const reached = {
      isAway: false,
      put: (key: string, value: string, revision: number) =>
        Promise.resolve(this.#write(reached.isAway, key, value, revision)),
      remove: (key: string, revision: number) =>
        Promise.resolve(this.#write(reached.isAway, key, undefined, revision)),
      watch: (listener: (entry: LeaseEntry | undefined) => void) => {
        for (const entry of [...this.#last.values()].sort((a, b) => a.revision - b.revision)) listener(entry);
        listener(undefined);
        const watcher = (entry: LeaseEntry): void => {
          if (!reached.isAway) listener(entry);
        };
        this.#watchers.add(watcher);
        return Promise.resolve(() => void this.#watchers.delete(watcher));
      },
    };
    return reached;
  }

  #write(isAway: boolean, key: string, value: string | undefined, expected: number): LeaseAnswer {
    if (isAway) return { is: "unknown", why: "the store is away" };
    if ((this.#last.get(key)?.revision ?? 0) !== expected) return { is: "refused" };
    const entry = { key, value, revision: this.#log.length + 1 };
    this.#log.push(entry);
    this.#last.set(key, entry);
    for (const watcher of [...this.#watchers]) watcher(entry);
    return { is: "done", revision: entry.revision };
  }
}
