import type { HsmsHeader } from "./header.ts";
import type { HsmsPacket } from "./packet.ts";
import type { Line } from "./transactions.ts";

/** What a transaction asks of the peer. */
export type TransactionKind = "data" | "select" | "deselect" | "linktest";

/** How a transaction ended: with the reply, or with why there is none. */
export type TransactionOutcome =
  | { readonly reply: HsmsPacket; readonly error?: undefined }
  | { readonly reply?: undefined; readonly error: unknown };

/** One open request. It ends exactly once, in a `settle` effect of the session that opened it. */
export class Transaction {
  readonly kind: TransactionKind;
  /** The header of the message that asks; its body is let go once it is sent. */
  readonly request: HsmsHeader;
  /** How long the reply may take once the request is with the network, in ms. */
  readonly timeout: number;
  /** When it was handed to the network; undefined while it waits to be. */
  sentAt: number | undefined;
  /** Whether it is among the open ones. */
  isOpen = false;
  /** Those with the same timeout, once it was sent; and the neighbours there, in the order in which they were sent. */
  line: Line | undefined;
  previous: Transaction | undefined;
  next: Transaction | undefined;
  #reply: Promise<HsmsPacket> | undefined;
  #settle: ((reply: HsmsPacket | Promise<never>) => void) | undefined;

  constructor(kind: TransactionKind, request: HsmsHeader, timeout: number) {
    this.kind = kind;
    this.request = request;
    this.timeout = timeout;
  }

  /** The system bytes that request and reply share. */
  get system(): number {
    return this.request.system;
  }

  /** When its time is up; only once it was sent. */
  get deadline(): number {
    return this.sentAt! + this.timeout;
  }

  /** The reply, or why there is none; the same promise for all who ask. To be asked for while the transaction is open. */
  get reply(): Promise<HsmsPacket> {
    return this.#reply ??= new Promise((resolve) => this.#settle = resolve);
  }

  /** Tells those who wait how it ended; for whoever carries out the `settle` effect. */
  end(outcome: TransactionOutcome): void {
    this.#settle?.(outcome.reply ?? Promise.reject(outcome.error));
  }
}
