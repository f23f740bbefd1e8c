import { type Clock, Deferred } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { AttemptSpacing } from "./attempt_spacing.ts";

/** What an {@linkcode AttemptLoop} drives; only `open` and `spacing` may fail. */
export interface AttemptLoopOwner {
  readonly clock: Clock;
  /** See TransportSource. */
  open(signal: AbortSignal, ready: () => void): Promise<Transport>;
  /** Begins to serve a connection, and calls `loop.lost` once it is gone. */
  serve(transport: Transport, loop: AttemptLoop): void;
  /** A connection came up after the loop was stopped: it is dropped. */
  refuse(transport: Transport): void;
  /** Ends the connection that is served, gracefully. */
  close(): void;
  /** An attempt failed; the next one comes in `retryIn` ms. */
  failed(error: Error, retryIn: number): void;
  /** When attempts may start. */
  spacing(): AttemptSpacing;
}

/**
 * What goes on between an `enable` and its `disable`, one step after the other: `waiting` for the loop before this one,
 * `opening`, `serving`, `pausing`, then `opening` again. What one step needs is let go with it.
 */
export class AttemptLoop {
  readonly #owner: AttemptLoopOwner;
  #step: "waiting" | "opening" | "serving" | "pausing" | "over" = "waiting";
  #stopping = false;
  #spacing: AttemptSpacing | undefined;
  /** Of the callers that wait for the first attempt to be ready; undefined once it is. */
  #ready: Deferred<void> | undefined = new Deferred();
  /** Of the callers that wait for the end. */
  #ended: Deferred<void> | undefined;
  #attempt: AbortController | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(owner: AttemptLoopOwner) {
    this.#owner = owner;
  }

  /** Whether the loop has ended. */
  get over(): boolean {
    return this.#step === "over";
  }

  /** Resolves when the first attempt is ready, or when the loop has ended before that; rejects if it cannot start. */
  get ready(): Promise<void> {
    return this.#ready?.promise ?? Promise.resolve();
  }

  /** Begins, once `before` is over. */
  start(before: Promise<void> | undefined): void {
    if (before === undefined) this.#begin();
    else before.then(() => this.#begin());
  }

  /** Ends the step that goes on, and then the loop; resolves at its end. */
  stop(): Promise<void> {
    this.#stopping = true;
    const { promise } = this.#ended = new Deferred();
    if (this.#step === "opening") this.#attempt?.abort();
    else if (this.#step === "serving") this.#owner.close();
    else if (this.#step === "pausing") this.#endPause();
    return promise;
  }

  /** The connection that was served is gone. */
  lost(): void {
    if (!this.#stopping) this.#spacing!.lost(this.#owner.clock.now());
    this.#next();
  }

  #begin(): void {
    try {
      this.#spacing = this.#owner.spacing();
    } catch (error) {
      return this.#end(error as Error);
    }
    this.#next();
  }

  #next(): void {
    if (this.#stopping) return this.#end();
    const delay = this.#spacing!.delay(this.#owner.clock.now());
    if (delay > 0) this.#pause(delay);
    else void this.#open();
  }

  #pause(delay: number): void {
    this.#step = "pausing";
    this.#cancelPause = this.#owner.clock.schedule(() => this.#endPause(), delay);
    this.#isReady();
  }

  #endPause(): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    this.#next();
  }

  async #open(): Promise<void> {
    this.#step = "opening";
    this.#attempt = new AbortController();
    try {
      this.#serve(await this.#owner.open(this.#attempt.signal, () => this.#isReady()));
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  #serve(transport: Transport): void {
    this.#attempt = undefined;
    if (this.#stopping) {
      this.#owner.refuse(transport);
      return this.#end();
    }
    this.#step = "serving";
    this.#spacing!.established(this.#owner.clock.now());
    this.#owner.serve(transport, this);
  }

  #failed(error: Error): void {
    this.#attempt = undefined;
    const now = this.#owner.clock.now();
    if (this.#stopping) {
      this.#spacing!.lost(now);
      return this.#end();
    }
    this.#spacing!.failed(now);
    if (this.#ready !== undefined) return this.#end(error);
    this.#owner.failed(error, this.#spacing!.delay(now));
    this.#next();
  }

  #isReady(): void {
    this.#ready?.resolve();
    this.#ready = undefined;
  }

  /** With an error if the very first attempt could not even start. */
  #end(error?: Error): void {
    this.#step = "over";
    if (error !== undefined) this.#ready?.reject(error);
    this.#isReady();
    this.#ended?.resolve();
  }
}
