import { builtin } from "../transports/builtin.ts";

/** What a folder of process programs needs of a file system. Names are of files in the folder. */
export interface ProgramDisk {
  /** The names of its files. */
  names(): Promise<string[]>;
  /** The first bytes of a file, at most `most`, and its length. */
  head(name: string, most: number): Promise<{ readonly bytes: Uint8Array; readonly length: number }>;
  /** All bytes of a file. */
  read(name: string): Promise<Uint8Array>;
  /** Writes a file that is durable, with all of its bytes, when this resolves; its name need not be. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Gives a file another name, in place of the file that has it. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; one that is not there is no error. */
  remove(name: string): Promise<void>;
  /** Makes the names durable: what was renamed and removed. */
  syncNames(): Promise<void>;
}

/** The part of `node:fs/promises` in use; all three runtimes have it. */
interface Fs {
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  readdir(path: string): Promise<string[]>;
  readFile(path: string): Promise<Uint8Array>;
  open(path: string, flags: "r" | "w"): Promise<FsFile>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
}

/** The part of a FileHandle in use. */
interface FsFile {
  read(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  writeFile(bytes: Uint8Array): Promise<void>;
  stat(): Promise<{ readonly size: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a system says that cannot open a folder, or make its names durable: Windows, and some network drives. */
const NO_FOLDER_SYNC = ["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"];

/**
 * A folder of this machine, which is made if it is not there. Rejects with the error of the system.
 *
 * @throws {TypeError} when the runtime has no files, as a browser (the promise rejects).
 */
export async function openNodeDisk(folder: string): Promise<ProgramDisk> {
  const fs = builtin<Fs>("node:fs/promises");
  if (fs === undefined) throw new TypeError("This runtime has no node:fs (Node has it from 20.16 on)");
  const made = await fs.mkdir(folder, { recursive: true });
  if (made !== undefined) await syncParents(fs, folder);
  return new NodeFolder(fs, folder);
}

/** Makes a new folder durable, and those above it that may be new too. */
async function syncParents(fs: Fs, folder: string): Promise<void> {
  let path = folder;
  for (const part of folder.split(/[\\/]/)) {
    if (part === "" || part === ".") continue;
    path += "/..";
    await syncFolder(fs, path);
  }
}

/** Makes the names in a folder durable, if the system can. */
async function syncFolder(fs: Fs, path: string): Promise<void> {
  try {
    await using(fs, path, "r", (folder) => folder.sync());
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (!NO_FOLDER_SYNC.includes(code as string)) throw error;
  }
}

async function using<T>(
  fs: Fs,
  path: string,
  flags: "r" | "w",
  work: (file: FsFile) => Promise<T>,
): Promise<T> {
  const file = await fs.open(path, flags);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

class NodeFolder implements ProgramDisk {
  readonly #fs: Fs;
  readonly #folder: string;

  constructor(fs: Fs, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
  }

  names(): Promise<string[]> {
    return this.#fs.readdir(this.#folder);
  }

  head(name: string, most: number): ReturnType<ProgramDisk["head"]> {
    return using(this.#fs, this.#path(name), "r", async (file) => {
      const bytes = new Uint8Array(most);
      const { bytesRead } = await file.read(bytes, 0, most, 0);
      return { bytes: bytes.subarray(0, bytesRead), length: (await file.stat()).size };
    });
  }

  async read(name: string): Promise<Uint8Array> {
    const { buffer, byteOffset, byteLength } = await this.#fs.readFile(this.#path(name));
    // A Buffer has methods of its own, whose slice() is no copy.
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return using(this.#fs, this.#path(name), "w", async (file) => {
      await file.writeFile(bytes);
      await file.sync();
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#fs.rename(this.#path(from), this.#path(to));
  }

  remove(name: string): Promise<void> {
    return this.#fs.rm(this.#path(name), { force: true });
  }

  syncNames(): Promise<void> {
    return syncFolder(this.#fs, this.#folder);
  }

  #path(name: string): string {
    return `${this.#folder}/${name}`;
  }
}
