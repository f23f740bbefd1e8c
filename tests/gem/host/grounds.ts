// Where the scenarios of a host and a tool are played: in memory and over TCP, directly and through a proxy.

import { type Clock, type Network, systemClock, tcp } from "@secs/hsms";
import {
  coalesce,
  delay,
  FaultProxy,
  type FaultRule,
  MemoryNetwork,
  splitInto,
  splitRandomly,
  VirtualClock,
} from "@secs/hsms/testing";

const LOOPBACK = "127.0.0.1";
/** By how much the time of a host over TCP is faster: T5 cannot be shorter than a second. */
const FASTER = 10;

/** What lies between a host and a tool. */
export interface Ground {
  readonly name: string;
  /** Time is virtual: it moves on whenever nothing else is to be done. */
  readonly isVirtual: boolean;
  /** What a proxy does with the bytes; undefined: there is none. */
  readonly rules: readonly FaultRule[] | undefined;
  /** Number of events of a scenario that has many. */
  readonly many: number;
}

const memory = (name: string, rules?: readonly FaultRule[]): Ground => ({
  ...{ name, isVirtual: true, rules, many: rules === undefined ? 2_000 : 300 },
});

/** All of them; the rules of a proxy keep the order of the bytes. */
export const GROUNDS: readonly Ground[] = [
  memory("in memory"),
  memory("in memory, in pieces", [splitRandomly(16)]),
  memory("in memory, late", [delay(80)]),
  memory("in memory, joined", [coalesce(4096, 40)]),
  { name: "over TCP", isVirtual: false, rules: undefined, many: 2_000 },
  {
    name: "over TCP, in pieces, late and joined",
    isVirtual: false,
    rules: [splitInto(20), delay(1, { to: "client" }), coalesce(256, 1)],
    many: 200,
  },
];

/** A ground in use. */
export class OpenGround {
  readonly ground: Ground;
  readonly network: Network;
  /** The clock of the tool, and of the proxy. */
  readonly clock: Clock;
  /** The clock of the host. */
  readonly hostClock: Clock;
  #proxy: FaultProxy | undefined;
  #isOpen = true;

  constructor(ground: Ground) {
    this.ground = ground;
    if (ground.isVirtual) {
      const clock = new VirtualClock();
      this.clock = clock;
      this.hostClock = clock;
      this.network = new MemoryNetwork({ clock });
      void this.#moveTime(clock);
    } else {
      this.clock = systemClock;
      this.hostClock = FAST;
      this.network = tcp;
    }
  }

  /** Where a host finds the tool that listens at a port. */
  async portTo(port: number): Promise<number> {
    const { rules } = this.ground;
    if (rules === undefined) return port;
    const { network, clock } = this;
    const listen = { address: LOOPBACK, port: 0 };
    this.#proxy = new FaultProxy(network, { listen, target: { address: LOOPBACK, port }, rules, clock });
    await this.#proxy.start();
    return this.#proxy.endpoint.port;
  }

  /** Breaks the connection in the proxy; false if there is none. */
  break(): boolean {
    this.#proxy?.breakAll();
    return this.#proxy !== undefined;
  }

  async close(): Promise<void> {
    await this.#proxy?.stop();
    this.#isOpen = false;
  }

  async #moveTime(clock: VirtualClock): Promise<void> {
    while (this.#isOpen) {
      await clock.settle();
      const { next } = clock;
      if (next !== undefined) await clock.advance(Math.max(0, next - clock.now()));
    }
  }
}

/** The clock of the machine, and faster. */
const FAST: Clock = {
  now: () => systemClock.now() * FASTER,
  schedule: (callback, ms) => systemClock.schedule(callback, ms / FASTER),
};
