import { free, NO_BYTES } from "../core/base/mod.ts";

const MIN_SIZE = 128;
const MAX_SIZE = 64 * 1024;
const STEP = 8;
/** Number of reads in a row that would fit a smaller buffer, before the buffer shrinks. */
const SMALL_READS = 8;

/**
 * The buffer that a connection reads into; its owner gets views of it.
 *
 * It starts small, so that a thousand idle connections need little memory, grows while reads fill it, and shrinks after a
 * row of small reads.
 */
export class ReadBuffer {
  #bytes: Uint8Array = NO_BYTES;
  #size = MIN_SIZE;
  #small = 0;

  /** The buffer for the next read. */
  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#size);
    return this.#bytes;
  }

  /** The bytes of a read of `length`; after that `bytes` may be another buffer. */
  filled(length: number): Uint8Array {
    const bytes = this.#bytes;
    const size = this.#size;
    if (length === size && size < MAX_SIZE) this.#resize(size * STEP);
    else if (length * STEP > size || size === MIN_SIZE) this.#small = 0;
    else if (++this.#small === SMALL_READS) this.#resize(size / STEP);
    return bytes.subarray(0, length);
  }

  /** Frees its memory until the next read, as there is none for now. No view of it is used any more. */
  release(): void {
    free(this.#bytes);
    this.#bytes = NO_BYTES;
  }

  #resize(size: number): void {
    this.#small = 0;
    this.#size = Math.min(Math.max(size, MIN_SIZE), MAX_SIZE);
    this.#bytes = NO_BYTES;
  }
}
