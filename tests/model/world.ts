import { HsmsClosedError } from "../../src/core/hsms/errors.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { Checker } from "./checker.ts";
import { Party, type PartyPlan, type Tags } from "./party.ts";
import { type Frame, otherSide, type Side, SIDES, Wire } from "./wire.ts";

/** How a world is made. */
export interface WorldPlan {
  readonly left: PartyPlan;
  readonly right: PartyPlan;
  /** A broken wire stands here in the tests of the checker. */
  readonly Wire?: new (generation: number) => Wire;
}

/**
 * Two parties and the wire between them. Nothing happens by itself: each frame is handed over and delivered, and time
 * moves, when it is told to. A world that is told the same twice goes the same way twice.
 */
export class World {
  readonly checker = new Checker();
  readonly parties: Readonly<Record<Side, Party>>;
  now = 1000;
  wire: Wire;
  generation = 0;
  readonly #plan: WorldPlan;
  readonly #tags: Tags = { answers: new WeakMap(), generation: new WeakMap(), forged: new WeakSet() };

  constructor(plan: WorldPlan) {
    this.#plan = plan;
    this.parties = {
      left: new Party("left", plan.left, this.checker, this.#tags),
      right: new Party("right", plan.right, this.checker, this.#tags),
    };
    this.wire = new (plan.Wire ?? Wire)(0);
    this.connect();
  }

  /** Whether TCP is down at both sides. */
  get isDown(): boolean {
    return this.parties.left.session === undefined && this.parties.right.session === undefined;
  }

  /** Whether a side was told to close. */
  get isClosed(): boolean {
    return this.parties.left.closed || this.parties.right.closed;
  }

  /** When the next session is due. */
  get next(): number | undefined {
    const dues = SIDES.map((side) => this.parties[side].session?.deadline ?? Infinity);
    const next = Math.min(...dues);
    return next === Infinity ? undefined : next;
  }

  /** A new TCP connection. */
  connect(): void {
    this.generation++;
    this.checker.tally.generations++;
    this.wire = new (this.#plan.Wire ?? Wire)(this.generation);
    for (const side of SIDES) this.parties[side].begin(this.generation, this.now);
  }

  /** Hands everything that waits at `side` to the wire. */
  hand(side: Side): void {
    const party = this.parties[side];
    for (const packet of party.queue) {
      this.#tags.generation.set(packet, this.generation);
      this.wire.send(otherSide(side), packet);
      party.asked.sent(packet, this.now);
      party.feed(this.now, 0, (session) => session.sent(packet, this.now));
    }
    party.queue.length = 0;
  }

  /** Delivers what comes out of the wire next. */
  deliver(side: Side): void {
    const parcel = this.wire.take(side);
    const party = this.parties[side];
    if (parcel === undefined) return;
    if (typeof parcel === "object") return this.#receive(party, parcel);
    if (parcel === "fin") this.#end(otherSide(side), undefined);
    this.#end(side, new HsmsClosedError("closed-by-peer", "the peer ended the connection"));
  }

  /** Time moves to `now`, and whoever is due is told. */
  tick(now: number): void {
    this.now = Math.max(this.now, now);
    for (const side of SIDES) {
      const { session } = this.parties[side];
      if (session?.deadline !== undefined && session.deadline <= this.now) this.#tick(this.parties[side]);
    }
  }

  /** Carries out the end of TCP that a session asked for. */
  finish(side: Side): void {
    const party = this.parties[side];
    if (party.ending === "in-order") {
      this.hand(side);
      this.wire.finish(side);
      party.finished = true;
    } else {
      this.wire.reset(side);
      this.#end(side, new Error("dropped here"));
    }
  }

  /** The line is cut: what is under way is lost, and both sides learn of it. */
  cut(): void {
    for (const side of SIDES) {
      this.wire.to[side].length = 0;
      this.#end(side, new Error("the line was cut"));
    }
  }

  /** Notes which packet a packet answers. */
  answers(reply: HsmsPacket, primary: HsmsPacket): void {
    this.#tags.answers.set(reply, primary);
  }

  #receive(party: Party, frame: Frame): void {
    if (party.session === undefined) return;
    this.checker.delivers(party.name, this.generation, frame);
    if (frame.forged) this.#tags.forged.add(frame.packet);
    if (party.ending === "no") party.times.heard(this.now);
    party.feed(this.now, 1, (session) => session.received(frame.packet, this.now), frame.packet);
  }

  #tick(party: Party): void {
    party.feed(this.now, 1, (session) => session.tick(this.now));
    this.checker.ticked(party.name, party.session?.deadline, this.now);
  }

  #end(side: Side, cause: Error | undefined): void {
    const party = this.parties[side];
    if (party.session !== undefined) party.end(this.now, cause);
  }
}
