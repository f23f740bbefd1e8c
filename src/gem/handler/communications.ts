import { Alarm, contain, requireInteger } from "../../core/base/mod.ts";
import { type Clock, type HsmsEventOf, HsmsTimeoutError, systemClock } from "../../core/mod.ts";
import type {
  SecsEstablishCommunications,
  SecsHandler,
  SecsIdentity,
  SecsMessage,
  SecsRole,
} from "../../secs/mod.ts";
import {
  communicate,
  type CommunicationEffect,
  type CommunicationInput,
  type CommunicationModel,
  type CommunicationOptions,
  startCommunication,
} from "../models/communication.ts";
import { refusal } from "./acknowledge.ts";
import type { MeaningOf } from "./meanings.ts";
import { Attempt, type AttemptOutcome } from "./attempt.ts";
import { establishBy, establishTo } from "./establish.ts";
import type { GemHandlerOptions } from "./options.ts";

const DEFAULT_TIMEOUT = 10;
const LONGEST_TIMEOUT = 0xffff;

type EstablishAttempt = Attempt<SecsEstablishCommunications>;
type EstablishOutcome = AttemptOutcome<SecsEstablishCommunications>;

/** Who is told what becomes of one side's communications. */
export interface CommunicationsOwner {
  /** What the codes of the peer mean. */
  readonly meaningOf: MeaningOf;
  /** The messages that wait to be sent have to go. */
  takeOut(): void;
  /** All communication has to stop. */
  stop(): void;
  /** It is COMMUNICATING. */
  communicating(identity: SecsIdentity | undefined): void;
  /** It is not COMMUNICATING any more. */
  notCommunicating(why: string): void;
  /** An attempt has failed; the next one comes in `retryIn` ms. */
  failed(error: Error, retryIn: number | undefined): void;
}

/** Runs E30's communication state model on a SecsHandler: sessions, S1F13, S1F14 and the time go in, S1F13 goes out. */
export class Communications {
  readonly #secs: SecsHandler<SecsRole>;
  readonly #owner: CommunicationsOwner;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #identity: SecsIdentity | undefined;
  readonly #onEstablish: GemHandlerOptions["onEstablish"];
  #options: CommunicationOptions;
  #model: CommunicationModel;
  /** Our own S1F13, while its answer counts. */
  #attempt: EstablishAttempt | undefined;
  /** Number of sessions so far: an answer counts in the session of its request only. */
  #session = 0;
  /** What is to be done, and why. */
  readonly #effects: (readonly [effect: CommunicationEffect, why: string])[] = [];
  #isBusy = false;
  /** What the peer said that it is. */
  peer: SecsIdentity | undefined;

  /** `identity`: what an equipment says that it is. */
  constructor(
    secs: SecsHandler<SecsRole>,
    identity: SecsIdentity | undefined,
    options: GemHandlerOptions,
    owner: CommunicationsOwner,
  ) {
    const { establishTimeout = DEFAULT_TIMEOUT, passive = false, clock = systemClock, onEstablish } = options;
    this.#secs = secs;
    this.#owner = owner;
    this.#identity = identity;
    this.#onEstablish = onEstablish;
    this.#clock = clock;
    this.#options = { role: secs.role, passive, delay: milliseconds(establishTimeout) };
    this.#model = startCommunication(false, clock.now(), this.#options).model;
    this.#alarm = new Alarm(clock, () => this.feed({ type: "tick" }));
    const { session } = secs;
    session.on("selected", () => this.#onSelected());
    session.on("deselected", (event) => this.#onDeselected(event));
    session.on("late-reply", (event) => this.#onLateReply(event));
    secs.register(establishTo(secs.role), (peer, message) => this.#onS1F13(peer, message));
    if (session.connectionState === "selected") this.#onSelected();
  }

  /** Where the model is. */
  get model(): CommunicationModel {
    return this.#model;
  }

  /** EstablishCommunicationsTimeout, in seconds. */
  get timeout(): number {
    return this.#options.delay / 1000;
  }

  set timeout(seconds: number) {
    this.#options = { ...this.#options, delay: milliseconds(seconds) };
  }

  /** Takes an S1F14 that has come in; to be called before a message is judged that may have come right after it. */
  look(): void {
    this.#attempt?.look();
  }

  /** All ends. The session counts no more, although it ends a little later: `enable` may come before that. */
  disable(why: string): void {
    this.#session++;
    this.feed({ type: "disable" }, why);
    this.feed({ type: "deselected" });
  }

  /** Takes an input, and does what the model wants done; `why` says for people why communications end by it. */
  feed(input: CommunicationInput, why = ""): void {
    const { state } = this.#model;
    const { model, effects } = communicate(this.#model, input, this.#clock.now(), this.#options);
    this.#model = model;
    if (!model.asked) {
      if (state === "communicating" || model.state === "disabled") this.#attempt?.drop();
      this.#attempt = undefined;
    }
    if (model.due === undefined) this.#alarm.stop();
    else this.#alarm.set(model.due);
    for (const effect of effects) this.#effects.push([effect, why]);
    this.#carryOut();
  }

  /** One after the other: what a listener sets off comes after what its step has left to do. */
  #carryOut(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#effects.shift(); next !== undefined; next = this.#effects.shift()) {
      const [effect, why] = next;
      contain(() => this.#do(effect, why), (error) => this.#secs.connection.report(error));
    }
    this.#isBusy = false;
  }

  #do({ type }: CommunicationEffect, why: string): void {
    switch (type) {
      case "S1F13": // unless a listener has ended what it was for meanwhile
        return this.#model.asked && this.#attempt === undefined ? this.#ask() : undefined;
      case "S1F14":
        return; // the model is told of an S1F13 once it is answered
      case "take out":
        return this.#owner.takeOut();
      case "stop":
        return this.#owner.stop();
      case "communicating":
        return this.#owner.communicating(this.peer);
      case "not communicating":
        return this.#owner.notCommunicating(why);
    }
  }

  #ask(): void {
    const body = establishBy(this.#secs.role);
    const attempt: EstablishAttempt = new Attempt(
      this.#secs,
      body,
      () => this.#secs.request(body, this.#identity),
      (outcome) => this.#onOutcome(attempt, outcome),
    );
    this.#attempt = attempt;
  }

  #onOutcome(attempt: EstablishAttempt, outcome: EstablishOutcome): void {
    const error = "error" in outcome ? outcome.error : this.#refusal(outcome.answer.COMMACK);
    if (attempt === this.#attempt) {
      this.#attempt = undefined;
      this.#onAnswer(outcome, error);
    } else if (error !== undefined) this.#fail(error);
  }

  #onAnswer(outcome: EstablishOutcome, error: Error | undefined): void {
    const crossed = this.#model.state === "communicating";
    if ("answer" in outcome) {
      if (error === undefined) this.peer = outcome.answer.IDENTITY ?? this.peer;
      this.feed({ type: "S1F14", commack: outcome.answer.COMMACK });
    } else if (error instanceof HsmsTimeoutError) this.feed({ type: "T3" }, error.message);
    else this.feed({ type: "S1F14", commack: undefined });
    if (error !== undefined && !crossed) this.#fail(error);
  }

  /** The error for what the peer answered our S1F13 with; undefined if it accepts. */
  #refusal(commack: number): Error | undefined {
    if (commack === 0) return undefined;
    const by = this.#secs.role === "host" ? "equipment" : "host";
    return refusal("S1F13", "COMMACK", commack, { by, meaningOf: this.#owner.meaningOf });
  }

  #fail(error: Error): void {
    const { due } = this.#model;
    this.#owner.failed(error, due === undefined ? undefined : Math.max(0, due - this.#clock.now()));
  }

  #onSelected(): void {
    this.#session++;
    this.peer = undefined;
    this.feed({ type: "selected" });
  }

  #onDeselected({ to }: HsmsEventOf<"deselected">): void {
    this.#session++;
    const { name } = this.#secs;
    const why = to === "not-connected" ? `The connection with ${name} has ended` : `${name} is deselected`;
    this.feed({ type: "deselected" }, why);
  }

  /** A second answer to one request is no message of its own: a peer that sends two of each would be asked for ever. */
  #onLateReply({ why }: HsmsEventOf<"late-reply">): void {
    if (why === "answered") return;
    this.look();
    this.feed({ type: "message" });
  }

  #onS1F13(
    peer: SecsIdentity | undefined,
    message: SecsMessage,
  ): SecsEstablishCommunications | Promise<SecsEstablishCommunications> {
    const session = this.#session;
    const answer = (commack: number): SecsEstablishCommunications => {
      requireInteger("COMMACK", commack, 0, 255);
      if (message.requireResponse) message.afterReply(() => this.#onAnswered(peer, commack, session));
      return { COMMACK: commack, IDENTITY: this.#identity };
    };
    const commack = this.#onEstablish?.(peer) ?? 0;
    return typeof commack === "number" ? answer(commack) : commack.then(answer);
  }

  /** Row 15 begins once S1F14 is with the network. */
  #onAnswered(peer: SecsIdentity | undefined, commack: number, session: number): void {
    if (session !== this.#session) return;
    if (commack === 0) this.peer = peer ?? this.peer;
    this.feed({ type: "S1F13", commack });
    if (commack !== 0) this.#fail(refusal("S1F13", "COMMACK", commack, { by: this.#secs.role }));
  }
}

function milliseconds(seconds: number): number {
  return 1000 * requireInteger("establishTimeout", seconds, 0, LONGEST_TIMEOUT);
}
