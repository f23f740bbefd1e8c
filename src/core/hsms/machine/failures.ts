import { codeMeaning, RejectReason, SelectStatus } from "../wire/codes.ts";
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
import type { Transaction } from "./transactions.ts";

/** What to check, by the status of a Select.rsp. */
const CHECK_SELECT: Readonly<Record<number, string>> = {
  [SelectStatus.notReady]: "Try again later",
  [SelectStatus.exhausted]: "Another connection holds the peer: find and close it",
  [SelectStatus.entityUnknown]: "Check the session id",
  [SelectStatus.entityInUse]: "Another connection has selected this session",
  [SelectStatus.entityActive]: "This connection has selected this session already",
};

/** What to check, by the reason of a Reject.req. */
const CHECK_REJECT: Readonly<Record<number, string>> = {
  [RejectReason.notSelected]: "The peer lost the selection: check its log",
};

/** The errors of a machine, in sentences that name the peer and say what to check. */
export class Failures {
  readonly #peer: string;

  constructor(peer: string) {
    this.#peer = peer;
  }

  /** No reply within T3, or no response within T6. */
  noReply(transaction: Transaction): HsmsTimeoutError {
    const timer = transaction.kind === "data" ? "T3" : "T6";
    const { request, timeout, answerSession } = transaction;
    const message = `${this.#peer} did not answer ${what(request)}. ${checkReply(transaction)}`;
    return new HsmsTimeoutError(timer, timeout, message, request, answerSession);
  }

  /** T7 ran out. */
  notSelected(t7: number): HsmsTimeoutError {
    const check = "Check that one of the two sides is active and sends Select.req";
    return new HsmsTimeoutError("T7", t7, `The connection with ${this.#peer} was not selected. ${check}`);
  }

  /** The peer refused a Select.req or Deselect.req. */
  refused(transaction: Transaction, response: HsmsHeader): HsmsSelectError {
    const status = response.function;
    const select = transaction.kind === "select";
    const said = meaning(response, select ? CHECK_SELECT : {});
    const message = `${this.#peer} answered ${what(transaction.request)} with status ${said}`;
    return new HsmsSelectError(select ? "select-refused" : "deselect-refused", status, message);
  }

  /** The peer rejected a request. */
  rejected(request: HsmsHeader, reject: HsmsHeader): HsmsRejectError {
    const said = meaning(reject, CHECK_REJECT);
    return new HsmsRejectError(reject.function, `${this.#peer} rejected ${what(request)}: reason ${said}`);
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

  /** More frames that have to be rejected than maxRejectsPerSecond allows. */
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

  /** A request that was open when TCP ended. */
  lost(request: HsmsHeader, cause: Error | undefined): HsmsClosedError {
    const why = cause === undefined ? "this side closed it" : cause.message;
    const message = `The connection with ${this.#peer} ended before ${what(request)} was answered: ${why}`;
    return new HsmsClosedError("connection-lost", message, cause === undefined ? {} : { cause });
  }

  /** A request with the system bytes of one that is open. */
  systemInUse(request: HsmsHeader): HsmsStateError {
    const message = `Cannot send ${
      what(request)
    } to ${this.#peer}: a request with these system bytes is open`;
    return new HsmsStateError("system-in-use", message);
  }

  /** A message that this side may not send now. */
  cannotSend(header: HsmsHeader, state: SessionState): HsmsStateError {
    const message = `Cannot send ${header.name} to ${this.#peer}: the session is ${state}`;
    return new HsmsStateError("session-not-selected", message);
  }
}

/** `3, exhausted. Another connection …`: the code, E37's word for it, and what to check. */
function meaning({ sType, function: code }: HsmsHeader, checks: Readonly<Record<number, string>>): string {
  const word = codeMeaning(sType, code);
  const check = checks[code];
  return `${code}${word === undefined ? "" : `, ${word}`}${check === undefined ? "" : `. ${check}`}`;
}

/** What to check if no answer came. */
function checkReply({ kind, sessionId, answerSession }: Transaction): string {
  if (kind !== "data") return "The peer is busy, hangs, or the line is cut";
  if (answerSession === undefined) return "Check that the peer handles this message";
  return `An answer came for session ${answerSession}, expected ${sessionId}. ` +
    "Check the session (device) id on both sides";
}

function what(header: HsmsHeader): string {
  return `${header.name} (system ${hexDigits(header.system, 8)})`;
}
