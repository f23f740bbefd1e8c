import type { SecsByteId } from "../../secs/mod.ts";
import type { ProcessProgramKind } from "../definition/equipment_definition.ts";
import { PP_FORMAT } from "./codes.ts";
import { HostPrograms } from "./host_programs.ts";
import { ProgramKeeper, unique } from "./keeper.ts";
import { type LargeProgramOptions, LargePrograms } from "./large_programs.ts";
import type { ProcessProgram } from "./program.ts";
import { programLength } from "./program_bytes.ts";
import type { ProcessProgramOptions } from "./program_options.ts";
import type { ProcessProgramStore, StoredProgram } from "./program_store.ts";
import { misfitOf } from "./shelf.ts";

/**
 * The process programs of a tool. Its own calls are for the tool and its operator, `host` answers hosts. All are done one
 * after the other, in the order in which they came.
 *
 * @example
 * ```ts
 * import { ACKC7, MemoryPrograms, ProcessPrograms, type ProgramChange } from "@secs/hsms/gem";
 * import { A } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const changes: ProgramChange[] = [];
 * const programs = new ProcessPrograms(new MemoryPrograms(), { onChange: (change) => changes.push(change) });
 * await programs.save({ PPID: "ETCH-1", PPBODY: A("pressure 1.3") });
 * assertEquals(await programs.host.remove(["ETCH-2"]), ACKC7.ppidNotFound);
 * assertEquals(await programs.host.remove(["ETCH-1"]), ACKC7.accepted);
 * assertEquals(changes, [
 *   { PPChangeName: "ETCH-1", PPChangeStatus: 1, by: "tool" },
 *   { PPChangeName: "ETCH-1", PPChangeStatus: 3, by: "host" },
 * ]);
 * ```
 */
export class ProcessPrograms {
  /** Answers the messages of hosts. */
  readonly host: HostPrograms;
  /** The value of the variable PPFormat: 1 unformatted, 2 formatted, 3 both. */
  readonly format: typeof PP_FORMAT[keyof typeof PP_FORMAT];
  readonly #keeper: ProgramKeeper;

  /**
   * Makes the process programs of a tool.
   *
   * @throws {RangeError} when a limit is out of range, or `kinds` is empty.
   * @throws {TypeError} when a limit is not a number.
   */
  constructor(store: ProcessProgramStore, options: ProcessProgramOptions = {}) {
    const { kinds = ["unformatted"] } = options;
    this.#keeper = new ProgramKeeper(store, options);
    this.host = new HostPrograms(this.#keeper, kinds);
    this.format = formatOf(kinds);
  }

  /**
   * The large process programs that one host sends and asks for, over stream 13. Each session has its own.
   *
   * @throws {RangeError} when a limit of the options is out of range.
   */
  largeFor(options: LargeProgramOptions = {}): LargePrograms {
    return new LargePrograms(this.#keeper, this.host, options);
  }

  /**
   * The PPIDs and lengths of all. Rejects with what the store throws.
   *
   * @throws {ProcessProgramError} `programs-busy` when `maxWaitingCalls` wait (the promise rejects).
   */
  list(): Promise<readonly StoredProgram[]> {
    return this.#keeper.turn(() => this.#keeper.store.list());
  }

  /**
   * One process program; undefined if there is none of that PPID. Rejects with what the store throws.
   *
   * @throws {ProcessProgramError} `programs-busy` when `maxWaitingCalls` wait; `damaged-program` (the promise rejects).
   */
  read(ppid: SecsByteId): Promise<ProcessProgram | undefined> {
    return this.#keeper.turn(() => this.#keeper.store.read(ppid));
  }

  /**
   * Keeps a process program that the operator or the tool has made, in place of the one with the same PPID. Of the options the
   * limits hold; `kinds`, `overwrite` and the functions are for hosts. Rejects with what the store throws.
   *
   * @throws {ProcessProgramError} when a limit does not allow it, or `maxWaitingCalls` wait (the promise rejects).
   */
  save(program: ProcessProgram): Promise<void> {
    return this.#keeper.turn(async () => {
      const { store, limits } = this.#keeper;
      const shelf = await this.#keeper.shelf();
      const misfit = misfitOf(program, limits) ?? shelf.misfitOf(program.PPID, programLength(program));
      if (misfit !== undefined) throw misfit;
      await store.write(program);
      this.#keeper.written(program.PPID, shelf.find(program.PPID), "tool");
    });
  }

  /**
   * Removes process programs: all that are named, or none. Those that are not there are left out. Rejects with what the store
   * throws.
   *
   * @throws {ProcessProgramError} `programs-busy` when `maxWaitingCalls` wait (the promise rejects).
   */
  remove(ppids: readonly SecsByteId[]): Promise<void> {
    return this.#keeper.turn(async () => {
      const shelf = await this.#keeper.shelf();
      const there = unique(ppids).filter((ppid) => shelf.find(ppid) !== undefined);
      await this.#keeper.store.remove(there);
      this.#keeper.removed(there, "tool");
    });
  }
}

function formatOf(kinds: readonly ProcessProgramKind[]): ProcessPrograms["format"] {
  if (kinds.length === 0) throw new RangeError("kinds must name at least one kind of process programs");
  if (!kinds.includes("formatted")) return PP_FORMAT.unformatted;
  return kinds.includes("unformatted") ? PP_FORMAT.both : PP_FORMAT.formatted;
}
