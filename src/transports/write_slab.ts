/** Room for a burst of small frames and the frame that filled it up. */
const SIZE = 128 * 1024;

/** Whoever writes from a slab. */
export interface SlabUser {
  /** Whether the system has taken everything that was written. */
  readonly hasWrittenAll: boolean;
}

/**
 * The memory that the connections of one network write from, one after the other: where the system takes a write at
 * once, as it does most of the time, nothing is allocated for it. Who has bytes left in the slab keeps it, and the
 * others get a new one.
 */
export class WriteSlab {
  #bytes: Uint8Array | undefined;
  #user: SlabUser | undefined;

  /** An array of `size` bytes for the next write of `user`. */
  take(size: number, user: SlabUser): Uint8Array {
    if (size > SIZE) return new Uint8Array(size);
    if (this.#bytes === undefined || this.#user?.hasWrittenAll === false) this.#bytes = new Uint8Array(SIZE);
    this.#user = user;
    return this.#bytes.subarray(0, size);
  }
}
