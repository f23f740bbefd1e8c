import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { type LimitName, readLimit, readSpacing } from "../../../src/core/hsms/limits.ts";

const MIB = 1024 * 1024;

/** Every limit once more, written out: its default, its least and its greatest value. */
const LIMITS: Readonly<Record<LimitName, readonly [initial: number, least: number, greatest: number]>> = {
  maxMessageLength: [64 * MIB, 10, 2 ** 32 - 1],
  maxQueuedBytes: [16 * MIB, 1, Number.MAX_SAFE_INTEGER],
  maxBufferedBytes: [128 * MIB, 1, Number.MAX_SAFE_INTEGER],
  maxTotalBytes: [1024 * MIB, 1, Number.MAX_SAFE_INTEGER],
  maxWaitingSends: [10_000, 1, 2 ** 31],
  highWater: [MIB, 1, Number.MAX_SAFE_INTEGER],
  lowWater: [MIB / 4, 0, Number.MAX_SAFE_INTEGER],
  maxLinktestMisses: [1, 1, 1_000],
  maxRejectsPerSecond: [100, 0, 1_000_000],
  maxOpenTransactions: [65_536, 1, 2 ** 31],
  maxPackets: [10_000, 1, 2 ** 31],
  maxBytes: [64 * MIB, 1, Number.MAX_SAFE_INTEGER],
  maxConnections: [10_000, 1, 2 ** 31],
  maxConnectionsPerAddress: [10_000, 1, 2 ** 31],
  maxPending: [64, 1, 2 ** 31],
};

/** What a caller without TypeScript may pass, and how the error shows it. */
const WRONG: readonly [value: unknown, shown: string][] = [
  ["5000", '"5000"'],
  [true, "true"],
  [null, "null"],
  [[1], "an array"],
  [{}, "an object"],
  [() => 1, "a function"],
  [5n, "5"],
];

for (const [key, [initial, least, greatest]] of Object.entries(LIMITS)) {
  const name = key as LimitName;

  test(`${name} is ${initial} if nothing is said, and ${least} to ${greatest} are taken as they are`, () => {
    assertEquals(readLimit(name, undefined), initial);
    for (const value of [least, initial, greatest]) assertEquals(readLimit(name, value), value);
  });

  test(`${name} below ${least}, above ${greatest}, or no whole number is a RangeError that says the range`, () => {
    for (const value of [least - 1, greatest + 1, least + 0.5, NaN, Infinity, -Infinity]) {
      const error = assertThrows(() => readLimit(name, value), RangeError);
      assertEquals(
        error.message,
        `${name} must be a whole number from ${least} to ${greatest}, got ${value}`,
      );
    }
  });

  test(`${name} of another type is a TypeError that says what came`, () => {
    for (const [value, shown] of WRONG) {
      const error = assertThrows(() => readLimit(name, value as number), TypeError);
      assertEquals(error.message, `${name} must be a number, got ${shown}`);
    }
  });
}

/** The numbers of the option reconnect: the default, and the least value. */
const SPACING = { backOff: [1, 1], maxInterval: [240_000, 0], jitter: [0, 0] } as const;

for (const [key, [initial, least]] of Object.entries(SPACING)) {
  const name = key as keyof typeof SPACING;

  test(`reconnect.${name} is ${initial} if nothing is said, and any number of at least ${least}`, () => {
    assertEquals(readSpacing(name, undefined), initial);
    for (const value of [least, least + 0.5, 1e9]) assertEquals(readSpacing(name, value), value);
    for (const value of [least - 0.001, NaN, Infinity, -Infinity]) {
      const error = assertThrows(() => readSpacing(name, value), RangeError);
      assertEquals(error.message, `${name} must be a number of at least ${least}, got ${value}`);
    }
    for (const [value, shown] of WRONG) {
      const error = assertThrows(() => readSpacing(name, value as number), TypeError);
      assertEquals(error.message, `${name} must be a number, got ${shown}`);
    }
  });
}
