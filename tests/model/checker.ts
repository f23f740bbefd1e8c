import { RejectReason, SType } from "../../src/core/hsms/wire/codes.ts";
import { nextState, type SessionEvent, type SessionState } from "../../src/core/hsms/machine/state.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import type { Frame } from "./wire.ts";

/** What happened in all, so that three runtimes can be compared. */
export interface Tally {
  /** Frames that reached a machine. */
  delivered: number;
  /** Data messages that reached the owner of a machine. */
  primaries: number;
  /** Transactions that were opened, and how they ended. */
  opened: number;
  replied: number;
  failed: number;
  /** TCP connections. */
  generations: number;
  /** Rejects that were sent. */
  rejects: number;
  /** Timers that ran out. */
  expired: number;
}

const EVENTS: readonly SessionEvent[] = [
  "connect",
  "select",
  "deselect",
  "separate",
  "timeout",
  "disconnect",
];

/**
 * Collects what broke an invariant. What happens is told to it as facts; it knows nothing of how machines work, so
 * that a broken one cannot deceive it.
 */
export class Checker {
  /** Each begins with the invariant's name. */
  readonly violations: string[] = [];
  readonly tally: Tally = {
    delivered: 0,
    primaries: 0,
    opened: 0,
    replied: 0,
    failed: 0,
    generations: 0,
    rejects: 0,
    expired: 0,
  };
  /** The last frame that came out at each side. */
  readonly #last = new Map<string, Frame>();

  /** Something broke an invariant. */
  fail(invariant: string, who: string, what: string): void {
    this.violations.push(`${invariant}: ${who}: ${what}`);
  }

  /** A frame reaches a machine: of this generation, once, and in order. */
  delivers(who: string, generation: number, frame: Frame): void {
    this.tally.delivered++;
    const last = this.#last.get(who);
    this.#last.set(who, frame);
    if (frame.generation !== generation) {
      this.fail(
        "generations",
        who,
        `a frame of generation ${frame.generation} came in generation ${generation}`,
      );
    } else if (last?.generation === generation && last.serial >= frame.serial) {
      this.fail("wire", who, `frame ${frame.serial} came after frame ${last.serial}`);
    }
  }

  /**
   * What one input made a machine send: bounded, and nothing in answer to a Reject. A Reject 4 of data is no question: the
   * machine selects again what the peer has lost.
   */
  sends(who: string, packets: readonly HsmsPacket[], most: number, cause: HsmsPacket | undefined): void {
    if (packets.length > most) {
      this.fail("bounded", who, `${packets.length} frames for one input, not ${most}`);
    }
    const selectsAgain = cause?.header.function === RejectReason.notSelected &&
      cause.header.byte2 === SType.data && packets.every(({ header }) => header.sType === SType.selectReq);
    if (cause?.header.sType === SType.rejectReq && packets.length > 0 && !selectsAgain) {
      this.fail("rejects", who, `answered a Reject with ${packets[0]!.header.name}`);
    }
    for (const packet of packets) if (packet.header.sType === SType.rejectReq) this.tally.rejects++;
  }

  /** A session changed its state: from what it was, along the table. */
  changes(who: string, from: SessionState, to: SessionState): void {
    const allowed = from !== to && EVENTS.some((event) => nextState(from, event) === to);
    if (!allowed) this.fail("table", who, `${from} to ${to}`);
  }

  /** A machine was given the time: its deadline lies ahead, or its alarm would be due without end. */
  ticked(who: string, deadline: number | undefined, now: number): void {
    if (deadline !== undefined && deadline <= now) {
      this.fail("busy-loop", who, `after tick(${now}) the deadline is ${deadline}`);
    }
  }

  /** A machine's deadline is the least of what may run, by the rules of E37. */
  deadline(who: string, actual: number | undefined, expected: number | undefined): void {
    if (actual !== expected) this.fail("deadline", who, `the deadline is ${actual}, not ${expected}`);
  }
}
