import { systemClock } from "../../core/base/mod.ts";
import type { TcpOptions } from "../options.ts";

/** What the transports of one network share beside its options. */
export interface DenoOptions extends TcpOptions {
  readonly turns: DenoTurns;
}

/**
 * Number of turns in a row in which Deno looks at all of its sockets at least once: while there is work, its scheduler does
 * so every 61 turns. Together they take some 0.1 ms.
 */
const TURNS = 64;
/** Maximum time from one look to the next while connections compete, and without, in ms. */
const COMPETING = 0.25;
const ALONE = 5;
/** How long it counts that another connection was served, in ms. */
const MEMORY = 1000;

/** Turns of the event loop for the connections of one network: in some of them Deno looks at all of its sockets. */
export class DenoTurns {
  /** The connection that got bytes last. */
  #last: unknown;
  #lookedAt = -Infinity;
  #competingUntil = -Infinity;

  /** A connection got bytes. */
  served(connection: unknown): void {
    this.#last = connection;
  }

  /** Calls back for `connection`, which was busy, in a later turn. */
  take(connection: unknown, callback: () => void): void {
    const now = systemClock.now();
    const since = now - this.#lookedAt;
    if (since < (now < this.#competingUntil ? COMPETING : ALONE)) {
      systemClock.schedule(callback, 0);
      return;
    }
    this.#last = connection;
    let left = TURNS;
    const next = (): void => {
      if (--left > 0) return void systemClock.schedule(next, 0);
      const end = systemClock.now();
      this.#lookedAt = end;
      if (this.#last !== connection) this.#competingUntil = end + MEMORY;
      callback();
    };
    next();
  }
}
