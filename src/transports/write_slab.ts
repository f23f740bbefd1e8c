/** Enough for many small frames, and the large frame that ends them. */
const SIZE = 128 * 1024;

/** A transport that writes from a slab. */
export interface SlabUser {
  /** Whether the system has taken everything that was written. */
  readonly hasWrittenAll: boolean;
}

/**
 * The memory that all connections of one network write from. If the system takes a write at once, as it mostly does, the
 * next write uses the same memory and nothing is allocated. If bytes of a connection are left in it, that connection keeps
 * the memory, and the others get new memory; what it writes until they are gone is in arrays of their own size, as the
 * memory that it keeps would grow by a whole slab with each write.
 */
export class WriteSlab {
  #bytes: Uint8Array | undefined;
  #user: SlabUser | undefined;

  /** An array of `size` bytes for the next write of `user`. */
  take(size: number, user: SlabUser): Uint8Array {
    if (size > SIZE || !user.hasWrittenAll) return new Uint8Array(size);
    if (this.#bytes === undefined || this.#user?.hasWrittenAll === false) this.#bytes = new Uint8Array(SIZE);
    this.#user = user;
    return this.#bytes.subarray(0, size);
  }
}
