import type { SecsByteId } from "../../secs/mod.ts";
import { ProcessProgramError, type ProcessProgramErrorCode } from "./errors.ts";
import { ppidKey, ppidLength, type ProcessProgram } from "./program.ts";
import { programLength } from "./program_bytes.ts";
import type { ProgramLimits } from "./program_options.ts";
import type { StoredProgram } from "./program_store.ts";

/** Why a limit refuses a process program. */
export type LimitCode = Extract<
  ProcessProgramErrorCode,
  "invalid-ppid" | "program-too-long" | "programs-full"
>;

/** What a store has at one moment, against the limits. */
export class Shelf {
  readonly #limits: ProgramLimits;
  readonly #stored: ReadonlyMap<string, StoredProgram>;

  /** `stored` is what the store lists. */
  constructor(limits: ProgramLimits, stored: readonly StoredProgram[]) {
    this.#limits = limits;
    this.#stored = new Map(stored.map((program) => [ppidKey(program.PPID), program]));
  }

  /** The process program of that PPID, as the store has it. */
  find(ppid: SecsByteId): StoredProgram | undefined {
    return this.#stored.get(ppidKey(ppid));
  }

  /** The PPIDs of all. */
  get ppids(): SecsByteId[] {
    return Array.from(this.#stored.values(), ({ PPID }) => PPID);
  }

  /** Why there is no room for a process program of that length, in place of the one with the same PPID. */
  misfitOf(ppid: SecsByteId, length: number): ProcessProgramError | undefined {
    const { maxPrograms, maxTotalBytes } = this.#limits;
    const before = this.find(ppid);
    if (before === undefined && this.#stored.size >= maxPrograms) {
      return refused("programs-full", `there are ${this.#stored.size} process programs (maxPrograms)`);
    }
    let total = length - (before?.LENGTH ?? 0);
    for (const { LENGTH } of this.#stored.values()) total += LENGTH;
    if (total <= maxTotalBytes) return undefined;
    return refused(
      "programs-full",
      `with its ${length} bytes all would have ${total}, more than ${maxTotalBytes} (maxTotalBytes)`,
    );
  }
}

/** Why a process program is refused whatever there is. */
export function misfitOf(program: ProcessProgram, limits: ProgramLimits): ProcessProgramError | undefined {
  return misfitOfPpid(program.PPID, limits) ?? misfitOfLength(programLength(program), limits);
}

/** Why a PPID is refused. */
export function misfitOfPpid(
  ppid: SecsByteId,
  { maxPpidLength }: ProgramLimits,
): ProcessProgramError | undefined {
  const length = ppidLength(ppid);
  if (length >= 1 && length <= maxPpidLength) return undefined;
  return refused(
    "invalid-ppid",
    `a PPID has 1 to ${maxPpidLength} characters (maxPpidLength), this one ${length}`,
  );
}

/** Why a length is refused. */
export function misfitOfLength(
  length: number | bigint,
  { maxProgramBytes }: ProgramLimits,
): ProcessProgramError | undefined {
  if (length <= maxProgramBytes) return undefined;
  return refused(
    "program-too-long",
    `it has ${length} bytes, more than ${maxProgramBytes} (maxProgramBytes)`,
  );
}

function refused(code: LimitCode, why: string): ProcessProgramError {
  return new ProcessProgramError(code, `Cannot keep the process program: ${why}`);
}
