import type { Transport } from "../../network/mod.ts";
import { type BufferAccount, costOf, PACKET_COST } from "../budget.ts";
import { HsmsOverflowError } from "../errors.ts";
import { SType } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import { HEAD_LENGTH, type HsmsPacket, PREFIX_LENGTH } from "../wire/packet.ts";
import { Burst, SMALL_BODY } from "./burst.ts";
import { PacketQueue } from "./packet_queue.ts";

/** Who an {@linkcode Outbox} tells what has left; the methods do not throw. */
export interface OutboxOwner {
  /** How errors name the peer. */
  readonly peer: string;
  /** The last byte of a packet was handed to the transport. */
  onSent(packet: HsmsPacket): void;
  /** The same of all messages that `encode` took: so many, of so many bytes. */
  onBurstSent(count: number, bytes: number): void;
  /** Packets have left, and there may be room for others. */
  onRoom(): void;
  /** The transport has no room: what was handed to it stands still. */
  onBlocked(): void;
}

/** What an outbox uses of its transport. */
export type OutboxTransport = Pick<Transport, "write" | "allocate" | "writesAtOnce">;

/** Control frames fit in here even when data has filled the queue. */
const CONTROL_RESERVE = 64 * 1024;
/** Frames are joined into writes of about this size. */
const BURST = 64 * 1024;
/** A write at once takes this number of packets, rather than the end of the turn: the peer works on them meanwhile. */
const HEAD_START = 64;
/** Bodies from this size on are handed over by reference. */
const LARGE_BODY = 64 * 1024;
/** Large bodies go in slices, so that a slow peer's progress can be seen (docs/adr/0002). */
const SLICE = 256 * 1024;

/**
 * What waits to be written to one transport, and the order in which it goes.
 *
 * Packets that are pushed in one turn leave in one write, or, if the transport writes at once, in one for every 64. While
 * the transport has no room they wait here, and linktests and Rejects overtake data; Select, Deselect and Separate keep
 * their place in it. The queue is bounded: what does not fit is not taken.
 */
export class Outbox {
  readonly #transport: OutboxTransport;
  readonly #owner: OutboxOwner;
  readonly #maxQueuedBytes: number;
  readonly #account: BufferAccount;
  /** What the account was told of. */
  #accounted = 0;
  #ordered = new PacketQueue();
  /** Messages of this turn that are encoded already: they leave before what is in `#ordered`. */
  #burst: Burst | undefined;
  /** What overtakes; made when something does. */
  #urgent: PacketQueue | undefined;
  /** The large body that is on its way, and how much of it is gone. */
  #large: HsmsPacket | undefined;
  #largeSent = 0;
  #blocked = false;
  #flushDue = false;
  /** Something was written since the owner was told. */
  #moved = false;
  /** What replies that wait take, as the high water counts it. */
  #owed = 0;
  /** Written, and not told yet: the owner is not called back from inside `push`. */
  #sent: HsmsPacket[] = [];
  /** The same of messages that were encoded: their number, and their bytes. */
  #encodedSent = 0;
  #encodedBytes = 0;

  constructor(
    transport: OutboxTransport,
    owner: OutboxOwner,
    maxQueuedBytes: number,
    account: BufferAccount,
  ) {
    this.#transport = transport;
    this.#owner = owner;
    this.#maxQueuedBytes = maxQueuedBytes;
    this.#account = account;
  }

  /** Bytes that wait here; what the transport has taken does not count. */
  get queued(): number {
    const rest = this.#large === undefined ? 0 : this.#large.data.length - this.#largeSent;
    return (this.#urgent?.bytes ?? 0) + this.#ordered.bytes + (this.#burst?.length ?? 0) + rest;
  }

  /**
   * What replies to the peer that wait here take in memory, in bytes; the one large body that is on its way does not count,
   * so that two sides that send each other one each go on reading.
   */
  get owed(): number {
    return this.#owed;
  }

  /** Whether the transport has no room. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes a packet, to be written at the end of this turn; false if it does not fit. An empty queue takes any packet. */
  push(packet: HsmsPacket): boolean {
    const urgent = isUrgent(packet);
    if (!this.#fits(packet, urgent)) return false;
    const overtakes = urgent && this.#blocked;
    (overtakes ? this.#urgent ??= new PacketQueue() : this.#ordered).push(packet);
    if (isReply(packet)) this.#owed += costOf(packet);
    if (this.#blocked) {
      this.#tellAccount();
      return true;
    }
    this.#flushSoon(this.#ordered.length);
    return true;
  }

  /**
   * Takes the data message of a packet, with these fields in its header, to be written at the end of this turn: the short way
   * of a small one that nothing waits before, and that is told to be sent with the others alone. False: it is to be pushed.
   */
  encode(packet: HsmsPacket, sessionId: number, system: number, requireResponse: boolean): boolean {
    if (this.#blocked || this.#ordered.length > 0 || packet.data.length >= SMALL_BODY) return false;
    const burst = this.#burst ??= Burst.take();
    if (burst === undefined) return false;
    const { length } = burst;
    if (length > 0 && length + PREFIX_LENGTH + packet.length > this.#maxQueuedBytes) return false;
    if (!burst.add(packet, sessionId, system, requireResponse)) return false;
    if (isSecondary(packet.header)) {
      burst.owed += costOf(packet);
      this.#owed += costOf(packet);
    }
    this.#flushSoon(burst.count);
    return true;
  }

  /** Sees to it that what waits is written at the end of this turn; `count` packets do. */
  #flushSoon(count: number): void {
    if (count >= HEAD_START && this.#transport.writesAtOnce) this.#writeWaiting();
    if (this.#flushDue) return;
    this.#flushDue = true;
    queueMicrotask(this.#flushNow);
  }

  readonly #flushNow = (): void => this.flush();

  /** Writes what waits, as far as the transport takes it, and tells the owner what has left. */
  flush(): void {
    this.#flushDue = false;
    this.#writeWaiting();
    if (!this.#moved) return;
    this.#moved = false;
    this.#tellAccount();
    this.#tellSent();
    this.#owner.onRoom();
  }

  /** The transport is gone, or given up: what waits is not written any more, and is not told to be sent. */
  stop(): void {
    this.#blocked = true;
    this.#moved = false;
    this.#ordered = new PacketQueue();
    if (this.#burst !== undefined) Burst.giveBack(this.#burst);
    this.#burst = this.#urgent = this.#large = undefined;
    this.#owed = 0;
    this.#tellAccount();
    this.#tellSent();
  }

  /** The transport has room again. */
  drained(): void {
    this.#blocked = false;
    this.flush();
  }

  /** The error that says that `packet` was not taken. */
  overflow(packet: HsmsPacket): HsmsOverflowError {
    const { queued } = this;
    const message =
      `No room for ${packet.header.name} (${packet.length} bytes): ${this.#owner.peer} reads too slowly, ` +
      `${queued} of ${this.#maxQueuedBytes} bytes wait already. Wait for room, or raise maxQueuedBytes ` +
      "(or maxBufferedBytes, or budget)";
    return new HsmsOverflowError(message, queued, this.#maxQueuedBytes);
  }

  #fits(packet: HsmsPacket, urgent: boolean): boolean {
    const { queued } = this;
    if (queued === 0) return true;
    const max = urgent ? this.#maxQueuedBytes + CONTROL_RESERVE : this.#maxQueuedBytes;
    if (queued + PREFIX_LENGTH + packet.length > max) return false;
    // Replies are the peer's doing: it is not read any more before they are too many.
    return !this.#blocked || urgent || isReply(packet) || this.#account.fits(costOf(packet));
  }

  /** Only of what has to wait: what leaves in the turn in which it came is not kept. */
  #tellAccount(): void {
    if (!this.#blocked && this.#accounted === 0) return;
    const count = (this.#urgent?.length ?? 0) + this.#ordered.length;
    const kept = this.queued + PACKET_COST * count;
    if (kept === this.#accounted) return;
    this.#account.change(kept - this.#accounted);
    this.#accounted = kept;
  }

  #writeWaiting(): void {
    while (!this.#blocked && this.queued > 0) {
      if (this.#large !== undefined) this.#writeSlice(this.#large);
      else this.#writeBurst();
    }
  }

  #tellSent(): void {
    if (this.#encodedSent > 0) {
      this.#owner.onBurstSent(this.#encodedSent, this.#encodedBytes);
      this.#encodedSent = this.#encodedBytes = 0;
    }
    const sent = this.#sent;
    if (sent.length === 0) return;
    this.#sent = [];
    for (const packet of sent) this.#owner.onSent(packet);
  }

  /** The queue whose turn it is. */
  get #queue(): PacketQueue {
    return this.#urgent?.first === undefined ? this.#ordered : this.#urgent;
  }

  /** Joins small frames, and the head of the first large one, into one write. */
  #writeBurst(): void {
    const start = this.#sent.length;
    const encoded = this.#burst?.length ?? 0;
    let size = encoded;
    for (let next = this.#queue.first; next !== undefined && size < BURST; next = this.#queue.first) {
      this.#queue.shift();
      if (isReply(next)) this.#owed -= costOf(next);
      size += HEAD_LENGTH;
      if (isLarge(next)) {
        this.#large = next;
        this.#largeSent = 0;
        break;
      }
      this.#sent.push(next);
      size += next.data.length;
    }
    const bytes = this.#transport.allocate?.(size) ?? new Uint8Array(size);
    if (this.#burst !== undefined) this.#writeEncoded(this.#burst, bytes);
    const end = join(this.#sent, start, bytes, encoded);
    this.#large?.encodeHeadInto(bytes, end);
    this.#write(bytes);
  }

  #writeEncoded(burst: Burst, bytes: Uint8Array): void {
    burst.copyInto(bytes);
    this.#encodedSent += burst.count;
    this.#encodedBytes += burst.length;
    this.#owed -= burst.owed;
    Burst.giveBack(burst);
    this.#burst = undefined;
  }

  #writeSlice(packet: HsmsPacket): void {
    const start = this.#largeSent;
    const end = Math.min(start + SLICE, packet.data.length);
    const isLast = end === packet.data.length;
    this.#largeSent = end;
    if (isLast) this.#large = undefined;
    this.#write(packet.data.subarray(start, end));
    if (isLast) this.#sent.push(packet);
  }

  #write(bytes: Uint8Array): void {
    this.#moved = true;
    if (this.#transport.write(bytes)) return;
    this.#blocked = true;
    this.#owner.onBlocked();
  }
}

/**
 * Whether a packet overtakes data that waits. Select, Deselect and Separate do not: they change what the data before and
 * after them means (docs/adr/0002).
 */
export function isUrgent(packet: HsmsPacket): boolean {
  const { sType } = packet.header;
  return sType === SType.linktestReq || sType === SType.linktestRsp || sType === SType.rejectReq;
}

/** Whether a packet answers one of the peer: its number and size are the peer's choice, not the owner's. */
function isReply({ header }: HsmsPacket): boolean {
  const { sType } = header;
  if (sType === SType.data) return isSecondary(header);
  return (sType & 1) === 0 || sType === SType.rejectReq;
}

function isSecondary(header: HsmsHeader): boolean {
  return (header.function & 1) === 0;
}

function isLarge(packet: HsmsPacket): boolean {
  return packet.data.length >= LARGE_BODY;
}

/** Writes the packets from `start` on into `bytes`, from `at` on; returns where they end. */
function join(packets: readonly HsmsPacket[], start: number, bytes: Uint8Array, at: number): number {
  for (let i = start; i < packets.length; i++) {
    const packet = packets[i]!;
    packet.encodeHeadInto(bytes, at);
    at += HEAD_LENGTH;
    // To copy nothing costs as much as a small body.
    if (packet.data.length > 0) bytes.set(packet.data, at);
    at += packet.data.length;
  }
  return at;
}
