import { requireType } from "../../core/base/mod.ts";
import { type GemStoreLimits, tooLarge } from "./limits.ts";
import type { GemStoreChange } from "./store.ts";

/** What a change costs beside the bytes of its key and its value. */
const CHANGE_BYTES = 64;
/** The greatest length of a key in UTF-8. */
const MAX_KEY_BYTES = 1_024;

/** A change whose bytes are the store's own. */
export interface OwnChange extends GemStoreChange {
  /** The key in UTF-8. */
  readonly keyBytes: Uint8Array;
}

/** The changes of one write. */
export interface Batch {
  readonly changes: readonly OwnChange[];
  /** What they cost. */
  readonly bytes: number;
}

/** Checks the changes of a write and copies them; see `GemStore.write` for what it throws. */
export function takeBatch(
  path: string,
  changes: readonly GemStoreChange[],
  limits: Required<GemStoreLimits>,
): Batch {
  const { maxValueBytes, maxBatchBytes } = limits;
  let bytes = 0;
  const checked = changes.map(({ key, value }) => {
    const keyBytes = keyOf(key);
    const size = sizeOf(key, value);
    if (size > maxValueBytes) {
      throw tooLarge(path, `the value of ${JSON.stringify(key)} has`, size, "maxValueBytes", maxValueBytes);
    }
    bytes += costOf(keyBytes.length, size);
    return { key, keyBytes, value };
  });
  if (bytes > maxBatchBytes) throw tooLarge(path, "the write has", bytes, "maxBatchBytes", maxBatchBytes);
  return {
    bytes,
    changes: checked.map(({ value, ...key }) => ({ ...key, value: value && new Uint8Array(value) })),
  };
}

/** What is kept, and what it costs. */
export class StoredValues {
  readonly map: Map<string, Uint8Array> = new Map();
  #bytes = 0;

  /** What all values cost. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Makes the changes, in their order. */
  apply(changes: readonly OwnChange[]): void {
    for (const change of changes) {
      this.#bytes += this.#growth(change);
      if (change.value === undefined) this.map.delete(change.key);
      else this.map.set(change.key, change.value);
    }
  }

  /** How much more everything costs after the changes; if they name a key twice, both are counted. */
  growth(changes: readonly OwnChange[]): number {
    return changes.reduce((sum, change) => sum + this.#growth(change), 0);
  }

  #growth({ key, keyBytes, value }: OwnChange): number {
    const before = this.map.get(key);
    return (value === undefined ? 0 : costOf(keyBytes.length, value.length)) -
      (before === undefined ? 0 : costOf(keyBytes.length, before.length));
  }
}

const ENCODER = new TextEncoder();

function keyOf(key: string): Uint8Array {
  requireType("key", key, "string");
  const bytes = ENCODER.encode(key);
  if (/\p{Surrogate}/u.test(key)) {
    throw new RangeError(`The key ${JSON.stringify(key)} is not well-formed text`);
  }
  if (bytes.length >= 1 && bytes.length <= MAX_KEY_BYTES) return bytes;
  throw new RangeError(`A key must have 1 to ${MAX_KEY_BYTES} bytes of UTF-8, got ${bytes.length}`);
}

function sizeOf(key: string, value: Uint8Array | undefined): number {
  if (value === undefined) return 0;
  if (value instanceof Uint8Array) return value.length;
  throw new TypeError(
    `The value of ${JSON.stringify(key)} must be a Uint8Array or undefined, got ${typeof value}`,
  );
}

function costOf(keyBytes: number, valueBytes: number): number {
  return CHANGE_BYTES + keyBytes + valueBytes;
}
