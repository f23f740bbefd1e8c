import type { SecsByteId } from "../../secs/mod.ts";
import { ppidKey, type ProcessProgram } from "./program.ts";
import { decodeProgram, encodeProgram } from "./program_bytes.ts";

/** A process program that a store has. */
export interface StoredProgram {
  /** Its PPID. */
  readonly PPID: SecsByteId;
  /** The number of bytes that it takes. */
  readonly LENGTH: number;
}

/**
 * Where process programs are kept: in memory, in a folder, in a database. PPIDs are compared as {@linkcode ppidKey} has them.
 * A call may reject with any error; nothing has changed then. Calls come one after the other from {@linkcode ProcessPrograms}.
 */
export interface ProcessProgramStore {
  /** What there is. */
  list(): Promise<readonly StoredProgram[]>;
  /** One of them, as it was written; undefined if there is none of that PPID. */
  read(ppid: SecsByteId): Promise<ProcessProgram | undefined>;
  /** Keeps one, in place of that with the same PPID. When it resolves, the program survives what the store promises. */
  write(program: ProcessProgram): Promise<void>;
  /** Removes them: all, or none. A PPID of which there is none is left out. */
  remove(ppids: readonly SecsByteId[]): Promise<void>;
}

/**
 * Process programs in memory, as bytes: what was given may change afterwards.
 *
 * @example
 * ```ts
 * import { MemoryPrograms } from "@secs/hsms/gem";
 * import { B } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const store = new MemoryPrograms();
 * await store.write({ PPID: "ETCH-1", PPBODY: B(Uint8Array.of(1, 2, 3)) });
 * assertEquals(await store.list(), [{ PPID: "ETCH-1", LENGTH: 15 }]);
 * ```
 */
export class MemoryPrograms implements ProcessProgramStore {
  readonly #programs = new Map<string, { readonly ppid: SecsByteId; readonly bytes: Uint8Array }>();

  /** What there is, the oldest first. */
  list(): Promise<readonly StoredProgram[]> {
    return Promise.resolve(
      Array.from(this.#programs.values(), ({ ppid, bytes }) => ({ PPID: ppid, LENGTH: bytes.length })),
    );
  }

  /** One of them; undefined if there is none of that PPID. */
  read(ppid: SecsByteId): Promise<ProcessProgram | undefined> {
    const stored = this.#programs.get(ppidKey(ppid));
    return Promise.resolve(stored && decodeProgram(stored.bytes));
  }

  /**
   * Keeps one, in place of that with the same PPID.
   *
   * @throws {RangeError} when it has text that cannot be written (the promise rejects).
   */
  // deno-lint-ignore require-await
  async write(program: ProcessProgram): Promise<void> {
    const { PPID } = program;
    const ppid = PPID instanceof Uint8Array ? PPID.slice() : PPID;
    this.#programs.set(ppidKey(ppid), { ppid, bytes: encodeProgram(program) });
  }

  /** Removes them. */
  remove(ppids: readonly SecsByteId[]): Promise<void> {
    for (const ppid of ppids) this.#programs.delete(ppidKey(ppid));
    return Promise.resolve();
  }
}
