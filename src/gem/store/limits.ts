import { requireInteger } from "../../core/base/mod.ts";
import { GemStoreError } from "./errors.ts";

/** What a store may hold; each is a number of bytes. */
export interface GemStoreLimits {
  /**
   * Maximum size of one value.
   *
   * @default {67_108_864} (64 MiB)
   */
  readonly maxValueBytes?: number;
  /**
   * Maximum size of one write: its keys, its values, and 64 for each change.
   *
   * @default {134_217_728} (128 MiB)
   */
  readonly maxBatchBytes?: number;
  /**
   * Maximum size of the writes that wait, counted in the same way.
   *
   * @default {134_217_728} (128 MiB)
   */
  readonly maxWaitingBytes?: number;
  /**
   * Maximum size of everything that is kept, counted in the same way. It is in memory too.
   *
   * @default {268_435_456} (256 MiB)
   */
  readonly maxBytes?: number;
}

const MIB = 1024 * 1024;
/** The file has a length in 32 bits. */
const MAX = 1024 * MIB;

/** Every limit has its value; throws a RangeError if one is out of range. */
export function readStoreLimits(options: GemStoreLimits): Required<GemStoreLimits> {
  const read = (name: keyof GemStoreLimits, initial: number): number =>
    requireInteger(name, options[name] ?? initial, 1, MAX);
  return {
    maxValueBytes: read("maxValueBytes", 64 * MIB),
    maxBatchBytes: read("maxBatchBytes", 128 * MIB),
    maxWaitingBytes: read("maxWaitingBytes", 128 * MIB),
    maxBytes: read("maxBytes", 256 * MIB),
  };
}

/** The error of a write, or of a part of it, that is larger than permitted. */
export function tooLarge(
  path: string,
  what: string,
  bytes: number,
  option: keyof GemStoreLimits,
  limit: number,
) {
  const message = `Cannot write to ${path}: ${what} ${bytes} bytes, ${option} permits ${limit}. ` +
    "Nothing of this write is stored. Write less, or raise the option";
  return new GemStoreError("store-too-large", path, message);
}
