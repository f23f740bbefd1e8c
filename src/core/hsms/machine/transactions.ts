import type { Transaction } from "./transaction.ts";

/** Transactions with one timeout: as they are sent in order, the first one is due first. */
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
  readonly #open = new Map<number, Transaction>();
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
    return this.#open.has(system);
  }

  /** Opens a transaction; its time does not run before it is sent. */
  add(transaction: Transaction): void {
    this.#open.set(transaction.system, transaction);
  }

  /** The request was handed to the network: its time runs from `now`. */
  sent(transaction: Transaction, now: number): void {
    const line = this.#lineOf(transaction.timeout);
    transaction.sentAt = now;
    transaction.previous = line.last;
    if (line.last === undefined) line.first = transaction;
    else line.last.next = transaction;
    line.last = transaction;
  }

  /** Closes a transaction; false where it was closed already. */
  delete(transaction: Transaction): boolean {
    if (this.#open.get(transaction.system) !== transaction) return false;
    this.#open.delete(transaction.system);
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
    return this.#open.values();
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

/** Takes a transaction out of its line; whoever still holds it holds no other with it. */
function leave(transaction: Transaction, line: Line): void {
  const { previous, next } = transaction;
  if (previous === undefined) line.first = next;
  else previous.next = next;
  if (next === undefined) line.last = previous;
  else next.previous = previous;
  transaction.previous = transaction.next = undefined;
}
