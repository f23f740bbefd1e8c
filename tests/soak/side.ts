import type { HsmsTrace } from "@secs/hsms";
import { PausableTimer } from "./pausable_timer.ts";
import { CountingClock } from "../support/counting_clock.ts";
import { Counters } from "./counters.ts";
import { countedTcp } from "./network.ts";
import { EXCHANGE, MAX_QUEUED_BYTES } from "./plan.ts";
import type { GeneratorContext, LoadGenerator } from "./load_generator.ts";
import type { Victim } from "./victim.ts";
import { lengthen, shortTimeouts } from "./timeouts.ts";

/** Longest wait for the last open request, in ms; far more than any timer of the soak. */
const PATIENCE = 30_000;
const LOOK = 20;

/** What the host and the tool have in common. */
export abstract class Side implements GeneratorContext {
  readonly clock = new CountingClock();
  readonly counters: Counters;
  /** Of the generators, and of what disturbs. */
  readonly timer = new PausableTimer();
  readonly disturbanceTimer = new PausableTimer();
  readonly timeouts = shortTimeouts();
  readonly options = {
    network: countedTcp(this.clock),
    clock: this.clock,
    timeouts: this.timeouts,
    maxQueuedBytes: MAX_QUEUED_BYTES,
    trace: this.#trace,
    onDelegateError: (error: unknown): void => this.counters.problem(`a listener threw ${error}`),
  };

  /** The handlers whose peers are hostile. */
  protected readonly victims: Victim[] = [];
  /** What disturbs, to its end. */
  protected readonly disturbances: Promise<void>[] = [];

  /** `lines`: of this side; `theirs`: of the other. */
  constructor(lines: number, theirs: number) {
    this.counters = new Counters(lines, theirs);
  }

  /** The generators that run now. */
  abstract get generators(): LoadGenerator[];
  /** Begins. */
  abstract start(seed: number, port: number, hostilePorts: readonly number[]): Promise<void>;
  /** Undoes what disturbs, so that all links can come up. */
  protected abstract settle(): Promise<void>;
  /** Stops everything. */
  protected abstract stop(): Promise<void>;

  /** How many links are up, also those of hostile peers. */
  get connected(): number {
    const all = [...this.generators, ...this.victims];
    return all.filter(({ handler }) => handler.connection.connected).length;
  }

  /** How many links are selected. */
  get selected(): number {
    return this.generators.filter(({ handler }) => handler.connectionState === "selected").length;
  }

  /** No more traffic and no more disturbance; resolves once no request is open. */
  async pause(): Promise<void> {
    this.timer.pause();
    this.disturbanceTimer.pause();
    await this.until(() => this.counters.open === 0, "every request has ended");
  }

  /** Goes on. */
  resume(): void {
    this.timer.resume();
    this.disturbanceTimer.resume();
  }

  /** No more traffic and no more disturbance, for good; timers are long from here on. */
  async stopDisturbing(): Promise<void> {
    this.disturbanceTimer.end();
    await Promise.all(this.disturbances);
    for (const generator of this.generators) generator.end();
    lengthen(this.timeouts);
    await this.settle();
  }

  /** On links that are not disturbed everything arrives; resolves once it did. */
  async exchange(): Promise<void> {
    const generators = this.generators.filter(({ handler }) => handler.connectionState === "selected");
    await Promise.all(generators.map((generator) => generator.exchange(EXCHANGE)));
  }

  /** Stops everything, and says what is left. */
  async finish(): Promise<void> {
    this.timer.end();
    this.disturbanceTimer.end();
    await Promise.all(this.disturbances);
    await this.stop();
    if (this.clock.armed > 0) this.counters.problem(`${this.clock.armed} timers are left`);
    if (this.counters.open > 0) this.counters.problem(`${this.counters.open} requests never ended`);
    const { connected, disconnected } = this.counters.counts;
    if (connected !== disconnected) {
      this.counters.problem(`${connected} connections began, and ${disconnected} ended`);
    }
  }

  /** Resolves once something is so; it is a problem if that takes too long. */
  protected async until(isSo: () => boolean, what: string): Promise<void> {
    for (const end = performance.now() + PATIENCE; !isSo();) {
      if (performance.now() > end) return this.counters.problem(`Waited in vain until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  get #trace(): HsmsTrace {
    return (event) => {
      if (event.type === "failed") this.counters.expect(event.error, "an attempt");
      else if (event.type === "refused") this.counters.did(`refused ${event.why}`);
    };
  }
}
