import { FaultProxy, randomFaults } from "@secs/hsms/testing";
import type { CountingClock } from "../support/counting_clock.ts";
import { resettingTcp } from "./network.ts";
import { LOOPBACK } from "./plan.ts";

/** Bytes between two faults, in the mean. */
const MEAN = 200_000;
/** A stall is for ever: silence. */
const FAULTS = "split,split,pause,pause,close,reset,stall";

/** A bad line to a port of this machine. */
export class Line {
  readonly #proxy: FaultProxy;

  constructor(proxy: FaultProxy) {
    this.#proxy = proxy;
  }

  /** Listens; what it does depends on the seed. */
  static async start(seed: number, port: number, clock: CountingClock): Promise<Line> {
    const proxy = new FaultProxy(resettingTcp(clock), {
      listen: { address: LOOPBACK, port: 0 },
      target: { address: LOOPBACK, port },
      rules: [randomFaults(seed, { mean: MEAN, faults: FAULTS })],
      clock,
      maxLogEntries: 100,
      maxLogBytes: 4096,
    });
    await proxy.start();
    return new Line(proxy);
  }

  /** Where it begins. */
  get port(): number {
    return this.#proxy.endpoint.port;
  }

  /** Connections over it so far. */
  get connections(): number {
    return this.#proxy.accepted;
  }

  /** Does no harm any more to connections that come from now on, and ends all others. */
  repair(): void {
    this.#proxy.rules = [];
    this.#proxy.breakAll();
  }

  stop(): Promise<void> {
    return this.#proxy.stop();
  }
}
