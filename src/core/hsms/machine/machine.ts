import type { HsmsTimeoutError } from "../errors.ts";
import { separateReq } from "../wire/messages.ts";
import { CONTROL_SESSION } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { Arrival, Effect } from "./effect.ts";
import { MachineCore, type MachineOptions } from "./machine_core.ts";
import { react } from "./reactions.ts";
import type { SessionState } from "./state.ts";
import { Transaction } from "./transactions.ts";

/**
 * E37 on one TCP connection, without I/O: inputs and `now` in, packets and effects out, and one number, the moment at
 * which `tick` is due.
 *
 * Every input may add to `outgoing`, which is to be written first, and to `effects`, which are to be carried out then,
 * both in order. A machine is used once: it begins when TCP is up and is over with `disconnected`. It shares with the next
 * one only the counter of system bytes.
 */
export class Machine {
  /** Control messages to be written; the caller empties it. */
  readonly outgoing: HsmsPacket[];
  /** What is to be done or told; the caller empties it. */
  readonly effects: Effect[];
  readonly #core: MachineCore;

  constructor(now: number, options: MachineOptions) {
    const core = new MachineCore(options);
    this.#core = core;
    this.outgoing = core.outgoing;
    this.effects = core.effects;
    for (const sessionId of core.sessions.ids) core.apply(sessionId, "connect", now);
    if (!options.active) return;
    for (const sessionId of options.sessions ?? [options.controlSessionId]) {
      if (options.wants?.(sessionId) ?? true) this.select(sessionId);
    }
  }

  /** The state of the connection: selected if any session is. */
  get state(): SessionState {
    return this.#core.sessions.overall;
  }

  /** How many transactions are open. */
  get openTransactions(): number {
    return this.#core.transactions.size;
  }

  /** When `tick` is due, because of T3, T6, T7 or a linktest; undefined: never. */
  get deadline(): number | undefined {
    const { over, notSelectedSince, options, transactions, linktest } = this.#core;
    if (over) return undefined;
    const t7 = notSelectedSince === undefined ? Infinity : notSelectedSince + options.timeouts.t7;
    const ask = this.#linktestIsOpen ? Infinity : linktest.due ?? Infinity;
    const first = Math.min(t7, ask, transactions.due?.deadline ?? Infinity);
    return first === Infinity ? undefined : first;
  }

  /** The state of the session that an id means. */
  isSelected(sessionId: number): boolean {
    const { sessions } = this.#core;
    return sessions.isSelected(sessions.find(sessionId));
  }

  /** Whether a data message may be sent now in the session that an id means. */
  maySend(sessionId: number): boolean {
    return !this.#core.over && this.isSelected(sessionId);
  }

  /** Throws an HsmsStateError if a data message may not be sent now. */
  requireSelected(header: HsmsHeader): void {
    if (!this.maySend(header.sessionId)) throw this.#core.failures.cannotSend(header, this.state);
  }

  /** System bytes for the next message of ours. */
  nextSystem(): number {
    return this.#core.nextSystem();
  }

  /** Opens the transaction of a primary, which the caller sends with its `request` as the header. Throws if it may not be sent. */
  request(primary: HsmsHeader, timeout: number, sessionId?: number, system?: number): Transaction {
    const { transactions, failures } = this.#core;
    const transaction = new Transaction(primary, timeout, sessionId, system);
    if (!this.maySend(transaction.sessionId)) throw failures.cannotSend(transaction.request, this.state);
    if (transactions.has(transaction.system)) throw failures.systemInUse(transaction.request);
    return this.#core.open(transaction);
  }

  /** Asks to select a session; joins a select of it that is open. */
  select(sessionId: number, timeout?: number): Transaction {
    return this.#core.ask("select", sessionId, timeout);
  }

  /** Asks to deselect a session; joins a deselect of it that is open. */
  deselect(sessionId: number, timeout?: number): Transaction {
    const core = this.#core;
    const isOpen = core.openControl("deselect", sessionId) !== undefined;
    if (!isOpen) core.reselected?.delete(core.sessions.find(sessionId)!);
    return core.ask("deselect", sessionId, timeout);
  }

  /** Asks whether the peer is alive; joins a linktest that is open. */
  linktest(timeout?: number): Transaction {
    return this.#core.ask("linktest", CONTROL_SESSION, timeout);
  }

  /** Ends a session at once; in HSMS-SS TCP ends with it. */
  separate(sessionId: number, now: number): void {
    const core = this.#core;
    const session = core.sessions.find(sessionId);
    if (core.over || session === undefined) return;
    core.outgoing.push(separateReq(this.nextSystem(), sessionId));
    const select = core.openControl("select", session);
    // The answer to a Select.req that is under way would select this side alone.
    if (select !== undefined) core.settle(select, { error: core.failures.separatedHere(select.request) });
    core.separate(session, now, undefined);
  }

  /** TCP is about to end, after a flush: sends Separate.req in every session that is selected. */
  close(): void {
    const core = this.#core;
    if (core.over) return;
    for (const sessionId of core.sessions.ids) {
      if (core.sessions.isSelected(sessionId)) core.outgoing.push(separateReq(this.nextSystem(), sessionId));
    }
    core.over = true;
  }

  /** Ends a transaction without a reply; harmless once it has ended. */
  abort(transaction: Transaction, reason: unknown): void {
    this.#core.settle(transaction, { error: reason });
  }

  /** The open request with exactly this header. */
  openRequest(header: HsmsHeader): Transaction | undefined {
    const transaction = this.#core.transactions.get(header.system);
    return transaction?.request.equals(header) ? transaction : undefined;
  }

  /** A message of ours was handed to the network: if it is a request, T3 or T6 begins. */
  sent(packet: HsmsPacket, now: number): void {
    const { header } = packet;
    const { transactions } = this.#core;
    const transaction = transactions.get(header.system);
    if (transaction?.request === header) transactions.sent(transaction, now);
  }

  /** The same of the requests of these transactions. */
  sentAll(requests: readonly Transaction[], now: number): void {
    const { transactions } = this.#core;
    // One that has ended meanwhile, as its caller gave it up, has no time to keep.
    for (const request of requests) {
      if (transactions.get(request.system) === request) transactions.sent(request, now);
    }
  }

  /** Bytes came in, which may be less than a frame. */
  heard(now: number): void {
    this.#core.linktest.heard(now);
  }

  /** A frame came in. */
  received(packet: HsmsPacket, now: number): void {
    const arrival = this.take(packet, now);
    if (arrival !== undefined) this.add(arrival, packet);
  }

  /**
   * A frame came in. What comes of most frames is returned rather than added to the effects, of which it is the last: if
   * there are none, it is all that is to be carried out.
   */
  take(packet: HsmsPacket, now: number): Arrival | undefined {
    if (this.#core.over) return undefined;
    this.heard(now);
    return react(this.#core, packet, now) as Arrival | undefined;
  }

  /** Adds to the effects what `take` has returned for a packet. */
  add(arrival: Arrival, packet: HsmsPacket): void {
    const isAnswer = arrival instanceof Transaction;
    this.effects.push(
      isAnswer ? { type: "settle", transaction: arrival, outcome: { reply: packet } } : arrival,
    );
  }

  /** The time is `now`: ends what T3, T6 or T7 ends, and sends a linktest that is due. */
  tick(now: number): void {
    const core = this.#core;
    if (core.over) return;
    const { t7 } = core.options.timeouts;
    if (core.notSelectedSince !== undefined && core.notSelectedSince + t7 <= now) return this.#onT7(t7, now);
    const { transactions } = core;
    for (let due = transactions.due; due !== undefined && due.deadline <= now; due = transactions.due) {
      this.#onNoReply(due, now);
      if (core.over) return;
    }
    const { due } = core.linktest;
    if (due !== undefined && due <= now) this.linktest();
  }

  /** TCP is gone: everything that is open ends now, because of `cause`. */
  disconnected(now: number, cause: Error | undefined): void {
    const core = this.#core;
    core.over = true;
    for (const sessionId of core.sessions.ids) core.apply(sessionId, "disconnect", now);
    for (const transaction of [...core.transactions]) {
      core.settle(transaction, { error: core.failures.lost(transaction.request, cause) });
    }
  }

  get #linktestIsOpen(): boolean {
    return this.#core.openControl("linktest", CONTROL_SESSION) !== undefined;
  }

  #onT7(t7: number, now: number): void {
    const core = this.#core;
    for (const sessionId of core.sessions.ids) core.apply(sessionId, "timeout", now);
    core.effects.push({ type: "timer", timer: "T7", after: t7 });
    core.disconnect(core.failures.notSelected(t7));
  }

  /** T3 ends a data request alone; T6 ends the link, a linktest's only after enough misses in a row. */
  #onNoReply(transaction: Transaction, now: number): void {
    const core = this.#core;
    const { kind, sentAt } = transaction;
    const error: HsmsTimeoutError = core.failures.noReply(transaction);
    core.effects.push({ type: "timer", timer: error.timer, after: error.after });
    core.settle(transaction, { error });
    const dead = kind === "linktest" ? core.linktest.missed(sentAt!, now) : kind !== "data";
    if (dead) core.disconnect(error);
  }
}
