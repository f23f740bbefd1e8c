import { SType } from "../../src/core/hsms/wire/codes.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../src/core/hsms/machine/machine_core.ts";
import type { Effect } from "../../src/core/hsms/machine/effect.ts";
import type { SessionState } from "../../src/core/hsms/machine/state.ts";
import { SystemBytes } from "../../src/core/hsms/machine/system_bytes.ts";
import type { HsmsTimeouts } from "../../src/core/hsms/timeouts.ts";
import type { Transaction } from "../../src/core/hsms/machine/transactions.ts";
import { kindOf, OpenRequests } from "./open_requests.ts";
import { machineOptions } from "../support/machine_options.ts";
import type { Checker } from "./checker.ts";
import { PeerTimes } from "./peer_times.ts";
import type { Side } from "./wire.ts";

/** How one side of a world is made. */
export interface PeerPlan {
  readonly active: boolean;
  /** HSMS-GS: the ids of its sessions. */
  readonly sessions?: readonly number[];
  readonly timeouts: HsmsTimeouts;
  /** The first system bytes. */
  readonly firstSystem: number;
  /** A broken machine, in the tests of the checker. */
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

/** One side of a world: its machine of this TCP connection, what waits around it, and what an observer knows of it. */
export class Peer {
  readonly name: Side;
  readonly plan: PeerPlan;
  readonly times: PeerTimes;
  readonly openRequests: OpenRequests;
  readonly systemBytes: SystemBytes;
  machine: Machine | undefined;
  /** What waits to be handed to the wire. */
  readonly queue: HsmsPacket[] = [];
  /** Primaries that wait for their reply. */
  readonly primaries: HsmsPacket[] = [];
  /** Data transactions that are open. */
  readonly transactions = new Set<Transaction>();
  /** Whether the machine asked for the end of TCP: gracefully, or at once. */
  ending: "no" | "graceful" | "at-once" = "no";
  /** The graceful end that the machine asked for is under way. */
  finished = false;
  /** This side was told to close, and does not come back. */
  closed = false;
  readonly states = new Map<number, SessionState>();
  readonly #checker: Checker;
  readonly #tags: Tags;
  readonly #issued: { readonly next: number };
  #generation = 0;

  constructor(name: Side, plan: PeerPlan, checker: Checker, tags: Tags) {
    this.name = name;
    this.plan = plan;
    this.times = new PeerTimes(plan.timeouts);
    this.openRequests = new OpenRequests(name, checker);
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

  /** Whether the machine takes commands. */
  get awake(): boolean {
    return this.machine !== undefined && this.ending === "no";
  }

  /** Whether data may pass. */
  get selected(): boolean {
    return this.awake && this.machine!.state === "selected";
  }

  /** TCP is up. */
  begin(generation: number, now: number): void {
    const { active, sessions, timeouts } = this.plan;
    this.#generation = generation;
    this.ending = "no";
    this.finished = false;
    for (const id of this.ids) this.states.set(id, "not-selected");
    this.times.begin(now);
    this.machine = new (this.plan.Machine ?? Machine)(
      now,
      machineOptions({
        active,
        sessions,
        timeouts,
        systemBytes: this.systemBytes,
      }),
    );
    this.feed(now, this.ids.length, () => {});
  }

  /** Gives the machine an input that may make it send up to `most` frames; `cause` is the frame that came in. */
  feed(now: number, most: number, input: (machine: Machine) => void, cause?: HsmsPacket): void {
    const machine = this.machine!;
    const wasSelected = machine.state === "selected";
    input(machine);
    const { outgoing, effects } = machine;
    this.#checker.sends(this.name, outgoing, most, cause);
    for (const packet of outgoing) this.#collect(packet, cause);
    outgoing.length = 0;
    for (const effect of effects) this.#onEffect(effect, now, wasSelected);
    effects.length = 0;
    this.times.selection(machine.state === "selected", now);
    this.#checker.deadline(this.name, machine.deadline, this.expectedDeadline);
  }

  /** A data request was opened, and waits to be handed over. */
  requested(transaction: Transaction, request: HsmsPacket): void {
    this.openRequests.opened(request.header, "data", transaction.timeout);
    this.transactions.add(transaction);
    this.queue.push(request);
  }

  /** This side is told to close. */
  close(now: number): void {
    this.closed = true;
    this.ending = "graceful";
    this.feed(now, this.ids.length, (machine) => machine.close());
  }

  /** TCP is gone. */
  end(now: number, cause: Error | undefined): void {
    this.ending = "at-once";
    this.feed(now, 0, (machine) => machine.disconnected(now, cause));
    this.openRequests.end();
    this.machine = undefined;
    this.ending = "no";
    this.transactions.clear();
    this.queue.length = 0;
    this.primaries.length = 0;
  }

  /** When an observer expects the machine to be due. */
  get expectedDeadline(): number | undefined {
    if (this.ending !== "no") return undefined;
    return this.times.deadline(this.openRequests);
  }

  #collect(packet: HsmsPacket, cause: HsmsPacket | undefined): void {
    const kind = kindOf(packet);
    if (kind !== undefined) this.openRequests.opened(packet.header, kind, this.plan.timeouts.t6);
    else if (packet.header.sType === SType.separateReq) this.openRequests.fresh(packet.header);
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
        this.ending = effect.error === undefined ? "graceful" : "at-once";
    }
  }

  #onChange(sessionId: number, to: SessionState): void {
    this.#checker.changes(this.name, this.states.get(sessionId)!, to);
    this.states.set(sessionId, to);
  }

  #onSettle({ transaction, outcome }: Effect & { type: "settle" }, now: number): void {
    const { reply } = outcome;
    if (transaction.kind === "linktest" && reply === undefined) this.times.missed(now);
    this.transactions.delete(transaction);
    this.openRequests.settled(transaction, outcome);
    if (reply === undefined) return;
    const { answers, forged, generation } = this.#tags;
    const primary = answers.get(reply);
    const born = generation.get(reply);
    if (primary !== undefined && primary.header !== transaction.request && !forged.has(primary)) {
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
