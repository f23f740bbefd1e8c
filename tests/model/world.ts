// The model: two machines on a wire, which every test of this folder moves by hand. Who is who:
//
// - World: two peers, the wire between them, and the time. Actions (actions.ts) are all that can happen in it.
// - Peer: one side: its machine, what waits around it, and what an observer knows of it (PeerTimes, OpenRequests).
// - Wire: one TCP connection.
// - Checker: collects which invariants were broken; broken.ts has machines that break each of them.
// - recover: lets both sides run until they are selected. explore: visits every state to a depth.
//
// Pair (pair.ts) is something else: two whole handlers over a memory network, for a month of virtual time.

import { HsmsClosedError } from "../../src/core/hsms/errors.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { Checker } from "./checker.ts";
import { Peer, type PeerPlan, type Tags } from "./peer.ts";
import { type Frame, otherSide, type Side, SIDES, Wire } from "./wire.ts";

/** How a world is made. */
export interface WorldPlan {
  readonly left: PeerPlan;
  readonly right: PeerPlan;
  /** A broken wire, in the tests of the checker. */
  readonly Wire?: new (generation: number) => Wire;
}

/**
 * Two peers and the wire between them. Nothing happens by itself: each frame is handed over and delivered, and time
 * moves, when it is told to. A world that is told the same twice goes the same way twice.
 */
export class World {
  readonly checker = new Checker();
  readonly peers: Readonly<Record<Side, Peer>>;
  now = 1000;
  wire: Wire;
  generation = 0;
  readonly #plan: WorldPlan;
  readonly #tags: Tags = { answers: new WeakMap(), generation: new WeakMap(), forged: new WeakSet() };

  constructor(plan: WorldPlan) {
    this.#plan = plan;
    this.peers = {
      left: new Peer("left", plan.left, this.checker, this.#tags),
      right: new Peer("right", plan.right, this.checker, this.#tags),
    };
    this.wire = new (plan.Wire ?? Wire)(0);
    this.connect();
  }

  /** Whether TCP is down at both sides. */
  get isDown(): boolean {
    return this.peers.left.machine === undefined && this.peers.right.machine === undefined;
  }

  /** Whether a side was told to close. */
  get isClosed(): boolean {
    return this.peers.left.closed || this.peers.right.closed;
  }

  /** When the next machine is due. */
  get next(): number | undefined {
    const dues = SIDES.map((side) => this.peers[side].machine?.deadline ?? Infinity);
    const next = Math.min(...dues);
    return next === Infinity ? undefined : next;
  }

  /** A new TCP connection. */
  connect(): void {
    this.generation++;
    this.checker.tally.generations++;
    this.wire = new (this.#plan.Wire ?? Wire)(this.generation);
    for (const side of SIDES) this.peers[side].begin(this.generation, this.now);
  }

  /** Hands everything that waits at `side` to the wire. */
  send(side: Side): void {
    const peer = this.peers[side];
    for (const packet of peer.queue) {
      this.#tags.generation.set(packet, this.generation);
      this.wire.send(otherSide(side), packet);
      peer.openRequests.sent(packet, this.now);
      peer.feed(this.now, 0, (machine) => machine.sent(packet, this.now));
    }
    peer.queue.length = 0;
  }

  /** Delivers what comes out of the wire next. */
  deliver(side: Side): void {
    const arrival = this.wire.take(side);
    const peer = this.peers[side];
    if (arrival === undefined) return;
    if (typeof arrival === "object") return this.#receive(peer, arrival);
    if (arrival === "fin") this.#end(otherSide(side), undefined);
    this.#end(side, new HsmsClosedError("closed-by-peer", "the peer ended the connection"));
  }

  /** Time moves to `now`, and each machine that is due is told. */
  tick(now: number): void {
    this.now = Math.max(this.now, now);
    for (const side of SIDES) {
      const { machine } = this.peers[side];
      if (machine?.deadline !== undefined && machine.deadline <= this.now) this.#tick(this.peers[side]);
    }
  }

  /** Carries out the end of TCP that a machine asked for. */
  finish(side: Side): void {
    const peer = this.peers[side];
    if (peer.ending === "graceful") {
      this.send(side);
      this.wire.finish(side);
      peer.finished = true;
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

  #receive(peer: Peer, frame: Frame): void {
    if (peer.machine === undefined) return;
    this.checker.delivers(peer.name, this.generation, frame);
    if (frame.forged) this.#tags.forged.add(frame.packet);
    if (peer.ending === "no") peer.times.heard(this.now);
    peer.feed(this.now, 1, (machine) => machine.received(frame.packet, this.now), frame.packet);
  }

  #tick(peer: Peer): void {
    peer.feed(this.now, 1, (machine) => machine.tick(this.now));
    this.checker.ticked(peer.name, peer.machine?.deadline, this.now);
  }

  #end(side: Side, cause: Error | undefined): void {
    const peer = this.peers[side];
    if (peer.machine !== undefined) peer.end(this.now, cause);
  }
}
