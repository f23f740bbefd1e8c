import { mkdir, open, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";

/** A file of lines that is open. */
export interface LineFile {
  /** Appends all of the bytes. */
  append(bytes: Uint8Array): Promise<void>;
  /** Makes what was appended durable. */
  sync(): Promise<void>;
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
  remove(name: string): Promise<void>;
}

/** What a system says that cannot make a folder durable: Windows, and some network drives. */
const NO_FOLDER_SYNC = ["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"];

/** A folder of this machine. */
export function folderPlace(folder: string): LinePlace {
  const syncFolder = async (): Promise<void> => {
    try {
      const handle = await open(folder, "r");
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (!NO_FOLDER_SYNC.includes((error as { code?: string }).code ?? "")) throw error;
    }
  };
  return {
    prepare: async () => void await mkdir(folder, { recursive: true }),
    names: () => readdir(folder),
    create: async (name) => {
      const handle = await open(join(folder, name), "wx");
      await syncFolder();
      return {
        append: async (bytes) => {
          for (let at = 0; at < bytes.length;) {
            at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
          }
        },
        sync: () => handle.datasync(),
        close: () => handle.close(),
      };
    },
    remove: (name) => unlink(join(folder, name)),
  };
}
