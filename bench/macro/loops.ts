// How hosts keep requests open.

import { setImmediate } from "node:timers";
import type { Work } from "./contender.ts";
import { quantilesOf } from "./statistics.ts";

/** Runs `open` loops at once until the time is up, each of which asks again when it was answered. */
export async function askInLoops(open: number, ms: number, asks: readonly Ask[]): Promise<Work> {
  const slice = new Slice(ms);
  let messages = 0;
  async function loop(ask: Ask): Promise<void> {
    do {
      await ask();
      messages++;
    } while (slice.running);
  }
  const loops = asks.flatMap((ask) => Array.from({ length: open }, () => loop(ask)));
  await Promise.all(loops);
  return slice.end(messages);
}

/** Asks one after the other, and takes the time of each. */
export async function askTimed(ms: number, ask: Ask): Promise<Work> {
  const times: number[] = [];
  const slice = new Slice(ms);
  do {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  } while (slice.running);
  return { ...slice.end(times.length), ...quantilesOf(times) };
}

/** Sends one request; resolves when it was answered. */
export type Ask = () => Promise<unknown>;

/** A stretch of time in which messages are counted. */
export class Slice {
  running = true;
  readonly #start = performance.now();
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number) {
    this.#timer = setTimeout(() => this.running = false, ms);
  }

  end(messages: number): Work {
    clearTimeout(this.#timer);
    return { messages, ms: performance.now() - this.#start };
  }
}

/** Lets sockets and timers have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
