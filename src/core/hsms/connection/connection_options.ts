import { type Clock, requireType, systemClock } from "../../base/mod.ts";
import type { Network } from "../../network/mod.ts";
import { BufferAccount, type HsmsBudget } from "../budget.ts";
import { readLimit } from "../limits.ts";
import type { LinkOptions } from "../link/link_options.ts";
import { type HsmsTimeoutOptions, HsmsTimeouts } from "../timeouts.ts";
import type { HsmsErrorListener, HsmsTrace } from "./trace.ts";

/** Options of every connection, besides the peer's address, port and session id. */
export interface HsmsConnectionOptions {
  /** How peers are reached: `tcp`, one runtime's adapter, or a memory network. */
  network: Network;
  /** What the owner calls the peer, for the trace. */
  name?: string;
  /** The time to live by. @default {systemClock} */
  clock?: Clock;
  /** Timers that differ from E37's defaults, in ms. */
  timeouts?: HsmsTimeoutOptions | HsmsTimeouts;
  /** Maximum length of a message that is received, in bytes of header and body; up to 2³²−1. @default {67108864} */
  maxMessageLength?: number;
  /** Maximum number of bytes that wait for a peer that reads slowly. @default {16777216} */
  maxQueuedBytes?: number;
  /**
   * Number of bytes of replies that wait for a peer that reads slowly, from which on this side reads no more from it
   * until they are sent: a peer is read no faster than it reads. Each reply counts 512 bytes more for what it takes in
   * memory. At most maxQueuedBytes.
   *
   * @default {1048576}
   */
  highWater?: number;
  /** Number of bytes of replies that still wait when this side reads on; less than highWater. @default {262144} */
  lowWater?: number;
  /**
   * Maximum number of bytes that are kept for the peer: of a frame that is not complete, of packets that wait for it to
   * read, of what is not read on, and of primaries that wait for an answer. No message may be longer.
   *
   * @default {134217728, or maxMessageLength and maxQueuedBytes together if that is more}
   */
  maxBufferedBytes?: number;
  /**
   * A maximum for what this connection and others keep together.
   *
   * @default {of a server or a manager one for all of their connections, of 1 GiB; otherwise none}
   */
  budget?: HsmsBudget;
  /** Maximum number of senders that wait for room, with `sendPacketWhenRoom` or a request. @default {10000} */
  maxWaitingSends?: number;
  /**
   * Whether to drop a peer that has sent no frame within T7 after TCP came up, so that it does not hold a passive side's
   * port. @default {true on passive connections, false on active ones}
   */
  dropSilentPeer?: boolean;
  /** Receives every event. */
  trace?: HsmsTrace;
  /**
   * Receives what a delegate, a listener, a hook or the trace threw. Without it a SecsError, which tells what a peer or the
   * network did, is only told as the event `thrown`; any other error is also rethrown in a microtask of its own. A
   * server's own hooks have no connection.
   */
  onDelegateError?: HsmsErrorListener;
}

/** Options of calls that wait. */
export interface WaitOptions {
  /** Ends the wait; it rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Checks the options of a connection; what its links need of them comes back, with the defaults. `dropSilentPeer` is the
 * default of that option.
 *
 * @throws {TypeError} when one is of the wrong type, or there is no network.
 * @throws {RangeError} when one is out of range.
 */
export function readConnectionOptions(
  options: HsmsConnectionOptions,
  dropSilentPeer: boolean,
): LinkOptions {
  const { network, clock = systemClock } = options;
  if (typeof network?.dial !== "function") {
    throw new TypeError("The option network is missing: tcp, a runtime's adapter, or a memory network");
  }
  const maxQueuedBytes = readLimit("maxQueuedBytes", options.maxQueuedBytes);
  const highWater = Math.min(readLimit("highWater", options.highWater), maxQueuedBytes);
  const maxMessageLength = readLimit("maxMessageLength", options.maxMessageLength);
  const maxBufferedBytes = readBufferedBytes(options.maxBufferedBytes, maxMessageLength + maxQueuedBytes);
  return {
    clock,
    timeouts: HsmsTimeouts.from(options.timeouts),
    maxMessageLength: Math.min(maxMessageLength, maxBufferedBytes),
    maxQueuedBytes,
    account: new BufferAccount(maxBufferedBytes, options.budget),
    highWater,
    lowWater: Math.min(readLimit("lowWater", options.lowWater), highWater - 1),
    maxWaitingSends: readLimit("maxWaitingSends", options.maxWaitingSends),
    dropSilentPeer: requireType("dropSilentPeer", options.dropSilentPeer ?? dropSilentPeer, "boolean"),
  };
}

/** The default is never too little for one message that comes in and a full queue. */
function readBufferedBytes(value: number | undefined, least: number): number {
  const bytes = readLimit("maxBufferedBytes", value);
  return value === undefined ? Math.max(bytes, least) : bytes;
}
