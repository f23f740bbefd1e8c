// The reports of hsms run.

import { junitOf } from "../junit.ts";
import { stepLines } from "./lines.ts";
import { countOf, failedStep, type ScenarioResult, type SuiteResult } from "./results.ts";

/** The report as JSON; the frames are those of `--record`. */
export function jsonReport(suites: readonly SuiteResult[], version: string, at: Date): string {
  const counts = {
    pass: countOf(suites, "pass"),
    fail: countOf(suites, "fail"),
    skip: countOf(suites, "skip"),
  };
  const told = suites.map(({ scenarios, ...suite }) => ({
    ...suite,
    scenarios: scenarios.map(({ recording: _, ...scenario }) => scenario),
  }));
  return `${JSON.stringify({ version, at: at.toISOString(), counts, suites: told }, undefined, 2)}\n`;
}

/** The report as JUnit's XML: a suite for each file, a case for each scenario. */
export function junitReport(suites: readonly SuiteResult[]): string {
  return junitOf(
    "hsms run",
    suites.map(({ name, scenarios }) => ({
      name,
      cases: scenarios.map((scenario) => ({
        name: scenario.name,
        took: scenario.took,
        result: scenario.result,
        message: whyOf(scenario),
        output: scenario.steps.map((step) => stepLines(step).trimEnd()),
      })),
    })),
  );
}

/** Why a scenario has failed, or was skipped, in one line. */
export function whyOf(scenario: ScenarioResult): string {
  const step = failedStep(scenario);
  if (step?.failure === undefined) return scenario.why ?? "";
  const { expected, seen } = step.failure;
  return `${step.place}: ${step.text}: expected ${expected}; ${seen.join("; ")}`;
}
