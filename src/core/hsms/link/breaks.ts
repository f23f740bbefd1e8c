import type { Clock } from "../../base/mod.ts";

/**
 * A break for promises lasts for this number of turns of the microtask queue: what an async function without a wait needs,
 * and more.
 */
const MICROTASKS = 10;
/** Time for which one connection is worked on in a row, in ms; then the event loop serves the others. */
const MAX_WORK = 5;
/** Maximum number of packets between two looks at the clock. */
const MAX_STRIDE = 64;
/** A smaller chunk shows that this side is not behind the peer. */
const LARGE_CHUNK = 4096;

/** What a {@linkcode Breaks} tells its link. */
export interface BreakOwner {
  /** The others are served now: nothing more is to be read until the break ends. */
  onBreak(): void;
  /** A break is over. */
  onBreakEnd(): void;
}

/**
 * When a link hands over no packets for a moment: until promises that are settled have had their say, or, as a peer keeps
 * it busy, until the event loop has served the other connections. What the promises do counts as its work.
 */
export class Breaks {
  readonly #clock: Clock;
  readonly #owner: BreakOwner;
  /** Nothing is handed over. */
  #on = false;
  /** The event loop serves the others first; or there are no breaks any more. */
  #forOthers = false;
  /** Work without a break for others, in ms, but for what goes on. */
  #worked = 0;
  /** When the work that goes on began. */
  #since: number | undefined;
  /** Number of packets from one look at the clock to the next: it doubles while they take little of the time. */
  #stride = 1;
  #untilLook = 1;
  /** The work at the last look. */
  #seen = 0;

  constructor(clock: Clock, owner: BreakOwner) {
    this.#clock = clock;
    this.#owner = owner;
  }

  /** Whether nothing is to be handed over. */
  get on(): boolean {
    return this.#on;
  }

  /** Whether the event loop serves the others first. */
  get forOthers(): boolean {
    return this.#forOthers;
  }

  /** Begins a break for promises. */
  forPromises(): void {
    if (this.#on) return;
    this.#on = true;
    void this.#awaitPromises();
  }

  /** Work on `length` bytes begins; `fresh`: they come from the transport now. */
  begin(length: number, fresh: boolean): void {
    if (length >= LARGE_CHUNK || !fresh) this.#since ??= this.#clock.now();
    else this.#worked = this.#seen = 0;
  }

  /** A packet was handed over: if the time is over, a break for others begins. */
  count(): void {
    if (--this.#untilLook > 0) return;
    this.#since ??= this.#clock.now();
    const work = this.#work();
    this.#stride = work - this.#seen < MAX_WORK / 8 ? Math.min(this.#stride * 2, MAX_STRIDE) : 1;
    this.#untilLook = this.#stride;
    this.#seen = work;
    if (work >= MAX_WORK) this.#forOthersNow();
  }

  /** The work that began is done, or waits for the end of a break. */
  end(): void {
    if (this.#since === undefined) return;
    const work = this.#work();
    if (work >= MAX_WORK) return this.#forOthersNow();
    if (this.#on) return;
    this.#worked = work;
    this.#since = undefined;
  }

  /** Ends the break; there are none any more. */
  cease(): void {
    this.#forOthers = true;
    this.#on = false;
  }

  /** Work without a break for others, in ms. */
  #work(): number {
    return this.#since === undefined ? this.#worked : this.#worked + this.#clock.now() - this.#since;
  }

  #forOthersNow(): void {
    if (this.#forOthers) return;
    this.#on = this.#forOthers = true;
    this.#since = undefined;
    this.#clock.schedule(this.#servedOthers, 0);
    this.#owner.onBreak();
  }

  readonly #servedOthers = (): void => {
    this.#worked = this.#seen = 0;
    this.#forOthers = this.#on = false;
    this.#owner.onBreakEnd();
  };

  async #awaitPromises(): Promise<void> {
    for (let i = 0; i < MICROTASKS; i++) await undefined;
    if (this.#forOthers) return;
    if (this.#work() >= MAX_WORK) return this.#forOthersNow();
    this.#on = false;
    this.#owner.onBreakEnd();
  }
}
