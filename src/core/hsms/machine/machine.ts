import type { HsmsTimeoutError } from "../errors.ts";
import { separateReq } from "../wire/messages.ts";
import { CONTROL_SESSION } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { Effect } from "./effect.ts";
import { MachineCore, type MachineOptions } from "./machine_core.ts";
import { react } from "./reactions.ts";
import type { SessionState } from "./state.ts";
import type { Transaction } from "./transactions.ts";

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

  /** Throws an HsmsStateError if a data message may not be sent now. */
  requireSelected(packet: HsmsPacket): void {
    const { over, failures } = this.#core;
    if (over || !this.isSelected(packet.header.sessionId)) throw failures.cannotSend(packet, this.state);
  }

  /** System bytes for the next message of ours. */
  nextSystem(): number {
    return this.#core.nextSystem();
  }

  /** Opens the transaction of a primary with W=1, which the caller sends. Throws if it may not be sent. */
  request(packet: HsmsPacket, timeout: number): Transaction {
    this.requireSelected(packet);
    const { transactions, failures } = this.#core;
    if (transactions.has(packet.header.system)) throw failures.systemInUse(packet);
    return this.#core.open("data", packet.header, timeout);
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
    const { transactions } = this.#core;
    const transaction = transactions.get(packet.header.system);
    if (transaction?.request === packet.header) transactions.sent(transaction, now);
  }

  /** Bytes came in, which may be less than a frame. */
  heard(now: number): void {
    this.#core.linktest.heard(now);
  }

  /** A frame came in. */
  received(packet: HsmsPacket, now: number): void {
    if (this.#core.over) return;
    this.heard(now);
    react(this.#core, packet, now);
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
