import { HsmsClosedError, HsmsStateError } from "../../core/mod.ts";
import type { SecsMessage } from "../../secs/mod.ts";
import { append, messagesOf, queueOf, type SpoolQueue, takeOldest } from "../models/spool_queue.ts";
import type { SpoolEffect, SpoolInput } from "../models/spooling.ts";
import { NotGranted } from "./inquire.ts";
import { codeOf, type MessageLoss, type OutgoingEvent, type OutgoingMessage } from "./outgoing.ts";
import type { SpoolKeeper } from "./spool_keeper.ts";

/** What a {@linkcode Sender} needs of its owner. */
export interface SenderOwner {
  /** Sends a message; resolves with its reply, or with undefined if it wants none. */
  transmit(message: OutgoingMessage): Promise<SecsMessage | undefined>;
  /** Triggers a collection event of the spool. */
  trigger(event: string): void;
  /** The time of day, in ms. */
  now(): number;
  /** Tells what became of a message. */
  tell(event: OutgoingEvent): void;
}

/** How much a {@linkcode Sender} does at once. */
export interface SenderLimits {
  /** Maximum number of messages that wait for an answer. */
  readonly maxOpen: number;
  /** Maximum number of messages that wait to be sent. */
  readonly maxWaiting: number;
  /** Maximum number of bytes of their bodies. */
  readonly maxWaitingBytes: number;
}

/**
 * Sends what an equipment has to say to one host, in the order in which it was said. While the host cannot be reached, a
 * spool keeps it, or it is lost, and that is told.
 */
export class Sender {
  readonly #owner: SenderOwner;
  readonly #spool: SpoolKeeper;
  readonly #limits: SenderLimits;
  #waiting: SpoolQueue<OutgoingMessage> = queueOf<OutgoingMessage>([]);
  /** Were sent, and have no answer yet; in their order. */
  readonly #open = new Set<OutgoingMessage>();
  /** Communication is switched on. */
  #isEnabled = false;
  #isCommunicating = false;
  /** The replies that have to go first. */
  readonly #holds = new Set<unknown>();
  /** The spooled message that is to be sent. */
  #toTransmit: OutgoingMessage | undefined;
  /** Number of times that a spooled message was to be transmitted: what becomes of the last one counts. */
  #transmissions = 0;

  constructor(owner: SenderOwner, spool: SpoolKeeper, limits: SenderLimits) {
    this.#owner = owner;
    this.#spool = spool;
    this.#limits = limits;
  }

  /** Number of messages that wait to be sent or answered, without those in the spool. */
  get pending(): number {
    return this.#waiting.count + this.#open.size;
  }

  /** Whether communication is switched on. */
  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  /** The spool as it was before power off. */
  restore(): void {
    this.#isEnabled = true; // what power off ended is told in the spool
    this.#follow(this.#spool.restore(), Promise.resolve());
    this.#isEnabled = false;
  }

  /** A message is to be sent. */
  post(message: OutgoingMessage): void {
    if (!this.#isEnabled) this.#lose(message, "disabled");
    else if (this.#spool.isActive) this.#change({ type: "message", message });
    else this.#enqueue(message);
  }

  /** Communication is switched on. */
  enable(): void {
    this.#isEnabled = true;
  }

  /** The host is COMMUNICATING. */
  start(): void {
    this.#isCommunicating = true;
    this.#pump();
  }

  /** Communication was lost, or could not be established: what waits goes to the spool, if it is enabled. */
  lost(): void {
    const taken = this.#takeAll();
    this.#change({ type: "lost" });
    for (const message of taken) {
      if (this.#spool.isActive) this.#change({ type: "message", message });
      else this.#lose(message, "not communicating");
    }
  }

  /** Communication was switched off: what waits is dropped. A spool is frozen: nothing comes into it or leaves it. */
  stop(): void {
    const taken = this.#takeAll();
    this.#change({ type: "failed" });
    this.#isEnabled = false;
    for (const message of taken) this.#lose(message, "disabled");
  }

  /** Nothing is sent until `release`: a reply has to go first. */
  hold(reply: unknown): void {
    this.#holds.add(reply);
  }

  /** The reply is with the network, or lost. */
  release(reply: unknown): void {
    this.#holds.delete(reply);
    this.#pump();
  }

  /** S6F23; RSDA. The messages of the spool go out after `release`, if the sender is held. */
  requestSpool(rsdc: 0 | 1): 0 | 1 | 2 {
    let answer: 0 | 1 | 2 = 0;
    for (const effect of this.#change({ type: "S6F23", rsdc })) {
      if (effect.type === "S6F24") answer = effect.rsda;
    }
    return answer;
  }

  #takeAll(): OutgoingMessage[] {
    const taken = [...this.#open, ...messagesOf(this.#waiting)];
    this.#open.clear();
    this.#waiting = queueOf<OutgoingMessage>([]);
    this.#toTransmit = undefined;
    this.#isCommunicating = false;
    this.#holds.clear();
    return taken;
  }

  #enqueue(message: OutgoingMessage): void {
    if (!this.#isCommunicating) return this.#lose(message, "not communicating");
    const { maxWaiting, maxWaitingBytes } = this.#limits;
    const { count, bytes } = this.#waiting;
    if (count >= maxWaiting || bytes + message.bytes > maxWaitingBytes) {
      return this.#lose(message, "too many wait");
    }
    this.#waiting = append(this.#waiting, message);
    this.#pump();
  }

  #pump(): void {
    while (this.#isCommunicating && this.#holds.size === 0) {
      const spooled = this.#toTransmit;
      if (spooled !== undefined) {
        this.#toTransmit = undefined;
        this.#transmit(spooled);
      }
      if (this.#waiting.count === 0 || this.#open.size >= this.#limits.maxOpen) return;
      const { message, queue } = takeOldest(this.#waiting)!;
      this.#waiting = queue;
      this.#send(message);
    }
  }

  #send(message: OutgoingMessage): void {
    this.#open.add(message);
    this.#owner.transmit(message).then(
      (reply) => {
        if (this.#open.delete(message)) this.#answered(message, reply);
        this.#pump();
      },
      (error) => {
        if (!isLost(error) && this.#open.delete(message)) this.#failed(message, error);
        this.#pump();
      },
    );
  }

  /** Sends the oldest message of the spool: it stays there until it is answered. */
  #transmit(message: OutgoingMessage): void {
    const isOpen = this.#isTransmitting(message);
    this.#owner.transmit(message).then(
      (reply) => {
        if (!isOpen()) return;
        this.#answered(message, reply);
        this.#change({ type: "answered" });
      },
      (error) => {
        if (isLost(error) || !isOpen()) return;
        this.#failed(message, error);
        this.#change({ type: error instanceof NotGranted ? "refused" : "failed" });
      },
    );
  }

  /** Whether a spooled message is still the one that is transmitted, and by the same request of the host. */
  #isTransmitting(message: OutgoingMessage): () => boolean {
    const transmission = this.#transmissions;
    return () => this.#spool.model.open === message && transmission === this.#transmissions;
  }

  /** A reply that cannot be read is one: the host has the message. */
  #answered(message: OutgoingMessage, reply: SecsMessage | undefined): void {
    try {
      const code = codeOf(reply);
      if (code !== 0) this.#tell({ type: "message-refused", message, code });
    } catch (error) {
      this.#unanswered(message, error as Error);
    }
  }

  #failed(message: OutgoingMessage, error: Error): void {
    if (error instanceof NotGranted) this.#tell({ type: "message-refused", message, code: error.code });
    else this.#unanswered(message, error);
  }

  #unanswered(message: OutgoingMessage, error: Error): void {
    this.#tell({ type: "message-unanswered", message, error });
  }

  #change(input: SpoolInput<OutgoingMessage>): readonly SpoolEffect<OutgoingMessage>[] {
    const { effects, saved } = this.#spool.change(input, this.#owner.now());
    this.#follow(effects, saved);
    return effects;
  }

  #follow(effects: readonly SpoolEffect<OutgoingMessage>[], saved: Promise<unknown>): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          this.#enqueue(effect.message);
          break;
        case "transmit":
          this.#transmitOnce(effect.message, saved);
          break;
        case "dropped":
          this.#lose(effect.message, effect.why);
          break;
        case "removed":
          if (effect.why === "overwritten") this.#lose(effect.message, effect.why);
          break;
        case "full":
          this.#tell({ type: "spooling", state: "full" });
          break;
        case "event":
          this.#tellSpooling(effect.event);
          this.#owner.trigger(effect.event);
      }
    }
  }

  /** Once what was before is durable: a message that is sent twice after power off is at most this one. */
  #transmitOnce(message: OutgoingMessage, saved: Promise<unknown>): void {
    this.#transmissions++;
    const isOpen = this.#isTransmitting(message);
    saved.then(() => {
      if (!isOpen()) return;
      this.#toTransmit = message;
      this.#pump();
    });
  }

  #tellSpooling(event: string): void {
    if (event === "Spooling Activated") this.#tell({ type: "spooling", state: "active" });
    if (event === "Spooling Deactivated") this.#tell({ type: "spooling", state: "inactive" });
  }

  /** After the step that it is about: a listener may send something. */
  #tell(event: OutgoingEvent): void {
    Promise.resolve().then(() => this.#owner.tell(event));
  }

  #lose(message: OutgoingMessage, why: MessageLoss): void {
    this.#tell({ type: "message-lost", message, why });
  }
}

/** The link has ended: `lost` or `stop` follows, which takes the message out. */
function isLost(error: unknown): boolean {
  return error instanceof HsmsClosedError || error instanceof HsmsStateError;
}
