import type { Clock } from "../../base/mod.ts";
import type { BufferAccount } from "../budget.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/** What a link tells the connection that it belongs to; the methods do not throw. */
export interface LinkOwner {
  /** A whole frame came in. */
  onPacket(packet: HsmsPacket): void;
  /** A frame was handed to the transport. */
  onSent(packet: HsmsPacket): void;
  /** The same of all messages that `encode` took: so many, of so many bytes. */
  onBurstSent(count: number, bytes: number): void;
  /** The link is about to end; if this side ends it after a flush, packets sent now still go out. */
  onClosing(): void;
  /** The link is gone; with an error if this side did not ask for it. Exactly once. */
  onClosed(error: Error | undefined): void;
}

/** What a link needs besides its transport. */
export interface LinkOptions {
  readonly clock: Clock;
  readonly timeouts: HsmsTimeouts;
  /** The largest length field that is accepted. */
  readonly maxMessageLength: number;
  /** Maximum number of bytes that wait for the peer to read. */
  readonly maxQueuedBytes: number;
  /** What is kept for the peer, and may be. */
  readonly account: BufferAccount;
  /** Bytes of replies that wait, from which on nothing more is read. */
  readonly highWater: number;
  /** Bytes of replies that still wait when reading goes on. */
  readonly lowWater: number;
  /** Maximum number of senders that wait for room. */
  readonly maxWaitingSends: number;
  /** Drop a peer that sends no frame within T7. */
  readonly dropSilentPeer: boolean;
}
