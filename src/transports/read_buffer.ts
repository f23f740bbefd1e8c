const SMALLEST = 4 * 1024;
const LARGEST = 64 * 1024;

/**
 * The one buffer that a connection reads into, lent to the owner chunk by chunk.
 *
 * It starts small, so that a thousand idle connections cost little, and grows while reads fill it.
 */
export class ReadBuffer {
  /** Where the next read goes. */
  bytes: Uint8Array = new Uint8Array(SMALLEST);

  /** What a read of `length` bytes brought; the next read may go elsewhere. */
  filled(length: number): Uint8Array {
    const chunk = this.bytes.subarray(0, length);
    if (length === this.bytes.length && length < LARGEST) this.bytes = new Uint8Array(length * 4);
    return chunk;
  }
}
