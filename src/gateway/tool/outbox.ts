import { type Clock, Deferred } from "../../core/base/mod.ts";
import type { GatewayMessage, MessageKind } from "../message.ts";
import type { Sink } from "../sink.ts";
import type { ToolCounters } from "./counters.ts";

/** Maximum number of messages of a tool that are with the sink; the next one waits. */
const MAX_UNDER_WAY = 256;

/** Messages of one tool on their way to the sink, in order. */
export class Outbox {
  readonly #sink: Sink;
  readonly #clock: Clock;
  readonly #counters: ToolCounters;
  readonly #ending = new AbortController();
  #tail: Promise<void> = Promise.resolve();
  #room: Deferred<void> | undefined;
  readonly #underWay = new Set<Promise<void>>();

  constructor(sink: Sink, clock: Clock, counters: ToolCounters) {
    this.#sink = sink;
    this.#clock = clock;
    this.#counters = counters;
  }

  /** Makes a message once those before it are made, and puts it. Resolves once it is with the sink, and not yet there. */
  add(kind: MessageKind, make: () => Promise<GatewayMessage>, onPut: () => void): Promise<void> {
    this.#tail = this.#tail.then(() => this.#begin(kind, make, onPut));
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

  async #begin(kind: MessageKind, make: () => Promise<GatewayMessage>, onPut: () => void): Promise<void> {
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
    } catch {
      counters.notPut++;
      return;
    }
    counters.underWay++;
    const done: Promise<void> = this.#sink.put(message, signal).then(() => {
      counters.put[kind] = (counters.put[kind] ?? 0) + 1;
      const took = this.#clock.now() - since;
      counters.lastMs = took;
      counters.slowestMs = Math.max(counters.slowestMs, took);
      counters.totalMs += took;
      onPut();
    }).catch(() => void counters.notPut++).finally(() => {
      counters.underWay--;
      this.#underWay.delete(done);
      this.#room?.resolve();
      this.#room = undefined;
    });
    this.#underWay.add(done);
  }
}
