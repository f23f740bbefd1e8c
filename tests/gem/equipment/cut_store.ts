import { type GemStore, type GemStoreChange, MemoryStore } from "../../../src/gem/mod.ts";

/**
 * When the power goes: before a write is durable; after it, but before its owner knows; or late: from this write on nothing
 * becomes durable, and the test cuts the power.
 */
export type CutMoment = "before" | "after" | "late";

/** A store whose power goes at one of its writes: that one and all later ones are never answered. */
export class CutStore implements GemStore {
  /** Resolves when the power goes. */
  readonly cut: Promise<void>;
  /** Number of writes so far. */
  writes = 0;
  /** What another owner finds after the power went. */
  after: MemoryStore | undefined;
  readonly #store: MemoryStore;
  readonly #at: number;
  readonly #moment: CutMoment;
  #onCut: () => void = () => {};

  /** `at`: the number of the write, from 1; Infinity: the power stays. */
  constructor(at: number, moment: CutMoment, store: MemoryStore = new MemoryStore()) {
    this.#store = store;
    this.#at = at;
    this.#moment = moment;
    this.cut = new Promise((resolve) => this.#onCut = resolve);
  }

  open(): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#store.open();
  }

  async write(changes: readonly GemStoreChange[]): Promise<void> {
    this.writes++;
    if (this.writes > this.#at) return await new Promise(() => {});
    if (this.writes < this.#at) return await this.#store.write(changes);
    if (this.#moment === "after") this.#store.write(changes).catch(() => {});
    if (this.#moment !== "late") this.powerOff();
    await new Promise(() => {});
  }

  /** Whether nothing becomes durable any more. */
  get isHeld(): boolean {
    return this.writes >= this.#at;
  }

  powerOff(): void {
    this.after = this.#store.powerOff();
    this.#onCut();
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
