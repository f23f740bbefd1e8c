import type { HsmsTimeouts } from "../../src/core/hsms/timeouts.ts";
import type { OpenRequests } from "./open_requests.ts";

/** What an observer knows of a machine's timers, from which follows when it has to be due: E37's rules once more. */
export class PeerTimes {
  readonly #timeouts: HsmsTimeouts;
  /** When the session stopped being selected; undefined while it is. */
  notSelectedAt: number | undefined;
  /** From when the next linktest counts: selected, a frame came in, or a linktest ended. */
  linktestFrom = 0;

  constructor(timeouts: HsmsTimeouts) {
    this.#timeouts = timeouts;
  }

  /** TCP is up. */
  begin(now: number): void {
    this.notSelectedAt = now;
    this.linktestFrom = 0;
  }

  /** Whether a session is selected now. */
  selection(selected: boolean, now: number): void {
    if (!selected) this.notSelectedAt ??= now;
    else if (this.notSelectedAt !== undefined) {
      this.notSelectedAt = undefined;
      this.linktestFrom = now;
    }
  }

  /** A frame came in. */
  heard(now: number): void {
    this.linktestFrom = now;
  }

  /** A linktest ended without its response. */
  missed(now: number): void {
    this.linktestFrom = now;
  }

  /** The least of what may run: T7 while not selected, the linktest while selected, T3 and T6 of what was sent. */
  deadline(openRequests: OpenRequests): number | undefined {
    const { t7, linktest } = this.#timeouts;
    let least = Infinity;
    if (this.notSelectedAt !== undefined) least = this.notSelectedAt + t7;
    else if (linktest > 0 && !openRequests.has("linktest")) least = this.linktestFrom + linktest;
    for (const { sentAt, timeout } of openRequests.all.values()) {
      if (sentAt !== undefined) least = Math.min(least, sentAt + timeout);
    }
    return least === Infinity ? undefined : least;
  }
}
