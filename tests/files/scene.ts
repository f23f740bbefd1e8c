import { assert, assertEquals } from "@std/assert";
import type { GemStoreChange } from "@secs/hsms/files";
import type { StoreLock } from "../../src/files/file_lock.ts";
import { JournalStore } from "../../src/files/journal_store.ts";
import type { FileStoreOptions } from "../../src/files/options.ts";
import type { SimulatedDisk } from "./simulated_disk.ts";

export const PATH = "gem.store";

/** What is kept, as it can be compared. */
export type Kept = Readonly<Record<string, readonly number[]>>;

const NO_LOCK: StoreLock = {
  acquire: () => Promise.resolve(undefined),
  check: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

/** A store on a simulated disk, which is written anew as often as possible. */
export function storeOn(disk: SimulatedDisk, options: FileStoreOptions = {}): JournalStore {
  return new JournalStore({ disk, lock: NO_LOCK }, PATH, { compactAbove: 0, ...options });
}

export function put(key: string, ...bytes: number[]): GemStoreChange {
  return { key, value: new Uint8Array(bytes) };
}

export function remove(key: string): GemStoreChange {
  return { key, value: undefined };
}

/** What the writes leave, if they are done in this order. */
export function keptAfter(writes: readonly (readonly GemStoreChange[])[]): Kept {
  const kept: Record<string, readonly number[]> = {};
  for (const { key, value } of writes.flat()) {
    if (value === undefined) delete kept[key];
    else kept[key] = [...value];
  }
  return kept;
}

export function shown(values: ReadonlyMap<string, Uint8Array>): Kept {
  return Object.fromEntries([...values].map(([key, value]) => [key, [...value]]));
}

/** Opens the store, and gives what it keeps. */
export async function keptOn(disk: SimulatedDisk, options: FileStoreOptions = {}): Promise<Kept> {
  const store = storeOn(disk, options);
  const kept = shown(await store.open());
  await store.close();
  return kept;
}

/** The writes that were issued, and what became of them. */
export class Written {
  readonly issued: (readonly GemStoreChange[])[] = [];
  /** The places, in `issued`, of the writes that resolved. */
  readonly acknowledged: number[] = [];
  readonly errors: unknown[] = [];

  /** Issues a write; resolves when it is done or has failed. */
  async write(store: JournalStore, changes: readonly GemStoreChange[]): Promise<void> {
    const place = this.issued.push(changes) - 1;
    try {
      await store.write(changes);
      this.acknowledged.push(place);
    } catch (error) {
      this.errors.push(error);
    }
  }

  /** What is kept after the writes that were acknowledged. */
  get kept(): Kept {
    return keptAfter(this.acknowledged.map((place) => this.issued[place]!));
  }

  /**
   * Checks that what is found has all that was acknowledged, and of the writes after them a row without a gap, each of them
   * whole: one that failed may be missing before one that was under way.
   */
  check(found: Kept, where: string): void {
    const sure = this.acknowledged.map((place) => this.issued[place]!);
    const unsure = this.issued.slice((this.acknowledged.at(-1) ?? -1) + 1);
    const text = textOf(found);
    for (let from = 0; from <= unsure.length; from++) {
      for (let to = from; to <= unsure.length; to++) {
        if (textOf(keptAfter([...sure, ...unsure.slice(from, to)])) === text) return;
      }
    }
    assertEquals(found, keptAfter(sure), where);
    assert(false, where);
  }
}

function textOf(kept: Kept): string {
  return JSON.stringify(Object.entries(kept).sort(([a], [b]) => a < b ? -1 : 1));
}

/** Writes one after the other and at once, with values that are replaced, removed and empty; the file is written anew. */
export async function play(store: JournalStore, written: Written): Promise<void> {
  for (let n = 0; n < 10; n++) await written.write(store, [put("a", n, n, n), put("b", n)]);
  await Promise.all([
    written.write(store, [put("c", 1, 2, 3)]),
    written.write(store, [remove("b"), put("d")]),
    written.write(store, []),
  ]);
  await written.write(store, [remove("c"), remove("d"), put("é", 255)]);
  for (let n = 0; n < 14; n++) await written.write(store, [put("a", n), put("é", ...new Array(n).fill(n))]);
}
