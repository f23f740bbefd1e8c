import { type Clock, Deferred } from "../../core/base/mod.ts";
import type { GatewayMessage, MessageKind } from "../message.ts";
import type { Sink } from "../sink.ts";
import type { ToolCounters } from "./counters.ts";

/** Maximum number of messages of a tool that are with the sink; the next one waits. */
const MAX_UNDER_WAY = 256;

/** What is told of a message. */
export interface OutboxEnds {
  /** The sink has it, after so many ms. */
  readonly onPut?: (ms: number) => void;
  /** It has it not, or says nothing for too long: why, as a sentence without a full stop. */
  readonly onFailed?: (why: string) => void;
}

/** Messages of one tool on their way to the sink, in order. */
export class Outbox {
  readonly #sink: Sink;
  readonly #clock: Clock;
  readonly #counters: ToolCounters;
  readonly #patience: number;
  readonly #ending = new AbortController();
  #tail: Promise<void> = Promise.resolve();
  #room: Deferred<void> | undefined;
  readonly #underWay = new Set<Promise<void>>();

  /** `patience`: how long the sink may take for a message before it is told as failed, in ms. */
  constructor(sink: Sink, clock: Clock, counters: ToolCounters, patience: number) {
    this.#patience = patience;
    this.#sink = sink;
    this.#clock = clock;
    this.#counters = counters;
  }

  /** Makes a message once those before it are made, and puts it. Resolves once it is with the sink, and not yet there. */
  add(kind: MessageKind, make: () => Promise<GatewayMessage>, ends: OutboxEnds = {}): Promise<void> {
    this.#tail = this.#tail.then(() => this.#begin(kind, make, ends));
    return this.#tail;
  }

  /** Waits until all messages are there, or have failed; what hangs is given up with the signal. */
  async drained(): Promise<void> {
    await this.#tail;
    await Promise.all(this.#underWay);
  }

  /** Gives up what is under way. */
  abort(): void {
    this.#ending.abort(new Error("The tool is not served any more"));
    this.#room?.resolve();
  }

  async #begin(
    kind: MessageKind,
    make: () => Promise<GatewayMessage>,
    { onPut, onFailed }: OutboxEnds,
  ): Promise<void> {
    const counters = this.#counters;
    const { signal } = this.#ending;
    const since = this.#clock.now();
    while (counters.underWay >= MAX_UNDER_WAY && !signal.aborted) {
      this.#room ??= new Deferred();
      await this.#room.promise;
    }
    let message: GatewayMessage;
    try {
      signal.throwIfAborted();
      message = await make();
    } catch (error) {
      counters.notPut++;
      if (!signal.aborted) onFailed?.(sentenceOf(error));
      return;
    }
    counters.underWay++;
    const cancel = onFailed === undefined ? () => {} : this.#clock.schedule(
      () => onFailed(`no word of the sink within ${this.#patience} ms`),
      this.#patience,
    );
    const done: Promise<void> = this.#sink.put(message, signal).then(() => {
      counters.put[kind] = (counters.put[kind] ?? 0) + 1;
      const took = this.#clock.now() - since;
      counters.lastMs = took;
      counters.slowestMs = Math.max(counters.slowestMs, took);
      counters.totalMs += took;
      onPut?.(took);
    }).catch((error) => {
      counters.notPut++;
      if (!signal.aborted) onFailed?.(sentenceOf(error));
    }).finally(() => {
      cancel();
      counters.underWay--;
      this.#underWay.delete(done);
      this.#room?.resolve();
      this.#room = undefined;
    });
    this.#underWay.add(done);
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
