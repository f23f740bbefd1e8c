import { assert, assertEquals } from "@std/assert";
import {
  A,
  L,
  type SecsByteId,
  type SecsFormattedProcessProgram,
  type SecsProcessProgram,
  U4,
} from "@secs/hsms";
import {
  isFormatted,
  MemoryPrograms,
  type ProcessProgram,
  type ProcessProgramOptions,
  ProcessPrograms,
  type ProgramChange,
  type ProgramFailure,
} from "../../../src/gem/mod.ts";

/** A small process program. */
export function unformatted(PPID: SecsByteId, text = "pressure 1.3"): SecsProcessProgram {
  return { PPID, PPBODY: A(text) };
}

/** A small process program of commands. */
export function formatted(PPID: SecsByteId, pressure = 13): SecsFormattedProcessProgram {
  return {
    PPID,
    MDLN: "ETCH-3",
    SOFTREV: "1.2.0",
    COMMANDS: [{ CCODE: 7, PPARM: [U4(pressure), A("mTorr")] }],
  };
}

/** A store whose calls a test makes fail, or wait. */
export class BenchStore extends MemoryPrograms {
  /** What the call of that name throws. */
  readonly fails = new Map<"list" | "read" | "write" | "remove", Error>();
  /** What each write waits for. */
  gate: Promise<void> = Promise.resolve();
  /** The PPIDs that were written, in this order. */
  readonly writes: SecsByteId[] = [];

  override list(): ReturnType<MemoryPrograms["list"]> {
    return this.#failing("list") ?? super.list();
  }

  override read(ppid: SecsByteId): ReturnType<MemoryPrograms["read"]> {
    return this.#failing("read") ?? super.read(ppid);
  }

  override async write(program: ProcessProgram): Promise<void> {
    await this.#failing("write");
    await this.gate;
    this.writes.push(program.PPID);
    await super.write(program);
  }

  override remove(ppids: readonly SecsByteId[]): Promise<void> {
    return this.#failing("remove") ?? super.remove(ppids);
  }

  #failing(call: "list" | "read" | "write" | "remove"): Promise<never> | undefined {
    const error = this.fails.get(call);
    return error && Promise.reject(error);
  }
}

/** The process programs of a tool, and what its owner is told. */
export interface Bench {
  readonly programs: ProcessPrograms;
  readonly store: BenchStore;
  readonly changes: ProgramChange[];
  readonly failures: ProgramFailure[];
}

/** A tool with process programs. */
export function bench(options: ProcessProgramOptions = {}): Bench {
  const store = new BenchStore();
  const changes: ProgramChange[] = [];
  const failures: ProgramFailure[] = [];
  const programs = new ProcessPrograms(store, {
    onChange: (change) => changes.push(change),
    onFailure: (failure) => failures.push(failure),
    ...options,
  });
  return { programs, store, changes, failures };
}

/** Two process programs are the same, items by their format and bytes. */
export function assertSame(actual: ProcessProgram | undefined, expected: ProcessProgram): void {
  assert(actual !== undefined);
  assertEquals(actual.PPID, expected.PPID);
  if (!isFormatted(expected) || !isFormatted(actual)) {
    assert(!isFormatted(expected) && !isFormatted(actual));
    assert(actual.PPBODY.equals(expected.PPBODY));
    return;
  }
  assertEquals([actual.MDLN, actual.SOFTREV], [expected.MDLN, expected.SOFTREV]);
  assertEquals(actual.COMMANDS.length, expected.COMMANDS.length);
  actual.COMMANDS.forEach(({ CCODE, PPARM }, i) => {
    assertEquals(CCODE, expected.COMMANDS[i]!.CCODE);
    assert(L(PPARM).equals(L(expected.COMMANDS[i]!.PPARM)));
  });
}
