import type { HsmsPacket } from "../wire/packet.ts";
import { SType } from "../wire/codes.ts";
import { HsmsOverflowError } from "../errors.ts";
import { HEADER_LENGTH } from "../wire/header.ts";
import { PREFIX_LENGTH } from "../wire/packet.ts";
import { PacketQueue } from "./packet_queue.ts";

/** Options of {@linkcode Outbox}. */
export interface OutboxOptions {
  /** Bytes that may wait for the peer to read. @default {16777216} */
  limit?: number | undefined;
  /** How errors name the peer. @default {"The peer"} */
  peer?: string;
  /** Whether to write every 64 packets at once, and not only at the end of the turn. @default {false} */
  writesAtOnce?: boolean;
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
/** So many packets are written at once rather than at the end of the turn: the peer works on them meanwhile. */
const HEAD_START = 64;
/** Bodies from this size on are handed over by reference. */
const LARGE_BODY = 64 * 1024;
/** Large bodies go in slices, so that a slow peer's progress can be seen. */
const SLICE = 256 * 1024;

/**
 * What waits to be written to one transport, and the order in which it goes.
 *
 * Packets that are pushed in one turn leave in one write, or, where that helps, in one for every 64. While the transport has no room they wait here, where
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
  /** Something was written since the owner was told. */
  #moved = false;
  /** Written, and not told yet: the owner is not called back from inside `push`. */
  #sent: HsmsPacket[] = [];

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
    if (this.#blocked) return;
    if (this.#options.writesAtOnce && this.#ordered.length >= HEAD_START) this.#writeWaiting();
    if (this.#flushDue) return;
    this.#flushDue = true;
    queueMicrotask(this.#flushSoon);
  }

  readonly #flushSoon = (): void => this.flush();

  /** Writes what waits, as far as the transport takes it, and tells the owner what has left. */
  flush(): void {
    this.#flushDue = false;
    this.#writeWaiting();
    if (!this.#moved) return;
    this.#moved = false;
    this.#tellSent();
    this.#options.onRoom?.();
  }

  /** The transport is gone: what waits is not written any more, and is not told to be sent. */
  stop(): void {
    this.#blocked = true;
    this.#moved = false;
    this.#tellSent();
  }

  /** The transport has room again. */
  drained(): void {
    this.#blocked = false;
    this.flush();
  }

  #writeWaiting(): void {
    while (!this.#blocked && this.queued > 0) {
      if (this.#large !== undefined) this.#sendSlice(this.#large);
      else this.#sendBurst();
    }
  }

  #tellSent(): void {
    const sent = this.#sent;
    if (sent.length === 0) return;
    this.#sent = [];
    for (const packet of sent) this.#options.onSent?.(packet);
  }

  /** The queue whose turn it is. */
  get #queue(): PacketQueue {
    return this.#urgent?.first === undefined ? this.#ordered : this.#urgent;
  }

  /** Joins small frames, and the head of the first large one, into one write. */
  #sendBurst(): void {
    const start = this.#sent.length;
    let size = 0;
    for (let next = this.#queue.first; next !== undefined && size < BURST; next = this.#queue.first) {
      this.#queue.shift();
      size += HEAD_LENGTH;
      if (isLarge(next)) {
        this.#large = next;
        this.#largeSent = 0;
        break;
      }
      this.#sent.push(next);
      size += next.data.length;
    }
    const bytes = this.#options.allocate?.(size) ?? new Uint8Array(size);
    const end = join(this.#sent, start, bytes);
    this.#large?.encodeHeadInto(bytes, end);
    this.#hand(bytes);
  }

  #sendSlice(packet: HsmsPacket): void {
    const start = this.#largeSent;
    const end = Math.min(start + SLICE, packet.data.length);
    this.#largeSent = end;
    if (end === packet.data.length) this.#large = undefined;
    this.#hand(packet.data.subarray(start, end));
    if (this.#large === undefined) this.#sent.push(packet);
  }

  #hand(bytes: Uint8Array): void {
    this.#moved = true;
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

/** Writes the packets from `start` on into `bytes`; returns where they end. */
function join(packets: readonly HsmsPacket[], start: number, bytes: Uint8Array): number {
  let at = 0;
  for (let i = start; i < packets.length; i++) {
    const packet = packets[i]!;
    packet.encodeHeadInto(bytes, at);
    at += HEAD_LENGTH;
    bytes.set(packet.data, at);
    at += packet.data.length;
  }
  return at;
}
