import type { HsmsPacket } from "./packet.ts";

/** What a transaction asks of the peer. */
export type TransactionKind = "data" | "select" | "deselect" | "linktest";

/** How a transaction ended: with the reply, or with why there is none. */
export type TransactionOutcome =
  | { readonly reply: HsmsPacket; readonly error?: undefined }
  | { readonly reply?: undefined; readonly error: unknown };

/** One open request. It ends exactly once, in a `settle` effect of the session that opened it. */
export class Transaction {
  readonly kind: TransactionKind;
  /** The message that asks. */
  readonly request: HsmsPacket;
  /** How long the reply may take once the request is with the network, in ms. */
  readonly timeout: number;
  /** When it was handed to the network; undefined while it waits to be. */
  sentAt: number | undefined;
  /** Called with how it ended, by whoever carries out the `settle` effect. */
  settled: ((outcome: TransactionOutcome) => void) | undefined;
  /** Neighbours in the list of transactions with the same timeout, in the order in which they were sent. */
  previous: Transaction | undefined;
  next: Transaction | undefined;

  constructor(kind: TransactionKind, request: HsmsPacket, timeout: number) {
    this.kind = kind;
    this.request = request;
    this.timeout = timeout;
  }

  /** The system bytes that request and reply share. */
  get system(): number {
    return this.request.header.system;
  }

  /** When its time is up; only once it was sent. */
  get deadline(): number {
    return this.sentAt! + this.timeout;
  }
}

/**
 * The reply of a transaction, as a promise. An aborted signal rejects it with its reason, and calls `giveUp` where there
 * is one; a control transaction goes on without its caller.
 */
export function replyOf(
  transaction: Transaction,
  signal: AbortSignal | undefined,
  giveUp?: (reason: unknown) => void,
): Promise<HsmsPacket> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      giveUp?.(signal!.reason);
      reject(signal!.reason);
    };
    const others = transaction.settled;
    transaction.settled = (outcome): void => {
      others?.(outcome);
      signal?.removeEventListener("abort", onAbort);
      if (outcome.reply === undefined) reject(outcome.error);
      else resolve(outcome.reply);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
