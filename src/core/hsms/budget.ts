import { HsmsOverflowError } from "./errors.ts";
import { readLimit } from "./limits.ts";
import type { HsmsPacket } from "./wire/packet.ts";

/**
 * What a packet that is kept takes in memory beside its bytes: its objects, some 200 bytes, and as much again and more
 * until a garbage collector has been round.
 */
export const PACKET_COST = 512;
/** What each connection may keep without a share in a common budget, so that others cannot stop its small messages. */
const OWN_SHARE = 128 * 1024;

/** What a packet that is kept takes in memory, in bytes, about. */
export function costOf(packet: HsmsPacket): number {
  return PACKET_COST + packet.length;
}

/**
 * The bytes that several connections keep for their peers, with one maximum for all of them. Made by
 * {@linkcode createBudget}.
 */
export interface HsmsBudget {
  /** Maximum number of bytes. */
  readonly maxBytes: number;
  /** How many bytes are kept now. */
  readonly held: number;
}

/**
 * Makes a budget for several connections, for their option `budget`: `maxBytes` is how many bytes they may keep for their
 * peers together. A server and a manager make one for all of their connections, unless they are given one.
 *
 * Frames that are not complete, packets that wait for a peer to read, bytes that are not read on, and primaries that wait
 * for an answer count; the first 128 KiB of each connection do not. If a frame needs room and there is none, the
 * connection is dropped that has kept more than these for the longest time.
 *
 * @param maxBytes 1 GiB if it is not given.
 * @throws {TypeError} when it is not a number.
 * @throws {RangeError} when it is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { createBudget, HsmsMultiPassiveServer, tcp } from "@secs/hsms";
 *
 * const budget = createBudget(512 * 2 ** 20);
 * const servers = [5000, 5001].map((port) => new HsmsMultiPassiveServer(port, { network: tcp, budget }));
 * console.log(budget.held, servers.length);
 * ```
 */
export function createBudget(maxBytes?: number): HsmsBudget {
  return new Ledger(readLimit("maxTotalBytes", maxBytes));
}

/** A budget, and what it knows of the connections that share it. */
class Ledger implements HsmsBudget {
  readonly maxBytes: number;
  #held = 0;
  /** Those that keep more than their own share, in the order in which they came to it. */
  readonly #large = new Set<BufferAccount>();

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get held(): number {
    return this.#held;
  }

  /** An account keeps `bytes` more, or less, beyond its own share. */
  change(account: BufferAccount, bytes: number, isLarge: boolean): void {
    this.#held += bytes;
    if (!isLarge) this.#large.delete(account);
    else if (bytes > 0) this.#large.add(account);
  }

  /** The account that has kept more than its own share for the longest time. */
  takeOldest(): BufferAccount | undefined {
    const [oldest] = this.#large;
    if (oldest !== undefined) this.#large.delete(oldest);
    return oldest;
  }
}

/** What one connection keeps for its peer, in bytes, and what it may keep. */
export class BufferAccount {
  /** Drops what the TCP connection keeps; set while there is one. */
  evict: ((reason: HsmsOverflowError) => void) | undefined;
  readonly #max: number;
  readonly #ledger: Ledger | undefined;
  #held = 0;
  /** What of it counts in the budget. */
  #shared = 0;

  /** Takes the maximum of the connection, in bytes, and the budget that it shares; throws a TypeError for another one. */
  constructor(max: number, budget: HsmsBudget | undefined) {
    this.#max = max;
    if (budget !== undefined && !(budget instanceof Ledger)) {
      throw new TypeError("budget must be one that createBudget made");
    }
    this.#ledger = budget;
  }

  /** How many bytes are kept. */
  get held(): number {
    return this.#held;
  }

  /** Whether nothing more is to be kept that can be left. */
  get full(): boolean {
    return !this.fits(1);
  }

  /** Whether there is room for `bytes` more. */
  fits(bytes: number): boolean {
    const held = this.#held + bytes;
    if (held > this.#max) return false;
    if (held <= OWN_SHARE || this.#ledger === undefined) return true;
    return this.#ledger.held + held - OWN_SHARE - this.#shared <= this.#ledger.maxBytes;
  }

  /**
   * Counts a packet that is kept; `change` takes it off again.
   *
   * @throws {HsmsOverflowError} when there is no room for it.
   */
  hold(packet: HsmsPacket): void {
    const cost = costOf(packet);
    if (!this.fits(cost)) throw this.#overflow(`${packet.header.name} needs ${cost} bytes`, cost);
    this.change(cost);
  }

  /** So many bytes more are kept, or less. */
  change(bytes: number): void {
    this.#held += bytes;
    const shared = Math.max(0, this.#held - OWN_SHARE);
    if (shared === this.#shared) return;
    this.#ledger?.change(this, shared - this.#shared, shared > 0);
    this.#shared = shared;
  }

  /**
   * Makes room for `bytes` more of a frame that comes in, at the cost of the connections that have kept much for the
   * longest time.
   *
   * @throws {HsmsOverflowError} when this connection is the one that has to go.
   */
  makeRoom(bytes: number, peer: string): void {
    while (!this.fits(bytes)) {
      const error = this.#overflow(`A frame of ${peer} needs ${bytes} bytes`, bytes);
      if (this.#held + bytes > this.#max) throw error;
      const oldest = this.#ledger!.takeOldest();
      if (oldest === undefined || oldest === this) throw error;
      oldest.evict?.(error);
    }
  }

  /** The error that says that there is no room for `bytes` more, which `what` needs. */
  #overflow(what: string, bytes: number): HsmsOverflowError {
    const isOwn = this.#ledger === undefined || this.#held + bytes > this.#max;
    const [held, max] = isOwn ? [this.#held, this.#max] : [this.#ledger.held, this.#ledger.maxBytes];
    const message = isOwn
      ? `${what}, and ${held} of ${max} are kept for this peer. Check that its primaries are answered and that it reads ` +
        "its replies, or raise maxBufferedBytes"
      : `${what}, and all connections together keep ${held} of ${max}. Check which peers are not answered or do not ` +
        "read, or give a larger budget";
    return new HsmsOverflowError(message, held, max);
  }
}
