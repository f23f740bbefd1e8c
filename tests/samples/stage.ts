// deno-lint-ignore-file no-console
// The process in which a sample runs: it says on stdout what the sample does, as lines that begin with MARK, and waits on
// stdin until the hostile peers have played.

import process from "node:process";
import { createInterface } from "node:readline";
import { settle, total } from "../../bench/memory/gauge.ts";
import { peakMemory } from "../soak/gauge.ts";
import { MARK, type Said } from "./said.ts";

const [, , hostilePort] = process.argv;

/** How the network of the sample asks for an attack, and what it saw. */
export const stage = {
  /** Where all dials of the sample go. */
  hostilePort: hostilePort === undefined ? undefined : Number(hostilePort),
  /** Whether the sample dialled and listened over TCP. */
  dialled: false,
  listened: false,
  /** Resolves once hostile peers have played at these ports. */
  async attacked(ports: readonly number[]): Promise<void> {
    const before = total(await settle());
    say({ ports, idle: process.memoryUsage().rss });
    const input = createInterface({ input: process.stdin });
    await new Promise<void>((resolve) => input.once("line", () => resolve()));
    input.close();
    say({ kept: total(await settle()) - before });
    process.stdin.destroy();
  },
};

/** Runs a sample, and says how it ended. */
export async function play(sample: () => Promise<unknown>): Promise<void> {
  for (const what of ["unhandledRejection", "uncaughtException"]) {
    process.on(what, (error) => say({ uncaught: `${what}: ${textOf(error)}` }));
  }
  say({ idle: process.memoryUsage().rss });
  let failed: { error?: string; hasCode: boolean } = { hasCode: true };
  try {
    await sample();
  } catch (error) {
    failed = { error: textOf(error), hasCode: error instanceof Error && "code" in error };
  }
  const { dialled, listened } = stage;
  say({ ended: { dialled, listened, ...failed }, peak: peakMemory() });
}

/** The most memory so far is told again and again: a sample that waits for its peer does not end. */
setInterval(() => say({ peak: peakMemory() }), 200).unref();

function say(said: Said): void {
  console.log(`\n${MARK}${JSON.stringify(said)}`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
