import type { Clock } from "./clock.ts";

/**
 * One timer for a deadline that moves often.
 *
 * Moving the deadline later, or taking it away, touches no timer: the one that is armed fires, sees that it is early
 * and arms itself again for the rest, if there is one. Only an earlier deadline re-arms at once.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #deadline: number | undefined;
  #armedFor: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** The moment of the clock at which the alarm is due; undefined: never. */
  get deadline(): number | undefined {
    return this.#deadline;
  }

  /** Moves the deadline; undefined: nothing is due until it is set again. */
  set(deadline: number | undefined): void {
    this.#deadline = deadline;
    if (deadline === undefined) return;
    if (this.#armedFor === undefined || deadline < this.#armedFor) this.#arm(deadline);
  }

  /** Nothing is due any more, and no timer is armed. */
  stop(): void {
    this.#deadline = undefined;
    this.#disarm();
  }

  #arm(deadline: number): void {
    this.#disarm();
    this.#armedFor = deadline;
    this.#cancel = this.#clock.schedule(() => this.#fire(), deadline - this.#clock.now());
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
    if (deadline === undefined) return;
    if (this.#clock.now() < deadline) return this.#arm(deadline);
    this.#deadline = undefined;
    this.#onDue();
  }
}
