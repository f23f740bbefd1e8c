import { RejectReason } from "../wire/codes.ts";
import { rejectReq } from "../wire/control.ts";
import { Entities } from "./entities.ts";
import { HsmsOverflowError } from "../errors.ts";
import { LinktestSchedule } from "./linktest_schedule.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { RejectLimiter } from "./reject_limiter.ts";
import type { SessionEffect } from "./session_effect.ts";
import { SessionText } from "./session_text.ts";
import type { SessionEvent } from "./state.ts";
import type { SystemBytes } from "./system_bytes.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import { Transaction, type TransactionKind, type TransactionOutcome } from "./transaction.ts";
import { Transactions } from "./transactions.ts";

/** What a session is told when it begins. */
export interface SessionOptions {
  /** Select by itself as soon as TCP is up. */
  readonly active: boolean;
  /** The session (device) id of data messages in HSMS-SS. */
  readonly sessionId: number;
  /** HSMS-SS: the session id of our Select.req and Deselect.req; 0xFFFF by the standard. */
  readonly controlSessionId: number;
  /** HSMS-GS: the ids of all sessions; undefined is HSMS-SS. */
  readonly sessions: readonly number[] | undefined;
  readonly timeouts: HsmsTimeouts;
  /** Outlives the session. */
  readonly systemBytes: SystemBytes;
  /** How errors name the peer; said anew for each TCP connection. */
  peer: string;
  /** So many linktests in a row may go unanswered before the link is dropped. */
  readonly linktestMisses: number;
  /** So many transactions may be open at once. */
  readonly maxOpen: number;
  /** So many Rejects are sent in a second before the link is dropped. */
  readonly maxRejectsPerSecond: number;
  /** HSMS-SS: reject data with another session id, instead of delivering it with a flag. */
  readonly rejectForeign: boolean;
  /** Decides about a Select.req for a session that is free, with a SelectStatus. */
  admit(sessionId: number): number;
}

/**
 * What one TCP connection's session consists of, and the few ways in which it changes. What the peer's frames do to it
 * is in Reactions, what this side and the time do in Session.
 */
export class SessionCore {
  readonly options: SessionOptions;
  readonly text: SessionText;
  readonly entities: Entities;
  readonly transactions = new Transactions();
  readonly linktest: LinktestSchedule;
  /** Control messages to be written. */
  readonly outgoing: HsmsPacket[] = [];
  /** What is to be done or known. */
  readonly effects: SessionEffect[] = [];
  /** When the last session stopped being selected; undefined while one is. */
  notSelectedSince: number | undefined;
  /** Sessions that the peer has selected since our last Deselect.req: its answer no longer deselects them. */
  reselected: Set<number> | undefined;
  /** A `disconnect` was asked for, or has happened. */
  over = false;
  #rejects: RejectLimiter | undefined;
  /** Select.req, Deselect.req and Linktest.req that are open: few, as each kind is open once for a session. */
  #controls: readonly Transaction[] = [];

  constructor(options: SessionOptions) {
    this.options = options;
    this.text = new SessionText(options.peer);
    this.entities = new Entities(options.sessions);
    this.linktest = new LinktestSchedule(options.timeouts, options.linktestMisses);
  }

  /** Lets an event happen to one session. */
  happen(sessionId: number, event: SessionEvent, now: number): void {
    const change = this.entities.happen(sessionId, event);
    if (change === undefined) return;
    this.effects.push({ type: "change", ...change });
    this.#watchSelection(now);
  }

  /** Opens a transaction. Its request is not written yet. */
  open(kind: TransactionKind, request: HsmsHeader, timeout: number): Transaction {
    const { maxOpen, peer } = this.options;
    if (kind === "data" && this.transactions.size >= maxOpen) {
      const message = `Cannot send ${request.name}: ${maxOpen} transactions with ${peer} are open already. ` +
        "Wait for replies, or raise maxOpenTransactions";
      throw new HsmsOverflowError(message, this.transactions.size, maxOpen);
    }
    const transaction = new Transaction(request, timeout);
    this.transactions.add(transaction);
    if (kind !== "data") this.#controls = [...this.#controls, transaction];
    return transaction;
  }

  /** The open control transaction of a kind in a session. */
  openControl(kind: TransactionKind, sessionId: number): Transaction | undefined {
    for (const open of this.#controls) {
      // A linktest belongs to the connection, not to a session.
      if (open.kind === kind && (kind === "linktest" || this.#isSame(open.request.sessionId, sessionId))) {
        return open;
      }
    }
    return undefined;
  }

  /** Ends a transaction; harmless once it has ended. */
  settle(transaction: Transaction, outcome: TransactionOutcome): void {
    if (!this.transactions.delete(transaction)) return;
    if (transaction.kind !== "data") {
      this.#controls = this.#controls.filter((open) => open !== transaction);
    }
    this.options.systemBytes.closed(transaction.system);
    this.effects.push({ type: "settle", transaction, outcome });
  }

  /** Says that a frame was not accepted. */
  reject(packet: HsmsPacket, reason: number, now: number, why: string): void {
    this.effects.push({ type: "fault", error: this.text.weRejected(packet, why) });
    this.#rejects ??= new RejectLimiter(this.options.maxRejectsPerSecond);
    if (this.#rejects.allows(now)) this.outgoing.push(rejectReq(packet, reason));
    else this.disconnect(this.text.flood(this.options.maxRejectsPerSecond));
  }

  /** A session ends by Separate. In HSMS-SS that is the end of TCP; in HSMS-GS the others live on. */
  separate(entity: number, now: number, error: Error | undefined): void {
    this.reselected?.delete(entity);
    if (this.entities.general) return this.happen(entity, "deselect", now);
    this.happen(entity, "separate", now);
    this.disconnect(error);
  }

  /** Asks for the end of TCP. */
  disconnect(error: Error | undefined): void {
    if (this.over) return;
    this.over = true;
    this.effects.push(error === undefined ? { type: "disconnect" } : { type: "disconnect", error });
  }

  /** Whether two ids mean one session. */
  #isSame(one: number, other: number): boolean {
    return this.entities.find(one) === this.entities.find(other);
  }

  /** T7 runs while no session is selected, the linktest while one is. */
  #watchSelection(now: number): void {
    const selected = this.entities.overall === "selected";
    if (selected && this.notSelectedSince !== undefined) {
      this.notSelectedSince = undefined;
      this.linktest.start(now);
    } else if (!selected) {
      this.notSelectedSince ??= now;
      this.linktest.stop();
    }
  }
}

/** Why a frame is rejected, by the reason that the peer is told. */
export const WHY = {
  pType: [RejectReason.pTypeNotSupported, "its PType is not 0"],
  sType: [RejectReason.sTypeNotSupported, "its SType is not supported"],
  body: [RejectReason.sTypeNotSupported, "a control message has no body"],
  unasked: [RejectReason.transactionNotOpen, "nobody asked for it"],
  notSelected: [RejectReason.notSelected, "the session is not selected"],
  foreign: [RejectReason.notSelected, "it is for another session"],
} as const;
