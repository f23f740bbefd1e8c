// deno-lint-ignore-file no-console
// Runs the tests of the core with one mutant after the other. Started by scripts/mutate.ts with an import map that puts
// the instrumented files in the place of the real ones.
//
// The argument is a JSON Order. Prints a line of JSON for each mutant, a Verdict.

import type { KeptTest } from "./node_test.ts";

/** What a child is to do. */
export interface Order {
  /** The test files, as URLs. */
  readonly tests: readonly string[];
  /** The mutants, by number. */
  readonly mutants: readonly number[];
  /** The only mutant is on before the files are loaded. */
  readonly early: boolean;
}

/** What became of a mutant. */
export interface Verdict {
  readonly id: number;
  /** The test that failed; undefined: none did. */
  readonly killer: string | undefined;
}

interface TimedTest extends KeptTest {
  /** How long it takes without a mutant, in ms. */
  readonly time: number;
  /** The mutants whose code it reaches. */
  readonly reached: ReadonlySet<number>;
}

/** A test that asks the switch more often than this is in a loop without an end. */
const MOST_ASKED = 50_000_000;
/** A test hangs after so many times its usual length, and at least after so many ms. */
const PATIENCE = { times: 10, atLeast: 150 };
const POLL = 5;

let on = 0;
let asked = 0;
let unhandled = false;
let reached = new Set<number>();

(globalThis as { MUTANT?: (id: number) => boolean }).MUTANT = (id) => {
  reached.add(id);
  if (++asked > MOST_ASKED) throw new Error("This loop has no end");
  return id === on;
};
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  unhandled = true;
});
// What a test that failed or hangs leaves behind is not the fault of the next mutant.
globalThis.addEventListener("error", (event) => event.preventDefault());

const order: Order = JSON.parse(Deno.args[0]!);
try {
  await (order.early ? judgeEarly(order.mutants[0]!) : judgeAll(order.mutants));
  Deno.exit(0);
} catch (error) {
  console.error(error);
  Deno.exit(1);
}

async function judgeEarly(id: number): Promise<void> {
  on = id;
  try {
    for (const test of await load()) {
      if (await fails(test, 0)) return report({ id, killer: test.name });
    }
  } catch {
    return report({ id, killer: "it cannot be loaded" });
  }
  report({ id, killer: undefined });
}

async function judgeAll(mutants: readonly number[]): Promise<void> {
  const tests = await timed(await load());
  for (const id of mutants) {
    on = id;
    let killer: string | undefined;
    for (const test of tests) {
      if (!test.reached.has(id) || !await fails(test, test.time)) continue;
      killer = test.name;
      break;
    }
    report({ id, killer });
  }
  // What the mutants left behind would make everything fail from then on.
  on = 0;
  await timed(tests);
}

/** The tests of the order. */
async function load(): Promise<readonly KeptTest[]> {
  const { kept } = await import("./node_test.ts");
  for (const file of order.tests) await import(file);
  return kept;
}

/** Runs every test without a mutant, and sorts the quick ones to the front. */
async function timed(tests: readonly KeptTest[]): Promise<TimedTest[]> {
  const result: TimedTest[] = [];
  for (const test of tests) {
    reached = new Set();
    const start = performance.now();
    if (await fails(test, 1_000)) throw new Error(`Without a mutant this test fails: ${test.name}`);
    result.push({ name: test.name, run: test.run, time: performance.now() - start, reached });
  }
  return result.sort((a, b) => a.time - b.time);
}

/** A rejection that nobody handles may be what a test before left behind: it counts if it comes again. */
async function fails(test: KeptTest, time: number): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    unhandled = false;
    if (!await passes(test, time)) return true;
    await new Promise((resolve) => setImmediate(resolve));
    if (!unhandled) return false;
  }
  return true;
}

async function passes(test: KeptTest, time: number): Promise<boolean> {
  asked = 0;
  let poll: ReturnType<typeof setInterval> | undefined;
  // Polls instead of one timer: on a machine that is busy the test gets its turns, too.
  const hangs = new Promise<boolean>((resolve) => {
    let left = Math.max(PATIENCE.atLeast, PATIENCE.times * time) / POLL;
    poll = setInterval(() => --left < 0 && resolve(false), POLL);
  });
  const passed = await Promise.race([test.run().then(() => true, () => false), hangs]);
  clearInterval(poll);
  return passed;
}

function report(verdict: Verdict): void {
  console.log(JSON.stringify(verdict));
}
