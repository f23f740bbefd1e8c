import { builtin } from "../transports/builtin.ts";

/** The part of `node:fs/promises` in use; all three runtimes have it. */
export interface NodeFs {
  open(path: string, flags: "r" | "r+" | "w"): Promise<NodeFile>;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, text: string, options?: { flag: "wx" }): Promise<void>;
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  stat(path: string): Promise<{ readonly ino: number; readonly mtimeMs: number }>;
}

/** The part of a FileHandle in use. */
export interface NodeFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The module `node:fs/promises` of the runtime.
 *
 * @throws {TypeError} when the runtime does not have it, as a browser.
 */
export function nodeFs(): NodeFs {
  const fs = builtin<NodeFs>("node:fs/promises");
  if (fs !== undefined) return fs;
  throw new TypeError("This runtime has no node:fs (Node has it from 20.16 on), so there are no files here");
}

/** The code of an error of the system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
