// The model of two sides: a host and an equipment, each with its communication, the control of the equipment, and the
// HSMS session between them. Every test of this folder moves it by hand:
//
// - World: the two sides, what is under way, and the time. Actions (actions.ts) are all that can happen in it.
// - What carries out the effects here is what a handler will do, and nothing more.
// - Checker: collects which invariants were broken; broken_test.ts has models that break each of them.
// - recover: lets both sides run until they communicate. explore: visits every state to a depth.

import {
  admitToEquipment,
  admitToHost,
  communicate,
  type CommunicationInput,
  type CommunicationModel,
  type CommunicationOptions,
  control,
  type ControlInput,
  type ControlModel,
  type ControlOptions,
  equipmentMaySend,
  hostMaySend,
  startCommunication,
  startControl,
} from "../../../src/gem/mod.ts";
import { Checker } from "./checker.ts";
import { abortOf, type Body, type Message, primary, reply } from "./message.ts";

export type Side = "host" | "equipment";
export const SIDES = ["host", "equipment"] as const;

/** What a test may replace by something broken. */
export const PARTS = {
  communicate,
  control,
  admitToEquipment,
  admitToHost,
  equipmentMaySend,
  hostMaySend,
};
export type Parts = typeof PARTS;

/** How a world is made. */
export interface WorldPlan {
  readonly host: CommunicationOptions;
  readonly equipment: CommunicationOptions;
  readonly control: ControlOptions;
  readonly parts?: Partial<Parts>;
}

/** How a message is taken: an S1F13 may be denied, an S1F14 may be unreadable. */
export type Taken = "as it is" | "denied" | "garbled";

/** The state of a world, and what moves it. Nothing happens by itself. */
export class World {
  readonly checker: Checker;
  readonly plan: WorldPlan;
  readonly parts: Parts;
  now = 0;
  /** Whether the session is selected. */
  selected = false;
  nextId = 1;
  control: ControlModel;
  readonly models: Record<Side, CommunicationModel>;
  /** The transactions of each side that are open, the oldest first. */
  readonly open: Record<Side, Message[]> = { host: [], equipment: [] };
  /** What is under way to each side. */
  readonly to: Record<Side, Message[]> = { host: [], equipment: [] };

  constructor(plan: WorldPlan, from?: World) {
    this.plan = plan;
    this.parts = from?.parts ?? { ...PARTS, ...plan.parts };
    this.checker = from?.checker.copy() ?? new Checker();
    this.control = from?.control ?? startControl(plan.control).model;
    this.models = {
      host: from?.models.host ?? startCommunication(true, this.now, plan.host).model,
      equipment: from?.models.equipment ?? startCommunication(true, this.now, plan.equipment).model,
    };
    if (from === undefined) return;
    this.now = from.now;
    this.selected = from.selected;
    this.nextId = from.nextId;
    for (const side of SIDES) {
      this.open[side] = [...from.open[side]];
      this.to[side] = [...from.to[side]];
    }
  }

  /** The same world once more, which goes its own way from here. */
  copy(): World {
    return new World(this.plan, this);
  }

  /** The session is selected at both sides. */
  select(): void {
    this.selected = true;
    for (const side of SIDES) this.feed(side, { type: "selected" });
  }

  /** The session ends at both sides, and what is under way is lost. */
  cut(): void {
    this.selected = false;
    for (const side of SIDES) {
      this.to[side].length = 0;
      this.open[side].length = 0;
    }
    for (const side of SIDES) this.feed(side, { type: "deselected" });
  }

  /** The oldest open transaction of a side gets no answer in time. */
  expire(side: Side): void {
    const oldest = this.open[side].shift()!;
    if (side === "equipment") this.#put(side, primary(9, 9, false), 0);
    if (oldest.name === "S1F13") this.feed(side, { type: "T3" });
    else if (oldest.name === "S1F1") this.operate({ type: "failed" });
  }

  /** The time moves to the moment at which a side is due. */
  tick(side: Side): void {
    this.now = Math.max(this.now, this.models[side].due!);
    this.feed(side, { type: "tick" });
  }

  /** The host's user asks. */
  ask(body: Body): void {
    if (this.parts.hostMaySend(this.models.host, body)) this.#request("host", body);
  }

  /** Delivers what comes to a side next. */
  deliver(side: Side, taken: Taken): void {
    const message = this.to[side].shift()!;
    const isCommunicating = this.models[side].state === "communicating";
    const before = this.to[other(side)].length;
    const own = message.function % 2 === 0 ? this.#settle(side, message) : undefined;
    const verdict = side === "host"
      ? this.parts.admitToHost(this.models.host)
      : this.parts.admitToEquipment(this.#states, message, this.plan.control);
    if (own === undefined && message.function % 2 === 0) this.feed(side, { type: "message" });
    else if (verdict === "pass") this.#take(side, message, own, taken);
    else if (verdict === "discard") this.feed(side, { type: "message" });
    else this.#put(side, abortOf(message), message.id);
    const answers = this.to[other(side)].slice(before).filter(({ id }) => id === message.id);
    const isAnswered = side === "equipment" && (isCommunicating || message.name === "S1F13");
    if (message.function % 2 === 1 && isAnswered) this.checker.answered(message, answers.length);
  }

  /** Feeds the communication of a side, and carries out its effects. */
  feed(side: Side, input: CommunicationInput): void {
    const before = this.models[side];
    const { model, rows, effects } = this.parts.communicate(before, input, this.now, this.plan[side]);
    this.models[side] = model;
    this.checker.communicated(side, before, input, { model, rows, effects }, this.now);
    for (const effect of effects) {
      switch (effect.type) {
        case "S1F13":
          this.#request(side, primary(1, 13, true));
          break;
        case "S1F14":
          this.#put(side, { ...primary(1, 14, false), code: effect.commack }, this.#answering);
          break;
        case "stop":
          this.cut();
          break;
        case "communicating":
        case "not communicating":
          if (side === "equipment") this.operate({ type: effect.type });
          break;
        case "take out": // nothing waits to be sent in this world
      }
    }
    this.checker.asked(side, this.models[side], this.open[side]);
  }

  /** Feeds the control of the equipment, and carries out its effects. */
  operate(input: ControlInput): void {
    const before = this.control;
    const { model, rows, effects } = this.parts.control(before, input, this.plan.control);
    this.control = model;
    this.checker.controlled(before, input, { model, rows, effects }, this.plan.control);
    for (const effect of effects) {
      switch (effect.type) {
        case "S1F1":
          this.#request("equipment", primary(1, 1, true));
          break;
        case "S1F16":
          this.#put("equipment", { ...primary(1, 16, false), code: effect.oflack }, this.#answering);
          break;
        case "S1F18":
          this.#put("equipment", { ...primary(1, 18, false), code: effect.onlack }, this.#answering);
          break;
        case "event": {
          const states = { communication: this.models.equipment, control: before };
          const event = { ...primary(6, 11, true), event: effect.event };
          // The event of row 7 belongs to the state after it, the event of row 6 to the one before.
          const after = { ...states, control: model };
          const maySend = this.parts.equipmentMaySend;
          const offline = effect.event === "Equipment OFF-LINE";
          if (maySend(offline ? states : after, event, this.plan.control)) this.#request("equipment", event);
        }
      }
    }
  }

  /** The system bytes of the primary that is being taken. */
  #answering = 0;

  get #states() {
    return { communication: this.models.equipment, control: this.control };
  }

  /** The request of ours that a secondary answers; it is closed. */
  #settle(side: Side, message: Message): Message | undefined {
    const at = this.open[side].findIndex(({ id }) => id === message.id);
    return at < 0 ? undefined : this.open[side].splice(at, 1)[0];
  }

  #take(side: Side, message: Message, own: Message | undefined, taken: Taken): void {
    this.#answering = message.id;
    if (own?.name === "S1F13") {
      const commack = taken === "garbled" || message.function === 0 ? undefined : message.code;
      this.feed(side, { type: "S1F14", commack });
    } else if (own?.name === "S1F1") {
      this.operate({ type: message.function === 0 ? "failed" : "S1F2" });
    } else if (message.name === "S1F13") {
      this.feed(side, { type: "S1F13", commack: taken === "denied" ? 1 : 0 });
    } else if (side === "equipment" && (message.name === "S1F15" || message.name === "S1F17")) {
      this.operate({ type: message.name });
    } else if (message.wantsReply) {
      this.#put(side, reply(message), message.id);
    }
  }

  #request(side: Side, body: Body): void {
    const message = { ...body, id: this.nextId++ };
    this.open[side].push(message);
    this.#put(side, message, message.id);
  }

  #put(side: Side, body: Body, id: number): void {
    if (side === "equipment") this.checker.equipmentSends(body, this.models.equipment, this.control);
    else this.checker.hostSends(body, this.models.host);
    if (this.selected) this.to[other(side)].push({ ...body, id });
  }
}

/** The side at the other end. */
export function other(side: Side): Side {
  return side === "host" ? "equipment" : "host";
}
