import { NO_BYTES } from "../../core/base/mod.ts";

/** Bytes that arrive in chunks of any size, and are taken in pieces of the size that is needed. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = NO_BYTES;
  #ended = false;
  #taken = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Number of bytes that were taken. */
  get offset(): number {
    return this.#taken;
  }

  /** The next bytes, up to `count` of them, without taking them. */
  async peek(count: number): Promise<Uint8Array> {
    const more: Uint8Array[] = [];
    let length = this.#held.length;
    while (length < count && !this.#ended) {
      const { done, value } = await this.#chunks.next();
      if (done) this.#ended = true;
      else {
        more.push(value);
        length += value.length;
      }
    }
    if (more.length > 0) {
      const joined = new Uint8Array(length);
      joined.set(this.#held);
      let at = this.#held.length;
      for (const chunk of more) {
        joined.set(chunk, at);
        at += chunk.length;
      }
      this.#held = joined;
    }
    return this.#held.subarray(0, count);
  }

  /** Takes exactly `count` bytes; undefined, and nothing is taken, if fewer are left. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const bytes = await this.peek(count);
    if (bytes.length < count) return undefined;
    this.#held = this.#held.subarray(count);
    this.#taken += count;
    return bytes;
  }

  /** All that is left, chunk by chunk. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while ((await this.peek(1)).length > 0) yield (await this.take(this.#held.length))!;
  }

  /** Ends the iterator of the chunks. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
