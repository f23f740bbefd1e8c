import { within } from "../support/wait.ts";
import { type Launcher, TestNetwork, type Timing } from "./network.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Longest time that a scenario may take; every wait in it is bounded more tightly. */
const LIMIT = 60_000;

/** How a scenario went on a runtime. */
export interface ScenarioResult {
  readonly runtime: string;
  readonly name: string;
  readonly ms: number;
  readonly timings: readonly Timing[];
  /** Why it failed, and what was seen; undefined: it passed. */
  readonly failure: string | undefined;
}

/** Plays the scenarios one after the other with both sides on one runtime, and reports each as it ends. */
export async function play(
  launcher: Launcher,
  wanted: (name: string) => boolean,
  report: (result: ScenarioResult) => void,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => wanted(name))) {
    const start = performance.now();
    let network: TestNetwork | undefined;
    let failure: string | undefined;
    try {
      network = await TestNetwork.begin(launcher);
      await within(LIMIT, scenario.run(network));
    } catch (error) {
      failure = describe(error, network);
    }
    await network?.end();
    const ms = performance.now() - start;
    const result = {
      runtime: launcher.name,
      name: scenario.name,
      ms,
      timings: network?.timings ?? [],
      failure,
    };
    report(result);
    results.push(result);
  }
  return results;
}

function describe(error: unknown, network: TestNetwork | undefined): string {
  const reason = error instanceof Error ? error.stack ?? error.message : String(error);
  const sides = (network?.stations ?? []).map(({ name, log, stderr }) =>
    `  ${name}:\n${last(log.lines)}${stderr === "" ? "" : `\n  its stderr:\n${last(stderr.split("\n"))}`}`
  );
  return [reason, ...sides].join("\n");
}

function last(lines: readonly string[]): string {
  return lines.filter((line) => line !== "milestone").slice(-16).map((line) => `    ${line}`).join("\n");
}
