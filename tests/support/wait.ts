import { systemClock } from "@secs/hsms";
import { assert } from "@std/assert";
import { BoundedWaits } from "../../src/testing/bounded_wait.ts";

/** Longest wait for something that must happen; a defect fails the test instead of hanging it. */
const LONGEST = 10_000;

/** Waits for things to hold, each of them bounded in real time. */
export function boundedWaits(longest = LONGEST): BoundedWaits {
  return new BoundedWaits(systemClock, longest);
}

/** Follows `work`, which may take so many ms. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise rejects with; fails if it resolves. */
export function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(() => assert(false, "The promise resolved, expected it to reject"), (error) => error);
}
