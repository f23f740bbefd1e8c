import { deselectReq, linktestReq, selectReq, separateReq } from "../wire/control.ts";
import { CONTROL_SESSION, SType } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { Reactions } from "./reactions.ts";
import { SessionCore, type SessionOptions } from "./session_core.ts";
import type { SessionEffect } from "./session_effect.ts";
import type { SessionState } from "./state.ts";
import type { Transaction, TransactionKind } from "./transaction.ts";

/**
 * E37 on one TCP connection, without I/O: inputs and `now` in, packets and effects out, and one number, the moment at
 * which `tick` is due.
 *
 * Every input may add to `outgoing`, which is to be written first, and to `effects`, which are to be carried out then,
 * both in order. A session is used once: it begins when TCP is up and is over with `disconnected`. The only thing that
 * it shares with the next one is the counter of system bytes.
 */
export class Session {
  readonly #core: SessionCore;
  readonly #reactions: Reactions;

  constructor(now: number, options: SessionOptions) {
    const core = new SessionCore(options);
    this.#core = core;
    this.#reactions = new Reactions(core);
    for (const sessionId of core.entities.ids) core.happen(sessionId, "connect", now);
    if (!options.active) return;
    for (const sessionId of options.sessions ?? [options.controlSessionId]) this.select(sessionId);
  }

  /** Control messages to be written; the caller empties it. */
  get outgoing(): HsmsPacket[] {
    return this.#core.outgoing;
  }

  /** What is to be done or known; the caller empties it. */
  get effects(): SessionEffect[] {
    return this.#core.effects;
  }

  /** The state of the connection: selected if any session is. */
  get state(): SessionState {
    return this.#core.entities.overall;
  }

  /** How many transactions are open. */
  get openTransactions(): number {
    return this.#core.transactions.size;
  }

  /** When `tick` is due; undefined: never. */
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
    const { entities } = this.#core;
    return entities.isSelected(entities.find(sessionId));
  }

  /** Throws an HsmsStateError where a data message may not be sent now. */
  requireSelected(packet: HsmsPacket): void {
    const { over, text } = this.#core;
    if (over || !this.isSelected(packet.header.sessionId)) throw text.cannotSend(packet, this.state);
  }

  /** System bytes for the next message of ours. */
  nextSystem(): number {
    const { options, transactions } = this.#core;
    return options.systemBytes.take(transactions);
  }

  /** Opens the transaction of a primary with W=1, which the caller sends. Throws where it may not be sent. */
  request(packet: HsmsPacket, timeout: number): Transaction {
    this.requireSelected(packet);
    const { transactions, text } = this.#core;
    if (transactions.has(packet.header.system)) throw text.systemInUse(packet);
    return this.#core.open("data", packet.header, timeout);
  }

  /** Asks to select a session; joins a select of it that is open. */
  select(sessionId: number, timeout?: number): Transaction {
    return this.#ask("select", sessionId, (system) => selectReq(system, sessionId), timeout);
  }

  /** Asks to deselect a session; joins a deselect of it that is open. */
  deselect(sessionId: number, timeout?: number): Transaction {
    const core = this.#core;
    const isOpen = core.openControl("deselect", sessionId) !== undefined;
    if (!isOpen) core.reselected?.delete(core.entities.find(sessionId)!);
    return this.#ask("deselect", sessionId, (system) => deselectReq(system, sessionId), timeout);
  }

  /** Asks whether the peer is alive; joins a linktest that is open. */
  linktest(timeout?: number): Transaction {
    return this.#ask("linktest", CONTROL_SESSION, linktestReq, timeout);
  }

  /** Ends a session at once; in HSMS-SS TCP ends with it. */
  separate(sessionId: number, now: number): void {
    const core = this.#core;
    const entity = core.entities.find(sessionId);
    if (core.over || entity === undefined) return;
    core.outgoing.push(separateReq(this.nextSystem(), sessionId));
    const select = core.openControl("select", entity);
    // The answer to a Select.req that is under way would select this side alone.
    if (select !== undefined) core.settle(select, { error: core.text.separatedHere(select.request) });
    core.separate(entity, now, undefined);
  }

  /** Says goodbye in every session that is selected: TCP is about to end in good order. */
  close(): void {
    const core = this.#core;
    if (core.over) return;
    for (const sessionId of core.entities.ids) {
      if (core.entities.isSelected(sessionId)) core.outgoing.push(separateReq(this.nextSystem(), sessionId));
    }
    core.over = true;
  }

  /** Gives a transaction up; harmless once it has ended. */
  abort(transaction: Transaction, reason: unknown): void {
    this.#core.settle(transaction, { error: reason });
  }

  /** The open request with exactly this header. */
  openRequest(header: HsmsHeader): Transaction | undefined {
    const transaction = this.#core.transactions.get(header.system);
    return transaction?.request.equals(header) ? transaction : undefined;
  }

  /** A message of ours was handed to the network: where it is a request, its time begins. */
  sent(packet: HsmsPacket, now: number): void {
    const { header } = packet;
    if (header.sType === SType.data && !header.requireResponse) return;
    const { transactions } = this.#core;
    const transaction = transactions.get(header.system);
    if (transaction?.request === header) transactions.sent(transaction, now);
  }

  /** Something came in, which may be less than a frame. */
  heard(now: number): void {
    this.#core.linktest.heard(now);
  }

  /** A frame came in. */
  received(packet: HsmsPacket, now: number): void {
    if (this.#core.over) return;
    this.heard(now);
    this.#reactions.react(packet, now);
  }

  /** The time is `now`. */
  tick(now: number): void {
    const core = this.#core;
    const { t7 } = core.options.timeouts;
    if (core.over) return;
    if (core.notSelectedSince !== undefined && core.notSelectedSince + t7 <= now) {
      core.effects.push({ type: "expired", timer: "T7", after: t7 });
      return core.disconnect(core.text.notSelected(t7));
    }
    for (
      let due = core.transactions.due;
      due !== undefined && due.deadline <= now;
      due = core.transactions.due
    ) {
      this.#expire(due, now);
      if (core.over) return;
    }
    const { due } = core.linktest;
    if (due !== undefined && due <= now && !this.#linktestIsOpen) this.linktest();
  }

  /** TCP is gone: everything that is open ends now, because of `cause`. */
  disconnected(now: number, cause: Error | undefined): void {
    const core = this.#core;
    core.over = true;
    for (const sessionId of core.entities.ids) core.happen(sessionId, "disconnect", now);
    for (const transaction of [...core.transactions]) {
      core.settle(transaction, { error: core.text.lost(transaction.request, cause) });
    }
  }

  get #linktestIsOpen(): boolean {
    return this.#core.openControl("linktest", CONTROL_SESSION) !== undefined;
  }

  #ask(
    kind: TransactionKind,
    sessionId: number,
    make: (system: number) => HsmsPacket,
    timeout: number = this.#core.options.timeouts.t6,
  ): Transaction {
    const core = this.#core;
    const open = core.openControl(kind, sessionId);
    if (open !== undefined) return open;
    const request = make(this.nextSystem());
    const known = kind === "linktest" || core.entities.find(sessionId) !== undefined;
    if (core.over || !known) throw core.text.cannotSend(request, this.state);
    const transaction = core.open(kind, request.header, timeout);
    core.outgoing.push(request);
    return transaction;
  }

  #expire(transaction: Transaction, now: number): void {
    const core = this.#core;
    const { kind, sentAt } = transaction;
    const error = core.text.noReply(transaction);
    core.effects.push({ type: "expired", timer: error.timer, after: error.after });
    core.settle(transaction, { error });
    const dead = kind === "linktest" ? core.linktest.missed(sentAt!, now) : kind !== "data";
    if (dead) core.disconnect(error);
  }
}
