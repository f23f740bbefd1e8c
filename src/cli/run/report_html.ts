import { pageOf } from "../gem_doc/html.ts";
import { markdownTable, markdownText } from "../markdown.ts";
import { seconds } from "./failure.ts";
import { whyOf } from "./report.ts";
import { countsOf, failedStep, type ScenarioResult, type StepResult, type SuiteResult } from "./results.ts";

/**
 * The report as one page of HTML that needs nothing else: the verdicts first, then the steps of each scenario. This is the
 * one place where the view of a failed scenario belongs: `recording` has its frames, and the frame at which it failed.
 */
export function reportHtml(suites: readonly SuiteResult[], version: string, at: Date): string {
  const verdicts = suites.flatMap((suite) =>
    suite.scenarios.map((one) => [
      markdownText(suite.name),
      markdownText(one.name),
      verdictOf(one),
      timeOf(one.took),
      markdownText(whyOf(one)),
    ])
  );
  const details = suites.map((suite) =>
    `## ${markdownText(suite.name)}\n\n${
      suite.about === undefined ? "" : `${markdownText(suite.about)}\n\n`
    }${suite.scenarios.map(scenarioOf).join("")}`
  );
  const markdown = `# Scenarios: ${countsOf(suites)}

Played by hsms ${version} on ${at.toISOString()}.

${markdownTable(["file", "scenario", "result", "time", "why"], verdicts)}

${details.join("")}`;
  return pageOf(markdown, `Scenarios: ${countsOf(suites)}`);
}

/** A time that is not broken over two lines. */
function timeOf(ms: number): string {
  return seconds(ms).replace(" ", "\u00a0");
}

function verdictOf({ result }: ScenarioResult): string {
  return result === "fail" ? "**fail**" : result;
}

function scenarioOf(scenario: ScenarioResult): string {
  const { name, about, place, steps, left } = scenario;
  const failed = failedStep(scenario);
  const more = left === 0 ? "" : `${left} more steps passed.\n\n`;
  return `### ${markdownText(name)}: ${scenario.result}

${about === undefined ? "" : `${markdownText(about)}\n\n`}\`${place}\`

${failed === undefined ? reasonOf(scenario) : failureOf(failed)}${
    steps.length === 0
      ? ""
      : `${markdownTable(["at", "step", "result", "what was seen"], steps.map(cellsOf))}\n\n`
  }${more}`;
}

function reasonOf({ why }: ScenarioResult): string {
  return why === undefined ? "" : `${markdownText(why)}\n\n`;
}

function failureOf({ place, text, failure }: StepResult): string {
  const { expected, seen, check } = failure!;
  const lines = [
    `**${markdownText(text)}** at ${markdownText(place)}`,
    `- expected: ${markdownText(expected)}`,
    ...seen.map((one) => `- seen: ${markdownText(one)}`),
    ...(check === undefined ? [] : [`- check: ${markdownText(check)}`]),
  ];
  return `${lines[0]}\n\n${lines.slice(1).join("\n")}\n\n`;
}

function cellsOf({ at, text, about, part, result, said, failure }: StepResult): string[] {
  const what = [part === "" ? "" : `[${part}]`, text, about === undefined ? "" : `(${about})`];
  return [
    timeOf(at),
    markdownText(what.filter((one) => one !== "").join(" ")),
    result === "fail" ? "**fail**" : "pass",
    markdownText(failure === undefined ? said : failure.seen.join("; ")),
  ];
}
