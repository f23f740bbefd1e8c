import { assert, assertEquals } from "@std/assert";
import { HsmsHeader, HsmsPacket, HsmsTimeouts, SecsError, streamFunction } from "@secs/hsms";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../src/core/hsms/machine/machine_core.ts";
import { Checker } from "../model/checker.ts";
import { Peer, type Tags } from "../model/peer.ts";
import { anyMachinePlay, type MachineSetting, type MachineStep } from "./machine_steps.ts";
import type { Target } from "./target.ts";

/** What is under test; in the tests of the fuzz a broken one. */
export type MachineClass = new (now: number, options: MachineOptions) => Machine;

/** A machine, and what happens to it. */
export interface MachineInput {
  readonly setting: MachineSetting;
  readonly steps: readonly MachineStep[];
}

/** A machine keeps the invariants of tests/model, whatever comes and whenever; its commands throw only typed errors. */
export function machineTarget(Subject: MachineClass = Machine): Target<MachineInput> {
  return {
    name: "machine",
    share: 30,
    waits: false,
    inputs: anyMachinePlay,
    check: ({ setting, steps }) => {
      const play = new MachinePlay(setting, Subject);
      for (const step of steps) play.step(step);
      play.end();
    },
  };
}

/** One machine on one TCP connection after the other, watched by an observer. */
class MachinePlay {
  readonly #checker = new Checker();
  readonly #peer: Peer;
  #now = 1000;
  #generation = 1;

  constructor(setting: MachineSetting, Subject: MachineClass) {
    const { active, general, linktest, first } = setting;
    const timeouts = new HsmsTimeouts({ t3: 8, t6: 5, t7: 11, linktest, allowShort: true });
    const plan = {
      active,
      timeouts,
      firstSystem: first,
      ...(general && { sessions: [1, 2] }),
      Machine: configured(Subject, setting),
    };
    const tags: Tags = { answers: new WeakMap(), generation: new WeakMap(), forged: new WeakSet() };
    this.#peer = new Peer("left", plan, this.#checker, tags);
    this.#peer.begin(this.#generation, this.#now);
  }

  step(step: MachineStep): void {
    this.#take(step);
    this.#requireSound(JSON.stringify(step));
  }

  /** TCP goes down for good: every transaction has settled once. */
  end(): void {
    this.#disconnect();
    this.#requireSound("the end");
    const { opened, replied, failed } = this.#checker.tally;
    assertEquals(replied + failed, opened, "transactions that settled, of those that were opened");
  }

  #requireSound(when: string): void {
    const [violation] = this.#checker.violations;
    if (violation !== undefined) throw new Error(`${violation}, at ${when}`);
  }

  #take(step: MachineStep): void {
    const peer = this.#peer;
    switch (step.do) {
      case "packet":
        return this.#receive(this.#packet(step));
      case "tick":
        return this.#tick(step.ms);
      case "send":
        return this.#send();
      case "request":
        return this.#request(step.timeout, step.session);
      case "abort": {
        const open = [...peer.transactions];
        const transaction = open[step.which % open.length];
        if (transaction === undefined) return;
        return this.#feed(0, 1, (machine) => machine.abort(transaction, new Error("given up")));
      }
      case "linktest":
        return this.#feed(1, 0, (machine) => void machine.linktest());
      case "separate":
        return this.#feed(1, 4, (machine) => machine.separate(step.session, this.#now));
      case "close":
        if (peer.ending === "no") peer.close(this.#now);
        return;
      case "lost":
        this.#disconnect();
        return peer.begin(++this.#generation, this.#now);
      case "select":
      case "deselect": {
        const { do: command, session: id } = step;
        return this.#feed(1, 1, (machine) => void machine[command](id));
      }
    }
  }

  /** An input that makes the machine send and want so much and no more. */
  #feed(packets: number, effects: number, input: (machine: Machine) => void, cause?: HsmsPacket): void {
    this.#peer.feed(this.#now, packets, (machine) => {
      try {
        input(machine);
      } catch (error) {
        if (cause !== undefined || !(error instanceof SecsError)) throw error;
      }
      const { length } = machine.effects;
      assert(length <= effects, `${length} effects of one input, not ${effects}`);
    }, cause);
  }

  #receive(packet: HsmsPacket): void {
    if (this.#peer.ending === "no") this.#peer.times.heard(this.#now);
    this.#feed(1, 5, (machine) => machine.received(packet, this.#now), packet);
  }

  #tick(ms: number): void {
    const peer = this.#peer;
    this.#now += ms;
    this.#feed(1, 2 * peer.openRequests.all.size + 3, (machine) => machine.tick(this.#now));
    this.#checker.ticked(peer.name, peer.machine?.deadline, this.#now);
  }

  #send(): void {
    const peer = this.#peer;
    for (const packet of peer.queue.splice(0)) {
      peer.openRequests.sent(packet, this.#now);
      this.#feed(0, 0, (machine) => machine.sent(packet, this.#now));
    }
  }

  #request(timeout: number, sessionId: number): void {
    const peer = this.#peer;
    this.#feed(0, 0, (machine) => {
      const system = machine.nextSystem();
      const primary = streamFunction(1, 1, undefined, { sessionId, system, requireResponse: true });
      peer.requested(machine.request(primary.header, timeout), primary);
    });
  }

  #disconnect(): void {
    this.#peer.end(this.#now, new Error("the line was cut"));
  }

  #packet(step: MachineStep & { do: "packet" }): HsmsPacket {
    const open = Array.from(this.#peer.openRequests.all.keys());
    const request = step.open === null ? undefined : open[step.open % open.length];
    const header = new HsmsHeader({
      sessionId: step.session,
      stream: step.byte2 & 0x7f,
      requireResponse: step.byte2 > 0x7f,
      function: step.func,
      pType: step.pType,
      sType: step.sType,
      system: request?.system ?? step.system,
    });
    return new HsmsPacket(header, step.body ? Uint8Array.of(1, 0) : undefined);
  }
}

function configured(Subject: MachineClass, setting: MachineSetting): MachineClass {
  const { misses, maxOpen, maxRejects, rejectForeign, status } = setting;
  return class extends Subject {
    constructor(now: number, options: MachineOptions) {
      super(now, {
        ...options,
        maxLinktestMisses: misses,
        maxOpenTransactions: maxOpen,
        maxRejectsPerSecond: maxRejects,
        rejectForeign,
        admit: () => status,
      });
    }
  };
}
