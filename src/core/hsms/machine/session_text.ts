import { RejectReason, SelectStatus } from "../wire/codes.ts";
import {
  HsmsAbortError,
  HsmsClosedError,
  HsmsProtocolError,
  HsmsRejectError,
  HsmsSelectError,
  HsmsStateError,
  HsmsTimeoutError,
} from "../errors.ts";
import { hexDigits, type HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { SessionState } from "./state.ts";
import type { Transaction } from "./transaction.ts";

const SELECT_STATUS: Record<number, string> = {
  [SelectStatus.notReady]: "not ready. Try again later",
  [SelectStatus.exhausted]: "exhausted. Another connection holds the peer: find and close it",
  [SelectStatus.entityUnknown]: "entity unknown. Check the session id",
  [SelectStatus.entityInUse]: "entity in use. Another connection has selected this session",
  [SelectStatus.entityActive]: "entity active. This connection has selected this session already",
};

const REJECT_REASON: Record<number, string> = {
  [RejectReason.sTypeNotSupported]: "SType not supported",
  [RejectReason.pTypeNotSupported]: "PType not supported",
  [RejectReason.transactionNotOpen]: "transaction not open",
  [RejectReason.notSelected]: "entity not selected. The peer lost the selection: check its log",
};

/** The errors of a session, in sentences that name the peer. */
export class SessionText {
  readonly #peer: string;

  constructor(peer: string) {
    this.#peer = peer;
  }

  /** No reply within T3, or no response within T6. */
  noReply(transaction: Transaction): HsmsTimeoutError {
    const timer = transaction.kind === "data" ? "T3" : "T6";
    const check = transaction.kind === "data"
      ? "Check that the peer handles this message"
      : "The peer is busy, hangs, or the line is cut";
    const message = `${this.#peer} did not answer ${what(transaction.request)}. ${check}`;
    return new HsmsTimeoutError(timer, transaction.timeout, message, transaction.request);
  }

  /** T7 ran out. */
  notSelected(t7: number): HsmsTimeoutError {
    const check = "Check that one of the two sides is active and sends Select.req";
    return new HsmsTimeoutError("T7", t7, `Nobody selected the connection with ${this.#peer}. ${check}`);
  }

  /** The peer answered Select.req or Deselect.req with no. */
  refused(transaction: Transaction, response: HsmsHeader): HsmsSelectError {
    const status = response.function;
    const meaning = transaction.kind === "select" ? SELECT_STATUS[status] : undefined;
    const said = `${status}${meaning === undefined ? "" : `, ${meaning}`}`;
    return new HsmsSelectError(
      status,
      `${this.#peer} answered ${what(transaction.request)} with status ${said}`,
    );
  }

  /** The peer rejected a request. */
  rejected(request: HsmsHeader, reject: HsmsHeader): HsmsRejectError {
    const reason = reject.function;
    const said = `${reason}${REJECT_REASON[reason] === undefined ? "" : `, ${REJECT_REASON[reason]}`}`;
    return new HsmsRejectError(reason, `${this.#peer} rejected ${what(request)}: reason ${said}`);
  }

  /** A Reject that matches nothing. */
  strayReject(reject: HsmsHeader): HsmsProtocolError {
    const message = `${this.#peer} rejected a message that is not open here: ${reject}`;
    return new HsmsProtocolError("stray-reject", message);
  }

  /** A frame that this side rejected. */
  weRejected(packet: HsmsPacket, why: string): HsmsProtocolError {
    return new HsmsProtocolError("rejected-here", `Rejected ${what(packet.header)} of ${this.#peer}: ${why}`);
  }

  /** More frames that earn a Reject than are answered. */
  flood(perSecond: number): HsmsProtocolError {
    const message = `${this.#peer} sent more than ${perSecond} frames in a second that had to be rejected`;
    return new HsmsProtocolError("reject-flood", message);
  }

  /** A reply of another stream or function than asked. */
  mismatch(request: HsmsHeader, reply: HsmsHeader): HsmsProtocolError {
    const message = `${this.#peer} answered ${what(request)} with ${reply.name}`;
    return new HsmsProtocolError("reply-mismatch", message);
  }

  /** SxF0. */
  aborted(request: HsmsHeader, reply: HsmsHeader): HsmsAbortError {
    return new HsmsAbortError(`${this.#peer} aborted ${what(request)} with ${reply.name}`);
  }

  /** A data message with another session id. */
  foreign(packet: HsmsPacket, expected: number): HsmsProtocolError {
    const message = `${this.#peer} sent ${
      what(packet.header)
    } for session ${packet.header.sessionId}, expected ${expected}`;
    return new HsmsProtocolError("wrong-session", message);
  }

  /** The peer sent Separate.req. */
  separated(): HsmsClosedError {
    return new HsmsClosedError("separated-by-peer", `${this.#peer} ended the session (Separate.req)`);
  }

  /** This side sent Separate.req while its Select.req was open. */
  separatedHere(request: HsmsHeader): HsmsClosedError {
    const message = `This side ended the session (Separate.req) before ${this.#peer} answered ${
      what(request)
    }`;
    return new HsmsClosedError("separated-here", message);
  }

  /** What was open when the link went down. */
  lost(request: HsmsHeader, cause: Error | undefined): HsmsClosedError {
    const why = cause === undefined ? "this side closed it" : cause.message;
    const message = `The connection with ${this.#peer} ended before ${what(request)} was answered: ${why}`;
    return new HsmsClosedError("closed", message, cause === undefined ? {} : { cause });
  }

  /** A request whose system bytes an open one has. */
  systemInUse(packet: HsmsPacket): HsmsStateError {
    const message = `Cannot send ${
      what(packet.header)
    } to ${this.#peer}: a request with these system bytes is open`;
    return new HsmsStateError("system-in-use", message);
  }

  /** What this side may not send now. */
  cannotSend(packet: HsmsPacket, state: SessionState): HsmsStateError {
    const message = `Cannot send ${packet.header.name} to ${this.#peer}: the session is ${state}`;
    return new HsmsStateError("not-selected", message);
  }
}

function what(header: HsmsHeader): string {
  return `${header.name} (system ${hexDigits(header.system, 8)})`;
}
