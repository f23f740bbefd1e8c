import { assert, assertEquals } from "@std/assert";
import { HsmsHeader, HsmsPacket, HsmsTimeouts, SecsError, streamFunction } from "@secs/hsms";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../src/core/hsms/machine/machine_core.ts";
import { Checker } from "../model/checker.ts";
import { Party, type Tags } from "../model/party.ts";
import { anySessionPlay, type SessionSetting, type SessionStep } from "./session_steps.ts";
import type { Target } from "./target.ts";

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type SessionClass = new (now: number, options: MachineOptions) => Machine;

/** A session, and what happens to it. */
export interface SessionInput {
  readonly setting: SessionSetting;
  readonly steps: readonly SessionStep[];
}

/** A session keeps the invariants of tests/model, whatever comes and whenever; its commands throw typed errors alone. */
export function sessionTarget(Subject: SessionClass = Machine): Target<SessionInput> {
  return {
    name: "session",
    share: 30,
    waits: false,
    inputs: anySessionPlay,
    check: ({ setting, steps }) => {
      const play = new SessionPlay(setting, Subject);
      for (const step of steps) play.step(step);
      play.end();
    },
  };
}

/** One session on one TCP connection after the other, watched by an onlooker. */
class SessionPlay {
  readonly #checker = new Checker();
  readonly #party: Party;
  #now = 1000;
  #generation = 1;

  constructor(setting: SessionSetting, Subject: SessionClass) {
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
    this.#party = new Party("left", plan, this.#checker, tags);
    this.#party.begin(this.#generation, this.#now);
  }

  step(step: SessionStep): void {
    this.#take(step);
    this.#complain(JSON.stringify(step));
  }

  /** TCP goes down for good: every transaction has settled once. */
  end(): void {
    this.#lose();
    this.#complain("the end");
    const { opened, replied, failed } = this.#checker.tally;
    assertEquals(replied + failed, opened, "transactions that settled, of those that were opened");
  }

  #complain(when: string): void {
    const [violation] = this.#checker.violations;
    if (violation !== undefined) throw new Error(`${violation}, at ${when}`);
  }

  #take(step: SessionStep): void {
    const party = this.#party;
    switch (step.do) {
      case "packet":
        return this.#receive(this.#packet(step));
      case "tick":
        return this.#tick(step.ms);
      case "hand":
        return this.#hand();
      case "request":
        return this.#request(step.timeout, step.session);
      case "abort": {
        const open = [...party.requests];
        const transaction = open[step.which % open.length];
        if (transaction === undefined) return;
        return this.#feed(0, 1, (session) => session.abort(transaction, new Error("given up")));
      }
      case "linktest":
        return this.#feed(1, 0, (session) => void session.linktest());
      case "separate":
        return this.#feed(1, 4, (session) => session.separate(step.session, this.#now));
      case "close":
        if (party.ending === "no") party.close(this.#now);
        return;
      case "lost":
        this.#lose();
        return party.begin(++this.#generation, this.#now);
      case "select":
      case "deselect": {
        const { do: command, session: id } = step;
        return this.#feed(1, 1, (session) => void session[command](id));
      }
    }
  }

  /** An input that makes the session send and want so much and no more. */
  #feed(packets: number, effects: number, input: (session: Machine) => void, cause?: HsmsPacket): void {
    this.#party.feed(this.#now, packets, (session) => {
      try {
        input(session);
      } catch (error) {
        if (cause !== undefined || !(error instanceof SecsError)) throw error;
      }
      const { length } = session.effects;
      assert(length <= effects, `${length} effects of one input, not ${effects}`);
    }, cause);
  }

  #receive(packet: HsmsPacket): void {
    if (this.#party.ending === "no") this.#party.times.heard(this.#now);
    this.#feed(1, 5, (session) => session.received(packet, this.#now), packet);
  }

  #tick(ms: number): void {
    const party = this.#party;
    this.#now += ms;
    this.#feed(1, 2 * party.asked.open.size + 3, (session) => session.tick(this.#now));
    this.#checker.ticked(party.name, party.session?.deadline, this.#now);
  }

  #hand(): void {
    const party = this.#party;
    for (const packet of party.queue.splice(0)) {
      party.asked.sent(packet, this.#now);
      this.#feed(0, 0, (session) => session.sent(packet, this.#now));
    }
  }

  #request(timeout: number, sessionId: number): void {
    const party = this.#party;
    this.#feed(0, 0, (session) => {
      const system = session.nextSystem();
      const primary = streamFunction(1, 1, undefined, { sessionId, system, requireResponse: true });
      party.requested(session.request(primary, timeout), primary);
    });
  }

  #lose(): void {
    this.#party.end(this.#now, new Error("the line was cut"));
  }

  #packet(step: SessionStep & { do: "packet" }): HsmsPacket {
    const open = Array.from(this.#party.asked.open.keys());
    const asked = step.open === null ? undefined : open[step.open % open.length];
    const header = new HsmsHeader({
      sessionId: step.session,
      stream: step.byte2 & 0x7f,
      requireResponse: step.byte2 > 0x7f,
      function: step.func,
      pType: step.pType,
      sType: step.sType,
      system: asked?.system ?? step.system,
    });
    return new HsmsPacket(header, step.body ? Uint8Array.of(1, 0) : undefined);
  }
}

function configured(Subject: SessionClass, setting: SessionSetting): SessionClass {
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
