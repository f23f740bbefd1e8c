import { builtin } from "../transports/builtin.ts";

/** The part of `node:crypto` in use; all three runtimes have it. */
interface Crypto {
  createHash(algorithm: "sha256"): Hash;
}

interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(encoding: "hex"): string;
}

/**
 * 96 bits of SHA-256 over a text and bytes, as hexadecimal digits.
 *
 * @throws {TypeError} when the runtime has no `node:crypto`, as a browser.
 */
export function digestOf(text: string, bytes: Uint8Array): string {
  const crypto = builtin<Crypto>("node:crypto");
  if (crypto === undefined) {
    throw new TypeError("This runtime has no node:crypto, so there is no gateway here");
  }
  return crypto.createHash("sha256").update(`${text}\n`).update(bytes).digest("hex").slice(0, 24);
}
