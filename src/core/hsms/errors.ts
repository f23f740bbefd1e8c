import { SecsError, type SecsErrorOptions } from "../base/mod.ts";
import type { HsmsHeader } from "./wire/header.ts";

/**
 * What an HsmsStateError says: `not-connected`, there is no TCP connection; `session-not-selected`, no data may pass in
 * the session; `system-in-use`, an open request has these system bytes; `removed`, the peer was removed from its manager;
 * `wrong-role`, the call is for the other role, host or equipment; `not-answering`, the message is not being answered;
 * `not-communicating`, communications (E30) are not established, or not enabled; `offline`, the equipment is OFF-LINE (E30).
 */
export type HsmsStateErrorCode =
  | "not-connected"
  | "session-not-selected"
  | "system-in-use"
  | "removed"
  | "wrong-role"
  | "not-answering"
  | "not-communicating"
  | "offline";

/**
 * This side's fault: the call does not fit the state of the connection.
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
export class HsmsStateError extends SecsError<HsmsStateErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsStateError";
}

/**
 * What an HsmsProtocolError says. These drop the TCP connection: `frame-too-short`, `frame-too-long`, `secs-1`,
 * `reject-flood`. `cut-frame` says that the peer closed it inside a frame. These leave it up: `rejected-here`, this side
 * sent a Reject; `stray-reject`, the peer rejected something that is not open; `reply-mismatch`, a reply of another
 * stream or function; `wrong-session`, data for another session id.
 */
export type HsmsProtocolErrorCode =
  | "frame-too-short"
  | "frame-too-long"
  | "secs-1"
  | "cut-frame"
  | "reject-flood"
  | "rejected-here"
  | "stray-reject"
  | "reply-mismatch"
  | "wrong-session";

/**
 * The peer broke E37; `code` says how, and whether the TCP connection is dropped (see HsmsProtocolErrorCode).
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
export class HsmsProtocolError extends SecsError<HsmsProtocolErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsProtocolError";
}

/** The timers that can end something: those of E37, that of a dial, and the one that watches bytes that do not move. */
export type HsmsTimer = "T3" | "T6" | "T7" | "T8" | "connect" | "writeStall";

/**
 * A timer ran out; `timer` says which, `after` how long it was, in ms. `code` is `timeout`.
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
export class HsmsTimeoutError extends SecsError<"timeout"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsTimeoutError";
  /** Which timer. */
  readonly timer: HsmsTimer;
  /** Its length, in ms. */
  readonly after: number;
  /** T3 and T6: the header of the request that was not answered. */
  readonly request: HsmsHeader | undefined;
  /** T3: the session id of an answer that came for another session than that of the request; undefined: none came. */
  readonly answerSession: number | undefined;

  /** Makes an error from the timer, its length in ms and a sentence for the person at the tool. */
  constructor(
    timer: HsmsTimer,
    after: number,
    message: string,
    request?: HsmsHeader,
    answerSession?: number,
  ) {
    super("timeout", `${message} (${timer}, ${after} ms)`);
    this.timer = timer;
    this.after = after;
    this.request = request;
    this.answerSession = answerSession;
  }
}

/**
 * What an HsmsClosedError says: `closed-by-peer`, the peer closed TCP; `separated-by-peer`, it sent Separate.req;
 * `separated-here`, this side sent Separate.req while its Select.req was open; `closed-locally`, this side closed the
 * connection while a sender waited for room, or `connect()` for the selection, or it disabled one session of several while a
 * request was open, or a GEM host while `emptySpool` ran; `connection-lost`, TCP ended before a request was answered, and `cause` says why.
 */
export type HsmsClosedErrorCode =
  | "closed-by-peer"
  | "separated-by-peer"
  | "separated-here"
  | "closed-locally"
  | "connection-lost";

/**
 * The TCP connection, or the session, has ended or is about to; `code` says who ended it (see HsmsClosedErrorCode).
 *
 * @example
 * ```ts
 * import { HsmsClosedError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new HsmsClosedError("closed-by-peer", "10.0.0.7:5000 closed the connection").code, "closed-by-peer");
 * ```
 */
export class HsmsClosedError extends SecsError<HsmsClosedErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsClosedError";
}

/**
 * A limit is reached, and what was asked for was not taken; the message names the option that sets the limit. `code` is
 * `overflow`.
 *
 * `held` and `limit` are numbers of what the message names: bytes, senders, transactions or packets.
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
export class HsmsOverflowError extends SecsError<"overflow"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsOverflowError";
  /** How much is held already. */
  readonly held: number;
  /** How much may be held. */
  readonly limit: number;

  /** Makes an error from a sentence for the person at the tool and the two numbers. */
  constructor(message: string, held: number, limit: number, options: SecsErrorOptions = {}) {
    super("overflow", message, options);
    this.held = held;
    this.limit = limit;
  }
}

/**
 * The peer rejected our message (E37, Reject.req): `reason` says why, as a RejectReason. The TCP connection stays, unless
 * it was the Select.req of HSMS-SS that had to select. `code` is `rejected`.
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
export class HsmsRejectError extends SecsError<"rejected"> {
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

/** What the peer refused: a Select.req or a Deselect.req. */
export type HsmsSelectErrorCode = "select-refused" | "deselect-refused";

/**
 * The peer answered Select.req or Deselect.req with a status that means no; see SelectStatus and DeselectStatus.
 *
 * A refused Select.req drops the TCP connection in HSMS-SS, if the session is not selected already; any other leaves it
 * up.
 *
 * @example
 * ```ts
 * import { HsmsSelectError, SelectStatus } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const message = "10.0.0.7:5000 answered Select.req with status 3";
 * const error = new HsmsSelectError("select-refused", SelectStatus.exhausted, message);
 * assertEquals([error.code, error.status], ["select-refused", 3]);
 * ```
 */
export class HsmsSelectError extends SecsError<HsmsSelectErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsSelectError";
  /** The status byte. */
  readonly status: number;

  /** Makes an error from what was refused, the status byte and a sentence for the person at the tool. */
  constructor(code: HsmsSelectErrorCode, status: number, message: string, options: SecsErrorOptions = {}) {
    super(code, message, options);
    this.status = status;
  }
}

/**
 * The peer aborted a transaction: it answered with SxF0 (E5). `code` is `aborted-by-peer`.
 *
 * @example
 * ```ts
 * import { HsmsAbortError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new HsmsAbortError("10.0.0.7:5000 aborted S1F3 W with S1F0").code, "aborted-by-peer");
 * ```
 */
export class HsmsAbortError extends SecsError<"aborted-by-peer"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "HsmsAbortError";

  /** Makes an error from a sentence for the person at the tool. */
  constructor(message: string, options: SecsErrorOptions = {}) {
    super("aborted-by-peer", message, options);
  }
}
