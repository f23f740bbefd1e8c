import { type HsmsPacket, PREFIX_LENGTH } from "../wire/packet.ts";

/** A first-in first-out queue of packets that knows its bytes on the wire; both ends cost the same at any length. */
export class PacketQueue {
  #packets: (HsmsPacket | undefined)[] = [];
  #start = 0;
  #bytes = 0;

  /** Bytes on the wire of all packets that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many packets wait. */
  get length(): number {
    return this.#packets.length - this.#start;
  }

  /** The packet that leaves next. */
  get first(): HsmsPacket | undefined {
    return this.#packets[this.#start];
  }

  /** Adds a packet. */
  push(packet: HsmsPacket): void {
    this.#packets.push(packet);
    this.#bytes += PREFIX_LENGTH + packet.length;
  }

  /** Takes the first packet out; the queue must not be empty. */
  shift(): void {
    const packet = this.#packets[this.#start]!;
    this.#packets[this.#start++] = undefined;
    this.#bytes -= PREFIX_LENGTH + packet.length;
    if (this.#start === this.#packets.length) {
      this.#packets = [];
      this.#start = 0;
    } else if (this.#start > 1024 && this.#start * 2 > this.#packets.length) {
      this.#packets = this.#packets.slice(this.#start);
      this.#start = 0;
    }
  }
}
