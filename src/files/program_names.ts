import type { SecsByteId } from "../secs/mod.ts";
import { ppidKey } from "../gem/programs/program.ts";
import { builtin } from "../transports/builtin.ts";

/** The part of `node:crypto` in use. */
interface Crypto {
  createHash(algorithm: "sha256"): {
    update(text: string): { digest(encoding: "hex"): string };
  };
}

const NAME = /^pp-(?:[a-z0-9-]{1,40}-)?[0-9a-f]{32}\.secs$/;

/**
 * The name of the file of a PPID: what a person can read of it, and 128 bits of a hash of all of it. Small letters, digits and
 * hyphens only: right on every disk, and the PPIDs `A` and `a` have two files where capital and small letters are the same.
 *
 * @throws {TypeError} when the runtime has no `node:crypto`.
 */
export function fileNameOf(ppid: SecsByteId): string {
  const crypto = builtin<Crypto>("node:crypto");
  if (crypto === undefined) {
    throw new TypeError("This runtime has no node:crypto (Node has it from 20.16 on)");
  }
  const readable = ppid instanceof Uint8Array ? "" : String(ppid).slice(0, 40).toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
  // JSON: every text has bytes of its own, a half surrogate too.
  const hash = crypto.createHash("sha256").update(JSON.stringify(ppidKey(ppid))).digest("hex").slice(0, 32);
  return `pp-${readable === "" ? "" : `${readable}-`}${hash}.secs`;
}

/** Whether a name is one that {@linkcode fileNameOf} makes. */
export function isFileName(name: string): boolean {
  return NAME.test(name);
}
