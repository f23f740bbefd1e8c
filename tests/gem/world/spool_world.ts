// A spool and an observer, who counts what went in and what came out by the rules of E30.

import {
  emptySpool,
  messagesOf,
  restoreSpool,
  saveSpool,
  spool,
  type Spoolable,
  spoolCount,
  type SpoolEffect,
  type SpoolInput,
  type SpoolModel,
  type SpoolOptions,
  type SpoolStep,
} from "../../../src/gem/mod.ts";

/** A message with a number. */
export interface Numbered extends Spoolable {
  readonly id: number;
}

/** What a test may replace by something broken. */
export const SPOOL_PARTS = { spool: spool<Numbered>, restoreSpool: restoreSpool<Numbered> };
export type SpoolParts = typeof SPOOL_PARTS;

/** What is done to a spool. */
export type SpoolAction = SpoolInput<Numbered>["type"] | "long message" | "not named" | "purge" | "power";

/** All of it. */
export const SPOOL_ACTIONS: readonly SpoolAction[] = [
  "lost",
  "message",
  "long message",
  "not named",
  "S6F23",
  "purge",
  "answered",
  "refused",
  "failed",
  "power",
];

/** A spool, and what an observer knows of it. */
export class SpoolWorld {
  readonly options: SpoolOptions;
  readonly parts: SpoolParts;
  violation: string | undefined;
  model: SpoolModel<Numbered> = emptySpool();
  /** The messages that must be in the spool, the oldest first. */
  content: Numbered[] = [];
  /** The message that was told to be transmitted. */
  open: Numbered | undefined;
  /** Number of messages that left the spool, or did not come in, since row 1. */
  gone = 0;
  nextId = 1;

  constructor(options: SpoolOptions, parts: SpoolParts = SPOOL_PARTS) {
    this.options = options;
    this.parts = parts;
  }

  copy(): SpoolWorld {
    const { content, ...rest } = this;
    return Object.assign(new SpoolWorld(this.options, this.parts), rest, { content: [...content] });
  }

  /** Two worlds with the same text go on in the same ways. */
  get key(): string {
    const { load, unload, queue, open, transmitted } = this.model;
    const waiting = messagesOf(queue).map(({ bytes }) => bytes);
    const counted = this.options.maxTransmit === 0 ? 0 : transmitted;
    return JSON.stringify([load, unload, waiting, open?.bytes, counted]);
  }

  run(action: SpoolAction): void {
    if (action === "power") return this.#power();
    const { model } = this;
    const step = this.parts.spool(model, this.#inputOf(action), this.nextId, this.options);
    this.model = step.model;
    this.#watch(model, step, action);
  }

  /** The host asks until the spool is inactive; false if it never is. */
  drain(): boolean {
    for (let left = 2 * spoolCount(this.model) + 2; left > 0 && this.model.load !== "inactive"; left--) {
      if (this.open !== undefined) this.run("answered");
      else this.run("S6F23");
    }
    return this.model.load === "inactive";
  }

  #inputOf(action: Exclude<SpoolAction, "power">): SpoolInput<Numbered> {
    switch (action) {
      case "S6F23":
        return { type: "S6F23", rsdc: 0 };
      case "purge":
        return { type: "S6F23", rsdc: 1 };
      case "message":
      case "long message":
      case "not named": {
        const bytes = action === "long message" ? 2 : 1;
        const stream = action === "not named" ? 10 : 6;
        return { type: "message", message: { stream, function: 1, bytes, id: this.nextId++ } };
      }
      default:
        return { type: action };
    }
  }

  #power(): void {
    const { model } = this;
    const step = this.parts.restoreSpool(saveSpool(model));
    this.model = step.model;
    if (step.rows[0] !== 8) this.#fail("row 8", `rows ${step.rows}`);
    this.#watch(model, { ...step, rows: step.rows.slice(1) }, "power");
  }

  #watch(before: SpoolModel<Numbered>, step: SpoolStep<Numbered>, action: SpoolAction): void {
    const { model, rows, effects } = step;
    if (rows.includes(1)) this.gone = 0;
    const wasOpen = this.open;
    for (const effect of effects) this.#apply(effect, before);
    if (rows.includes(6)) this.open = undefined;
    const messages = [...this.open === undefined ? [] : [this.open], ...messagesOf(model.queue)];
    if (messages.map(({ id }) => id).join() !== this.content.map(({ id }) => id).join()) {
      this.#fail("content", `${messages.map(({ id }) => id)}, not ${this.content.map(({ id }) => id)}`);
    }
    if (model.open !== this.open) this.#fail("open", `${model.open?.id}, not ${this.open?.id}`);
    if (model.total !== spoolCount(model) + this.gone) {
      this.#fail("count", `total ${model.total}, actual ${spoolCount(model)}, gone ${this.gone}`);
    }
    const bytes = this.content.reduce((sum, message) => sum + message.bytes, 0);
    if (this.content.length > this.options.maxMessages || bytes > this.options.maxBytes) {
      this.#fail("bounded", `${this.content.length} messages, ${bytes} bytes`);
    }
    if (before.load === "full" && model.load === "not-full") this.#fail("full", `ended by ${action}`);
    this.#watchEvents(step, wasOpen !== undefined && this.open === undefined, action);
    if (!["message", "long message", "not named"].includes(action)) return;
    const outcomes = effects.filter(({ type }) => ["send", "stored", "dropped"].includes(type));
    if (outcomes.length !== 1) this.#fail("outcome", `${outcomes.length} of a message`);
    const isSent = outcomes[0]?.type === "send";
    if (isSent !== (before.load === "inactive")) {
      this.#fail("outcome", `${outcomes[0]?.type} in ${before.load}`);
    }
  }

  #watchEvents({ rows, effects }: SpoolStep<Numbered>, ended: boolean, action: SpoolAction): void {
    const events = effects.flatMap((effect) => effect.type === "event" ? [effect.event] : []);
    const isFailure = rows.includes(6) && ended && ["lost", "failed", "power"].includes(action);
    const expected = [
      ...rows.includes(1) ? ["Spooling Activated"] : [],
      ...rows.includes(3) ? ["Spooling Deactivated"] : [],
      ...isFailure ? ["Spool Transmit Failure"] : [],
    ];
    if (events.join() !== expected.join()) {
      this.#fail("events", `${events.join() || "none"}, not ${expected.join() || "none"}, by ${action}`);
    }
  }

  #apply(effect: SpoolEffect<Numbered>, before: SpoolModel<Numbered>): void {
    switch (effect.type) {
      case "stored":
        this.content.push(effect.message);
        break;
      case "dropped":
        if (effect.why === "no room") this.gone++;
        break;
      case "removed": {
        const isOpen = effect.why !== "overwritten";
        const at = isOpen || this.open === undefined ? 0 : 1;
        if (this.content[at] !== effect.message) {
          this.#fail("order", `${effect.message.id} was ${effect.why}`);
        }
        if (isOpen) {
          if (this.open !== effect.message) this.#fail("open", `${effect.message.id} was not under way`);
          this.open = undefined;
        }
        this.content = this.content.filter((message) => message !== effect.message);
        this.gone++;
        break;
      }
      case "purged":
        if (effect.count !== this.content.length) this.#fail("purged", `${effect.count}`);
        this.gone += this.content.length;
        this.content = [];
        break;
      case "transmit":
        if (this.open !== undefined) this.#fail("open", "two are under way");
        if (this.content[0] !== effect.message) this.#fail("order", `${effect.message.id} is transmitted`);
        this.open = effect.message;
        break;
      case "S6F24": {
        const rsda = before.load === "inactive" ? 2 : before.unload === "no-output" ? 0 : 1;
        if (effect.rsda !== rsda) this.#fail("RSDA", `${effect.rsda}, not ${rsda}`);
      }
    }
  }

  #fail(invariant: string, what: string): void {
    this.violation ??= `${invariant}: ${what}`;
  }
}
