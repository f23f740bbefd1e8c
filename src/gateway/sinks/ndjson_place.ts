import { builtin } from "../../transports/builtin.ts";

/** A file of lines that is open. */
export interface LineFile {
  /** Appends all of the bytes. */
  append(bytes: Uint8Array): Promise<void>;
  /** Makes what was appended durable. */
  sync(): Promise<void>;
  /** Closes it. */
  close(): Promise<void>;
}

/** What files of lines need of a file system. */
export interface LinePlace {
  /** Makes the folder, if it is not there. */
  prepare(): Promise<void>;
  /** The names in the folder. */
  names(): Promise<string[]>;
  /** Makes an empty file, whose name is durable. */
  create(name: string): Promise<LineFile>;
  /** The last bytes of a file, at most so many. */
  tail(name: string, most: number): Promise<Uint8Array>;
  /** Removes a file. */
  remove(name: string): Promise<void>;
}

/** The part of `node:fs/promises` in use; all three runtimes have it. */
interface Fs {
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  readdir(path: string): Promise<string[]>;
  open(path: string, flags: "r" | "wx"): Promise<Handle>;
  unlink(path: string): Promise<void>;
}

interface Handle {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  read(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  stat(): Promise<{ readonly size: number }>;
  sync(): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/** What a system says that cannot make a folder durable: Windows, and some network drives. */
const NO_FOLDER_SYNC = ["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"];

/**
 * A folder of this machine.
 *
 * @throws {TypeError} when the runtime has no `node:fs`, as a browser.
 */
export function folderPlace(folder: string): LinePlace {
  const fs = builtin<Fs>("node:fs/promises");
  if (fs === undefined) throw new TypeError("This runtime has no node:fs, so there are no files here");
  return {
    prepare: async () => void await fs.mkdir(folder, { recursive: true }),
    names: () => fs.readdir(folder),
    create: async (name) => {
      const handle = await fs.open(`${folder}/${name}`, "wx");
      await syncFolder(fs, folder);
      return fileOf(handle);
    },
    tail: (name, most) => tailOf(fs, `${folder}/${name}`, most),
    remove: (name) => fs.unlink(`${folder}/${name}`),
  };
}

function fileOf(handle: Handle): LineFile {
  return {
    append: async (bytes) => {
      for (let at = 0; at < bytes.length;) {
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function tailOf(fs: Fs, path: string, most: number): Promise<Uint8Array> {
  const handle = await fs.open(path, "r");
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, most));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, size - bytes.length + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
}

async function syncFolder(fs: Fs, folder: string): Promise<void> {
  let handle: Handle | undefined;
  try {
    handle = await fs.open(folder, "r");
    await handle.sync();
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await handle?.close();
  }
}
