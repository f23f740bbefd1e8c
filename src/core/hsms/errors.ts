import { SecsError, type SecsErrorOptions } from "../base/mod.ts";
import type { HsmsHeader } from "./wire/header.ts";

/**
 * This side's fault: what was asked does not fit the state of the connection.
 *
 * @example
 * ```ts
 * import { HsmsActiveConnection, HsmsStateError, linktestReq } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertThrows } from "@std/assert";
 *
 * const connection = new HsmsActiveConnection("10.0.0.7", 5000, 0, {}, { network: new MemoryNetwork() });
 * assertThrows(() => connection.sendPacket(linktestReq(1)), HsmsStateError, "not connected");
 * ```
 */
export class HsmsStateError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsStateError";
}

/**
 * The peer broke E37: what it sent is no HSMS, and the TCP connection was dropped.
 *
 * `code`: `frame-too-short`, `frame-too-long`, `secs-1`, `cut-frame`.
 *
 * @example
 * ```ts
 * import { FrameDecoder, HsmsProtocolError } from "@secs/hsms";
 * import { assertThrows } from "@std/assert";
 *
 * const decoder = new FrameDecoder();
 * assertThrows(() => decoder.push(Uint8Array.of(0x05), () => {}), HsmsProtocolError, "SECS-I");
 * ```
 */
export class HsmsProtocolError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsProtocolError";
}

/** The timers that can end something: those of E37, the dial's, and the one that watches a queue that stands still. */
export type HsmsTimer = "T3" | "T6" | "T7" | "T8" | "connect" | "writeStall";

/**
 * A timer ran out; `timer` says which, `after` how long it was, in ms.
 *
 * @example
 * ```ts
 * import { HsmsTimeoutError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new HsmsTimeoutError("T8", 5000, "10.0.0.7:5000 stopped in the middle of a frame");
 * assertEquals([error.code, error.timer, error.after], ["timeout", "T8", 5000]);
 * ```
 */
export class HsmsTimeoutError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsTimeoutError";
  /** Which timer. */
  readonly timer: HsmsTimer;
  /** Its length, in ms. */
  readonly after: number;
  /** T3 and T6: the header of the request that was not answered. */
  readonly request: HsmsHeader | undefined;

  /** Makes an error from the timer, its length in ms and a sentence for the person at the tool. */
  constructor(timer: HsmsTimer, after: number, message: string, request?: HsmsHeader) {
    super("timeout", `${message} (${timer}, ${after} ms)`);
    this.timer = timer;
    this.after = after;
    this.request = request;
  }
}

/**
 * The TCP connection is gone, or going: the peer closed it, or what was asked came too late.
 *
 * `code`: `closed-by-peer`, `closed-locally`.
 *
 * @example
 * ```ts
 * import { HsmsClosedError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new HsmsClosedError("closed-by-peer", "10.0.0.7:5000 closed the connection").code, "closed-by-peer");
 * ```
 */
export class HsmsClosedError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsClosedError";
}

/**
 * No room: the queue towards a peer that reads too slowly is full, and the packet was not taken.
 *
 * `queued` and `limit` are bytes.
 *
 * @example
 * ```ts
 * import { HsmsOverflowError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new HsmsOverflowError("10.0.0.7:5000 reads too slowly", 16_777_216, 16_777_216);
 * assertEquals(error.code, "overflow");
 * ```
 */
export class HsmsOverflowError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsOverflowError";
  /** Bytes that wait to be written. */
  readonly queued: number;
  /** Bytes that may wait. */
  readonly limit: number;

  /** Makes an error from a sentence for the person at the tool and the two counts. */
  constructor(message: string, queued: number, limit: number, options: SecsErrorOptions = {}) {
    super("overflow", message, options);
    this.queued = queued;
    this.limit = limit;
  }
}

/**
 * The peer rejected our message (E37, Reject.req): `reason` says why, as a RejectReason. The TCP connection stays.
 *
 * @example
 * ```ts
 * import { HsmsRejectError, RejectReason } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new HsmsRejectError(RejectReason.notSelected, "10.0.0.7:5000 rejected S1F1 W");
 * assertEquals([error.code, error.reason], ["rejected", 4]);
 * ```
 */
export class HsmsRejectError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsRejectError";
  /** The reason byte; see RejectReason. */
  readonly reason: number;

  /** Makes an error from the reason byte and a sentence for the person at the tool. */
  constructor(reason: number, message: string, options: SecsErrorOptions = {}) {
    super("rejected", message, options);
    this.reason = reason;
  }
}

/**
 * The peer answered Select.req or Deselect.req with a status that means no; see SelectStatus and DeselectStatus.
 *
 * @example
 * ```ts
 * import { HsmsSelectError, SelectStatus } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new HsmsSelectError(SelectStatus.exhausted, "10.0.0.7:5000 answered Select.req with status 3");
 * assertEquals([error.code, error.status], ["not-selected", 3]);
 * ```
 */
export class HsmsSelectError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsSelectError";
  /** The status byte. */
  readonly status: number;

  /** Makes an error from the status byte and a sentence for the person at the tool. */
  constructor(status: number, message: string, options: SecsErrorOptions = {}) {
    super("not-selected", message, options);
    this.status = status;
  }
}

/**
 * The peer aborted a transaction: it answered with SxF0 (E5).
 *
 * @example
 * ```ts
 * import { HsmsAbortError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new HsmsAbortError("10.0.0.7:5000 aborted S1F3 W with S1F0").code, "aborted-by-peer");
 * ```
 */
export class HsmsAbortError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsAbortError";

  /** Makes an error from a sentence for the person at the tool. */
  constructor(message: string, options: SecsErrorOptions = {}) {
    super("aborted-by-peer", message, options);
  }
}
