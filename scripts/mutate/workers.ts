// Runs the children that judge the mutants, as many at once as there are cores.

import { DENO } from "../run.ts";
import type { Order, Verdict } from "./child.ts";
import type { Mutant } from "./instrument.ts";

/** A child that says nothing for so long hangs, in ms. */
const PATIENCE = 60_000;

/** What became of the mutants. `config` is the import map with the instrumented files. */
export async function judge(
  mutants: readonly Mutant[],
  tests: readonly string[],
  config: string,
): Promise<ReadonlyMap<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  const workers = navigator.hardwareConcurrency;
  const late = mutants.filter(({ early }) => !early).map(({ id }) => id);
  const orders: Order[] = Array.from({ length: workers }, (_, worker) => ({
    tests,
    mutants: late.filter((_, index) => index % workers === worker),
    early: false,
  }));
  // Code that runs once has run before a mutant could be switched on: a child for each.
  for (const { id } of mutants.filter(({ early }) => early)) {
    orders.push({ tests, mutants: [id], early: true });
  }

  const work = async (): Promise<void> => {
    for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
      if (order.mutants.length === 0) continue;
      const judged = await runChild(order, config);
      for (const verdict of judged) verdicts.set(verdict.id, verdict);
      // It ended or hung at the mutant after the last that it judged.
      const [culprit, ...rest] = order.mutants.slice(judged.length);
      if (culprit === undefined) continue;
      verdicts.set(culprit, { id: culprit, killer: "it ended or hung the process" });
      orders.push({ ...order, mutants: rest });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts;
}

/** Runs a child to its end. Throws if the tests fail without a mutant. */
async function runChild(order: Order, config: string): Promise<Verdict[]> {
  const args = ["run", "-A", "--quiet", "--no-check", "--no-lock", "--import-map", config];
  const script = new URL("./child.ts", import.meta.url).href;
  const child = new Deno.Command(DENO, {
    args: [...args, script, JSON.stringify(order)],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const verdicts: Verdict[] = [];
  const problem = new Response(child.stderr).text();
  let timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  let rest = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) verdicts.push(JSON.parse(line));
  }
  clearTimeout(timer);
  const { code, signal } = await child.status;
  if (code !== 0 && signal === null) throw new Error((await problem).trim());
  if (signal === null && verdicts.length < order.mutants.length) {
    throw new Error(`Mutants without a verdict: ${config}`);
  }
  return verdicts;
}
