import { SecsError } from "../../core/base/mod.ts";

/** Why a process program cannot be kept, or read. */
export type ProcessProgramErrorCode =
  | "invalid-ppid"
  | "program-too-long"
  | "programs-full"
  | "programs-busy"
  | "damaged-program"
  | "transfer-failed";

/**
 * A process program cannot be kept, or a kept one cannot be read. `code` says why; the message names the limit, or the place.
 *
 * @example
 * ```ts
 * import { MemoryPrograms, ProcessProgramError, ProcessPrograms } from "@secs/hsms/gem";
 * import { A } from "@secs/hsms";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const programs = new ProcessPrograms(new MemoryPrograms(), { maxPrograms: 1 });
 * await programs.save({ PPID: "ETCH-1", PPBODY: A("pressure 1.3") });
 * const error = await assertRejects(
 *   () => programs.save({ PPID: "ETCH-2", PPBODY: A("pressure 1.3") }),
 *   ProcessProgramError,
 *   "maxPrograms",
 * );
 * assertEquals(error.code, "programs-full");
 * ```
 */
export class ProcessProgramError extends SecsError<ProcessProgramErrorCode> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "ProcessProgramError";
}
