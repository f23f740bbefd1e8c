import { SType } from "../../src/core/hsms/wire/codes.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../src/core/hsms/machine/machine_core.ts";
import type { Effect } from "../../src/core/hsms/machine/effect.ts";
import type { SessionState } from "../../src/core/hsms/machine/state.ts";
import { SystemBytes } from "../../src/core/hsms/machine/system_bytes.ts";
import type { HsmsTimeouts } from "../../src/core/hsms/timeouts.ts";
import type { Transaction } from "../../src/core/hsms/machine/transactions.ts";
import { Asked, kindOf } from "./asked.ts";
import type { Checker } from "./checker.ts";
import { PartyTimes } from "./party_times.ts";
import type { Side } from "./wire.ts";

/** How one side of a world is made. */
export interface PartyPlan {
  readonly active: boolean;
  /** HSMS-GS: the ids of its sessions. */
  readonly sessions?: readonly number[];
  readonly timeouts: HsmsTimeouts;
  /** The first system bytes. */
  readonly firstSystem: number;
  /** Broken machines stand here in the tests of the checker. */
  readonly Machine?: new (now: number, options: MachineOptions) => Machine;
  readonly SystemBytes?: new (start: number) => SystemBytes;
}

/** Which packet a packet answers, and on which TCP connection it went out. */
export interface Tags {
  readonly answers: WeakMap<HsmsPacket, HsmsPacket>;
  readonly generation: WeakMap<HsmsPacket, number>;
  /** What a hostile peer sent: an answer to it may be taken for an answer to a request. */
  readonly forged: WeakSet<HsmsPacket>;
}

/** One side of a world: its session of the moment, what waits around it, and what an onlooker knows of it. */
export class Party {
  readonly name: Side;
  readonly plan: PartyPlan;
  readonly times: PartyTimes;
  readonly asked: Asked;
  readonly systemBytes: SystemBytes;
  session: Machine | undefined;
  /** What waits to be handed to the wire. */
  readonly queue: HsmsPacket[] = [];
  /** Primaries that wait for their reply. */
  readonly primaries: HsmsPacket[] = [];
  /** Data requests that are open. */
  readonly requests = new Set<Transaction>();
  /** The session asked for the end of TCP: in good order, or at once. */
  ending: "no" | "in-order" | "at-once" = "no";
  /** The end in good order that the session asked for is under way. */
  finished = false;
  /** This side was told to close, and does not come back. */
  closed = false;
  readonly states = new Map<number, SessionState>();
  readonly #checker: Checker;
  readonly #tags: Tags;
  readonly #issued: { readonly next: number };
  #generation = 0;

  constructor(name: Side, plan: PartyPlan, checker: Checker, tags: Tags) {
    this.name = name;
    this.plan = plan;
    this.times = new PartyTimes(plan.timeouts);
    this.asked = new Asked(name, checker);
    this.systemBytes = new (plan.SystemBytes ?? SystemBytes)(plan.firstSystem);
    this.#issued = watchTake(this.systemBytes, plan.firstSystem);
    this.#checker = checker;
    this.#tags = tags;
  }

  /** The session ids; the one of HSMS-SS is 0xFFFF. */
  get ids(): readonly number[] {
    return this.plan.sessions ?? [0xffff];
  }

  /** The system bytes that the next message of its own will have, unless they are in use. */
  get nextSystem(): number {
    return this.#issued.next;
  }

  /** Whether the session may be asked for anything. */
  get awake(): boolean {
    return this.session !== undefined && this.ending === "no";
  }

  /** Whether data may pass. */
  get selected(): boolean {
    return this.awake && this.session!.state === "selected";
  }

  /** TCP is up. */
  begin(generation: number, now: number): void {
    const { active, sessions, timeouts } = this.plan;
    this.#generation = generation;
    this.ending = "no";
    this.finished = false;
    for (const id of this.ids) this.states.set(id, "not-selected");
    this.times.begin(now);
    this.session = new (this.plan.Machine ?? Machine)(now, {
      active,
      sessionId: 0,
      controlSessionId: 0xffff,
      sessions,
      timeouts,
      systemBytes: this.systemBytes,
      peer: "peer",
      maxLinktestMisses: 1,
      maxOpenTransactions: 100,
      maxRejectsPerSecond: 100,
      rejectForeign: false,
      admit: () => 0,
    });
    this.feed(now, this.ids.length, () => {});
  }

  /** Gives the session an input that may make it send up to `most` frames; `cause` is the frame that came in. */
  feed(now: number, most: number, input: (session: Machine) => void, cause?: HsmsPacket): void {
    const session = this.session!;
    const wasSelected = session.state === "selected";
    input(session);
    const { outgoing, effects } = session;
    this.#checker.sends(this.name, outgoing, most, cause);
    for (const packet of outgoing) this.#collect(packet, cause);
    outgoing.length = 0;
    for (const effect of effects) this.#onEffect(effect, now, wasSelected);
    effects.length = 0;
    this.times.selection(session.state === "selected", now);
    this.#checker.deadline(this.name, session.deadline, this.expectedDeadline);
  }

  /** A data request was opened, and waits to be handed over. */
  requested(transaction: Transaction, request: HsmsPacket): void {
    this.asked.opened(request.header, "data", transaction.timeout);
    this.requests.add(transaction);
    this.queue.push(request);
  }

  /** This side is told to close. */
  close(now: number): void {
    this.closed = true;
    this.ending = "in-order";
    this.feed(now, this.ids.length, (session) => session.close());
  }

  /** TCP is gone. */
  end(now: number, cause: Error | undefined): void {
    this.ending = "at-once";
    this.feed(now, 0, (session) => session.disconnected(now, cause));
    this.asked.end();
    this.session = undefined;
    this.ending = "no";
    this.requests.clear();
    this.queue.length = 0;
    this.primaries.length = 0;
  }

  /** When an onlooker expects the session to be due. */
  get expectedDeadline(): number | undefined {
    if (this.ending !== "no") return undefined;
    return this.times.deadline(this.asked);
  }

  #collect(packet: HsmsPacket, cause: HsmsPacket | undefined): void {
    const kind = kindOf(packet);
    if (kind !== undefined) this.asked.opened(packet.header, kind, this.plan.timeouts.t6);
    else if (packet.header.sType === SType.separateReq) this.asked.fresh(packet.header);
    else if (cause !== undefined) this.#tags.answers.set(packet, cause);
    this.queue.push(packet);
  }

  #onEffect(effect: Effect, now: number, wasSelected: boolean): void {
    switch (effect.type) {
      case "settle":
        return this.#onSettle(effect, now);
      case "selected":
        return this.#onChange(effect.sessionId, "selected");
      case "deselected":
        return this.#onChange(effect.sessionId, effect.to);
      case "primary":
        this.#checker.tally.primaries++;
        if (!wasSelected) this.#checker.fail("selection", this.name, "data was delivered while not selected");
        if (effect.packet.header.requireResponse) this.primaries.push(effect.packet);
        return;
      case "timer":
        this.#checker.tally.expired++;
        if (effect.timer === "T7" && wasSelected) {
          this.#checker.fail("t7", this.name, "T7 ended a selected session");
        }
        return;
      case "disconnect":
        this.ending = effect.error === undefined ? "in-order" : "at-once";
    }
  }

  #onChange(sessionId: number, to: SessionState): void {
    this.#checker.changes(this.name, this.states.get(sessionId)!, to);
    this.states.set(sessionId, to);
  }

  #onSettle({ transaction, outcome }: Effect & { type: "settle" }, now: number): void {
    const { reply } = outcome;
    if (transaction.kind === "linktest" && reply === undefined) this.times.missed(now);
    this.requests.delete(transaction);
    this.asked.settled(transaction, outcome);
    if (reply === undefined) return;
    const { answers, forged, generation } = this.#tags;
    const asked = answers.get(reply);
    const born = generation.get(reply);
    if (asked !== undefined && asked.header !== transaction.request && !forged.has(asked)) {
      this.#checker.fail(
        "replies",
        this.name,
        `${transaction.request.name} settled by another's reply`,
      );
    }
    if (born !== undefined && born !== this.#generation) {
      this.#checker.fail("generations", this.name, `settled by a reply of generation ${born}`);
    }
  }
}

/** Notes which system bytes were taken last. */
function watchTake(systemBytes: SystemBytes, first: number): { readonly next: number } {
  const issued = { next: first };
  const take = systemBytes.take.bind(systemBytes);
  systemBytes.take = (inUse) => {
    const system = take(inUse);
    issued.next = (system + 1) % 2 ** 32;
    return system;
  };
  return issued;
}
