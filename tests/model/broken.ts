// Broken machines and wires, each of which breaks one invariant: they prove that the checker looks.

import { SType } from "../../src/core/hsms/wire/codes.ts";
import { deselectRsp, rejectReq } from "../../src/core/hsms/wire/messages.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import type { Effect } from "../../src/core/hsms/machine/effect.ts";
import { SystemBytes } from "../../src/core/hsms/machine/system_bytes.ts";
import { type Arrival, type Side, Wire } from "./wire.ts";

/** Settles each transaction twice. */
export class SettlesTwice extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    super.received(packet, now);
    this.effects.push(...this.effects.filter(({ type }) => type === "settle"));
  }
}

/** Leaves what is open to its fate when TCP goes down. */
export class Forgets extends Machine {
  override disconnected(now: number, cause: Error | undefined): void {
    super.disconnected(now, cause);
    this.effects.length = 0;
  }
}

/** Settles every transaction with the first reply that ever came, also on later TCP connections. */
export function repeatsReplies(): new (...args: ConstructorParameters<typeof Machine>) => Machine {
  let first: HsmsPacket | undefined;
  return class extends Machine {
    override received(packet: HsmsPacket, now: number): void {
      super.received(packet, now);
      for (const [at, effect] of this.effects.entries()) {
        if (effect.type !== "settle" || effect.transaction.kind !== "data") continue;
        first ??= effect.outcome.reply;
        if (first !== undefined) this.effects[at] = { ...effect, outcome: { reply: first } };
      }
    }
  };
}

/** Settles what was open on the last TCP connection on the next one too. */
export function settlesLater(): new (...args: ConstructorParameters<typeof Machine>) => Machine {
  const kept: Effect[] = [];
  return class extends Machine {
    override disconnected(now: number, cause: Error | undefined): void {
      super.disconnected(now, cause);
      kept.push(...this.effects.filter(({ type }) => type === "settle"));
    }

    override received(packet: HsmsPacket, now: number): void {
      super.received(packet, now);
      this.effects.push(...kept.splice(0));
    }
  };
}

/** Lets T7 run on while it is selected. */
export class NeverStopsT7 extends Machine {
  readonly #began: number;

  constructor(...args: ConstructorParameters<typeof Machine>) {
    super(...args);
    this.#began = args[0];
  }

  override get deadline(): number | undefined {
    return Math.min(super.deadline ?? Infinity, this.#began + 11);
  }

  override tick(now: number): void {
    super.tick(now);
    if (now < this.#began + 11) return;
    this.effects.push({ type: "timer", timer: "T7", after: 11 }, {
      type: "disconnect",
      error: new Error("T7"),
    });
  }
}

/** Is due at once, for ever. */
export class AlwaysDue extends Machine {
  #now = 0;

  override get deadline(): number | undefined {
    return this.#now === 0 ? super.deadline : this.#now;
  }

  override tick(now: number): void {
    super.tick(now);
    this.#now = now;
  }
}

/** Rejects a Reject. */
export class RejectsRejects extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    super.received(packet, now);
    if (packet.header.sType === SType.rejectReq) this.outgoing.push(rejectReq(packet, 1));
  }
}

/** Answers everything twice. */
export class AnswersTwice extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    super.received(packet, now);
    this.outgoing.push(...this.outgoing);
  }
}

/** Never answers a Select.req. */
export class NeverSelects extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    if (packet.header.sType !== SType.selectReq) super.received(packet, now);
  }
}

/** Answers a Deselect.req, and stays selected. */
export class StaysSelected extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    if (packet.header.sType === SType.deselectReq) this.outgoing.push(deselectRsp(packet));
    else super.received(packet, now);
  }
}

/** Delivers what comes while it is not selected. */
export class DeliversAnyTime extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    super.received(packet, now);
    if (packet.header.sType === SType.data) this.effects.push({ type: "primary", packet, known: true });
  }
}

/** Tells of a change that did not happen. */
export class InventsChanges extends Machine {
  override tick(now: number): void {
    super.tick(now);
    this.effects.push({ type: "deselected", sessionId: 0xffff, to: "not-selected" });
  }
}

/** Gives the same number every time. */
export class SameBytes extends SystemBytes {
  override take(): number {
    return 7;
  }
}

/** Delivers each frame twice. */
export class DoublesFrames extends Wire {
  override take(side: Side): Arrival | undefined {
    const arrival = super.take(side);
    const last = this.#doubled.has(arrival);
    if (arrival !== undefined && !last) this.to[side].unshift(arrival);
    this.#doubled.add(arrival);
    return arrival;
  }
  readonly #doubled = new Set<Arrival | undefined>();
}

/** Swaps two frames that are under way. */
export class SwapsFrames extends Wire {
  override take(side: Side): Arrival | undefined {
    const { length } = this.to[side];
    return length > 1 ? this.to[side].splice(1, 1)[0] : super.take(side);
  }
}

/** Wires that keep what was under way when the line was cut, for the next TCP connection. */
export function leakyWires(): new (generation: number) => Wire {
  const kept: Arrival[] = [];
  return class Leaky extends Wire {
    constructor(generation: number) {
      super(generation);
      this.to.right.push(...kept.splice(0));
    }

    override send(...args: Parameters<Wire["send"]>): void {
      super.send(...args);
      if (args[0] === "right") kept.push(this.to.right.at(-1)!);
    }
  };
}
