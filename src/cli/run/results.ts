// What has become of scenarios.

import type { StoryOptions } from "../../view/story/mod.ts";

/** What a step was, and what has become of it. */
export interface StepResult {
  /** Where it is: `lot.yaml:12:9`. */
  readonly place: string;
  /** The step in one line. */
  readonly text: string;
  /** Why it is there, as its author says. */
  readonly about: string | undefined;
  /** What it belongs to: a round of a loop, or a part that ran beside others; empty: the scenario. */
  readonly part: string;
  readonly result: "pass" | "fail";
  /** What is to be said of it, as in `HCACK 4`. */
  readonly said: string;
  /** When it began, in ms after the scenario did. */
  readonly at: number;
  /** How long it took, in ms. */
  readonly took: number;
  readonly failure: StepTrouble | undefined;
}

/** Why a step has failed. */
export interface StepTrouble {
  readonly expected: string;
  readonly seen: readonly string[];
  readonly check: string | undefined;
}

/** What has become of a scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly about: string | undefined;
  /** Where it is. */
  readonly place: string;
  readonly result: "pass" | "fail" | "skip";
  /** Why it was skipped, or failed outside of a step. */
  readonly why: string | undefined;
  readonly steps: readonly StepResult[];
  /** Number of steps that passed and are not in the list, as there were too many. */
  readonly left: number;
  /** When it began. */
  readonly at: Date;
  /** How long it took, in ms. */
  readonly took: number;
  readonly recording: Recording;
}

/** The frames of a scenario. */
export interface Recording {
  /** Lines of JSON, as in `--record FILE.ndjson`. */
  readonly lines: readonly Uint8Array[];
  /** Number of lines before them that are gone. */
  readonly dropped: number;
  /** Number of the last line, from 1, before the step failed, counted with those that are gone. */
  readonly failedAt: number | undefined;
  /** What a view of them is to know. */
  readonly known: StoryOptions;
}

/** What has become of a file. */
export interface SuiteResult {
  readonly path: string;
  readonly name: string;
  readonly about: string | undefined;
  readonly scenarios: readonly ScenarioResult[];
}

/** How many scenarios have each result: `3 pass, 1 fail, 0 skip`. */
export function countsOf(suites: readonly SuiteResult[]): string {
  return (["pass", "fail", "skip"] as const).map((result) => `${countOf(suites, result)} ${result}`).join(
    ", ",
  );
}

/** How many scenarios have a result. */
export function countOf(suites: readonly SuiteResult[], result: ScenarioResult["result"]): number {
  return suites.flatMap(({ scenarios }) => scenarios).filter((one) => one.result === result).length;
}

/** The step that has failed. */
export function failedStep({ steps }: ScenarioResult): StepResult | undefined {
  return steps.find(({ result }) => result === "fail");
}
