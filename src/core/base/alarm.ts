import type { Clock } from "./clock.ts";

/** A timer that fires later than this, in ms, shows that the process stood still: one that runs is late by a few ms. */
const LATE = 20;
/** Time for the runtime to read its sockets, in ms: each reads them once between two timers of 1 ms. */
const LOOK = 20;
/** Maximum number of looks in a row, so that a peer that always sends, or a process that is always late, ends them. */
const MAX_LOOKS = 50;

/**
 * One timer for a deadline that moves often.
 *
 * Moving the deadline later, or taking it away, touches no timer: the one that is armed fires, sees that it is early
 * and arms itself again for the rest, if there is one. Only an earlier deadline re-arms at once.
 *
 * A timer that fires late does not judge: while the process stood still, what was waited for may have come in, and no
 * runtime reads its sockets before its timers. The alarm looks first: it lets the runtime read for a moment, and for one
 * more after each in which the owner was busy or the process stood still again, up to a bound. What is due then is due.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  readonly #isBusy: (() => boolean) | undefined;
  #deadline: number | undefined;
  #armedFor: number | undefined;
  /** When the timer is to fire: at `#armedFor`, or at once if that was over. */
  #firesAt = 0;
  #cancel: (() => void) | undefined;
  /** Number of looks since the timer fired late; 0: it did not. */
  #looks = 0;
  /** The deadline was set since the timer was armed. */
  #wasSet = false;

  /** `isBusy`: what is waited for is coming in, though no deadline moves. */
  constructor(clock: Clock, onDue: () => void, isBusy?: () => boolean) {
    this.#clock = clock;
    this.#onDue = onDue;
    this.#isBusy = isBusy;
  }

  /** The moment of the clock at which the alarm is due; undefined: never. */
  get deadline(): number | undefined {
    return this.#deadline;
  }

  /** Moves the deadline; undefined: nothing is due until it is set again. */
  set(deadline: number | undefined): void {
    this.#deadline = deadline;
    this.#wasSet = true;
    if (deadline === undefined || this.#looks > 0) return;
    if (this.#armedFor === undefined || deadline < this.#armedFor) this.#arm(deadline, this.#clock.now());
  }

  /** Nothing is due any more, and no timer is armed. */
  stop(): void {
    this.#deadline = undefined;
    this.#looks = 0;
    this.#disarm();
  }

  #arm(deadline: number, now: number): void {
    this.#disarm();
    this.#armedFor = deadline;
    this.#firesAt = Math.max(deadline, now);
    this.#wasSet = false;
    this.#cancel = this.#clock.schedule(() => this.#fire(), deadline - now);
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedFor = undefined;
  }

  #fire(): void {
    this.#cancel = undefined;
    this.#armedFor = undefined;
    const deadline = this.#deadline;
    const now = this.#clock.now();
    if (deadline !== undefined && deadline <= now) return this.#isDue(now);
    this.#looks = 0;
    if (deadline !== undefined) this.#arm(deadline, now);
  }

  #isDue(now: number): void {
    if (this.#looks < MAX_LOOKS && this.#mustLook(now)) {
      this.#looks++;
      return this.#arm(now + LOOK, now);
    }
    this.#looks = 0;
    this.#deadline = undefined;
    this.#onDue();
  }

  #mustLook(now: number): boolean {
    if (now - this.#firesAt > LATE) return true;
    return this.#looks > 0 && (this.#wasSet || this.#isBusy?.() === true);
  }
}
