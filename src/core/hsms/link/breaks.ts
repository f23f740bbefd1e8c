import type { Clock } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";

/**
 * A break for promises lasts for this number of turns of the microtask queue: what an async function without a wait needs,
 * and more.
 */
const MICROTASKS = 10;
/** Time for which one connection is worked on in a row, in ms; then the event loop serves the others. */
const MAX_WORK = 5;
/** The same once a read has had more packets than `MANY`, as with a peer that floods: its socket is always ready again. */
const MAX_FLOOD_WORK = 0.1;
/** More packets than a peer sends at once that waits for replies. */
const MANY = 256;
/** A smaller read shows that this side is not behind the peer. */
const SMALL_READ = 4096;
/** Maximum number of packets between two looks at the clock. */
const MAX_STRIDE = 64;

/** What a {@linkcode Breaks} tells its link. */
export interface BreakOwner {
  /** The others are served now: nothing more is to be read until the break ends. */
  onBreak(): void;
  /** A break is over. */
  onBreakEnd(): void;
}

/**
 * When a link hands over no packets for a moment: until promises that are settled have had their say, or, as a peer keeps
 * it busy, until the event loop has served the other connections. What the promises do counts as its work; the time that
 * the process spends elsewhere between two chunks is taken off.
 */
export class Breaks {
  readonly #clock: Clock;
  readonly #transport: Pick<Transport, "turn">;
  readonly #owner: BreakOwner;
  /** Nothing is handed over. */
  #on = false;
  /** The event loop serves the others first; or there are no breaks any more. */
  #forOthers = false;
  /** Work in a row, in ms, but for what goes on. */
  #worked = 0;
  /** When the work that goes on began. */
  #since: number | undefined;
  /** When the work before it ended. */
  #until = 0;
  /** Number of packets of the read that were handed over. */
  #packets = 0;
  /** Number of packets from one look at the clock to the next: it doubles while they take little of the time. */
  #stride = 1;
  #untilLook = 1;
  /** The work at the last look. */
  #seen = 0;

  constructor(clock: Clock, transport: Pick<Transport, "turn">, owner: BreakOwner) {
    this.#clock = clock;
    this.#transport = transport;
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
    if (fresh) this.#packets = 0;
    if (length >= SMALL_READ || !fresh) this.#start();
    else this.#worked = this.#seen = 0;
  }

  /** A packet was handed over: if the time is over, a break for others begins. */
  count(): void {
    this.#packets++;
    if (--this.#untilLook > 0) return;
    const work = this.#since === undefined ? this.#start() : this.#work(this.#clock.now());
    this.#stride = work - this.#seen < MAX_FLOOD_WORK / 8 ? Math.min(this.#stride * 2, MAX_STRIDE) : 1;
    this.#untilLook = this.#stride;
    this.#seen = work;
    if (work >= this.#max) this.#forOthersNow();
  }

  /** The work that began is done, or waits for the end of a break. */
  end(): void {
    if (this.#since === undefined || this.#on) return;
    const now = this.#clock.now();
    const work = this.#work(now);
    if (work >= this.#max) return this.#forOthersNow();
    this.#worked = work;
    this.#since = undefined;
    this.#until = now;
  }

  /** Ends the break; there are none any more. */
  cease(): void {
    this.#forOthers = true;
    this.#on = false;
  }

  /** Time after which a break for others begins, in ms. */
  get #max(): number {
    return this.#packets > MANY ? MAX_FLOOD_WORK : MAX_WORK;
  }

  /** Work begins, or goes on; returns the work in a row before it. */
  #start(): number {
    if (this.#since === undefined) {
      this.#since = this.#clock.now();
      this.#worked = this.#seen = Math.max(0, this.#worked - (this.#since - this.#until));
    }
    return this.#worked;
  }

  /** Work in a row up to `now`, in ms. */
  #work(now: number): number {
    return this.#worked + now - (this.#since ?? now);
  }

  #forOthersNow(): void {
    if (this.#forOthers) return;
    this.#on = this.#forOthers = true;
    this.#since = undefined;
    this.#owner.onBreak();
    if (this.#transport.turn === undefined) this.#clock.schedule(this.#servedOthers, 0);
    else this.#transport.turn(this.#servedOthers);
  }

  readonly #servedOthers = (): void => {
    this.#worked = this.#seen = 0;
    this.#forOthers = this.#on = false;
    this.#owner.onBreakEnd();
  };

  async #awaitPromises(): Promise<void> {
    for (let i = 0; i < MICROTASKS; i++) await undefined;
    if (this.#forOthers) return;
    if (this.#work(this.#clock.now()) >= this.#max) return this.#forOthersNow();
    this.#on = false;
    this.#owner.onBreakEnd();
    // Nothing waited: what comes next is new work.
    this.end();
  }
}
