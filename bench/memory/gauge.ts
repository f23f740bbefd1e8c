// How much memory this process uses once everything that nobody holds is gone, on the runtime that runs this file.

import process from "node:process";

/** Bytes that a process uses. */
export interface Sample {
  /** Objects of JavaScript. */
  readonly heap: number;
  /** What they hold outside: the bytes of ArrayBuffers above all. */
  readonly buffers: number;
  /** Resident in memory, as the system counts. */
  readonly rss: number;
}

/** What is used of `bun:jsc`. */
interface Jsc {
  heapStats(): { heapSize: number; extraMemorySize: number };
}

interface Globals {
  readonly gc?: () => void;
  readonly Bun?: { gc(sync: boolean): void };
}

const { gc, Bun } = globalThis as Globals;
// In two words, or the bundler would look for it.
const jsc = Bun && await import(["bun", "jsc"].join(":")) as Jsc | undefined;

const TRIES = 12;
const REST = 60;

/** Collects garbage until two counts in a row say the same, and returns the least. */
export async function settle(): Promise<Sample> {
  let least = await collected();
  for (let quiet = 0, tries = 0; quiet < 2 && tries < TRIES; tries++) {
    const next = await collected();
    quiet = total(next) < total(least) - 512 ? 0 : quiet + 1;
    if (total(next) <= total(least)) least = next;
  }
  return least;
}

/** Objects and what they hold. */
export function total({ heap, buffers }: Sample): number {
  return heap + buffers;
}

async function collected(): Promise<Sample> {
  // Some buffers are only let go a turn after the object that held them.
  collect();
  await new Promise((resolve) => setTimeout(resolve, REST));
  collect();
  return count();
}

function collect(): void {
  if (Bun !== undefined) Bun.gc(true);
  else if (gc !== undefined) gc();
  else throw new Error("Start the runtime with --expose-gc");
}

/** Node counts ArrayBuffers within `external`, so does Deno, which says 0 of them; Bun counts both as heap. */
function count(): Sample {
  const { heapUsed, external, rss } = process.memoryUsage();
  if (jsc === undefined) return { heap: heapUsed, buffers: external, rss };
  const { heapSize, extraMemorySize } = jsc.heapStats();
  return { heap: heapSize - extraMemorySize, buffers: extraMemorySize, rss };
}
