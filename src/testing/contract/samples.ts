import { AssertionError } from "@std/assert";
import { equals } from "@std/bytes";
import { seededWords } from "../random.ts";

/** Random bytes: a part that is lost or in the wrong place is found. */
export function sample(length: number, seed = 1): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  const next = seededWords(seed);
  for (let i = 0; i < words.length; i++) words[i] = next();
  return new Uint8Array(words.buffer, 0, length);
}

/** Compares long byte arrays fast; the error says where they differ. */
export function assertBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (equals(actual, expected)) return;
  const at = expected.findIndex((byte, i) => byte !== actual[i]);
  const where = at < 0 ? "bytes follow the expected end" : `the first difference is at byte ${at}`;
  throw new AssertionError(`Got ${actual.length} bytes, expected ${expected.length}; ${where}`);
}
