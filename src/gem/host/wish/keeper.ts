import { abortable, Deferred, quiet } from "../../../core/base/mod.ts";
import { HsmsClosedError, HsmsStateError } from "../../../core/mod.ts";
import type { Attended } from "./attend.ts";
import type { GemSetupOutcome } from "./steps.ts";

/** What a keeper works with. */
export interface KeeperOwner {
  /** Counts the sessions; undefined: it is not COMMUNICATING. */
  session(): number | undefined;
  /** A run has ended. */
  tell(outcome: GemSetupOutcome): void;
  /** A run has failed, and nobody waits for it. */
  report(error: unknown): void;
}

/** Repeats a run after each COMMUNICATING, one after the other, until it is stopped. A run that loses its link counts not. */
export class Keeper {
  readonly #owner: KeeperOwner;
  readonly #work: (signal: AbortSignal) => Promise<Attended>;
  readonly #abort = new AbortController();
  readonly #signal: AbortSignal;
  readonly #first = new Deferred<GemSetupOutcome>();
  #outcome: GemSetupOutcome | undefined;
  #isOnline = true;

  /** `signal` stops it as well. */
  constructor(
    owner: KeeperOwner,
    work: (signal: AbortSignal) => Promise<Attended>,
    signal: AbortSignal | undefined,
  ) {
    this.#owner = owner;
    this.#work = work;
    this.#signal = signal === undefined ? this.#abort.signal : AbortSignal.any([this.#abort.signal, signal]);
    quiet(this.#first.promise);
  }

  /** What the first run comes to. Rejects with what it failed with, or with the reason for which it was stopped. */
  get first(): Promise<GemSetupOutcome> {
    return quiet(abortable(this.#first.promise, this.#signal));
  }

  /** The last outcome; undefined: there is none. */
  get outcome(): GemSetupOutcome | undefined {
    return this.#outcome;
  }

  /** Whether the last run found the tool on-line. */
  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** No more runs; the one that is open ends after its message. */
  stop(reason?: unknown): void {
    this.#abort.abort(reason);
  }

  /** Looks what is missing, if it is COMMUNICATING. */
  async run(): Promise<void> {
    const signal = this.#signal;
    const session = this.#owner.session();
    if (session === undefined || signal.aborted) return;
    try {
      const { outcome, isOnline } = await this.#work(signal);
      if (signal.aborted) return;
      this.#outcome = outcome;
      this.#isOnline = isOnline;
      this.#first.resolve(outcome);
      this.#owner.tell(outcome);
    } catch (error) {
      if (signal.aborted || this.#isLinkLost(error, session)) return;
      if (this.#outcome === undefined) this.#first.reject(error);
      else this.#owner.report(error);
    }
  }

  /** The next COMMUNICATING goes on. */
  #isLinkLost(error: unknown, session: number): boolean {
    return this.#owner.session() !== session || error instanceof HsmsClosedError ||
      error instanceof HsmsStateError;
  }
}
