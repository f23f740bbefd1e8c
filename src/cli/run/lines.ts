// What is printed while scenarios are played, and the report as text.

import type { Paint } from "../style.ts";
import { seconds } from "./failure.ts";
import { countsOf, type ScenarioResult, type StepResult, type SuiteResult } from "./results.ts";

const PLAIN: Paint = (_tone, text) => text;

/** The line above the steps of a scenario. */
export function headLine(suite: string, scenario: string, paint: Paint = PLAIN): string {
  return `${paint("strong", `${suite}: ${scenario}`)}\n`;
}

/** The lines of a step. */
export function stepLines(step: StepResult, paint: Paint = PLAIN): string {
  const { result, text, said, part, place, failure } = step;
  const mark = result === "pass" ? paint("good", "ok  ") : paint("bad", "FAIL");
  const where = part === "" ? "" : paint("quiet", ` [${part}]`);
  const line = `  ${mark} ${text}${said === "" ? "" : `: ${said}`}${where}\n`;
  if (failure === undefined) return line;
  const { expected, seen, check } = failure;
  const rows = [
    ["expected", expected],
    ...seen.map((one, at) => [at === 0 ? "seen" : "", one]),
    ...(check === undefined ? [] : [["check", check]]),
    ["at", place],
  ];
  return line + rows.map(([name = "", value]) => `       ${name.padEnd(8)} ${value}\n`).join("");
}

/** The line below the steps of a scenario. */
export function scenarioLine(
  { result, why, steps, left, took }: ScenarioResult,
  paint: Paint = PLAIN,
): string {
  const tone = result === "pass" ? "good" : result === "fail" ? "bad" : "quiet";
  const reason = why === undefined ? "" : `: ${why}`;
  const count = steps.length + left;
  return `  ${paint(tone, result)} ${count} step${count === 1 ? "" : "s"} in ${seconds(took)}${reason}\n`;
}

/** The report as text. */
export function textReport(suites: readonly SuiteResult[]): string {
  const lines = suites.flatMap((suite) =>
    suite.scenarios.map((scenario) =>
      headLine(suite.name, scenario.name) + scenario.steps.map((step) => stepLines(step)).join("") +
      scenarioLine(scenario)
    )
  );
  return `${lines.join("")}${countsOf(suites)}\n`;
}
