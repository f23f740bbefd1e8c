import type { SecsMessage } from "../../secs/mod.ts";
import type { Spoolable } from "../models/spool_queue.ts";

/** A primary that an equipment has to send to a host. */
export interface OutgoingMessage extends Spoolable {
  /** Its body. */
  readonly body: Uint8Array;
  /** Whether a reply is wanted (the W bit). */
  readonly wantsReply: boolean;
}

/** Why a message never reached the host. */
export type MessageLoss =
  /** The host is not COMMUNICATING, and no spool is active. */
  | "not communicating"
  /** Communication is switched off, and a spool is frozen. */
  | "disabled"
  /** `maxWaiting` or `maxWaitingBytes` is reached: the host answers too slowly. */
  | "too many wait"
  /** Its values alone are more than `maxWaitingBytes`; it has no body then. */
  | "too long"
  /** The spool is active, and S2F43 does not name the message. */
  | "not spooled"
  /** The spool is full. */
  | "no room"
  /** The spool was full, and newer messages took its place (OverWriteSpool). */
  | "overwritten";

/** What became of a message, if it is not what is hoped for. */
export type OutgoingEvent =
  | {
    /** A message is lost. */
    readonly type: "message-lost";
    /** The message. */
    readonly message: OutgoingMessage;
    /** Why. */
    readonly why: MessageLoss;
  }
  | {
    /** The host answered with a code that is not 0 (ACKC5, ACKC6, ACKC10, GRANT6 of S6F5); nothing is sent again. */
    readonly type: "message-refused";
    /** The message. */
    readonly message: OutgoingMessage;
    /** The code. */
    readonly code: number;
  }
  | {
    /** The host did not answer (T3, SxF0, a Reject, or stream 9), or its answer cannot be read; nothing is sent again. */
    readonly type: "message-unanswered";
    /** The message. */
    readonly message: OutgoingMessage;
    /** What happened. */
    readonly error: Error;
  }
  | {
    /** The spool became active or inactive, or full. */
    readonly type: "spooling";
    /** What it is now. */
    readonly state: "active" | "full" | "inactive";
  };

/**
 * The code of a reply: the first byte of its body, 0 without one.
 *
 * @throws {Secs2Error} when the body is malformed.
 */
export function codeOf(reply: SecsMessage | undefined): number {
  const item = reply?.item;
  if (item === undefined || item.length === 0) return 0;
  if (item.format === "B") return item.bytes[0]!;
  return item.format.startsWith("U") || item.format.startsWith("I")
    ? Number((item as { values: ArrayLike<number | bigint> }).values[0])
    : 0;
}
