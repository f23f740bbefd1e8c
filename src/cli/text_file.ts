import { type FileHandle, open, stat } from "node:fs/promises";
import { concat } from "@std/bytes";
import { encodingOf } from "./encoding.ts";
import { CommandError, sentenceOf } from "./errors.ts";

/** Longest text file that a command reads as a whole, in bytes. */
const MAX_FILE = 16 * 1024 * 1024;
/** Number of bytes of a read. */
const CHUNK = 64 * 1024;

/**
 * The text of a file, as editors and shells of Windows write it too: UTF-8 or UTF-16, with or without a byte order mark. `what` says its purpose, for errors.
 *
 * @throws {CommandError} When it cannot be read, is a device or a folder, is too long, or is not text; exit code 2.
 */
export async function readTextFile(path: string, what: string): Promise<string> {
  try {
    return textOf(await bytesOf(path));
  } catch (error) {
    throw new CommandError(`Cannot take ${what} from ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  }
}

/** A text in UTF-8 or UTF-16, with or without a byte order mark. @throws {CommandError} When it is not text. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes)?.name ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError("it is not text in UTF-8 or UTF-16");
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  // Before it is opened: with some devices that does something, or waits.
  const about = await stat(path);
  // A pipe is read too: a shell gives one for <(command).
  if (!about.isFile() && !about.isFIFO()) throw new CommandError("it is not a file");
  if (about.size > MAX_FILE) throw tooLong();
  const file = await open(path, "r");
  try {
    return await allOf(file);
  } finally {
    await file.close();
  }
}

async function allOf(file: FileHandle): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0;;) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK), 0, CHUNK, null);
    if (bytesRead === 0) return concat(chunks);
    length += bytesRead;
    if (length > MAX_FILE) throw tooLong();
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function tooLong(): CommandError {
  return new CommandError(`it is longer than ${MAX_FILE} bytes`);
}
