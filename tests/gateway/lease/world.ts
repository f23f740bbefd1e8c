// Some gateways on one store, in virtual time: writes and answers are lost or late, clocks differ, processes stand still.

import { LeaseMachine } from "../../../src/gateway/lease/machine.ts";
import type { LeaseRequest, LeaseStep } from "../../../src/gateway/lease/step.ts";
import type { LeaseAnswer, LeaseEntry } from "../../../src/gateway/lease/store.ts";
import { Random } from "../../support/random.ts";

/** Of every machine in the world. */
export const TIMES = { lease: 1000, margin: 100, renewal: 300 };
/** A clock may be so much faster or slower: two of them differ by less than the margin in the time of a lease. */
const DRIFT = 0.04;

/** A write under way: to the store, or its answer back. */
interface Flight {
  readonly request: LeaseRequest;
  answer?: LeaseAnswer;
}

/** A machine that may be wrong on purpose. */
export type MakeMachine = (name: string, process: string) => LeaseMachine;

/** A gateway: its machine, its clock, what is under way from it and to it. */
export class Gateway {
  readonly name: string;
  readonly machine: LeaseMachine;
  readonly rate: number;
  readonly offset: number;
  flights: Flight[] = [];
  /** How far its watch has told, as a place in the log of the store. */
  seen = 0;
  isPaused = false;
  isReady = false;
  /** Since the last look. */
  changes: string[] = [];

  constructor(name: string, machine: LeaseMachine, random: Random) {
    this.name = name;
    this.machine = machine;
    this.rate = 1 + DRIFT * (2 * random.next() - 1);
    this.offset = random.below(1_000_000);
  }

  /** Takes what the machine wants. */
  take(step: LeaseStep): void {
    for (const request of step.requests) this.flights.push({ request });
    this.changes.push(...step.changes.map(({ tool, isOurs, why }) => `${isOurs ? "+" : "-"}${tool}: ${why}`));
  }
}

/** The store, the gateways and the time. */
export class World {
  readonly random: Random;
  readonly tools: string[];
  readonly log: LeaseEntry[] = [];
  readonly last = new Map<string, LeaseEntry>();
  readonly make: MakeMachine;
  gateways: Gateway[] = [];
  now = 0;
  #processes = 0;
  /** By tool: the highest fence of one that served it, and who that was. */
  readonly #fences = new Map<string, { readonly fence: number; readonly gateway: Gateway }>();
  /** How often a tool got another owner. */
  moves = 0;

  constructor(
    seed: number,
    tools: number,
    gateways: readonly string[],
    make: MakeMachine = (name, process) => new LeaseMachine(name, process, TIMES),
  ) {
    this.random = new Random(seed);
    this.tools = Array.from({ length: tools }, (_, at) => `T${at}`);
    this.make = make;
    for (const name of gateways) this.join(name);
  }

  timeOf(gateway: Gateway): number {
    return gateway.offset + this.now * gateway.rate;
  }

  /** A new process. */
  join(name: string): void {
    const gateway = new Gateway(name, this.make(name, `p${this.#processes++}`), this.random);
    this.gateways.push(gateway);
    gateway.take(gateway.machine.reload(this.timeOf(gateway), this.tools));
  }

  /** Ends a process: what it has sent may still arrive. */
  leave(gateway: Gateway, isKilled: boolean): void {
    this.gateways = this.gateways.filter((other) => other !== gateway);
    if (!isKilled) gateway.take(gateway.machine.stop(this.timeOf(gateway)));
    for (const flight of gateway.flights) {
      if (flight.answer === undefined && this.random.next() < 0.7) this.arrive(flight);
    }
  }

  /** A write arrives at the store. */
  arrive(flight: Flight): void {
    const { request } = flight;
    if ((this.last.get(request.key)?.revision ?? 0) !== request.revision) {
      flight.answer = { is: "refused" };
      return;
    }
    const revision = this.log.length + 1;
    const entry = { key: request.key, value: request.is === "put" ? request.value : undefined, revision };
    this.log.push(entry);
    this.last.set(request.key, entry);
    flight.answer = request.is === "put" ? { is: "done", revision } : { is: "done" };
  }

  /** An answer arrives, or word that there was none. */
  answer(gateway: Gateway, flight: Flight, isLost: boolean): void {
    gateway.flights = gateway.flights.filter((other) => other !== flight);
    const answer: LeaseAnswer = isLost ? { is: "unknown", why: "lost" } : flight.answer!;
    gateway.take(gateway.machine.answered(this.timeOf(gateway), flight.request, answer));
  }

  /** The watch tells the next entry; one that was written over may be left out. */
  tell(gateway: Gateway, mayLeaveOut: boolean): boolean {
    while (gateway.seen < this.log.length) {
      const entry = this.log[gateway.seen++]!;
      if (mayLeaveOut && this.last.get(entry.key) !== entry) continue;
      gateway.take(gateway.machine.told(this.timeOf(gateway), entry));
      return true;
    }
    if (gateway.isReady) return false;
    gateway.isReady = true;
    gateway.take(gateway.machine.told(this.timeOf(gateway), undefined));
    return true;
  }

  tick(gateway: Gateway): void {
    gateway.take(gateway.machine.tick(this.timeOf(gateway)));
  }

  owners(tool: string): Gateway[] {
    return this.gateways.filter((gateway) => gateway.machine.mayServe(this.timeOf(gateway), tool));
  }

  /** What is wrong now, if anything is. */
  problem(): string | undefined {
    for (const tool of this.tools) {
      const owners = this.owners(tool);
      if (owners.length > 1) {
        return `${tool} has ${owners.map(({ name }) => name).join(" and ")} at ${this.now}`;
      }
      const [owner] = owners;
      if (owner === undefined) continue;
      const fence = owner.machine.fenceOf(tool);
      const before = this.#fences.get(tool);
      if (before !== undefined && before.gateway !== owner && before.fence >= fence) {
        return `${tool}: fence ${fence} of ${owner.name} is not above ${before.fence} of ${before.gateway.name}`;
      }
      if (before?.gateway !== owner) this.moves++;
      this.#fences.set(tool, { fence, gateway: owner });
    }
    return undefined;
  }

  /** All is well for so long: everything arrives at once, and time goes by tenths of a lease. `isDone` ends it early. */
  settle(time: number, isDone: () => boolean): number {
    const start = this.now;
    for (const gateway of this.gateways) gateway.isPaused = false;
    while (this.now - start < time) {
      for (let goesOn = true; goesOn;) {
        goesOn = false;
        for (const gateway of this.gateways) {
          while (this.tell(gateway, false)) goesOn = true;
          for (const flight of [...gateway.flights]) {
            if (flight.answer === undefined) this.arrive(flight);
            this.answer(gateway, flight, false);
            goesOn = true;
          }
        }
        const problem = this.problem();
        if (problem !== undefined) throw new Error(problem);
      }
      if (isDone()) break;
      this.now += TIMES.lease / 10;
      for (const gateway of this.gateways) this.tick(gateway);
    }
    return this.now - start;
  }
}
