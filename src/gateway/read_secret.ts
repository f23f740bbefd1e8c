import { builtin } from "../transports/builtin.ts";

/** The part of `node:fs/promises` in use; all three runtimes have it. */
interface Fs {
  readFile(path: string): Promise<Uint8Array>;
}

/**
 * Reads a file of credentials, a key or a certificate. An error names the file and what the system says, and nothing that is in
 * the file.
 */
export async function readSecret(path: string): Promise<Uint8Array> {
  const fs = builtin<Fs>("node:fs/promises");
  if (fs === undefined) throw new Error(`${path} cannot be read: this runtime has no files`);
  try {
    return await fs.readFile(path);
  } catch (error) {
    const code = (error as { readonly code?: string }).code ?? "an error";
    throw new Error(`${path} cannot be read: ${code}; check the path and who may read it`);
  }
}

/** Reads a password or a token: an editor ends a file with a newline, which is no part of it. */
export async function readSecretLine(path: string): Promise<string> {
  return new TextDecoder().decode(await readSecret(path)).replace(/\r?\n$/, "");
}
