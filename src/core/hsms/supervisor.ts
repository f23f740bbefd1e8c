import type { Clock } from "../base/mod.ts";
import type { Transport } from "../network/mod.ts";
import type { AttemptSpacing } from "./reconnect.ts";

/** What a supervisor drives. */
export interface SupervisorHooks {
  /** See TransportSource. */
  open(signal: AbortSignal, ready: () => void): Promise<Transport>;
  /** Lives through one connection; resolves when it is gone. Ends it in good order when the signal is aborted. */
  serve(transport: Transport, signal: AbortSignal): Promise<void>;
  /** An attempt failed; the next one comes in `retryIn` ms. */
  failed(error: Error, retryIn: number): void;
  /** When attempts may start; asked for at each enable. */
  spacing(): AttemptSpacing;
}

interface Run {
  readonly controller: AbortController;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

/**
 * Keeps one connection open from `enable` to `disable`: open, serve, wait, again.
 *
 * Both may be called in any state, in any order, any number of times. A new run waits for the one before it.
 */
export class Supervisor {
  readonly #hooks: SupervisorHooks;
  readonly #clock: Clock;
  #run: Run | undefined;
  /** Ends of runs that were told to stop. */
  #stopped: Promise<void> | undefined;

  constructor(hooks: SupervisorHooks, clock: Clock) {
    this.#hooks = hooks;
    this.#clock = clock;
  }

  /** Whether a run goes on. */
  get enabled(): boolean {
    return this.#run !== undefined;
  }

  /** Starts; resolves when the first attempt stands, rejects when it cannot even start (a port in use). */
  enable(): Promise<void> {
    this.#run ??= this.#start();
    return this.#run.ready;
  }

  /** Stops; resolves when the connection is closed and the port is free. */
  disable(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return this.#stopped ?? Promise.resolve();
    this.#run = undefined;
    this.#stopped = run.done;
    run.controller.abort();
    return run.done;
  }

  #start(): Run {
    const controller = new AbortController();
    let onReady = (): void => {};
    let onFailed = (_: unknown): void => {};
    const ready = new Promise<void>((resolve, reject) => {
      onReady = resolve;
      onFailed = reject;
    });
    const done = this.#keepOpen(controller.signal, onReady).then(onReady, (error: unknown) => {
      if (this.#run?.controller === controller) this.#run = undefined;
      onFailed(error);
    });
    return { controller, ready, done };
  }

  /** Throws only what kept the very first attempt from standing. */
  async #keepOpen(signal: AbortSignal, onReady: () => void): Promise<void> {
    let stands = false;
    const ready = (): void => {
      stands = true;
      onReady();
    };
    if (this.#stopped !== undefined) await this.#stopped;
    const spacing = this.#hooks.spacing();
    while (!signal.aborted) {
      const delay = spacing.delay(this.#clock.now());
      if (delay > 0) {
        ready();
        await pause(this.#clock, delay, signal);
        continue;
      }
      try {
        const transport = await this.#hooks.open(signal, ready);
        if (signal.aborted) return transport.abort();
        spacing.established(this.#clock.now());
        await this.#hooks.serve(transport, signal);
        if (!signal.aborted) spacing.lost(this.#clock.now());
      } catch (error) {
        if (signal.aborted) return spacing.lost(this.#clock.now());
        spacing.failed(this.#clock.now());
        if (!stands) throw error;
        this.#hooks.failed(error as Error, spacing.delay(this.#clock.now()));
      }
    }
  }
}

/** Resolves after `delay` ms, or as soon as the signal is aborted. */
function pause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      cancel();
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const cancel = clock.schedule(wake, delay);
    signal.addEventListener("abort", wake);
  });
}
