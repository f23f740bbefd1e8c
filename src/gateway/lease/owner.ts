import type { Clock } from "../../core/base/mod.ts";
import type { Owner, OwnerChange } from "../owner.ts";
import { LeaseMachine } from "./machine.ts";
import type { LeaseRequest, LeaseStep, LeaseTimes } from "./step.ts";
import type { LeaseAnswer, LeaseStore } from "./store.ts";

/** What a `LeaseOwner` is made of. */
export interface LeaseOwnerOptions {
  /** Of this gateway, one in the fab. */
  readonly name: string;
  readonly store: LeaseStore;
  readonly clock: Clock;
  /** How long a gateway may be silent before the others take its tools, in ms; 10,000 if it is not said. */
  readonly lease?: number;
}

/** How long a lease is, in ms, if nothing is said. */
const LEASE = 10_000;
/** A tenth of a lease: two clocks may go that far apart in the time of one. */
const MARGIN = 0.1;
const RENEWAL = 0.3;
const TICK = 0.1;

/**
 * Shares the tools with the other gateways on the same store: drives a `LeaseMachine` by a clock.
 *
 * A gateway that is killed is followed by others within lease + 0.3 × lease and a few round trips to the store.
 */
export class LeaseOwner implements Owner {
  readonly #store: LeaseStore;
  readonly #clock: Clock;
  readonly #machine: LeaseMachine;
  readonly #tick: number;
  readonly #listeners = new Set<(change: OwnerChange) => void>();
  #unwatch: (() => void) | undefined;
  #cancel: (() => void) | undefined;
  #isStopped = false;

  /** Nothing is read or written before `start`. */
  constructor({ name, store, clock, lease = LEASE }: LeaseOwnerOptions) {
    const times: LeaseTimes = { lease, margin: lease * MARGIN, renewal: lease * RENEWAL };
    this.#store = store;
    this.#clock = clock;
    this.#tick = lease * TICK;
    this.#machine = new LeaseMachine(name, crypto.randomUUID(), times);
  }

  /** The tools that this gateway has now, by their names. */
  get tools(): ReadonlySet<string> {
    return this.#machine.tools;
  }

  /** Asks the clock, so it is true also after the process stood still. */
  mayServe(tool: string): boolean {
    return this.#machine.mayServe(this.#clock.now(), tool);
  }

  /** The revision of the store with which this gateway got the tool; 0 if it has not. */
  fenceOf(tool: string): number {
    return this.#machine.fenceOf(tool);
  }

  /** Calls `listener` for each tool that comes or goes; the returned function ends that. */
  onChange(listener: (change: OwnerChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Watches the store from now on, and tries to get its share; rejects when the store cannot be watched. */
  async start(tools: readonly string[]): Promise<void> {
    this.#do(this.#machine.reload(this.#clock.now(), tools));
    this.#unwatch = await this.#store.watch((entry) => {
      if (!this.#isStopped) this.#do(this.#machine.told(this.#clock.now(), entry));
    });
    this.#wait();
  }

  /** Tools that are new are shared; those that are gone are given up. */
  reload(tools: readonly string[]): Promise<void> {
    this.#do(this.#machine.reload(this.#clock.now(), tools));
    return Promise.resolve();
  }

  /** Gives all tools back with one write; resolves when it is answered. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#cancel?.();
    const { changes, requests } = this.#machine.stop(this.#clock.now());
    this.#tell(changes);
    await Promise.all(requests.map((request) => this.#ask(request)));
    this.#unwatch?.();
  }

  #wait(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#clock.schedule(() => {
      this.#do(this.#machine.tick(this.#clock.now()));
      this.#wait();
    }, this.#tick);
  }

  #do({ changes, requests }: LeaseStep): void {
    this.#tell(changes);
    for (const request of requests) {
      this.#ask(request).then((answer) => {
        if (!this.#isStopped) this.#do(this.#machine.answered(this.#clock.now(), request, answer));
      });
    }
  }

  #tell(changes: readonly OwnerChange[]): void {
    for (const change of changes) {
      for (const listener of [...this.#listeners]) listener(change);
    }
  }

  #ask(request: LeaseRequest): Promise<LeaseAnswer> {
    return request.is === "put"
      ? this.#store.put(request.key, request.value, request.revision)
      : this.#store.remove(request.key, request.revision);
  }
}
