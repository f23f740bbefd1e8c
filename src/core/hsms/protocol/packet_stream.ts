import { HsmsOverflowError } from "../errors.ts";
import { readLimit } from "../limits.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/** Options of {@linkcode HsmsProtocol.primaries}. */
export interface HsmsPrimariesOptions {
  /** Ends the loop; it rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Maximum number of primaries that wait for the loop. @default {10000} */
  maxPackets?: number;
  /** Maximum number of their bytes; one primary may wait whatever its size. @default {67108864} */
  maxBytes?: number;
}

/** Who counts the packets that wait for a loop. */
export interface PacketHolder {
  /** Counts a packet; throws an HsmsOverflowError if there is no room for it. */
  hold(packet: HsmsPacket): void;
  /** The packet waits no longer. */
  release(packet: HsmsPacket): void;
}

/** Packets for one `for await` loop; ends with an HsmsOverflowError when the loop falls too far behind. */
export class PacketStream implements AsyncIterableIterator<HsmsPacket> {
  readonly #holder: PacketHolder;
  readonly #onEnd: (stream: PacketStream) => void;
  readonly #maxPackets: number;
  readonly #maxBytes: number;
  #waiting: HsmsPacket[] = [];
  #bytes = 0;
  #error: Error | undefined;
  #ended = false;
  #wake: () => void = () => {};

  /** `onEnd` is called once, when the loop has ended. A limit out of range is a RangeError. */
  constructor(
    options: HsmsPrimariesOptions,
    holder: PacketHolder,
    onEnd: (stream: PacketStream) => void,
  ) {
    const { signal, maxPackets, maxBytes } = options;
    this.#maxPackets = readLimit("maxPackets", maxPackets);
    this.#maxBytes = readLimit("maxBytes", maxBytes);
    this.#holder = holder;
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
    const count = this.#waiting.length;
    if (count >= this.#maxPackets) {
      const message = `The reader of primaries is ${count} packets behind. Read faster, or raise maxPackets`;
      this.#end(new HsmsOverflowError(message, count, this.#maxPackets));
    } else if (count > 0 && this.#bytes + packet.length > this.#maxBytes) {
      const message =
        `The reader of primaries is ${this.#bytes} bytes behind, and ${packet.header.name} has ` +
        `${packet.length} more. Read faster, or raise maxBytes`;
      this.#end(new HsmsOverflowError(message, this.#bytes, this.#maxBytes));
    } else this.#keep(packet);
  }

  /** Nothing more comes: the loop ends once it has read what waits. */
  end(): void {
    this.#end(undefined);
  }

  async next(): Promise<IteratorResult<HsmsPacket>> {
    while (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const packet = this.#waiting.shift();
    if (packet !== undefined) {
      this.#bytes -= packet.length;
      this.#holder.release(packet);
      return { done: false, value: packet };
    }
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<HsmsPacket>> {
    for (const packet of this.#waiting) this.#holder.release(packet);
    this.#waiting = [];
    this.#end(undefined);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #keep(packet: HsmsPacket): void {
    try {
      this.#holder.hold(packet);
    } catch (error) {
      return this.#end(error as Error);
    }
    this.#waiting.push(packet);
    this.#bytes += packet.length;
    this.#wake();
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#onEnd(this);
    this.#wake();
  }
}
