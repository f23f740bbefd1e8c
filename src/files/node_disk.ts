import type { Disk, DiskFile } from "./disk.ts";
import { codeOf, type NodeFile, type NodeFs } from "./node_fs.ts";

/** What a system says that cannot open a folder, or make it durable: Windows, and some network drives. */
const NO_FOLDER_SYNC = ["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"];

/** The file system of the runtime. */
export class NodeDisk implements Disk {
  readonly #fs: NodeFs;

  constructor(fs: NodeFs) {
    this.#fs = fs;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    try {
      const { buffer, byteOffset, byteLength } = await this.#fs.readFile(path);
      // What came is a Buffer, whose slices are no copies.
      return new Uint8Array(buffer, byteOffset, byteLength);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  async open(path: string): Promise<DiskFile> {
    return new NodeDiskFile(await this.#fs.open(path, "r+"));
  }

  async create(path: string): Promise<DiskFile> {
    return new NodeDiskFile(await this.#fs.open(path, "w"));
  }

  rename(from: string, to: string): Promise<void> {
    return this.#fs.rename(from, to);
  }

  remove(path: string): Promise<void> {
    return this.#fs.unlink(path);
  }

  async syncFolderOf(path: string): Promise<void> {
    let folder: NodeFile | undefined;
    try {
      folder = await this.#fs.open(folderOf(path), "r");
      await folder.sync();
    } catch (error) {
      if (!NO_FOLDER_SYNC.includes(codeOf(error)!)) throw error;
    } finally {
      await folder?.close();
    }
  }
}

class NodeDiskFile implements DiskFile {
  readonly #file: NodeFile;

  constructor(file: NodeFile) {
    this.#file = file;
  }

  async write(bytes: Uint8Array, position: number): Promise<number> {
    return (await this.#file.write(bytes, 0, bytes.length, position)).bytesWritten;
  }

  truncate(length: number): Promise<void> {
    return this.#file.truncate(length);
  }

  /** The times of the file need not be durable; its length is, if it has changed. */
  sync(): Promise<void> {
    return this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The folder of a path, with either slash; "." for a name alone. */
function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end < 0 ? "." : path.slice(0, end + 1);
}
