const SMALLEST = 128;
const LARGEST = 64 * 1024;
const STEP = 8;
/** After so many reads in a row that fit a smaller buffer, one is taken. */
const PATIENCE = 8;

/**
 * The one buffer that a connection reads into, lent to the owner chunk by chunk.
 *
 * It starts small, so that a thousand idle connections cost little, grows while reads fill it, and shrinks again once
 * reads have stayed small for a while.
 */
export class ReadBuffer {
  /** Where the next read goes. */
  bytes: Uint8Array = new Uint8Array(SMALLEST);
  #small = 0;

  /** What a read of `length` bytes brought; the next read may go elsewhere. */
  filled(length: number): Uint8Array {
    const { bytes } = this;
    const size = bytes.length;
    if (length === size && size < LARGEST) this.#resize(size * STEP);
    else if (length * STEP > size || size === SMALLEST) this.#small = 0;
    else if (++this.#small === PATIENCE) this.#resize(size / STEP);
    return bytes.subarray(0, length);
  }

  #resize(size: number): void {
    this.#small = 0;
    this.bytes = new Uint8Array(Math.min(Math.max(size, SMALLEST), LARGEST));
  }
}
