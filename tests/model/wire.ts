import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";

/** The two ends of a wire. */
export type Side = "left" | "right";

/** Both ends, in the order in which they are looked at. */
export const SIDES: readonly Side[] = ["left", "right"];

/** The end at which what `side` sends comes out. */
export function otherSide(side: Side): Side {
  return side === "left" ? "right" : "left";
}

/** One frame under way, with what tells where it came from. */
export interface Frame {
  readonly packet: HsmsPacket;
  /** The TCP connection that it was handed to. */
  readonly generation: number;
  /** Its place among everything handed to that connection. */
  readonly serial: number;
  /** No machine sent it: a hostile peer did. */
  readonly forged: boolean;
}

/** What comes out of a wire: a frame, a FIN, or an RST. */
export type Arrival = Frame | "fin" | "rst";

/**
 * One TCP connection: a pair of FIFO queues, moved by hand.
 *
 * A wire never duplicates, reorders or alters; the broken ones of the tests do.
 */
export class Wire {
  readonly generation: number;
  /** What is under way to each side. */
  readonly to: Readonly<Record<Side, Arrival[]>> = { left: [], right: [] };
  #serial = 0;
  /** Sides that no longer read: what is sent there is lost. */
  readonly #gone = new Set<Side>();

  constructor(generation: number) {
    this.generation = generation;
  }

  /** Sends a frame to `side`. */
  send(side: Side, packet: HsmsPacket, forged = false): void {
    const { generation } = this;
    const frame: Frame = { packet, generation, serial: this.#serial++, forged };
    if (!this.#gone.has(side) && !this.#ended(side)) this.to[side].push(frame);
  }

  /** `from` ends gracefully: what it sent still arrives. */
  finish(from: Side): void {
    const side = otherSide(from);
    if (!this.#gone.has(side) && !this.#ended(side)) this.to[side].push("fin");
  }

  /** `from` is gone at once: what it sent is lost, and so is what is sent to it. */
  reset(from: Side): void {
    const side = otherSide(from);
    this.#gone.add(from);
    this.to[from].length = 0;
    if (this.#gone.has(side)) return;
    this.to[side].length = 0;
    this.to[side].push("rst");
  }

  /** Takes the next arrival for `side`. */
  take(side: Side): Arrival | undefined {
    return this.to[side].shift();
  }

  #ended(side: Side): boolean {
    return typeof this.to[side].at(-1) === "string";
  }
}
