import { type BufferAccount, costOf } from "../budget.ts";
import { HsmsOverflowError } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";

interface SendWaiter {
  readonly packet: HsmsPacket;
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Senders that wait, first come first served, until a full queue has room for their packet. */
export class SendWaiters {
  readonly #waiters = new Set<SendWaiter>();
  readonly #max: number;
  readonly #account: BufferAccount;

  /** `max`: maximum number of senders that wait at once; `account`: for the bytes that they send. */
  constructor(max: number, account: BufferAccount) {
    this.#max = max;
    this.#account = account;
  }

  /** Whether no sender waits. */
  get empty(): boolean {
    return this.#waiters.size === 0;
  }

  /** Resolves when `packet` was admitted; rejects with the signal's reason, or with the reason of `close`. */
  wait(packet: HsmsPacket, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#waiters.size >= this.#max) return Promise.reject(tooMany(this.#max));
    return new Promise((resolve, reject) => {
      // The first one waits in any case, as an empty queue takes any packet.
      if (this.empty) this.#account.change(costOf(packet));
      else this.#account.hold(packet);
      const leave = (): void => {
        if (this.#waiters.delete(waiter)) this.#account.change(-costOf(packet));
        signal?.removeEventListener("abort", onAbort);
      };
      const onAbort = (): void => waiter.refuse(signal!.reason);
      const waiter: SendWaiter = {
        packet,
        admit: () => (leave(), resolve()),
        refuse: (reason) => (leave(), reject(reason)),
      };
      this.#waiters.add(waiter);
      signal?.addEventListener("abort", onAbort);
    });
  }

  /** Offers each waiting packet in turn to `take`, until one is refused. */
  admit(take: (packet: HsmsPacket) => boolean): void {
    for (const waiter of this.#waiters) {
      if (!take(waiter.packet)) return;
      waiter.admit();
    }
  }

  /** Refuses all of them with `reason`. */
  close(reason: unknown): void {
    for (const waiter of this.#waiters) waiter.refuse(reason);
  }
}

function tooMany(max: number): HsmsOverflowError {
  const message = `${max} senders wait for room already. Send less at once, or raise maxWaitingSends`;
  return new HsmsOverflowError(message, max, max);
}
