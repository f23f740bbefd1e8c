import { AssertionError } from "@std/assert";
import { equals } from "@std/bytes";

/** A small generator of numbers below `limit`, the same for the same seed. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Bytes that show where they were cut, swapped or lost. */
export function sample(length: number, seed = 1): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed >>> 0;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}

/** Compares long byte arrays fast, and says where they differ. */
export function assertBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (equals(actual, expected)) return;
  const at = expected.findIndex((byte, i) => byte !== actual[i]);
  const where = at < 0 ? "bytes follow the expected end" : `the first difference is at byte ${at}`;
  throw new AssertionError(`Got ${actual.length} bytes, expected ${expected.length}; ${where}`);
}
