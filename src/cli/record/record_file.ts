import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { CommandError } from "../errors.ts";

/** Bytes that a pipe takes as a whole or not at all: PIPE_BUF of the systems. */
const PIPE_WRITE = 512;
/** Time between two tries to write into a full pipe, in ms. */
const TRY_AGAIN = 20;

/** A file that a recording is written to. */
export interface RecordFile {
  /** Whether a write holds a thread that Node waits for when it ends. */
  readonly holdsThread: boolean;
  /** Writes the beginning of the bytes; resolves with the number of bytes that are written, which may be 0. */
  write(bytes: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** The part of Deno's own files that is used; writes of node:fs block all other code there. */
interface DenoFiles {
  readonly Deno?: {
    open(path: string, options: Record<"write" | "create" | "truncate", true>): Promise<{
      write(bytes: Uint8Array): Promise<number>;
      close(): void;
    }>;
  };
}

/**
 * Opens a new file, or a pipe that has a reader. No write blocks other code, and none into a pipe holds a thread.
 *
 * @throws {CommandError} When nobody reads the pipe.
 */
export async function openRecordFile(path: string): Promise<RecordFile> {
  const about = await stat(path).catch(() => undefined);
  if (about?.isFIFO()) return pipeOf(await openPipe(path));
  const own = (globalThis as DenoFiles).Deno;
  if (own !== undefined) {
    const file = await own.open(path, { write: true, create: true, truncate: true });
    return { holdsThread: false, write: (bytes) => file.write(bytes), close: async () => await file.close() };
  }
  const file = await open(path, "w");
  return {
    holdsThread: true,
    write: async (bytes) => (await file.write(bytes, 0, bytes.length, null)).bytesWritten,
    close: () => file.close(),
  };
}

async function openPipe(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENXIO") throw error;
    throw new CommandError("nobody reads this pipe. Start its reader first", 1, { cause: error });
  }
}

function pipeOf(pipe: FileHandle): RecordFile {
  return {
    holdsThread: false,
    write: async (bytes) => {
      try {
        return (await pipe.write(bytes, 0, Math.min(bytes.length, PIPE_WRITE), null)).bytesWritten;
      } catch (error) {
        if ((error as { code?: unknown }).code !== "EAGAIN") throw error;
        await setTimeout(TRY_AGAIN);
        return 0;
      }
    },
    close: () => pipe.close(),
  };
}
