import { requireInteger } from "../../core/base/mod.ts";
import type {
  SecsByteId,
  SecsFormattedProcessProgram,
  SecsProcessProgramError,
  SecsProcessProgramInquire,
} from "../../secs/mod.ts";
import type { ProcessProgramKind } from "../definition/equipment_definition.ts";
import type { PpChangeStatus } from "./codes.ts";
import { LONGEST_PPID, type ProcessProgram } from "./program.ts";

/** A process program that was created, edited or deleted: what the event PP Change tells. */
export interface ProgramChange {
  /** PPChangeName: its PPID. */
  readonly PPChangeName: SecsByteId;
  /** PPChangeStatus: 1 created, 2 edited, 3 deleted. */
  readonly PPChangeStatus: PpChangeStatus;
  /** Who did it: a host, or the tool with its operator. E30 asks for an event at least if it was the tool. */
  readonly by: "host" | "tool";
}

/** Something that failed while a host was answered: the store, or a function of the options. The host has got a code. */
export interface ProgramFailure {
  /** What failed: a call of the store, the option of that name, or the transfer of a large process program. */
  readonly operation:
    | "list"
    | "read"
    | "write"
    | "remove"
    | "grant"
    | "accept"
    | "mayRemove"
    | "verify"
    | "transfer"
    | "onChange";
  /** What it was about; empty with `list`. */
  readonly ppids: readonly SecsByteId[];
  /** What was thrown. */
  readonly error: unknown;
}

/** Options of {@linkcode ProcessPrograms}. Each function may return a promise; the host waits, so be done before its T3. */
export interface ProcessProgramOptions {
  /**
   * The kinds that the tool takes: others get ACKC7 5.
   *
   * @default {["unformatted"]}
   */
  readonly kinds?: readonly ProcessProgramKind[] | undefined;
  /**
   * Whether a host may send a process program that is there already. If not: PPGNT 1, ACKC7 1.
   *
   * @default {true}
   */
  readonly overwrite?: boolean | undefined;
  /**
   * Whether a process program in which `verify` finds errors is kept. If not, the one that was there stays.
   *
   * @default {false}
   */
  readonly keepFaulty?: boolean | undefined;
  /**
   * Maximum number of process programs, 1 to 1,000,000. Beyond: PPGNT 2, ACKC7 3.
   *
   * @default {1000}
   */
  readonly maxPrograms?: number | undefined;
  /**
   * Maximum length of one: of PPBODY with its header, or of all of a formatted one, in bytes. Beyond: PPGNT 2, ACKC7 2.
   *
   * @default {16777216}
   */
  readonly maxProgramBytes?: number | undefined;
  /**
   * Maximum number of bytes of all together. Beyond: PPGNT 2, ACKC7 3.
   *
   * @default {268435456}
   */
  readonly maxTotalBytes?: number | undefined;
  /**
   * Maximum number of characters or bytes of a PPID, 1 to 4,000. Beyond, and with an empty one: PPGNT 3, ACKC7 4.
   *
   * @default {120}
   */
  readonly maxPpidLength?: number | undefined;
  /**
   * Maximum number of calls that wait for others, all hosts and the tool together. Beyond: PPGNT 4, ACKC7 64, S7F6 and S7F26
   * with an empty list; what has no such code rejects.
   *
   * @default {100}
   */
  readonly maxWaitingCalls?: number | undefined;
  /**
   * From how many bytes of S7F27 on S7F29 has to ask for it. Over HSMS nothing needs that.
   *
   * @default {Infinity}
   */
  readonly inquireVerificationFrom?: number | undefined;
  /** May a host send this process program? Returns PPGNT: 0 yes, 4 busy, 5 no, or another one. */
  readonly grant?: ((inquire: SecsProcessProgramInquire) => number | Promise<number>) | undefined;
  /**
   * Does the tool take this process program of a host? Returns ACKC7: 0 yes, 1 no permission, 5 mode, or another one. With 6
   * (later) nothing is stored: the tool does it, with `save`.
   */
  readonly accept?: ((program: ProcessProgram) => number | Promise<number>) | undefined;
  /** May a host delete these process programs? Returns ACKC7: 0 yes, 1 no permission, or another one. */
  readonly mayRemove?: ((ppids: readonly SecsByteId[]) => number | Promise<number>) | undefined;
  /** Checks a formatted process program of a host: returns what is wrong, for S7F27. Without it no S7F27 is sent. */
  readonly verify?:
    | ((
      program: SecsFormattedProcessProgram,
    ) => readonly SecsProcessProgramError[] | Promise<readonly SecsProcessProgramError[]>)
    | undefined;
  /** A process program was created, edited or deleted; called before the host is answered. */
  readonly onChange?: ((change: ProgramChange) => unknown) | undefined;
  /** Something failed while a host was answered. */
  readonly onFailure?: ((failure: ProgramFailure) => unknown) | undefined;
}

/** The limits of process programs. */
export interface ProgramLimits {
  readonly maxPrograms: number;
  readonly maxProgramBytes: number;
  readonly maxTotalBytes: number;
  readonly maxPpidLength: number;
}

/**
 * The limits that the options say.
 *
 * @throws {TypeError} when one is not a number.
 * @throws {RangeError} when one is out of range.
 */
export function programLimits(options: ProcessProgramOptions): ProgramLimits {
  const MIB = 2 ** 20;
  const most = Number.MAX_SAFE_INTEGER;
  return {
    maxPrograms: requireInteger("maxPrograms", options.maxPrograms ?? 1000, 1, 1_000_000),
    maxProgramBytes: requireInteger("maxProgramBytes", options.maxProgramBytes ?? 16 * MIB, 1, most),
    maxTotalBytes: requireInteger("maxTotalBytes", options.maxTotalBytes ?? 256 * MIB, 1, most),
    maxPpidLength: requireInteger("maxPpidLength", options.maxPpidLength ?? 120, 1, LONGEST_PPID),
  };
}
