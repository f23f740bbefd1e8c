import { Events } from "../../core/base/mod.ts";
import { checkPut, type GatewayMessage, toolOf } from "../message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../sink.ts";

/** A sink in memory, for tests: it can be away, and can hold what it was given. */
export class MemorySink implements Sink {
  /** Its name in logs and metrics. */
  readonly name = "memory";
  /** What was put, in order, doubles too. */
  readonly messages: GatewayMessage[] = [];
  readonly #events = new Events<{ state: [SinkState] }>(() => {});
  #state: SinkState = { isUp: true };
  #held: (() => void)[] | undefined;

  /** Whether it takes messages now. */
  get state(): SinkState {
    return this.#state;
  }

  /** Takes a message, or holds it. */
  async put(message: GatewayMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    checkPut(message);
    if (!this.#state.isUp) throw new SinkAwayError(this.#state.why);
    if (this.#held !== undefined) await new Promise<void>((resolve) => this.#held!.push(resolve));
    this.messages.push(message);
  }

  /** The last message of a tool. */
  last(prefix: string): Promise<GatewayMessage | undefined> {
    if (!this.#state.isUp) return Promise.reject(new SinkAwayError(this.#state.why));
    return Promise.resolve(this.messages.findLast(({ subject }) => toolOf(subject) === prefix));
  }

  /** Calls `listener` when `state` has changed. */
  onState(listener: (state: SinkState) => void): () => void {
    return this.#events.on("state", listener);
  }

  /** From now on it takes nothing. */
  leave(why = "The memory is away"): void {
    this.#set({ isUp: false, why });
  }

  /** Takes messages again. */
  comeBack(): void {
    this.#set({ isUp: true });
  }

  /** From now on `put` does not end until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** Ends all puts that are held. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const resolve of held) resolve();
  }

  /** Ends. */
  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }

  #set(state: SinkState): void {
    this.#state = state;
    this.#events.emit("state", state);
  }
}
