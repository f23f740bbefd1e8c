import type { HsmsTimer } from "./errors.ts";
import type { HsmsPacket } from "./packet.ts";
import { PREFIX_LENGTH } from "./packet.ts";

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
  /** TCP connections after the first one. */
  readonly reconnects: number;
  /** Why the last TCP connection ended; undefined: this side closed it, or none has ended. */
  readonly lastClose: Error | undefined;
}

/** Counts. */
export class StatsCounter {
  readonly #sent: HsmsTraffic = { frames: 0, bytes: 0 };
  readonly #received: HsmsTraffic = { frames: 0, bytes: 0 };
  readonly #timeouts: Partial<Record<HsmsTimer, number>> = {};
  #linktestRoundTrip: number | undefined;
  #connections = 0;
  #lastClose: Error | undefined;

  sent(packet: HsmsPacket): void {
    count(this.#sent, packet);
  }

  received(packet: HsmsPacket): void {
    count(this.#received, packet);
  }

  timedOut(timer: HsmsTimer): void {
    this.#timeouts[timer] = (this.#timeouts[timer] ?? 0) + 1;
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
      sent: { ...this.#sent },
      received: { ...this.#received },
      openTransactions,
      timeouts: { ...this.#timeouts },
      linktestRoundTrip: this.#linktestRoundTrip,
      reconnects: Math.max(0, this.#connections - 1),
      lastClose: this.#lastClose,
    };
  }
}

function count(traffic: HsmsTraffic, packet: HsmsPacket): void {
  traffic.frames++;
  traffic.bytes += PREFIX_LENGTH + packet.length;
}
