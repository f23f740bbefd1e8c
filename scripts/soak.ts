// deno-lint-ignore-file no-console
// Soaks the library in real time on Deno, Bun and Node, side by side: two processes of each, 100 connections, 20 of
// them with hostile peers, traffic and trouble without end. Ends with the sum: `N passed, N failed`.
//
// Options: --minutes N                 how long, at least 0.5 (60)
//          --seed N                    what happens, not quite when: the machine has a say in that (random)
//          --runtime deno|bun|node     only this one
//          --json                      print all readings as JSON, and no table; the sum goes to stderr

import { parseArgs } from "node:util";
import { soak, type SoakRecord } from "../tests/soak/pair.ts";
import { prepare, type SoakedRuntime, tidy } from "../tests/soak/runtime.ts";
import { formatErrors, formatHostile, formatSoaks } from "../tests/soak/table.ts";
import { type Check, judge } from "../tests/soak/verdict.ts";
import { formatTally } from "./summary.ts";

/** Enough for a slope over the second half, and no more than one in a quarter of a minute. */
const READINGS = 20;
const MOST_SECONDS = 15;
/** Where nobody else takes ports: above those of services, below those that the system gives to clients. */
const PORTS = { from: 20_000, count: 10_000 };

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: String(1 + Math.floor(Math.random() * 1_000_000)) },
    runtime: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const minutes = Number(options.minutes);
const seed = Number(options.seed);
if (!(minutes >= 0.5)) fail(`--minutes must be a number of at least 0.5, got ${options.minutes}`);
if (!Number.isInteger(seed) || seed < 1) {
  fail(`--seed must be a whole number from 1, got ${options.seed}`);
}

Deno.chdir(new URL("..", import.meta.url));
const runtimes = await prepare(options.runtime);
if (runtimes.length === 0) fail(`--runtime must be deno, bun or node, got ${options.runtime}`);
const names = runtimes.map(({ label }) => label).join(", ");
if (!options.json) console.log(`Soaking ${names} for ${minutes} minutes, seed ${seed}`);

const results = await Promise.all(runtimes.map(one));
await tidy();
const checks = results.flatMap((result) => result.checks);
const failed = checks.filter(({ problem }) => problem !== undefined);
if (options.json) console.log(JSON.stringify(results));
else print(results.flatMap(({ record }) => record ?? []));
for (const { name, problem } of failed) console.error(`${name}: ${problem}`);
if (failed.length > 0) console.error(`Again: deno task soak --minutes ${minutes} --seed ${seed}`);
(options.json ? console.error : console.log)(
  formatTally({ passed: checks.length - failed.length, failed: failed.length }),
);
Deno.exit(failed.length === 0 ? 0 : 1);

async function one(runtime: SoakedRuntime): Promise<{ record?: SoakRecord; checks: Check[] }> {
  const interval = Math.min(MOST_SECONDS, minutes * 60 / READINGS) * 1000;
  try {
    const record = await soak(runtime, { seed, port: freePort(), minutes, interval });
    const named = judge(record).map((check) => ({ ...check, name: `${runtime.label}, ${check.name}` }));
    return { record, checks: named };
  } catch (error) {
    return { checks: [{ name: runtime.label, problem: String(error) }] };
  }
}

function print(records: readonly SoakRecord[]): void {
  if (records.length === 0) return;
  console.log(formatSoaks(records));
  console.log(formatHostile(records));
  for (const record of records) console.log(formatErrors(record));
}

/** The tool stops listening now and then: no client may be given its port meanwhile, or it would talk to itself. */
function freePort(): number {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(2);
}
