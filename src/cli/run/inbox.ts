import type { Clock, HsmsPacket } from "../../core/mod.ts";
import type { SecsId } from "../../secs/mod.ts";

/** A primary that came from the peer. */
export interface Seen {
  /** The clock of the run, in ms. */
  readonly at: number;
  readonly packet: HsmsPacket;
  /** What it is about, once that is known. */
  told: Told | undefined;
}

/** What a message is about, in the words of the model. */
export interface Told {
  /** The name of the event, the alarm or the command; undefined: it is in no model. */
  readonly name: string | undefined;
  readonly id: SecsId | undefined;
  /** Its values by their names. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Of an alarm. */
  readonly isSet?: boolean;
}

/** Where a part of a scenario has come to in what was seen: all before it is consumed. */
export interface Cursor {
  next: number;
}

/** Why somebody who waits looks again: nothing yet, a message that came or is known better, or a state. */
export type Change = "begin" | "state" | Seen;

/** Maximum number of messages that are kept; the oldest go. */
const MAX_SEEN = 100_000;

/** The primaries that the peer has sent, in the order in which they came, and what became of the link. */
export class Inbox {
  /** Why the link has ended, each time. */
  readonly ends: { readonly at: number; readonly why: string }[] = [];
  readonly #clock: Clock;
  readonly #listeners = new Set<(change: Change) => void>();
  #seen: Seen[] = [];
  #dropped = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Number of messages that have come. */
  get length(): number {
    return this.#dropped + this.#seen.length;
  }

  /** A primary has come. */
  add(packet: HsmsPacket): void {
    if (this.#seen.length >= MAX_SEEN) {
      this.#seen = this.#seen.slice(MAX_SEEN / 2);
      this.#dropped += MAX_SEEN / 2;
    }
    const seen: Seen = { at: this.#clock.now(), packet, told: undefined };
    this.#seen.push(seen);
    this.#changed(seen);
  }

  /** It is known what a message is about. */
  tell({ header }: HsmsPacket, told: Told): void {
    const seen = this.#seen.findLast(({ packet }) =>
      packet.header.system === header.system && packet.header.name === header.name
    );
    if (seen === undefined) return;
    seen.told = told;
    this.#changed(seen);
  }

  /** The link has ended. */
  end(why: string): void {
    if (this.ends.length < 1000) this.ends.push({ at: this.#clock.now(), why });
    this.changed();
  }

  /** What has come from a place on. */
  from(cursor: Cursor): readonly Seen[] {
    return this.#seen.slice(Math.max(0, cursor.next - this.#dropped));
  }

  /** Consumes all up to a message, and it too. */
  consume(cursor: Cursor, seen: Seen): void {
    cursor.next = this.#dropped + this.#seen.indexOf(seen) + 1;
  }

  /** A state may have changed: those who wait look again. */
  changed(): void {
    this.#changed("state");
  }

  /**
   * Resolves with what `look` finds, as soon as it finds something; undefined: it has not by then. Rejects with the reason of
   * the signal.
   */
  async until<T>(
    look: (change: Change) => T | undefined,
    ms: number,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    signal.throwIfAborted();
    const found = look("begin");
    if (found !== undefined) return found;
    return await new Promise((resolve, reject) => {
      const end = (): void => {
        cancel();
        this.#listeners.delete(listener);
        signal.removeEventListener("abort", abort);
      };
      const abort = (): void => {
        end();
        reject(signal.reason);
      };
      const listener = (change: Change): void => {
        const found = look(change);
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const cancel = this.#clock.schedule(() => {
        end();
        resolve(undefined);
      }, ms);
      this.#listeners.add(listener);
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  #changed(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
