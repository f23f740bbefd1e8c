import { B, type Item, L, type SecsHandler, type SecsHandlerOptions, type SecsRole } from "@secs/hsms";
import type { Side } from "./side.ts";
import { shortTimeouts } from "./timeouts.ts";

/** Between two requests to a hostile peer, in ms. */
const REST = 250;
/** Replies are larger than requests, so that a peer that does not read owes soon. */
const IDENTITY: Item = L(B(new Uint8Array(4096)));

/** In ms. */
const WRITE_STALL = 500;

/** The options of a handler with a hostile peer. */
export const VICTIM_OPTIONS = { timeouts: shortTimeouts(WRITE_STALL) } satisfies Partial<SecsHandlerOptions>;

/** The program beside a hostile peer: it answers S1F1, never answers S6F11, and asks, with and without waiting for the reply. */
export class Victim {
  readonly handler: SecsHandler<SecsRole>;
  readonly #side: Side;
  /** Resolve at the end of the connection. */
  #waiting: (() => void)[] = [];

  constructor(handler: SecsHandler<SecsRole>, side: Side) {
    this.handler = handler;
    this.#side = side;
    const { victims } = side.counters.counts;
    const { protocol } = handler;
    protocol.on("connected", () => victims.connected++);
    protocol.on("closed", ({ error }) => {
      victims.disconnected++;
      if (error !== undefined) side.counters.expectHostile(error, "a hostile connection");
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
    protocol.on("unanswered", () => victims.unanswered++);
    protocol.on("reply-lost", () => victims.repliesLost++);
    handler.register(1, 1, () => IDENTITY);
    handler.register(6, 11, async () => {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return B(0);
    });
  }

  /** Asks until it is over. */
  async run(): Promise<void> {
    while (await this.#side.timer.wait(REST)) {
      if (this.handler.connectionState !== "selected") continue;
      void this.handler.request(1, 1);
      void this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const { counters } = this.#side;
    const { victims } = counters.counts;
    counters.open++;
    victims.requests++;
    try {
      await this.handler.request(1, 1);
      victims.replied++;
    } catch (error) {
      victims.failed++;
      counters.expectHostile(error, "a request to a hostile peer");
    }
    counters.open--;
  }
}
