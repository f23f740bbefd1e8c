import { SType } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/** What a transaction asks of the peer. */
export type TransactionKind = "data" | "select" | "deselect" | "linktest";

/** How a transaction ended: with the reply, or with why there is none. */
export type TransactionOutcome =
  | { readonly reply: HsmsPacket; readonly error?: undefined }
  | { readonly reply?: undefined; readonly error: unknown };

const KINDS: Readonly<Record<number, TransactionKind>> = {
  [SType.data]: "data",
  [SType.selectReq]: "select",
  [SType.deselectReq]: "deselect",
  [SType.linktestReq]: "linktest",
};

/** One open request. It ends exactly once, in a `settle` effect of the session that opened it. */
export class Transaction {
  /** The header of the message that asks; its body is let go once it is sent. */
  readonly request: HsmsHeader;
  /** How long the reply may take once the request is with the network, in ms. */
  readonly timeout: number;
  /** When it was handed to the network; undefined while it waits to be. */
  sentAt: number | undefined;
  /** Neighbours in the list of transactions with the same timeout, in the order in which they were sent. */
  previous: Transaction | undefined;
  next: Transaction | undefined;
  #settle: ((reply: HsmsPacket | Promise<never>) => void) | undefined;

  constructor(request: HsmsHeader, timeout: number) {
    this.request = request;
    this.timeout = timeout;
  }

  /** What it asks of the peer. */
  get kind(): TransactionKind {
    return KINDS[this.request.sType]!;
  }

  /** The system bytes that request and reply share. */
  get system(): number {
    return this.request.system;
  }

  /** When its time is up; only once it was sent. */
  get deadline(): number {
    return this.sentAt! + this.timeout;
  }

  /** The reply, or why there is none; to be asked for while the transaction is open, by one or by several. */
  reply(): Promise<HsmsPacket> {
    const others = this.#settle;
    return new Promise((resolve) => {
      this.#settle = others === undefined ? resolve : (reply) => (others(reply), resolve(reply));
    });
  }

  /** Tells those who wait how it ended; for whoever carries out the `settle` effect. */
  end(outcome: TransactionOutcome): void {
    this.#settle?.(outcome.reply ?? Promise.reject(outcome.error));
  }
}
