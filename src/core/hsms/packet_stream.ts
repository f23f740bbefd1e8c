import { HsmsOverflowError } from "./errors.ts";
import type { HsmsPacket } from "./packet.ts";

/** How many packets may wait for a reader that does not keep up. */
const LIMIT = 10_000;

/** Packets for one `for await` loop; ends with an HsmsOverflowError when the loop falls too far behind. */
export class PacketStream implements AsyncIterableIterator<HsmsPacket> {
  readonly #onEnd: (stream: PacketStream) => void;
  #waiting: HsmsPacket[] = [];
  #error: Error | undefined;
  #ended = false;
  #wake: () => void = () => {};

  /** `onEnd` is called once, when nobody reads any more. */
  constructor(signal: AbortSignal | undefined, onEnd: (stream: PacketStream) => void) {
    this.#onEnd = onEnd;
    const abort = (): void => this.#end(signal!.reason);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  }

  /** Whether nothing more can come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Adds a packet. */
  push(packet: HsmsPacket): void {
    if (this.#ended) return;
    if (this.#waiting.length < LIMIT) {
      this.#waiting.push(packet);
      this.#wake();
    } else {
      const message = `The reader of primaries is ${LIMIT} packets behind`;
      this.#end(new HsmsOverflowError(message, this.#waiting.length, LIMIT));
    }
  }

  async next(): Promise<IteratorResult<HsmsPacket>> {
    while (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const packet = this.#waiting.shift();
    if (packet !== undefined) return { done: false, value: packet };
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<HsmsPacket>> {
    this.#waiting = [];
    this.#end(undefined);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#onEnd(this);
    this.#wake();
  }
}
