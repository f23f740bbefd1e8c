import { requireInteger } from "../../core/base/mod.ts";
import { A, B, decodeItem, encodeItem, type Item } from "../../secs2/mod.ts";
import { S7F23, type SecsDataSetName, type SecsDataSetSendAcknowledge } from "../../secs/mod.ts";
import type { ProcessProgramKind } from "../definition/equipment_definition.ts";
import { ACKC13, ACKC7 } from "./codes.ts";
import { DataSets } from "./data_sets.ts";
import { ProcessProgramError } from "./errors.ts";
import type { HostPrograms, ProgramAnswer } from "./host_programs.ts";
import { type ProgramKeeper, ToldFailure } from "./keeper.ts";
import type { ProcessProgram } from "./program.ts";
import { type DataSetPeer, readDataSet } from "./read_data_set.ts";

/** Options of {@linkcode LargePrograms}. */
export interface LargeProgramOptions {
  /**
   * What the bytes of an unformatted process program are: its PPBODY as E5 encodes an item, or only the data of a PPBODY, which
   * is read as that format. Those of a formatted one are the body of S7F23 in any case.
   *
   * @default {"item"}
   */
  readonly content?: "item" | "A" | "B" | undefined;
  /**
   * Maximum number of process programs that are announced and not read yet, of those that were asked for, and of data sets that
   * are open, 1 to 1000 each. Beyond, the oldest is forgotten; a data set is not opened: ACKC13 4.
   *
   * @default {4}
   */
  readonly maxTransfers?: number | undefined;
  /**
   * Maximum number of bytes of one S13F6, in both directions.
   *
   * @default {65536}
   */
  readonly maxPartBytes?: number | undefined;
}

/**
 * The large process programs of a tool and one host, over data sets of stream 13. DSNAME is the PPID.
 *
 * - S7F37, S7F39: `announce`. S13F1 of the host: `mayRead`, and after its answer `receive`.
 * - S7F41, S7F43: `request`. If it is 0 the tool sends S13F1, and the host reads: `dataSets`.
 *
 * Stream 13 itself does not say when S13F1 comes: here it is after S7F38, S7F40, S7F42 or S7F44.
 */
export class LargePrograms {
  /** Answers S13F3, S13F5, S13F7 and S13F9. */
  readonly dataSets: DataSets;
  readonly #keeper: ProgramKeeper;
  readonly #host: HostPrograms;
  readonly #content: "item" | "A" | "B";
  readonly #maxTransfers: number;
  readonly #maxPart: number;
  /** What the host has announced. */
  readonly #announced = new Map<string, ProcessProgramKind>();
  /** What the host has asked for. */
  readonly #requested = new Map<string, ProcessProgramKind>();
  /** The number of process programs that are being read. */
  #receiving = 0;
  #handle = 0;

  /** Called by ProcessPrograms. */
  constructor(keeper: ProgramKeeper, host: HostPrograms, options: LargeProgramOptions) {
    const { content = "item", maxTransfers = 4, maxPartBytes = 65_536 } = options;
    this.#keeper = keeper;
    this.#host = host;
    this.#content = content;
    this.#maxTransfers = requireInteger("maxTransfers", maxTransfers, 1, 1000);
    this.#maxPart = requireInteger("maxPartBytes", maxPartBytes, 1, 0xff_ffff);
    this.dataSets = new DataSets((name) => this.#load(name), this.#maxTransfers, this.#maxPart);
  }

  /** S7F37 (unformatted) or S7F39 (formatted), the answer of S7F38 or S7F40: ACKC7. */
  async announce(kind: ProcessProgramKind, DSNAME: string): Promise<number> {
    const code = await this.#host.mayCome(kind, DSNAME);
    if (code === ACKC7.accepted) this.#note(this.#announced, DSNAME, kind);
    return code;
  }

  /** S13F1 of the host, the value of S13F2: ACKC13 0 if S7F37 or S7F39 has announced it, 1 if too many are being read. */
  mayRead({ DSNAME }: SecsDataSetName): SecsDataSetSendAcknowledge {
    if (!this.#announced.has(DSNAME)) return { DSNAME, ACKC13: ACKC13.unknownDataSet };
    return { DSNAME, ACKC13: this.#receiving < this.#maxTransfers ? ACKC13.ok : ACKC13.tryLater };
  }

  /**
   * Reads a process program that was announced, after S13F2, and keeps it as one of S7F3 or S7F23. Resolves with what became of
   * it, for S7F27 or an event: nothing else tells the host. A transfer that fails is told to `onFailure`.
   *
   * @throws {RangeError} when it was not announced (the promise rejects).
   */
  async receive(DSNAME: string, peer: DataSetPeer): Promise<ProgramAnswer> {
    const kind = this.#announced.get(DSNAME);
    if (kind === undefined) {
      throw new RangeError(`DSNAME must be announced, by S7F37 or S7F39, got ${DSNAME}`);
    }
    this.#announced.delete(DSNAME);
    const { maxProgramBytes } = this.#keeper.limits;
    this.#handle = this.#handle % 0xffff + 1;
    const handle = this.#handle;
    this.#receiving++;
    try {
      const program = await this.#keeper.step("transfer", [DSNAME], async () => {
        const bytes = await readDataSet(peer, DSNAME, handle, maxProgramBytes, this.#maxPart);
        return this.#programOf(kind, DSNAME, bytes);
      });
      return await this.#host.receive(program);
    } catch (error) {
      if (!(error instanceof ToldFailure)) throw error;
      const { cause } = error;
      const isLong = cause instanceof ProcessProgramError && cause.code === "program-too-long";
      return { ACKC7: isLong ? ACKC7.length : ACKC7.other };
    } finally {
      this.#receiving--;
    }
  }

  /** S7F41 (unformatted) or S7F43 (formatted), the answer of S7F42 or S7F44: ACKC7. With 0 the tool sends S13F1. */
  async request(kind: ProcessProgramKind, DSNAME: string): Promise<number> {
    try {
      if (await this.#bytesOf(kind, DSNAME) === undefined) return ACKC7.ppidNotFound;
    } catch (error) {
      if (error instanceof ToldFailure) return ACKC7.other;
      throw error;
    }
    this.#note(this.#requested, DSNAME, kind);
    return ACKC7.accepted;
  }

  /** The session has ended: what was announced, asked for and open is forgotten. */
  end(): void {
    this.#announced.clear();
    this.#requested.clear();
    this.dataSets.reset();
  }

  #note(names: Map<string, ProcessProgramKind>, name: string, kind: ProcessProgramKind): void {
    names.delete(name);
    const [oldest] = names.keys();
    if (oldest !== undefined && names.size >= this.#maxTransfers) names.delete(oldest);
    names.set(name, kind);
  }

  /** The bytes of a data set, or ACKC13. */
  async #load(name: string): Promise<Uint8Array | number> {
    const kind = this.#requested.get(name);
    if (kind === undefined) return ACKC13.unknownDataSet;
    try {
      return await this.#bytesOf(kind, name) ?? ACKC13.unknownDataSet;
    } catch {
      return ACKC13.tryLater;
    }
  }

  /** The bytes of a process program; undefined if there is none of that PPID and kind. */
  async #bytesOf(kind: ProcessProgramKind, ppid: string): Promise<Uint8Array | undefined> {
    if (kind === "formatted") {
      const program = await this.#host.requestFormatted(ppid);
      const body = program && this.#keeper.step("transfer", [ppid], () => S7F23.toHost.build(program));
      return body && encodeItem(await body);
    }
    const program = await this.#host.request(ppid);
    if (program === undefined) return undefined;
    const { PPBODY } = program;
    return this.#content !== "item" && "bytes" in PPBODY ? PPBODY.bytes : encodeItem(PPBODY);
  }

  #programOf(kind: ProcessProgramKind, PPID: string, bytes: Uint8Array): ProcessProgram {
    if (kind === "formatted") {
      const program = S7F23.toEquipment.read(decodeItem(bytes));
      if (program.PPID === PPID) return program;
      throw new ProcessProgramError("transfer-failed", `Cannot take data set ${PPID}: it has another PPID`);
    }
    return { PPID, PPBODY: this.#bodyOf(bytes, PPID) };
  }

  #bodyOf(bytes: Uint8Array, name: string): Item {
    if (this.#content !== "item") return this.#content === "A" ? A(bytes) : B(bytes);
    const item = decodeItem(bytes);
    if (item !== undefined) return item;
    throw new ProcessProgramError("transfer-failed", `Cannot take data set ${name}: it is empty`);
  }
}
