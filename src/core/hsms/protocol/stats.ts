import type { HsmsTimer } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { PREFIX_LENGTH } from "../wire/packet.ts";

/** Frames and their bytes on the wire, length fields included. */
export interface HsmsTraffic {
  /** Whole frames. */
  frames: number;
  /** Their bytes. */
  bytes: number;
}

/** Counters of one handler since it was made. */
export interface HsmsStats {
  /** What was handed to the network. */
  readonly sent: Readonly<HsmsTraffic>;
  /** What came in. */
  readonly received: Readonly<HsmsTraffic>;
  /** Requests that wait for their reply now. */
  readonly openTransactions: number;
  /** How often each timer ran out. */
  readonly timeouts: Readonly<Partial<Record<HsmsTimer, number>>>;
  /** The last linktest's round trip, in ms; undefined before the first. */
  readonly linktestRoundTrip: number | undefined;
  /** Requests that ended without their reply. */
  readonly unanswered: number;
  /** Replies of ours that were not sent, as the peer was gone, not selected any more, or did not read. */
  readonly repliesLost: number;
  /** Replies to a request of ours that had been answered already: the first one counts, these do nothing. */
  readonly surplusReplies: number;
  /** TCP connections after the first one. */
  readonly reconnects: number;
  /** Why the last TCP connection ended; undefined: this side closed it, or none has ended. */
  readonly lastClose: Error | undefined;
}

/** Counts. */
export class StatsCounter {
  #sentFrames = 0;
  #sentBytes = 0;
  #receivedFrames = 0;
  #receivedBytes = 0;
  /** Of the timers that ran out. */
  #timeouts: Partial<Record<HsmsTimer, number>> | undefined;
  #linktestRoundTrip: number | undefined;
  #unanswered = 0;
  #repliesLost = 0;
  #surplusReplies = 0;
  #connections = 0;
  #lastClose: Error | undefined;

  sent(packet: HsmsPacket): void {
    this.#sentFrames++;
    this.#sentBytes += PREFIX_LENGTH + packet.length;
  }

  sentBurst(count: number, bytes: number): void {
    this.#sentFrames += count;
    this.#sentBytes += bytes;
  }

  received(packet: HsmsPacket): void {
    this.#receivedFrames++;
    this.#receivedBytes += PREFIX_LENGTH + packet.length;
  }

  timedOut(timer: HsmsTimer): void {
    this.#timeouts ??= {};
    this.#timeouts[timer] = (this.#timeouts[timer] ?? 0) + 1;
  }

  unanswered(): void {
    this.#unanswered++;
  }

  replyLost(): void {
    this.#repliesLost++;
  }

  surplusReply(): void {
    this.#surplusReplies++;
  }

  linktest(roundTrip: number): void {
    this.#linktestRoundTrip = roundTrip;
  }

  connected(): void {
    this.#connections++;
  }

  closed(error: Error | undefined): void {
    this.#lastClose = error;
  }

  /** The counters as they are now. */
  read(openTransactions: number): HsmsStats {
    return {
      sent: { frames: this.#sentFrames, bytes: this.#sentBytes },
      received: { frames: this.#receivedFrames, bytes: this.#receivedBytes },
      openTransactions,
      timeouts: { ...this.#timeouts },
      linktestRoundTrip: this.#linktestRoundTrip,
      unanswered: this.#unanswered,
      repliesLost: this.#repliesLost,
      surplusReplies: this.#surplusReplies,
      reconnects: Math.max(0, this.#connections - 1),
      lastClose: this.#lastClose,
    };
  }
}
