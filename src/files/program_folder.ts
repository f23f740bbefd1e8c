import { ProcessProgramError } from "../gem/programs/errors.ts";
import { LONGEST_PPID, ppidKey, ppidLength, type ProcessProgram } from "../gem/programs/program.ts";
import { decodePpid, decodeProgram, encodeProgram } from "../gem/programs/program_bytes.ts";
import type { ProcessProgramStore, StoredProgram } from "../gem/programs/program_store.ts";
import { Turns } from "../gem/programs/turns.ts";
import type { SecsByteId } from "../secs/mod.ts";
import { openNodeDisk, type ProgramDisk } from "./program_disk.ts";
import { fileNameOf, isFileName } from "./program_names.ts";

/** A file that is being written has this at the end of its name. */
const DRAFT = ".tmp";
/** The names of files that are removed together, one a line: as long as it is there, they are not. */
const REMOVAL = "removing.txt";
/** Enough for the longest PPID, in UTF-8. */
const HEAD = 16 + 4 * LONGEST_PPID;

/** A file of a process program. */
interface ProgramFile extends StoredProgram {
  readonly name: string;
}

/** What a folder has. */
interface Content {
  readonly disk: ProgramDisk;
  /** The process programs, by the keys of their PPIDs. */
  readonly files: Map<string, ProgramFile>;
  readonly damaged: readonly string[];
}

/**
 * Process programs in a folder, a file each, for Deno, Bun and Node. A file has the bytes of `encodeProgram`: the body of S7F3
 * or S7F23. After a power cut a process program that was being written is the old one or the new one; of those that are
 * removed together all are there, or none.
 *
 * The folder is made and read at the first call. One FolderPrograms in one process has it: what others put into it is not
 * seen until there is a new one.
 *
 * @example
 * ```ts
 * import { FolderPrograms } from "@secs/hsms/files";
 * import { ProcessPrograms } from "@secs/hsms/gem";
 *
 * const programs = new ProcessPrograms(new FolderPrograms("/var/lib/etcher/recipes"));
 * ```
 */
export class FolderPrograms implements ProcessProgramStore {
  readonly #folder: string;
  readonly #openDisk: (folder: string) => Promise<ProgramDisk>;
  readonly #turns = new Turns(Infinity);
  #content: Content | undefined;
  /** Whether the disk may have files that are to be removed. */
  #isRemoving = true;

  /**
   * Names a folder; nothing happens to it yet.
   *
   * @param openDisk Where the files are, if not in a folder of this machine.
   */
  constructor(folder: string, openDisk: (folder: string) => Promise<ProgramDisk> = openNodeDisk) {
    this.#folder = folder;
    this.#openDisk = openDisk;
  }

  /** What there is. Rejects with the error of the system. */
  list(): Promise<readonly StoredProgram[]> {
    return this.#turn(({ files }) => Array.from(files.values(), ({ PPID, LENGTH }) => ({ PPID, LENGTH })));
  }

  /**
   * The names of files that are no process program, or another one than their name says. They stay as they are, and are not
   * listed; a process program that gets one of the names takes its place. Rejects with the error of the system.
   */
  listDamaged(): Promise<readonly string[]> {
    return this.#turn(({ damaged }) => damaged);
  }

  /**
   * One process program; undefined if there is none of that PPID. Rejects with the error of the system.
   *
   * @throws {ProcessProgramError} `damaged-program` when its file has changed (the promise rejects); the message names it.
   */
  read(ppid: SecsByteId): Promise<ProcessProgram | undefined> {
    const key = ppidKey(ppid);
    return this.#turn(async ({ disk, files }) => {
      const file = files.get(key);
      if (file === undefined) return undefined;
      const bytes = await disk.read(file.name);
      try {
        const program = decodeProgram(bytes);
        if (ppidKey(program.PPID) === key) return program;
      } catch (error) {
        throw this.#damaged(file.name, error);
      }
      throw this.#damaged(file.name, undefined);
    });
  }

  /**
   * Keeps one, in place of that with the same PPID. When it resolves, the process program survives a power cut. Rejects with the
   * error of the system; the one before is there then, but for the rare case that the new name cannot be made durable.
   *
   * @throws {RangeError} when it has text that cannot be written, or its PPID has more than 4,000 characters (the promise
   * rejects).
   */
  write(program: ProcessProgram): Promise<void> {
    return this.#turn(async ({ disk, files }) => {
      if (ppidLength(program.PPID) > LONGEST_PPID) {
        throw new RangeError(
          `PPID must have at most ${LONGEST_PPID} characters, got ${ppidLength(program.PPID)}`,
        );
      }
      const bytes = encodeProgram(program);
      const PPID = program.PPID instanceof Uint8Array ? program.PPID.slice() : program.PPID;
      const name = fileNameOf(PPID);
      await this.#finishRemoval(disk);
      await replace(disk, name, bytes);
      files.set(ppidKey(PPID), { name, PPID, LENGTH: bytes.length });
      await disk.syncNames();
    });
  }

  /**
   * Removes them: all, or none. Rejects with the error of the system. To remove several together takes room for their names
   * on the disk.
   */
  remove(ppids: readonly SecsByteId[]): Promise<void> {
    return this.#turn(async ({ disk, files }) => {
      const keys = [...new Set(ppids.map(ppidKey))].filter((key) => files.has(key));
      const names = keys.map((key) => files.get(key)!.name);
      await this.#finishRemoval(disk);
      if (names.length > 1) {
        await replace(disk, REMOVAL, new TextEncoder().encode(names.join("\n")));
        // From here on they are removed, whatever happens.
        this.#isRemoving = true;
      } else for (const name of names) await disk.remove(name);
      for (const key of keys) files.delete(key);
      await disk.syncNames();
      // If a file resists, the next call that changes something tries again, and says so.
      await this.#finishRemoval(disk).catch(() => {});
    });
  }

  #turn<T>(work: (content: Content) => T | Promise<T>): Promise<T> {
    return this.#turns.take(async () => work(this.#content ??= await this.#open()))!;
  }

  async #open(): Promise<Content> {
    const disk = await this.#openDisk(this.#folder);
    await this.#finishRemoval(disk);
    const files = new Map<string, ProgramFile>();
    const damaged: string[] = [];
    for (const name of (await disk.names()).sort()) {
      if (name.endsWith(DRAFT) && isOurs(name.slice(0, -DRAFT.length))) await disk.remove(name);
      if (!isFileName(name)) continue;
      const file = await look(disk, name);
      if (file === undefined) damaged.push(name);
      else files.set(ppidKey(file.PPID), file);
    }
    return { disk, files, damaged };
  }

  /** Removes what a removal has left. Nothing is written before: a file of the same name would go with it. */
  async #finishRemoval(disk: ProgramDisk): Promise<void> {
    if (!this.#isRemoving) return;
    if ((await disk.names()).includes(REMOVAL)) {
      const names = new TextDecoder().decode(await disk.read(REMOVAL)).split("\n");
      for (const name of names.filter(isFileName)) await disk.remove(name);
      await disk.syncNames();
      // Durable with the next change; until then the names in it are of files that are gone.
      await disk.remove(REMOVAL);
    }
    this.#isRemoving = false;
  }

  #damaged(name: string, cause: unknown): ProcessProgramError {
    const why = cause instanceof Error ? cause.message : "It has another PPID than its name says";
    return new ProcessProgramError("damaged-program", `Cannot read ${this.#folder}/${name}: ${why}`, {
      cause,
    });
  }
}

function isOurs(name: string): boolean {
  return name === REMOVAL || isFileName(name);
}

/** Writes a file in place of the one that has the name; its name is not durable yet. */
async function replace(disk: ProgramDisk, name: string, bytes: Uint8Array): Promise<void> {
  const draft = name + DRAFT;
  try {
    await disk.write(draft, bytes);
    await disk.rename(draft, name);
  } catch (error) {
    await disk.remove(draft).catch(() => {});
    throw error;
  }
}

/** The process program of a file; undefined if it is none, or another one than the name says. */
async function look(disk: ProgramDisk, name: string): Promise<ProgramFile | undefined> {
  const { bytes, length } = await disk.head(name, HEAD);
  try {
    const PPID = decodePpid(bytes);
    return fileNameOf(PPID) === name ? { name, PPID, LENGTH: length } : undefined;
  } catch (error) {
    if (error instanceof ProcessProgramError) return undefined;
    throw error;
  }
}
