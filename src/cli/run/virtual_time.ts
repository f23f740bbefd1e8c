import type { VirtualClock } from "../../testing/mod.ts";

/** Number of turns of the event loop without a timer after which nothing can happen any more: a disk may be asked meanwhile. */
const PATIENCE = 10_000;

/**
 * Moves the time to the next timer again and again until some work is done; it takes no other time than that of the work.
 * Rejects if nothing can happen any more, and with the reason of the signal.
 */
export async function inVirtualTime<T>(
  clock: VirtualClock,
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let isDone = false;
  const end = (): void => void (isDone = true);
  work.then(end, end);
  for (let idle = 0; !isDone;) {
    if (signal.aborted) throw signal.reason;
    await clock.settle();
    const next = clock.next;
    if (isDone) break;
    if (next !== undefined) {
      idle = 0;
      await clock.advance(Math.max(0, next - clock.now()));
    } else if (++idle > PATIENCE) {
      throw new Error("Nothing can happen any more: no timer runs, and nothing is under way");
    }
  }
  return await work;
}
