// deno-lint-ignore-file no-console
// Everything at once, at random, by seeds. CHAOS_ROUNDS says how many, CHAOS_SEED where they begin; `deno task chaos`
// runs many of them on each runtime.

import process from "node:process";
import { test } from "node:test";
import { assertEquals, AssertionError } from "@std/assert";
import { type FaultRule, randomFaults } from "@secs/hsms/testing";
import { Line } from "./line.ts";
import { Totals } from "./totals.ts";

const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 12);
const FIRST = Number(process.env.CHAOS_SEED ?? 1);

const TIMEOUTS = { t3: 300, t6: 100, t7: 150, t8: 25, linktest: 40 };
/** Often harmless, so that links live for a while; the last kind changes bytes. */
const FAULTS = [
  "split,split,split,pause,close",
  "split,split,split,pause,reset",
  "split,split,split,split,pause,close,reset,stall",
  "split,split,pause,corrupt,close",
];

test(`links survive what ${ROUNDS} seeds do to them`, { timeout: 1_000 * ROUNDS + 60_000 }, async () => {
  const totals = new Totals();
  for (let seed = FIRST; seed < FIRST + ROUNDS; seed++) {
    try {
      await survive(seed, totals);
    } catch (error) {
      throw new AssertionError(`Seed ${seed} (CHAOS_SEED=${seed} CHAOS_ROUNDS=1): ${error}`);
    }
  }
  console.log(totals.line);
  assertEquals(totals.seeds, ROUNDS);
});

async function survive(seed: number, totals: Totals): Promise<void> {
  const faults = FAULTS[seed % FAULTS.length]!;
  const rules: FaultRule[] = [randomFaults(seed, { mean: 50 + (seed * 37) % 400, faults })];
  const changes = faults.includes("corrupt") ? { changes: "alters" as const } : {};
  await Line.play({ rules, timeouts: TIMEOUTS, ...changes }, async (line) => {
    for (let burst = 0; burst < 8; burst++) {
      await line.host.protocol.whenSelected({ signal: AbortSignal.timeout(20_000) });
      await line.exchange(1 + (seed + burst) % 5);
    }
    line.proxy.rules = [];
    line.proxy.breakAll();
    await line.works();
    totals.add(line);
  });
}
