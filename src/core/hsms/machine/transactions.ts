import { SType } from "../wire/codes.ts";
import { dataHeader, type HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { SystemTable, type TableEntry } from "./system_table.ts";

/** What a transaction asks of the peer. */
export type TransactionKind = "data" | "select" | "deselect" | "linktest";

/** How a transaction ended: with the reply, or with the error that says why there is none. */
export type TransactionOutcome =
  | { readonly reply: HsmsPacket; readonly error?: undefined }
  | { readonly reply?: undefined; readonly error: unknown };

const KINDS: Readonly<Record<number, TransactionKind>> = {
  [SType.data]: "data",
  [SType.selectReq]: "select",
  [SType.deselectReq]: "deselect",
  [SType.linktestReq]: "linktest",
};

/** The header that was given has all that the request's is to have: it goes out as it is, and is kept. */
const AS_IT_IS = 1 << 24;

/** One open request. It ends exactly once, and the machine that opened it says so. */
export class Transaction implements TableEntry<Transaction> {
  /** The session id with which it goes out. */
  readonly sessionId: number;
  /** The system bytes that request and reply share. */
  readonly system: number;
  /** How long the reply may take once the request is with the network, in ms. */
  readonly timeout: number;
  /** When it was handed to the network; undefined while it waits to be. */
  sentAt: number | undefined;
  /** The session id of the last answer that came for it; another one than its own does not end it. */
  answerSession: number | undefined;
  /** Neighbours in the list of transactions with the same timeout, in the order in which they were sent. */
  previous: Transaction | undefined;
  next: Transaction | undefined;
  inSlot: Transaction | undefined;
  /** The number of transactions that were opened before it. */
  rank = 0;
  /** The SType, the stream and the function of its request, and AS_IT_IS; neither header nor body is kept for them. */
  #code: number;
  #request: HsmsHeader | undefined;
  #reply: Promise<HsmsPacket> | undefined;
  #settle: ((reply: HsmsPacket | Promise<never>) => void) | undefined;

  /** A control request goes out as it is, a data request with this session id, these system bytes and W=1. */
  constructor(
    primary: HsmsHeader,
    timeout: number,
    sessionId: number = primary.sessionId,
    system: number = primary.system,
  ) {
    this.#code = primary.sType << 16 | primary.stream << 8 | primary.function;
    this.timeout = timeout;
    this.sessionId = sessionId;
    this.system = system;
    if (!primary.isControl && !this.#isRequest(primary)) return;
    this.#request = primary;
    this.#code |= AS_IT_IS;
  }

  /** What it asks of the peer. */
  get kind(): TransactionKind {
    return KINDS[this.#code >> 16 & 0xff]!;
  }

  /** The stream of its request. */
  get stream(): number {
    return this.#code >> 8 & 0x7f;
  }

  /** The function of its request. */
  get function(): number {
    return this.#code & 0xff;
  }

  /** The header of the primary as it goes out; made when it is first asked for, as for most it never is. */
  get request(): HsmsHeader {
    const { sessionId, stream, function: func, system } = this;
    return this.#request ??= dataHeader(sessionId, stream, func, system, true);
  }

  /** It was handed to the network: its time begins. A header that was made for that is made again if it is asked for. */
  begin(now: number): void {
    this.sentAt = now;
    if ((this.#code & AS_IT_IS) === 0) this.#request = undefined;
  }

  /** When its time is up; only once it was sent. */
  get deadline(): number {
    return this.sentAt! + this.timeout;
  }

  /** Whether a header has all that the request's is to have. */
  #isRequest({ sessionId, system, requireResponse, pType }: HsmsHeader): boolean {
    return requireResponse && system === this.system && sessionId === this.sessionId && pType === 0;
  }

  /** The reply, or a rejection; to be called while the transaction is open, by one caller or several. */
  reply(): Promise<HsmsPacket> {
    return this.#reply ??= new Promise((resolve) => this.#settle = resolve);
  }

  /** Hands the callers of `reply` their answer. Either this or `fail` is called, once, when it has ended. */
  answer(reply: HsmsPacket): void {
    this.#settle?.(reply);
  }

  /**
   * Tells the callers of `reply` why there is no answer. A rejection that none of them waits for is no unhandled one: the
   * peer causes it, and it must not end a process.
   */
  fail(error: unknown): void {
    this.#reply?.catch(() => {});
    this.#settle?.(Promise.reject(error));
  }
}

/** Transactions with one timeout: they are sent in order, so that the first one is due first. */
interface Line {
  readonly timeout: number;
  first: Transaction | undefined;
  last: Transaction | undefined;
}

/**
 * All open transactions of one TCP connection: found by their system bytes, and by who is due next.
 *
 * Opening, sending, closing and finding cost the same however many are open; there is no timer for any of them.
 */
export class Transactions {
  readonly #open = new SystemTable<Transaction>();
  #opened = 0;
  readonly #lines = new Map<number, Line>();
  /** The line in use last, and mostly next; the only one that may be empty. */
  #recent: Line | undefined;

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /** The open transaction with these system bytes. */
  get(system: number): Transaction | undefined {
    return this.#open.get(system);
  }

  /** Whether these system bytes are in use. */
  has(system: number): boolean {
    return this.#open.get(system) !== undefined;
  }

  /** Opens a transaction; its time does not run before it is sent. */
  add(transaction: Transaction): void {
    transaction.rank = this.#opened++;
    this.#open.add(transaction);
  }

  /** The request was handed to the network: its time runs from `now`, if it does not run yet. */
  sent(transaction: Transaction, now: number): void {
    if (transaction.sentAt !== undefined) return;
    const line = this.#lineOf(transaction.timeout);
    transaction.begin(now);
    transaction.previous = line.last;
    if (line.last === undefined) line.first = transaction;
    else line.last.next = transaction;
    line.last = transaction;
  }

  /** Closes a transaction; false if it was closed already. */
  delete(transaction: Transaction): boolean {
    if (!this.#open.delete(transaction)) return false;
    if (transaction.sentAt !== undefined) leave(transaction, this.#lineOf(transaction.timeout));
    return true;
  }

  /** The transaction whose time is up first. */
  get due(): Transaction | undefined {
    let due: Transaction | undefined;
    for (const { first } of this.#lines.values()) {
      if (first !== undefined && (due === undefined || first.deadline < due.deadline)) due = first;
    }
    return due;
  }

  /** Every open transaction, in the order in which they were opened. */
  [Symbol.iterator](): Iterator<Transaction> {
    return this.#open.values().sort((a, b) => a.rank - b.rank).values();
  }

  #lineOf(timeout: number): Line {
    const recent = this.#recent;
    if (recent?.timeout === timeout) return recent;
    if (recent !== undefined) this.#dropEmpty(recent);
    let line = this.#lines.get(timeout);
    if (line === undefined) this.#lines.set(timeout, line = { timeout, first: undefined, last: undefined });
    return this.#recent = line;
  }

  #dropEmpty(line: Line): void {
    if (line.first === undefined) this.#lines.delete(line.timeout);
  }
}

/** Takes a transaction out of its line, and its neighbours out of it. */
function leave(transaction: Transaction, line: Line): void {
  const { previous, next } = transaction;
  if (previous === undefined) line.first = next;
  else previous.next = next;
  if (next === undefined) line.last = previous;
  else next.previous = previous;
  transaction.previous = transaction.next = undefined;
}
