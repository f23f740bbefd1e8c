import type { HsmsPacket } from "./packet.ts";
import { SType } from "./codes.ts";
import { HsmsOverflowError } from "./errors.ts";
import { HEADER_LENGTH } from "./header.ts";
import { PREFIX_LENGTH } from "./packet.ts";
import { PacketQueue } from "./packet_queue.ts";

/** Options of {@linkcode Outbox}. */
export interface OutboxOptions {
  /** Bytes that may wait for the peer to read. @default {16777216} */
  limit?: number | undefined;
  /** How errors name the peer. @default {"The peer"} */
  peer?: string;
  /** Gives an array of `size` bytes for the next write. @default {(size) => new Uint8Array(size)} */
  allocate?(size: number): Uint8Array;
  /** Called with each packet when its last byte is handed to the transport. */
  onSent?(packet: HsmsPacket): void;
  /** Called when packets have left, and there may be room for others. */
  onRoom?(): void;
}

const DEFAULT_LIMIT = 16 * 1024 * 1024;
/** Control frames fit in here even when data has filled the queue. */
const CONTROL_RESERVE = 64 * 1024;
const HEAD_LENGTH = PREFIX_LENGTH + HEADER_LENGTH;
/** Frames are joined into writes of about this size. */
const BURST = 64 * 1024;
/** Bodies from this size on are handed over by reference. */
const LARGE_BODY = 64 * 1024;
/** Large bodies go in slices, so that a slow peer's progress can be seen. */
const SLICE = 256 * 1024;

/**
 * What waits to be written to one transport, and the order in which it goes.
 *
 * Packets that are pushed in one turn leave in one write. While the transport has no room they wait here, where
 * linktests and Rejects overtake data (Select, Deselect and Separate keep their place in it). The queue is bounded: what does
 * not fit is refused with an HsmsOverflowError, and nothing of it is taken.
 */
export class Outbox {
  readonly #write: (bytes: Uint8Array) => boolean;
  readonly #options: OutboxOptions;
  readonly #limit: number;
  readonly #ordered = new PacketQueue();
  /** What overtakes; made when something does. */
  #urgent: PacketQueue | undefined;
  /** The large body that is on its way, and how much of it is gone. */
  #large: HsmsPacket | undefined;
  #largeSent = 0;
  #blocked = false;
  #flushDue = false;

  constructor(write: (bytes: Uint8Array) => boolean, options: OutboxOptions = {}) {
    this.#write = write;
    this.#options = options;
    this.#limit = options.limit ?? DEFAULT_LIMIT;
  }

  /** Bytes that wait here; what the transport has taken does not count. */
  get queued(): number {
    const rest = this.#large === undefined ? 0 : this.#large.data.length - this.#largeSent;
    return (this.#urgent?.bytes ?? 0) + this.#ordered.bytes + rest;
  }

  /** Whether `packet` would be taken now. An empty queue takes any packet. */
  fits(packet: HsmsPacket): boolean {
    const queued = this.queued;
    const limit = isUrgent(packet) ? this.#limit + CONTROL_RESERVE : this.#limit;
    return queued === 0 || queued + PREFIX_LENGTH + packet.length <= limit;
  }

  /** Takes a packet, to be written at the end of this turn; throws an HsmsOverflowError where it does not fit. */
  push(packet: HsmsPacket): void {
    if (!this.fits(packet)) throw this.overflow(packet);
    const overtakes = this.#blocked && isUrgent(packet);
    (overtakes ? this.#urgent ??= new PacketQueue() : this.#ordered).push(packet);
    if (this.#flushDue || this.#blocked) return;
    this.#flushDue = true;
    queueMicrotask(this.#flushSoon);
  }

  readonly #flushSoon = (): void => this.flush();

  /** Writes what waits, as far as the transport takes it. */
  flush(): void {
    this.#flushDue = false;
    if (this.#blocked || this.queued === 0) return;
    while (!this.#blocked && this.queued > 0) {
      if (this.#large !== undefined) this.#sendSlice(this.#large);
      else this.#sendBurst();
    }
    this.#options.onRoom?.();
  }

  /** The transport is gone: what waits is not written any more, and is not told to be sent. */
  stop(): void {
    this.#blocked = true;
  }

  /** The transport has room again. */
  drained(): void {
    this.#blocked = false;
    this.flush();
  }

  /** The queue whose turn it is. */
  get #queue(): PacketQueue {
    return this.#urgent?.first === undefined ? this.#ordered : this.#urgent;
  }

  /** Joins small frames, and the head of the first large one, into one write. */
  #sendBurst(): void {
    const burst: HsmsPacket[] = [];
    let size = 0;
    for (let next = this.#queue.first; next !== undefined && size < BURST; next = this.#queue.first) {
      burst.push(this.#queue.shift());
      size += HEAD_LENGTH;
      if (isLarge(next)) {
        this.#large = next;
        this.#largeSent = 0;
        break;
      }
      size += next.data.length;
    }
    this.#hand(join(burst, this.#options.allocate?.(size) ?? new Uint8Array(size)));
    for (const packet of burst) if (packet !== this.#large) this.#options.onSent?.(packet);
  }

  #sendSlice(packet: HsmsPacket): void {
    const start = this.#largeSent;
    const end = Math.min(start + SLICE, packet.data.length);
    this.#largeSent = end;
    if (end === packet.data.length) this.#large = undefined;
    this.#hand(packet.data.subarray(start, end));
    if (this.#large === undefined) this.#options.onSent?.(packet);
  }

  #hand(bytes: Uint8Array): void {
    if (!this.#write(bytes)) this.#blocked = true;
  }

  /** The error that says that `packet` was refused. */
  overflow(packet: HsmsPacket): HsmsOverflowError {
    const { queued } = this;
    const { peer = "The peer" } = this.#options;
    const message = `No room for ${packet.header.name} (${packet.length} bytes): ${peer} reads too slowly, ` +
      `${queued} of ${this.#limit} bytes wait already. Wait for room, or raise sendLimit`;
    return new HsmsOverflowError(message, queued, this.#limit);
  }
}

function isLarge(packet: HsmsPacket): boolean {
  return packet.data.length >= LARGE_BODY;
}

/** Whether a packet overtakes data that waits. Select, Deselect and Separate do not: what goes before them means something else behind. */
export function isUrgent(packet: HsmsPacket): boolean {
  const { sType } = packet.header;
  return sType === SType.linktestReq || sType === SType.linktestRsp || sType === SType.rejectReq;
}

/** Writes all frames into `bytes`; of a large one only the head. */
function join(packets: readonly HsmsPacket[], bytes: Uint8Array): Uint8Array {
  let at = 0;
  for (const packet of packets) {
    packet.encodeHeadInto(bytes, at);
    at += HEAD_LENGTH;
    if (isLarge(packet)) break;
    bytes.set(packet.data, at);
    at += packet.data.length;
  }
  return bytes;
}
