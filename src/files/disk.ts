/** What a store needs of a file system. */
export interface Disk {
  /** Every byte of a file; undefined if there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Opens a file that is there. */
  open(path: string): Promise<DiskFile>;
  /** Opens an empty file; one that is there is emptied. */
  create(path: string): Promise<DiskFile>;
  /** Gives a file another name; a file that has the name is replaced at once. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes the names in the folder of a file durable. */
  syncFolderOf(path: string): Promise<void>;
}

/** A file that is open. */
export interface DiskFile {
  /** Writes at a position; resolves with the number of bytes that were written, which may be fewer. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Makes the bytes of the file durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Writes all of the bytes. */
export async function writeAll(file: DiskFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written === 0) throw new Error("The system wrote none of the bytes");
    done += written;
  }
}
