/** What a {@linkcode SystemTable} holds; it may be in one table. */
export interface TableEntry<T> {
  readonly system: number;
  /** The next one in its slot; belongs to the table. */
  inSlot: T | undefined;
}

/** Number of slots at first, a power of two. */
const MIN_SLOTS = 16;
/** So many are kept when they are empty. */
const KEPT_SLOTS = 1024;

/**
 * Things by their system bytes, which are different.
 *
 * System bytes are counted up, so their last bits are as good as any hash. A Map would do, but for garbage: each time it
 * grows or tidies up, its old memory refers to the new one. Once V8 has moved one of them to the old generation, all that
 * come after are kept until its next full collection, with what they held: half of the time goes into that.
 */
export class SystemTable<T extends TableEntry<T>> {
  /** The first one of each slot; the others follow by their `inSlot`. */
  #slots: (T | undefined)[] = emptySlots(MIN_SLOTS);
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** The one with these system bytes. */
  get(system: number): T | undefined {
    let found = this.#slots[this.#slotOf(system)];
    while (found !== undefined && found.system !== system) found = found.inSlot;
    return found;
  }

  /** Adds one; there is none with its system bytes. */
  add(entry: T): void {
    if (this.#size >= this.#slots.length) this.#resize(this.#slots.length * 2);
    this.#put(entry);
    this.#size++;
  }

  /** Takes one out; false if it is not there. */
  delete(entry: T): boolean {
    const slot = this.#slotOf(entry.system);
    let before: T | undefined;
    let found = this.#slots[slot];
    while (found !== undefined && found !== entry) {
      before = found;
      found = found.inSlot;
    }
    if (found === undefined) return false;
    if (before === undefined) this.#slots[slot] = found.inSlot;
    else before.inSlot = found.inSlot;
    found.inSlot = undefined;
    this.#size--;
    const slots = this.#slots.length;
    if (slots > KEPT_SLOTS && this.#size * 8 < slots) this.#resize(slots / 2);
    return true;
  }

  /** All of them, in no order. */
  values(): T[] {
    const all: T[] = [];
    for (const first of this.#slots) {
      for (let one = first; one !== undefined; one = one.inSlot) all.push(one);
    }
    return all;
  }

  #slotOf(system: number): number {
    return system & (this.#slots.length - 1);
  }

  #put(entry: T): void {
    const slot = this.#slotOf(entry.system);
    entry.inSlot = this.#slots[slot];
    this.#slots[slot] = entry;
  }

  #resize(slots: number): void {
    const all = this.values();
    this.#slots = emptySlots(slots);
    for (const one of all) this.#put(one);
  }
}

function emptySlots(count: number): undefined[] {
  return new Array(count).fill(undefined);
}
