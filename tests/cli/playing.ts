import { systemClock } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { type PlayOptions, playScenario } from "../../src/cli/run/play.ts";
import { type Suite, suiteIn } from "../../src/cli/run/read_scenario.ts";
import { failedStep, type ScenarioResult } from "../../src/cli/run/results.ts";

/** Plays a scenario in virtual time. */
export function play(
  suite: Suite,
  name: string,
  options: Partial<PlayOptions> = {},
): Promise<ScenarioResult> {
  return playScenario(suite, name, {
    io: {
      clock: systemClock,
      date: () => new Date(0),
      network: new MemoryNetwork(),
      signal: new AbortController().signal,
    },
    network: new MemoryNetwork(),
    time: "virtual",
    variables: {},
    progress: { begins: () => {}, ended: () => {} },
    ...options,
  });
}

/** Plays some steps, written as a file has them; `head` is what else the file says. */
export async function playSteps(steps: string, head = ""): Promise<ScenarioResult> {
  const indented = steps.trim().split("\n").map((line) => `      ${line}\n`).join("");
  const text = `name: test\nmodel: etcher\n${head}scenarios:\n  test:\n    steps:\n${indented}`;
  return await play(await suiteIn(text, "test.yaml"), "test");
}

/** The step that failed, as it is told: the step, what was expected, what was seen, what to check. */
export function toldFailure(result: ScenarioResult): readonly string[] {
  const step = failedStep(result);
  if (step?.failure === undefined) return result.why === undefined ? [] : [result.why];
  const { expected, seen, check } = step.failure;
  return [`${step.place}: ${step.text}`, expected, ...seen, ...(check === undefined ? [] : [check])];
}
