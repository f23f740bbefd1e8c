import type { Clock } from "../core/mod.ts";
import type { Backlog } from "./backlog.ts";
import type { CommandIo } from "./io.ts";

/** How long timers wait after a pause, in ms: for what the peers sent meanwhile. */
const AFTER_PAUSE = 100;

/** A callback that is due at a time of the clock. */
interface Timer {
  readonly due: number;
  readonly callback: () => void;
  cancel: () => void;
}

/**
 * A clock that stands still while a backlog is full. Nothing is read then: T3, T6, T7, T8 and the linktest do not count
 * the time, as the silence of the peers is ours.
 */
export class GatedClock implements Clock {
  readonly #clock: Clock;
  /** Timers that ran out while it stood still. */
  readonly #held = new Set<Timer>();
  #stoppedAt: number | undefined;
  /** How long it stood still in all. */
  #stood = 0;
  #wentOnAt = -Infinity;
  #over = false;

  /** After `signal` is aborted it does not stand still any more. */
  constructor(clock: Clock, backlog: Backlog, signal: AbortSignal) {
    this.#clock = clock;
    this.#over = signal.aborted;
    backlog.onChange((full) => full ? this.#stop() : this.#goOn());
    signal.addEventListener("abort", () => {
      this.#over = true;
      this.#goOn();
    });
  }

  now(): number {
    return (this.#stoppedAt ?? this.#clock.now()) - this.#stood;
  }

  schedule(callback: () => void, delay: number): () => void {
    const timer: Timer = { due: this.now() + Math.max(delay, 0), callback, cancel: () => {} };
    this.#arm(timer, delay);
    return () => {
      this.#held.delete(timer);
      timer.cancel();
    };
  }

  #arm(timer: Timer, delay: number): void {
    timer.cancel = this.#clock.schedule(() => this.#ranOut(timer), delay);
  }

  #ranOut(timer: Timer): void {
    const left = timer.due - this.now();
    const quiet = this.#wentOnAt + AFTER_PAUSE - this.#clock.now();
    if (this.#stoppedAt !== undefined) this.#held.add(timer);
    else if (left > 0 || quiet > 0) this.#arm(timer, Math.max(left, quiet));
    else timer.callback();
  }

  #stop(): void {
    if (!this.#over) this.#stoppedAt ??= this.#clock.now();
  }

  #goOn(): void {
    if (this.#stoppedAt === undefined) return;
    const now = this.#clock.now();
    this.#stood += now - this.#stoppedAt;
    this.#stoppedAt = undefined;
    this.#wentOnAt = now;
    const held = [...this.#held];
    this.#held.clear();
    for (const timer of held) this.#arm(timer, Math.max(timer.due - this.now(), AFTER_PAUSE));
  }
}

/** The same world; what is written counts in the backlog, and the clock stands still while that is full. */
export function gatedIo(io: CommandIo, backlog: Backlog): CommandIo {
  return {
    ...io,
    stdout: backlog.counted(io.stdout),
    stderr: backlog.counted(io.stderr),
    clock: new GatedClock(io.clock, backlog, io.signal),
  };
}
