import { type Clock, Deferred } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { AttemptSpacing } from "./reconnect.ts";

/** What a supervisor drives; only `open` may fail. */
export interface SupervisorOwner {
  readonly clock: Clock;
  /** See TransportSource. */
  open(signal: AbortSignal, ready: () => void): Promise<Transport>;
  /** Begins to live through one connection, and tells `run` once it is gone. */
  serve(transport: Transport, run: Run): void;
  /** Ends the connection in good order. */
  close(): void;
  /** An attempt failed; the next one comes in `retryIn` ms. */
  failed(error: Error, retryIn: number): void;
  /** When attempts may start; asked for at each enable. */
  spacing(): AttemptSpacing;
}

/**
 * Keeps one connection open from `enable` to `disable`: open, serve, pause, again.
 *
 * Both may be called in any state, in any order, any number of times. A new run waits for the one before it.
 */
export class Supervisor {
  readonly #owner: SupervisorOwner;
  #run: Run | undefined;
  /** The end of the last run that was told to stop. */
  #stopped: Promise<void> | undefined;

  constructor(owner: SupervisorOwner) {
    this.#owner = owner;
  }

  /** Whether a run goes on. */
  get enabled(): boolean {
    return this.#run !== undefined && !this.#run.over;
  }

  /** Starts; resolves when the first attempt stands, rejects when it cannot even start (a port in use). */
  enable(): Promise<void> {
    if (this.#run !== undefined && !this.#run.over) return this.#run.ready;
    const run = new Run(this.#owner);
    this.#run = run;
    const { ready } = run;
    run.start(this.#stopped);
    return ready;
  }

  /** Stops; resolves when the connection is closed and the port is free. */
  disable(): Promise<void> {
    const run = this.#run;
    if (run === undefined || run.over) return this.#stopped ?? Promise.resolve();
    this.#run = undefined;
    return this.#stopped = run.stop();
  }
}

/**
 * What goes on between an `enable` and its `disable`, one step after the other: `waiting` for the run before this one,
 * `opening`, `serving`, `pausing`, then `opening` again. Nothing is kept for a step that is not the current one.
 */
export class Run {
  readonly #owner: SupervisorOwner;
  #step: "waiting" | "opening" | "serving" | "pausing" | "over" = "waiting";
  #stopping = false;
  #spacing: AttemptSpacing | undefined;
  /** Of those who wait for the first attempt to stand; undefined once it does. */
  #standing: Deferred<void> | undefined = new Deferred();
  /** Of those who wait for the end. */
  #ended: Deferred<void> | undefined;
  #attempt: AbortController | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(owner: SupervisorOwner) {
    this.#owner = owner;
  }

  /** Whether nothing goes on any more. */
  get over(): boolean {
    return this.#step === "over";
  }

  /** Resolves when the first attempt stands, or when the run has ended before that; rejects where it cannot start. */
  get ready(): Promise<void> {
    return this.#standing?.promise ?? Promise.resolve();
  }

  /** Begins, once `before` is over. */
  start(before: Promise<void> | undefined): void {
    if (before === undefined) this.#begin();
    else before.then(() => this.#begin());
  }

  /** Ends the step that goes on, and then the run; resolves at its end. */
  stop(): Promise<void> {
    this.#stopping = true;
    const { promise } = this.#ended = new Deferred();
    if (this.#step === "opening") this.#attempt?.abort();
    else if (this.#step === "serving") this.#owner.close();
    else if (this.#step === "pausing") this.#endPause();
    return promise;
  }

  /** The connection that was served is gone. */
  gone(): void {
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
    this.#stands();
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
      this.#serve(await this.#owner.open(this.#attempt.signal, () => this.#stands()));
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  #serve(transport: Transport): void {
    this.#attempt = undefined;
    if (this.#stopping) {
      transport.abort();
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
    if (this.#standing !== undefined) return this.#end(error);
    this.#owner.failed(error, this.#spacing!.delay(now));
    this.#next();
  }

  #stands(): void {
    this.#standing?.resolve();
    this.#standing = undefined;
  }

  /** With an error where the very first attempt could not even start. */
  #end(error?: Error): void {
    this.#step = "over";
    if (error !== undefined) this.#standing?.reject(error);
    this.#stands();
    this.#ended?.resolve();
  }
}
