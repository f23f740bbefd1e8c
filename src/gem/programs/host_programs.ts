import { requireInteger } from "../../core/base/mod.ts";
import {
  S7F27,
  type SecsByteId,
  type SecsFormattedProcessProgram,
  type SecsProcessProgram,
  type SecsProcessProgramInquire,
  type SecsProcessProgramVerification,
} from "../../secs/mod.ts";
import type { ProcessProgramKind } from "../definition/equipment_definition.ts";
import { ACKC7, PPGNT } from "./codes.ts";
import { ProcessProgramError } from "./errors.ts";
import { type ProgramKeeper, ToldFailure, unique } from "./keeper.ts";
import { isFormatted, type ProcessProgram } from "./program.ts";
import { programLength } from "./program_bytes.ts";
import { type LimitCode, misfitOf, misfitOfLength, misfitOfPpid, type Shelf } from "./shelf.ts";

/** The answer to S7F1. */
export interface InquireAnswer {
  /** PPGNT of S7F2. */
  readonly PPGNT: number;
  /**
   * With PPGNT 0, what has to come next within the conversation timer, or S9F13 follows: the first of these functions of
   * stream 7. EDID of S9F13 is the PPID.
   */
  readonly expected: readonly (3 | 23)[];
}

/** The answer to S7F3 or S7F23. */
export interface ProgramAnswer {
  /** ACKC7 of S7F4 or S7F24. */
  readonly ACKC7: number;
  /** What is sent after S7F24, if the tool has checked the process program. */
  readonly verification?: ProgramVerification;
}

/** What a tool says of a process program that it has checked. */
export interface ProgramVerification {
  /** The value of S7F29 (LENGTH), which asks first if S7F27 may be sent; undefined: it is not asked. PPGNT other than 0: no S7F27. */
  readonly S7F29: number | undefined;
  /** The value of S7F27. */
  readonly S7F27: SecsProcessProgramVerification;
}

/** PPGNT of a limit. */
const GRANTS: Readonly<Record<LimitCode, number>> = {
  "invalid-ppid": PPGNT.invalidPpid,
  "program-too-long": PPGNT.noSpace,
  "programs-full": PPGNT.noSpace,
};

/** ACKC7 of a limit. */
const ACKNOWLEDGES: Readonly<Record<LimitCode, number>> = {
  "invalid-ppid": ACKC7.ppidNotFound,
  "program-too-long": ACKC7.length,
  "programs-full": ACKC7.matrixOverflow,
};

/**
 * Answers the messages of stream 7 with the process programs of a tool, in the values of their definitions. A method resolves
 * with the value of the reply; what fails is told to `onFailure`, and has a code of its own in the reply.
 */
export class HostPrograms {
  readonly #keeper: ProgramKeeper;
  readonly #kinds: readonly ProcessProgramKind[];

  /** Called by ProcessPrograms. */
  constructor(keeper: ProgramKeeper, kinds: readonly ProcessProgramKind[]) {
    this.#keeper = keeper;
    this.#kinds = kinds;
  }

  /** S7F1, the answer of S7F2: PPGNT. */
  async inquire(inquire: SecsProcessProgramInquire): Promise<InquireAnswer> {
    const grant = await this.#grant(inquire);
    const expected = this.#kinds.map((kind) => kind === "formatted" ? 23 : 3);
    return { PPGNT: grant, expected: grant === PPGNT.ok ? expected : [] };
  }

  /** S7F3 or S7F23, the answer of S7F4 or S7F24: ACKC7, and what S7F27 says then. */
  async receive(program: ProcessProgram): Promise<ProgramAnswer> {
    if (!this.#kinds.includes(isFormatted(program) ? "formatted" : "unformatted")) {
      return { ACKC7: ACKC7.unsupportedMode };
    }
    const misfit = misfitOf(program, this.#keeper.limits);
    if (misfit !== undefined) return { ACKC7: acknowledgeOf(misfit) };
    const failed: ProgramAnswer = { ACKC7: ACKC7.other };
    return await this.#answer(failed, failed, () => this.#keep(program));
  }

  /** ACKC7 of a process program that is announced (S7F37, S7F39) and comes later: what can be said before it is here. */
  async mayCome(kind: ProcessProgramKind, ppid: SecsByteId): Promise<number> {
    if (!this.#kinds.includes(kind)) return ACKC7.unsupportedMode;
    const misfit = misfitOfPpid(ppid, this.#keeper.limits);
    if (misfit !== undefined) return acknowledgeOf(misfit);
    return await this.#answer<number>(ACKC7.other, ACKC7.other, async () => {
      const shelf = await this.#shelf();
      return this.#refusal(shelf, ppid, 0) ?? ACKC7.accepted;
    });
  }

  /** S7F5, the answer of S7F6: an unformatted process program; undefined if there is none of that PPID, or it cannot be read. */
  async request(ppid: SecsByteId): Promise<SecsProcessProgram | undefined> {
    const program = await this.#read(ppid);
    return program === undefined || isFormatted(program) ? undefined : program;
  }

  /** S7F25, the answer of S7F26: a formatted process program; undefined if there is none of that PPID, or it cannot be read. */
  async requestFormatted(ppid: SecsByteId): Promise<SecsFormattedProcessProgram | undefined> {
    const program = await this.#read(ppid);
    return program !== undefined && isFormatted(program) ? program : undefined;
  }

  /**
   * S7F17, the answer of S7F18: ACKC7. No PPID at all means all process programs. If one is not there, ACKC7 is 4 and nothing is
   * deleted.
   */
  remove(ppids: readonly SecsByteId[]): Promise<number> {
    return this.#answer<number>(ACKC7.other, ACKC7.other, async () => {
      const shelf = await this.#shelf();
      const stored = ppids.length === 0 ? shelf.ppids : ppids.map((ppid) => shelf.find(ppid)?.PPID);
      if (stored.includes(undefined)) return ACKC7.ppidNotFound;
      const all = unique(stored as readonly SecsByteId[]);
      const { mayRemove } = this.#keeper.options;
      const code = await this.#ask("mayRemove", all, mayRemove && (() => mayRemove(all)));
      if (code !== ACKC7.accepted) return code;
      await this.#keeper.step("remove", all, () => this.#keeper.store.remove(all));
      this.#keeper.removed(all, "host");
      return ACKC7.accepted;
    });
  }

  /**
   * S7F19, the answer of S7F20: the PPIDs of all. Rejects if the store fails or is busy, as S7F20 has no code for it: the host
   * gets S7F0.
   */
  directory(): Promise<readonly SecsByteId[]> {
    return this.#keeper.turn(async () => (await this.#shelf()).ppids);
  }

  #grant(inquire: SecsProcessProgramInquire): Promise<number> | number {
    const { PPID, LENGTH } = inquire;
    const { limits, options } = this.#keeper;
    const misfit = misfitOfPpid(PPID, limits) ?? misfitOfLength(LENGTH, limits);
    if (misfit !== undefined) return GRANTS[misfit.code as LimitCode];
    return this.#answer<number>(PPGNT.busy, PPGNT.other, async () => {
      const shelf = await this.#shelf();
      if (options.overwrite === false && shelf.find(PPID)) return PPGNT.alreadyHave;
      const full = shelf.misfitOf(PPID, Number(LENGTH));
      if (full !== undefined) return GRANTS[full.code as LimitCode];
      const { grant } = options;
      return await this.#ask("grant", [PPID], grant && (() => grant(inquire)));
    });
  }

  async #keep(program: ProcessProgram): Promise<ProgramAnswer> {
    const { options, store } = this.#keeper;
    const { PPID } = program;
    const shelf = await this.#shelf();
    const refusal = this.#refusal(shelf, PPID, programLength(program));
    if (refusal !== undefined) return { ACKC7: refusal };
    const { accept } = options;
    const code = await this.#ask("accept", [PPID], accept && (() => accept(program)));
    if (code !== ACKC7.accepted) return { ACKC7: code };
    const verification = isFormatted(program) ? await this.#verify(program) : undefined;
    if (options.keepFaulty === true || !isFaulty(verification)) {
      await this.#keeper.step("write", [PPID], () => store.write(program));
      this.#keeper.written(PPID, shelf.find(PPID), "host");
    }
    return { ACKC7: ACKC7.accepted, ...(verification !== undefined && { verification }) };
  }

  /** ACKC7 of what there is already. */
  #refusal(shelf: Shelf, ppid: SecsByteId, length: number): number | undefined {
    const isThere = shelf.find(ppid) !== undefined;
    if (isThere && this.#keeper.options.overwrite === false) return ACKC7.noPermission;
    const full = shelf.misfitOf(ppid, length);
    return full && acknowledgeOf(full);
  }

  async #verify(program: SecsFormattedProcessProgram): Promise<ProgramVerification | undefined> {
    const { verify, inquireVerificationFrom = Infinity } = this.#keeper.options;
    if (verify === undefined) return undefined;
    const ERRORS = await this.#keeper.step("verify", [program.PPID], () => verify(program));
    const said = { PPID: program.PPID, ERRORS };
    const length = await this.#keeper.step(
      "verify",
      [program.PPID],
      () => S7F27.toHost.build(said)!.encodedLength,
    );
    return { S7F29: length >= inquireVerificationFrom ? length : undefined, S7F27: said };
  }

  #read(ppid: SecsByteId): Promise<ProcessProgram | undefined> {
    return this.#answer<ProcessProgram | undefined>(
      undefined,
      undefined,
      () => this.#keeper.step("read", [ppid], () => this.#keeper.store.read(ppid)),
    );
  }

  /** The code of a function of the options; 0 without it. */
  #ask(
    operation: "grant" | "accept" | "mayRemove",
    ppids: readonly SecsByteId[],
    ask: (() => number | Promise<number>) | undefined,
  ): Promise<number> | number {
    if (ask === undefined) return 0;
    return this.#keeper.step(operation, ppids, async () => requireInteger(operation, await ask(), 0, 255));
  }

  #shelf(): Promise<Shelf> {
    return this.#keeper.step("list", [], () => this.#keeper.shelf());
  }

  /** Does `work` in its turn. */
  async #answer<T>(busy: T, failed: T, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#keeper.turn(work);
    } catch (error) {
      if (error instanceof ToldFailure) return failed;
      if (error instanceof ProcessProgramError && error.code === "programs-busy") return busy;
      throw error;
    }
  }
}

function acknowledgeOf({ code }: ProcessProgramError): number {
  return ACKNOWLEDGES[code as LimitCode];
}

function isFaulty(verification: ProgramVerification | undefined): boolean {
  return verification?.S7F27.ERRORS.some(({ ACKC7A }) => ACKC7A !== 0) ?? false;
}
