import { type OwnChange, StoredValues } from "./batch.ts";
import { GemStoreError } from "./errors.ts";
import { type GemStoreLimits, readStoreLimits } from "./limits.ts";
import type { GemStore, GemStoreChange } from "./store.ts";
import { WaitingWrites } from "./waiting.ts";

const PATH = "memory";

/**
 * A store in memory: what it keeps ends with the process. For tools that need no more, and for tests: writes can be held and
 * can fail, and `powerOff` gives what another owner finds after power off.
 *
 * ```ts
 * const store = new MemoryStore();
 * await store.open();
 * await store.write([{ key: "EnableSpooling", value: new Uint8Array([1]) }]);
 * const found = await store.powerOff().open(); // the value is there
 * ```
 */
export class MemoryStore implements GemStore {
  readonly #limits: GemStoreLimits;
  readonly #values = new StoredValues();
  readonly #waiting: WaitingWrites;
  #state: "closed" | "open" | "off" = "closed";
  #isHeld = false;
  #failure: GemStoreError | undefined;

  /** Makes an empty store. Throws a RangeError if a limit is out of range. */
  constructor(limits: GemStoreLimits = {}) {
    this.#limits = limits;
    this.#waiting = new WaitingWrites(PATH, readStoreLimits(limits));
  }

  /**
   * Opens the store for one owner, with everything that is kept.
   *
   * @throws {GemStoreError} `store-state`, when it is open already or its power is off.
   */
  async open(): Promise<ReadonlyMap<string, Uint8Array>> {
    if (this.#state !== "closed") throw this.#stateError("open");
    this.#state = "open";
    return await Promise.resolve(new Map(this.#values.map));
  }

  /**
   * Writes all of the changes, or none; see {@linkcode GemStore.write}.
   *
   * @throws {GemStoreError} when the store is not open, a limit is reached, or `fail` was called.
   */
  async write(changes: readonly GemStoreChange[]): Promise<void> {
    if (this.#state !== "open") throw this.#stateError("write to");
    const done = this.#waiting.add(changes, this.#values);
    if (!this.#isHeld) this.#commit();
    await done;
  }

  /** Does the writes that are held, and closes the store. It can be opened again. */
  close(): Promise<void> {
    this.release();
    if (this.#state === "open") this.#state = "closed";
    return Promise.resolve();
  }

  /** Every write fails with this error, until `recover` is called. */
  fail(error: GemStoreError): void {
    this.#failure = error;
  }

  /** Writes succeed again. */
  recover(): void {
    this.#failure = undefined;
  }

  /** Writes wait, as on a slow disk, until `release` is called. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Does the writes that were held. */
  release(): void {
    this.#isHeld = false;
    this.#commit();
  }

  /**
   * Cuts the power. Writes that are held are lost; they reject, and this store can be used no more. The store that is returned
   * has what was durable, for another owner to open.
   */
  powerOff(): MemoryStore {
    this.#state = "off";
    this.#waiting.fail(this.#stateError("write to"));
    const after = new MemoryStore(this.#limits);
    after.#values.apply([...this.#values.map].map(([key, value]) => ownChange(key, value)));
    return after;
  }

  #commit(): void {
    if (this.#failure !== undefined) return this.#waiting.fail(this.#failure);
    const writes = this.#waiting.first(Infinity);
    for (const { changes } of writes) this.#values.apply(changes);
    this.#waiting.settle(writes.length);
  }

  #stateError(doing: string): GemStoreError {
    const why =
      { open: "it is open already", closed: "it is not open", off: "its power is off" }[this.#state];
    return new GemStoreError("store-state", PATH, `Cannot ${doing} the store in memory: ${why}`);
  }
}

function ownChange(key: string, value: Uint8Array): OwnChange {
  return { key, keyBytes: new TextEncoder().encode(key), value };
}
