import { contain, requireInteger } from "../../core/base/mod.ts";
import type { SecsByteId } from "../../secs/mod.ts";
import { PP_CHANGE_STATUS } from "./codes.ts";
import { ProcessProgramError } from "./errors.ts";
import { ppidKey } from "./program.ts";
import {
  type ProcessProgramOptions,
  type ProgramChange,
  type ProgramFailure,
  type ProgramLimits,
  programLimits,
} from "./program_options.ts";
import type { ProcessProgramStore, StoredProgram } from "./program_store.ts";
import { Shelf } from "./shelf.ts";
import { Turns } from "./turns.ts";

/** Something failed, `cause`, and was told to `onFailure`: all that is left is to answer the host. */
export class ToldFailure extends Error {
  override readonly name = "ToldFailure";

  constructor(operation: string, cause: unknown) {
    super(`The process programs cannot be used: ${operation} failed`, { cause });
  }
}

/** What the tool and its hosts have in common: the store, the turns in which they use it, and who is told. */
export class ProgramKeeper {
  readonly store: ProcessProgramStore;
  readonly options: ProcessProgramOptions;
  readonly limits: ProgramLimits;
  readonly #turns: Turns;

  constructor(store: ProcessProgramStore, options: ProcessProgramOptions) {
    const { maxWaitingCalls = 100 } = options;
    this.store = store;
    this.options = options;
    this.limits = programLimits(options);
    this.#turns = new Turns(1 + requireInteger("maxWaitingCalls", maxWaitingCalls, 0, 1_000_000));
  }

  /**
   * Does `work` after what came before it.
   *
   * @throws {ProcessProgramError} `programs-busy` when too much waits (the promise rejects).
   */
  turn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(work) ?? Promise.reject(
      new ProcessProgramError(
        "programs-busy",
        "Cannot use the process programs now: too many calls wait for the store (maxWaitingCalls)",
      ),
    );
  }

  /** What the store has now, against the limits. */
  async shelf(): Promise<Shelf> {
    return new Shelf(this.limits, await this.store.list());
  }

  /** A process program was written in place of `before`, if there was one. */
  written(ppid: SecsByteId, before: StoredProgram | undefined, by: ProgramChange["by"]): void {
    this.#changed(ppid, before === undefined ? PP_CHANGE_STATUS.created : PP_CHANGE_STATUS.edited, by);
  }

  /** Process programs were removed. */
  removed(ppids: readonly SecsByteId[], by: ProgramChange["by"]): void {
    for (const ppid of ppids) this.#changed(ppid, PP_CHANGE_STATUS.deleted, by);
  }

  /**
   * Does a step of an answer; what fails is told.
   *
   * @throws {ToldFailure} when it fails (the promise rejects).
   */
  async step<T>(
    operation: ProgramFailure["operation"],
    ppids: readonly SecsByteId[],
    work: () => T | Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#failed({ operation, ppids, error });
      throw new ToldFailure(operation, error);
    }
  }

  #changed(ppid: SecsByteId, status: ProgramChange["PPChangeStatus"], by: ProgramChange["by"]): void {
    contain(
      () => this.options.onChange?.({ PPChangeName: ppid, PPChangeStatus: status, by }),
      (error) => this.#failed({ operation: "onChange", ppids: [ppid], error }),
    );
  }

  #failed(failure: ProgramFailure): void {
    contain(() => this.options.onFailure?.(failure), () => {});
  }
}

/** PPIDs, each once. */
export function unique(ppids: readonly SecsByteId[]): SecsByteId[] {
  return [...new Map(ppids.map((ppid) => [ppidKey(ppid), ppid])).values()];
}
