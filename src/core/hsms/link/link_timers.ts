import { Alarm, type Clock } from "../../base/mod.ts";
import { HsmsTimeoutError } from "../errors.ts";
import type { HsmsTimeouts } from "../timeouts.ts";

/** How long the last bytes may stand still while a link ends gracefully. */
const FLUSH_PATIENCE = 2000;

/** What timers watch over. */
export interface WatchedLink {
  /** How messages name the peer. */
  readonly peer: string;
  /** Where in a frame the stream stands. */
  readonly position: string;
  /** Bytes that stand still. */
  readonly queued: number;
  /** A timer ran out. */
  drop(error: HsmsTimeoutError): void;
}

/**
 * The three deadlines of every TCP connection, whatever is spoken on it: a peer that sends no frame at all (T7, for a
 * passive side without HsmsProtocol; its own T7 is in ../machine/machine.ts), that stops inside a frame (T8), or that does
 * not read (write stall). One alarm serves them all.
 */
export class LinkTimers {
  readonly #clock: Clock;
  readonly #timeouts: HsmsTimeouts;
  readonly #link: WatchedLink;
  /** Made when something is first to be watched: most links never have a reason. */
  #alarm: Alarm | undefined;
  #silentUntil: number | undefined;
  #frameUntil: number | undefined;
  #stallUntil: number | undefined;
  #stallPatience = 0;

  constructor(clock: Clock, timeouts: HsmsTimeouts, link: WatchedLink) {
    this.#clock = clock;
    this.#timeouts = timeouts;
    this.#link = link;
  }

  /** Expects a first frame within T7. */
  expectFirstFrame(): void {
    this.#silentUntil = this.#clock.now() + this.#timeouts.t7;
    this.#arm();
  }

  /** A whole frame came in. */
  heard(): void {
    this.#silentUntil = undefined;
  }

  /** Bytes came in; `partial`: they end inside a frame, whose rest may take T8 to come. */
  received(partial: boolean): void {
    if (!partial && this.#frameUntil === undefined) return;
    this.#frameUntil = partial ? this.#clock.now() + this.#timeouts.t8 : undefined;
    this.#arm();
  }

  /** Written bytes moved, or were first blocked; `waiting`: some still wait. */
  moved(waiting: boolean): void {
    this.#stallPatience = this.#timeouts.writeStall;
    this.#stall(waiting);
  }

  /** Like `moved(true)`, while the link ends: the time is short then. */
  movedAtEnd(): void {
    this.#stallPatience = FLUSH_PATIENCE;
    this.#stall(true);
  }

  /** Nothing is watched any more. */
  stop(): void {
    this.#alarm?.stop();
  }

  #stall(waiting: boolean): void {
    if (!waiting && this.#stallUntil === undefined) return;
    this.#stallUntil = waiting ? this.#clock.now() + this.#stallPatience : undefined;
    this.#arm();
  }

  #arm(): void {
    const next = Math.min(
      this.#silentUntil ?? Infinity,
      this.#frameUntil ?? Infinity,
      this.#stallUntil ?? Infinity,
    );
    this.#alarm ??= new Alarm(this.#clock, () => this.#check());
    this.#alarm.set(next === Infinity ? undefined : next);
  }

  #check(): void {
    const now = this.#clock.now();
    const { peer } = this.#link;
    if (isDue(this.#frameUntil, now)) {
      this.#expire("T8", this.#timeouts.t8, `${peer} stopped after ${this.#link.position}`);
    } else if (isDue(this.#silentUntil, now)) {
      const check = "Check that it is an HSMS active side";
      this.#expire("T7", this.#timeouts.t7, `${peer} connected and has sent no HSMS message. ${check}`);
    } else if (isDue(this.#stallUntil, now)) {
      const message = `${peer} does not read: ${this.#link.queued} bytes stand still`;
      this.#expire("writeStall", this.#stallPatience, message);
    } else this.#arm();
  }

  #expire(timer: "T7" | "T8" | "writeStall", after: number, message: string): void {
    this.#link.drop(new HsmsTimeoutError(timer, after, message));
  }
}

function isDue(deadline: number | undefined, now: number): boolean {
  return deadline !== undefined && deadline <= now;
}
