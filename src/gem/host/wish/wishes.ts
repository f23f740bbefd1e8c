import { abortable, quiet, requireInteger } from "../../../core/base/mod.ts";
import type { EquipmentDefinition } from "../../definition/equipment_definition.ts";
import type { Lacking } from "./asking.ts";
import { Attendance, type Attended, type AttendOptions, type AttendTools, restore } from "./attend.ts";
import type { SetupTools } from "./doing.ts";
import { Keeper, type KeeperOwner } from "./keeper.ts";
import { readWish } from "./read_wish.ts";
import type { GemSetupOutcome, GemSetupPlan } from "./steps.ts";
import { Made } from "./target.ts";
import type { GemPlanOptions, GemSetup, GemWantOptions, GemWish } from "./wish.ts";

type Wish = GemWish<EquipmentDefinition>;

/** Shorter than T3, as a tool may be silent on what it does not know. */
const LOOK_TIMEOUT = 5000;

/** What wishes need of their handler. */
export interface WishesOwner extends SetupTools, Omit<KeeperOwner, "session"> {
  isCommunicating(): boolean;
  /** T3, in ms. */
  readonly t3: number;
}

/** The wishes of a host: one is kept at a time. */
export class Wishes {
  readonly #owner: WishesOwner;
  readonly #tools: AttendTools;
  /** Of this session. */
  #lacking: Lacking = new Map();
  #session = 0;
  #keeper: Keeper | undefined;

  constructor(owner: WishesOwner) {
    this.#owner = owner;
    this.#tools = { ...owner, made: new Made() };
  }

  /** What a wish would come to. Nothing is changed at the tool. */
  async plan(wish: Wish, { signal, ...times }: GemPlanOptions): Promise<GemSetupPlan> {
    const attendance = new Attendance(this.#tools, readWish(this.#tools.link.names, wish), false);
    const options = this.#options(times);
    return await abortable(this.#tools.setup.inTurn(() => attendance.plan(this.#lacking, options)), signal);
  }

  /** Keeps a wish, in place of the one before it; resolves after its first run. */
  async want(wish: Wish, { signal, restorable = false, ...times }: GemWantOptions): Promise<GemSetup> {
    const attendance = new Attendance(this.#tools, readWish(this.#tools.link.names, wish), restorable);
    const options = this.#options(times);
    signal?.throwIfAborted();
    const run = (signal: AbortSignal): Promise<Attended> =>
      attendance.run(this.#lacking, { ...options, signal });
    const keeper = this.#keep(run, signal);
    try {
      await keeper.first;
    } catch (error) {
      keeper.stop(error);
      throw error;
    }
    return {
      get outcome() {
        return keeper.outcome!;
      },
      stop: () => keeper.stop(),
      restore: () => quiet(this.#restore(attendance, options)),
    };
  }

  /** It is COMMUNICATING. */
  communicating(): void {
    this.#keeper?.run();
  }

  /** The tool may be on-line now: a run that found it off-line is repeated. */
  mayBeOnline(): void {
    if (this.#keeper?.isOnline === false) this.#keeper.run();
  }

  /** It is not COMMUNICATING any more. */
  notCommunicating(): void {
    this.#session++;
    this.#lacking = new Map();
  }

  /** The handler is disabled: who waits for a first run waits no more. What has run is kept. */
  end(error: Error): void {
    if (this.#keeper?.outcome === undefined) this.#keeper?.stop(error);
  }

  /** Brings back what the tool had, instead of keeping a wish. */
  async #restore({ former }: Attendance, options: Omit<AttendOptions, "signal">): Promise<GemSetupOutcome> {
    if (former === undefined) {
      throw new TypeError("There is nothing to restore: want() needs the option restorable");
    }
    const run = (signal: AbortSignal): Promise<Attended> => {
      return restore(this.#tools, former, this.#lacking, { ...options, signal });
    };
    const keeper = this.#keep(run);
    try {
      return await keeper.first;
    } finally {
      keeper.stop();
    }
  }

  #keep(work: (signal: AbortSignal) => Promise<Attended>, signal?: AbortSignal): Keeper {
    this.#keeper?.stop();
    const { tell, report, isCommunicating, setup } = this.#owner;
    const session = (): number | undefined => isCommunicating() ? this.#session : undefined;
    const inTurn = (signal: AbortSignal): Promise<Attended> =>
      setup.inTurn(() => {
        signal.throwIfAborted();
        return work(signal);
      });
    this.#keeper = new Keeper({ session, tell, report }, inTurn, signal);
    this.#keeper.run();
    return this.#keeper;
  }

  #options({ timeout, lookTimeout = LOOK_TIMEOUT }: GemPlanOptions): Omit<AttendOptions, "signal"> {
    requireInteger("lookTimeout", lookTimeout, 1, 2 ** 31 - 1);
    return { timeout, lookTimeout: Math.min(lookTimeout, this.#owner.t3) };
  }
}
