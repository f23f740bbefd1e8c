import type { HsmsTrace } from "@secs/hsms";
import { Beat } from "./beat.ts";
import { CountingClock } from "../support/counting_clock.ts";
import { Ledger } from "./ledger.ts";
import { countedTcp } from "./network.ts";
import { EXCHANGE, SEND_LIMIT } from "./plan.ts";
import type { Room, Talker } from "./talker.ts";
import { lengthen, shortTimeouts } from "./timers.ts";

/** Longest wait for the last open request, in ms; far more than any timer of the soak. */
const PATIENCE = 30_000;
const LOOK = 20;

/** What the host and the tool have in common. */
export abstract class Side implements Room {
  readonly clock = new CountingClock();
  readonly ledger: Ledger;
  /** Of those who talk, and of those who disturb. */
  readonly beat = new Beat();
  readonly trouble = new Beat();
  readonly timeouts = shortTimeouts();
  readonly options = {
    network: countedTcp(this.clock),
    clock: this.clock,
    timeouts: this.timeouts,
    maxQueuedBytes: SEND_LIMIT,
    trace: this.#trace,
    onDelegateError: (error: unknown): void => this.ledger.problem(`a listener threw ${error}`),
  };

  /** What disturbs, to its end. */
  protected readonly troubles: Promise<void>[] = [];

  /** `lines`: of this side; `theirs`: of the other. */
  constructor(lines: number, theirs: number) {
    this.ledger = new Ledger(lines, theirs);
  }

  /** Those who talk now. */
  abstract get talkers(): Talker[];
  /** Begins. */
  abstract start(seed: number, port: number): Promise<void>;
  /** Undoes what disturbs, so that all links can come up. */
  protected abstract settle(): Promise<void>;
  /** Stops everything. */
  protected abstract stop(): Promise<void>;

  /** How many links are up. */
  get connected(): number {
    return this.talkers.filter(({ handler }) => handler.connection.connected).length;
  }

  /** How many links are selected. */
  get selected(): number {
    return this.talkers.filter(({ handler }) => handler.connectionState === "selected").length;
  }

  /** Nobody speaks and nobody disturbs any more; resolves once nobody waits for an answer. */
  async hush(): Promise<void> {
    this.beat.hush();
    this.trouble.hush();
    await this.until(() => this.ledger.open === 0, "every request has ended");
  }

  /** Goes on. */
  resume(): void {
    this.beat.resume();
    this.trouble.resume();
  }

  /** Nobody speaks or disturbs any more, for good, and nothing is short of time. */
  async calm(): Promise<void> {
    this.trouble.end();
    await Promise.all(this.troubles);
    for (const talker of this.talkers) talker.end();
    lengthen(this.timeouts);
    await this.settle();
  }

  /** On links that nobody disturbs everything arrives; resolves once it did. */
  async exchange(): Promise<void> {
    const talkers = this.talkers.filter(({ handler }) => handler.connectionState === "selected");
    await Promise.all(talkers.map((talker) => talker.exchange(EXCHANGE)));
  }

  /** Stops everything, and says what is left. */
  async finish(): Promise<void> {
    this.beat.end();
    this.trouble.end();
    await Promise.all(this.troubles);
    await this.stop();
    if (this.clock.armed > 0) this.ledger.problem(`${this.clock.armed} timers are left`);
    if (this.ledger.open > 0) this.ledger.problem(`${this.ledger.open} requests never ended`);
    const { connected, disconnected } = this.ledger.account;
    if (connected !== disconnected) {
      this.ledger.problem(`${connected} connections began, and ${disconnected} ended`);
    }
  }

  /** Resolves once something is so; it is a problem where that takes too long. */
  protected async until(isSo: () => boolean, what: string): Promise<void> {
    for (const end = performance.now() + PATIENCE; !isSo();) {
      if (performance.now() > end) return this.ledger.problem(`Waited in vain until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  get #trace(): HsmsTrace {
    return (event) => {
      if (event.type === "failed") this.ledger.expect(event.error, "an attempt");
      else if (event.type === "refused") this.ledger.did(`refused ${event.why}`);
    };
  }
}
