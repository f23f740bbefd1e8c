import { HsmsOverflowError } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/** How many senders may wait for room at once, where nothing else is said. */
const DEFAULT_SEATS = 10_000;

interface Guest {
  readonly packet: HsmsPacket;
  readonly admit: () => void;
  readonly turnAway: (reason: unknown) => void;
}

/** Senders that wait, first come first served, until a full queue has room for their packet. */
export class WaitingRoom {
  readonly #guests = new Set<Guest>();
  readonly #seats: number;

  /** `seats`: how many may wait at once. */
  constructor(seats: number = DEFAULT_SEATS) {
    this.#seats = seats;
  }

  /** Whether nobody waits. */
  get empty(): boolean {
    return this.#guests.size === 0;
  }

  /** Resolves when `packet` was admitted; rejects with the signal's reason, or with what the room was closed with. */
  enter(packet: HsmsPacket, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#guests.size >= this.#seats) return Promise.reject(tooMany(this.#seats));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#guests.delete(guest);
        signal?.removeEventListener("abort", onAbort);
      };
      const onAbort = (): void => guest.turnAway(signal!.reason);
      const guest: Guest = {
        packet,
        admit: () => (leave(), resolve()),
        turnAway: (reason) => (leave(), reject(reason)),
      };
      this.#guests.add(guest);
      signal?.addEventListener("abort", onAbort);
    });
  }

  /** Offers each waiting packet in turn to `take`, until one is refused. */
  admit(take: (packet: HsmsPacket) => boolean): void {
    for (const guest of this.#guests) {
      if (!take(guest.packet)) return;
      guest.admit();
    }
  }

  /** Sends everyone away with `reason`. */
  close(reason: unknown): void {
    for (const guest of this.#guests) guest.turnAway(reason);
  }
}

function tooMany(seats: number): HsmsOverflowError {
  const message = `${seats} senders wait for room already. Send less at once, or raise maxWaitingSends`;
  return new HsmsOverflowError(message, seats, seats);
}
