import { requireInteger, requireType } from "../base/mod.ts";

/** From the least to the greatest value that an option may have. */
type Limit = readonly [initial: number, min: number, max: number];

const MANY = 2 ** 31;
const MIB = 1024 * 1024;
const MAX_BYTES = Number.MAX_SAFE_INTEGER;

/** Every limit that is an option: what it is if nothing is said, its least and its greatest value. */
const LIMITS = {
  // What one connection may hold.
  maxMessageLength: [64 * MIB, 10, 0xffff_ffff],
  maxQueuedBytes: [16 * MIB, 1, MAX_BYTES],
  maxWaitingSends: [10_000, 1, MANY],
  maxBufferedBytes: [128 * MIB, 1, MAX_BYTES],
  // What several connections may hold together.
  maxTotalBytes: [1024 * MIB, 1, MAX_BYTES],
  // From how many bytes of replies on that wait for a peer this side reads no more from it, and reads again.
  highWater: [MIB, 1, MAX_BYTES],
  lowWater: [MIB / 4, 0, MAX_BYTES],
  // What a peer may do wrong, or leave undone.
  maxLinktestMisses: [1, 1, 1_000],
  maxRejectsPerSecond: [100, 0, 1_000_000],
  maxOpenTransactions: [65_536, 1, MANY],
  // What one loop over primaries may leave unread.
  maxPackets: [10_000, 1, MANY],
  maxBytes: [64 * MIB, 1, MAX_BYTES],
  // What a listening port may hold.
  maxConnections: [10_000, 1, MANY],
  maxConnectionsPerAddress: [10_000, 1, MANY],
  maxPending: [64, 1, MANY],
} as const satisfies Record<string, Limit>;

/** The name of an option that is a limit. */
export type LimitName = keyof typeof LIMITS;

/**
 * The limit that an option stands for: `value`, or the default without one.
 *
 * @throws {TypeError} when `value` is not a number.
 * @throws {RangeError} when it is out of range.
 */
export function readLimit(name: LimitName, value: number | undefined): number {
  const [initial, min, max] = LIMITS[name];
  return value === undefined ? initial : requireInteger(name, value, min, max);
}

/** The spacing of attempts to connect: what each is if nothing is said, and its least value. */
const SPACING = {
  backOff: [1, 1],
  maxInterval: [240_000, 0],
  jitter: [0, 0],
} as const;

/**
 * A number of HsmsReconnectOptions: `value`, or the default without one.
 *
 * @throws {TypeError} when `value` is not a number.
 * @throws {RangeError} when it is too small, or not finite.
 */
export function readSpacing(name: keyof typeof SPACING, value: number | undefined): number {
  const [initial, min] = SPACING[name];
  if (value === undefined) return initial;
  if (requireType(name, value, "number") >= min && value < Infinity) return value;
  throw new RangeError(`${name} must be a number of at least ${min}, got ${value}`);
}
