import { HsmsOverflowError } from "../errors.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import { deselectReq, linktestReq, selectReq } from "../wire/messages.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { Effect } from "./effect.ts";
import { EndedRequests } from "./ended_requests.ts";
import { Failures } from "./failures.ts";
import { LinktestSchedule } from "./linktest_schedule.ts";
import { Sessions } from "./sessions.ts";
import type { SessionEvent } from "./state.ts";
import type { SystemBytes } from "./system_bytes.ts";
import { Transaction, type TransactionKind, type TransactionOutcome, Transactions } from "./transactions.ts";

/** What a control request asks. */
export type ControlKind = Exclude<TransactionKind, "data">;

const REQUESTS: Readonly<Record<ControlKind, (system: number, sessionId: number) => HsmsPacket>> = {
  select: selectReq,
  deselect: deselectReq,
  linktest: linktestReq,
};

/** What a machine is told when it begins. */
export interface MachineOptions {
  /** Select by itself as soon as TCP is up. */
  readonly active: boolean;
  /** The session (device) id of data messages in HSMS-SS. */
  readonly sessionId: number;
  /** HSMS-SS: the session id of our Select.req and Deselect.req; 0xFFFF by the standard. */
  readonly controlSessionId: number;
  /** HSMS-GS: the ids of all sessions; undefined is HSMS-SS. */
  readonly sessions: readonly number[] | undefined;
  readonly timeouts: HsmsTimeouts;
  /** Outlives the machine. */
  readonly systemBytes: SystemBytes;
  /** How errors name the peer; set anew for each TCP connection. */
  peer: string;
  /** Number of linktests in a row without an answer that drop the link. */
  readonly maxLinktestMisses: number;
  /** Maximum number of data transactions that are open at once. */
  readonly maxOpenTransactions: number;
  /** Maximum number of Rejects in a second; one more drops the link. */
  readonly maxRejectsPerSecond: number;
  /** HSMS-SS: reject data with another session id, instead of delivering it with a flag. */
  readonly rejectForeign: boolean;
  /** Decides about a Select.req for a session that is free, with a SelectStatus. */
  admit(sessionId: number): number;
  /** HSMS-GS: whether the active side selects a session as soon as TCP is up; all of them without it. */
  wants?(sessionId: number): boolean;
}

/**
 * The parts of a machine, and the few ways in which they change. What the peer's frames do to them is in reactions.ts,
 * what this side and the time do in machine.ts.
 */
export class MachineCore {
  readonly options: MachineOptions;
  readonly failures: Failures;
  readonly sessions: Sessions;
  readonly transactions = new Transactions();
  readonly ended = new EndedRequests();
  readonly linktest: LinktestSchedule;
  /** Control messages to be written. */
  readonly outgoing: HsmsPacket[] = [];
  /** What is to be done or told. */
  readonly effects: Effect[] = [];
  /** When the last session stopped being selected, and T7 began; undefined while one is. */
  notSelectedSince: number | undefined;
  /** Sessions that the peer has selected since our last Deselect.req: its answer no longer deselects them. */
  reselected: Set<number> | undefined;
  /** A `disconnect` was asked for, or has happened. */
  over = false;
  /** The second in which Rejects are counted, and their number. */
  #rejectSecond = -Infinity;
  #rejects = 0;
  /** Select.req, Deselect.req and Linktest.req that are open: few, as each kind is open once for a session. */
  #controls: readonly Transaction[] = [];

  constructor(options: MachineOptions) {
    this.options = options;
    this.failures = new Failures(options.peer);
    this.sessions = new Sessions(options.sessions);
    this.linktest = new LinktestSchedule(options.timeouts, options.maxLinktestMisses);
  }

  /** Applies an event of the state table to one session. */
  apply(sessionId: number, event: SessionEvent, now: number): void {
    const [from, to] = this.sessions.apply(sessionId, event);
    if (from === to) return;
    if (to === "selected") this.effects.push({ type: "selected", sessionId });
    else if (from === "selected") this.effects.push({ type: "deselected", sessionId, to });
    this.#watchSelection(now);
  }

  /** System bytes for the next message of ours. */
  nextSystem(): number {
    return this.options.systemBytes.take(this.transactions);
  }

  /** Asks for a select, a deselect or a linktest; joins one of that session that is open. */
  ask(kind: ControlKind, sessionId: number, timeout: number = this.options.timeouts.t6): Transaction {
    const open = this.openControl(kind, sessionId);
    if (open !== undefined) return open;
    const request = REQUESTS[kind](this.nextSystem(), sessionId);
    const known = kind === "linktest" || this.sessions.find(sessionId) !== undefined;
    if (this.over || !known) throw this.failures.cannotSend(request.header, this.sessions.overall);
    const transaction = this.open(new Transaction(request.header, timeout));
    this.outgoing.push(request);
    return transaction;
  }

  /** Opens a transaction. Its request is not written yet. */
  open(transaction: Transaction): Transaction {
    if (transaction.kind !== "data") this.#controls = [...this.#controls, transaction];
    else if (this.transactions.size >= this.options.maxOpenTransactions) throw this.#tooMany(transaction);
    this.transactions.add(transaction);
    return transaction;
  }

  /** The open control transaction of a kind in a session. A linktest belongs to the connection: its session id is 0xFFFF. */
  openControl(kind: TransactionKind, sessionId: number): Transaction | undefined {
    return this.#controls.find((open) => open.kind === kind && this.#isSame(open.sessionId, sessionId));
  }

  /** Ends a transaction, and has its callers told; harmless once it has ended. */
  settle(transaction: Transaction, outcome: TransactionOutcome): void {
    if (this.close(transaction)) this.effects.push({ type: "settle", transaction, outcome });
  }

  /** Ends a transaction, whose callers are not told yet; false if it has ended before. */
  close(transaction: Transaction): boolean {
    if (!this.transactions.delete(transaction)) return false;
    const { kind, system, sessionId, answerSession } = transaction;
    if (kind === "data") this.ended.add(system, answerSession === sessionId);
    else this.#controls = this.#controls.filter((open) => open !== transaction);
    this.options.systemBytes.closed(system);
    return true;
  }

  /** Whether one more Reject may be sent at `now`: a flood of frames that earn one is not answered for ever. */
  mayReject(now: number): boolean {
    if (now - this.#rejectSecond >= 1000) {
      this.#rejectSecond = now;
      this.#rejects = 0;
    }
    this.#rejects++;
    return this.#rejects <= this.options.maxRejectsPerSecond;
  }

  /** A session ends by Separate. In HSMS-SS TCP ends with it; in HSMS-GS it is a deselect, as the other sessions live on. */
  separate(sessionId: number, now: number, error: Error | undefined): void {
    this.reselected?.delete(sessionId);
    if (this.sessions.general) return this.apply(sessionId, "deselect", now);
    this.apply(sessionId, "separate", now);
    this.disconnect(error);
  }

  /** Asks for the end of TCP. */
  disconnect(error: Error | undefined): void {
    this.over = true;
    this.effects.push({ type: "disconnect", error });
  }

  #tooMany({ request }: Transaction): HsmsOverflowError {
    const { maxOpenTransactions: max, peer } = this.options;
    const message = `Cannot send ${request.name}: ${max} transactions with ${peer} are open already. ` +
      "Wait for replies, or raise maxOpenTransactions";
    return new HsmsOverflowError(message, this.transactions.size, max);
  }

  /** Whether two ids mean one session. */
  #isSame(one: number, other: number): boolean {
    return this.sessions.find(one) === this.sessions.find(other);
  }

  /** T7 runs while no session is selected, the linktest while one is. */
  #watchSelection(now: number): void {
    const selected = this.sessions.overall === "selected";
    if (selected && this.notSelectedSince !== undefined) {
      this.notSelectedSince = undefined;
      this.linktest.start(now);
    } else if (!selected) {
      this.notSelectedSince = now;
      this.linktest.stop();
    }
  }
}
