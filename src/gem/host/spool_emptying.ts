import { type Clock, Deferred, requireInteger } from "../../core/base/mod.ts";
import { HsmsClosedError, HsmsStateError } from "../../core/mod.ts";
import { GemSpoolError } from "./spool_error.ts";
import type { GemEmptiedSpool, GemEmptySpoolOptions } from "./spool_state.ts";

const QUIET = 1_000;
const PATIENCE = 60_000;
/** A tool that has sent a whole step may need a moment for the last answer, and be busy until then, in ms. */
const MOMENT = 10;
const LONGEST = 2 ** 31 - 1;

/** What goes on with a tool. */
export interface SpoolTraffic {
  /** Number of sessions that have become COMMUNICATING so far. */
  readonly sessions: number;
  /** Number of messages of the tool that no reader has taken yet. */
  readonly untaken: number;
}

/** What a {@linkcode SpoolEmptying} needs of its host. */
export interface SpoolEmptyingOwner {
  readonly clock: Clock;
  readonly traffic: SpoolTraffic;
  /** S6F23 with RSDC 0; RSDA 0, 1 or 2. */
  request(): Promise<number>;
  /** SpoolCountActual; undefined if nobody knows. */
  count(): Promise<number | undefined>;
}

/**
 * Asks a tool for what it has kept, again and again, until it says that nothing is left.
 *
 * What it sends for one S6F23 ends with silence. How many messages that were is remembered: after as many of them it is asked
 * for the next at once. A tool that is not done then says that it is busy.
 */
export class SpoolEmptying {
  readonly #owner: SpoolEmptyingOwner;
  readonly #quiet: number;
  readonly #patience: number;
  readonly #end = new Deferred<GemEmptiedSpool>();
  #messages = 0;
  #steps = 0;
  #lostLinks = 0;
  /** Number of messages since the last S6F23. */
  #fresh = 0;
  /** Number of messages since the last S6F23 to which the tool said yes. */
  #inStep = 0;
  /** Number of messages that such an S6F23 brought before. */
  #stepSize: number | undefined;
  /** The tool has said Spooling Deactivated since the last S6F23, and nothing after it. */
  #isDeactivated = false;
  /** Number of S6F23 in a row that brought nothing. */
  #inVain = 0;
  /** When the tool last sent something, or became COMMUNICATING. */
  #heardAt: number;
  #cancel: () => void = () => {};
  /** Ends the wait for silence, or for COMMUNICATING. */
  #wake: (() => void) | undefined;
  #isAwaitingLink = false;
  #hasEnded = false;

  /**
   * Begins.
   *
   * @throws {RangeError} when an option is out of range.
   */
  constructor(owner: SpoolEmptyingOwner, { quiet = QUIET, patience = PATIENCE }: GemEmptySpoolOptions) {
    this.#owner = owner;
    this.#quiet = requireInteger("quiet", quiet, 1, LONGEST);
    this.#patience = requireInteger("patience", patience, 1, LONGEST);
    this.#heardAt = owner.clock.now();
  }

  /** Asks until nothing is left. */
  run(): Promise<GemEmptiedSpool> {
    this.#run().then(this.#end.resolve, this.#end.reject);
    return this.#end.promise;
  }

  /** A message of the tool has come. Spooling Deactivated is sent after the last one that was kept. */
  came(isDeactivated: boolean): void {
    this.#cancel();
    this.#isDeactivated = isDeactivated;
    if (isDeactivated) return;
    this.#messages++;
    this.#fresh++;
    this.#inStep++;
  }

  /** A message of the tool was taken; or its answer, if it wants one, is with the network. */
  settled(isAnswered: boolean): void {
    this.#heardAt = this.#owner.clock.now();
    if (!this.#isAwaitingLink) this.#rest(isAnswered);
  }

  /** The link was lost. */
  lost(): void {
    this.#lostLinks++;
    if (!this.#isAwaitingLink) this.#stopWaiting();
  }

  /** It is COMMUNICATING again. */
  back(): void {
    this.#heardAt = this.#owner.clock.now();
    this.#stopWaiting();
  }

  /** Asks no more; rejects if there is an error, and it has not ended before. */
  stop(error?: Error): void {
    this.#hasEnded = true;
    this.#stopWaiting();
    if (error !== undefined) this.#end.reject(error);
  }

  async #run(): Promise<GemEmptiedSpool> {
    for (let isFirst = true; !this.#hasEnded; isFirst = false) {
      const session = this.#owner.traffic.sessions;
      const wasDeactivated = this.#isDeactivated;
      this.#isDeactivated = false;
      const rsda = await this.#ask(isFirst);
      if (rsda === 2) break;
      if (rsda === undefined) await this.#untilBack(session);
      else if (await this.#isDone(rsda, session, wasDeactivated)) break;
    }
    return this.#result;
  }

  get #result(): GemEmptiedSpool {
    return { messages: this.#messages, steps: this.#steps, lostLinks: this.#lostLinks };
  }

  /** RSDA; undefined if the link was lost. */
  async #ask(isFirst: boolean): Promise<number | undefined> {
    const before = this.#inStep;
    this.#fresh = 0;
    this.#inStep = 0;
    try {
      const rsda = await this.#owner.request();
      if (rsda === 0) this.#steps++;
      else this.#inStep += before;
      return rsda;
    } catch (error) {
      if (error instanceof HsmsClosedError) return undefined;
      if (error instanceof HsmsStateError && !isFirst) return undefined;
      throw error;
    }
  }

  /** Whether nothing is left, after what came for an S6F23. */
  async #isDone(rsda: number, session: number, wasDeactivated: boolean): Promise<boolean> {
    await this.#untilQuiet(session);
    if (this.#owner.traffic.sessions !== session || this.#hasEnded) return false;
    if (this.#fresh > 0 || this.#isDeactivated) {
      this.#stepSize = rsda === 0 ? this.#inStep : undefined;
      this.#inVain = 0;
      return false;
    }
    // There are tools that say yes although they keep nothing.
    if (rsda === 0 && (wasDeactivated || await this.#count() === 0)) return true;
    this.#inVain++;
    const silent = this.#owner.clock.now() - this.#heardAt;
    if (silent >= this.#patience) throw this.#stuck(rsda, silent);
    return false;
  }

  #count(): Promise<number | undefined> {
    return this.#owner.count().catch(() => undefined);
  }

  #stuck(rsda: number, silent: number): GemSpoolError {
    const { messages, steps } = this.#result;
    const said = rsda === 0
      ? "says yes to S6F23 (RSDA 0) and sends nothing"
      : `says to S6F23 that it is busy (RSDA ${rsda}) and sends nothing`;
    return new GemSpoolError(
      `The tool ${said}, for ${Math.round(silent / 1000)} s and ${this.#inVain} times in a row, ` +
        `after ${messages} messages in ${steps} steps. Check its screen, and whether another host empties its spool`,
      this.#result,
    );
  }

  /** Until another session than that one is COMMUNICATING. */
  async #untilBack(session: number): Promise<void> {
    this.#isAwaitingLink = true;
    while (this.#owner.traffic.sessions === session && !this.#hasEnded) await this.#wait();
    this.#isAwaitingLink = false;
    this.#isDeactivated = false;
    this.#stepSize = undefined;
  }

  /** Until nothing has come for a while, or it is known that nothing comes, or the link was lost. */
  #untilQuiet(session: number): Promise<void> {
    if (this.#owner.traffic.sessions !== session) return Promise.resolve();
    const quiet = this.#wait();
    this.#rest(this.#owner.traffic.untaken === 0);
    return quiet;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  #stopWaiting(): void {
    this.#cancel();
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Waits for silence from now on; not while a reader has not taken a message. */
  #rest(isAnswered: boolean): void {
    this.#cancel();
    if (this.#wake === undefined || this.#owner.traffic.untaken > 0) return;
    const isComplete = this.#isDeactivated || this.#fresh > 0 && this.#inStep === this.#stepSize;
    if (isAnswered && isComplete) this.#stopWaiting();
    else this.#cancel = this.#owner.clock.schedule(() => this.#stopWaiting(), this.#pause);
  }

  /** Longer each time that nothing came. */
  get #pause(): number {
    if (this.#fresh > 0) return this.#quiet;
    const first = this.#inStep > 0 && this.#inStep === this.#stepSize ? MOMENT : this.#quiet;
    const left = this.#heardAt + this.#patience - this.#owner.clock.now();
    return Math.max(first, Math.min(first * 2 ** Math.min(this.#inVain, 20), left));
  }
}
