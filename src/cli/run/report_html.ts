import { escaped, pageOf } from "../gem_doc/html.ts";
import { markdownTable, markdownText } from "../markdown.ts";
import { seconds } from "./failure.ts";
import { recordingLog } from "../view/file_log.ts";
import { viewPage } from "../view/page.ts";
import { whyOf } from "./report.ts";
import { countsOf, failedStep, type ScenarioResult, type StepResult, type SuiteResult } from "./results.ts";

/** Maximum number of failed scenarios whose frames are in a report. */
const MAX_VIEWS = 20;

/**
 * The report as one page of HTML that needs nothing else: the verdicts first, then the steps of each scenario, and a view of
 * the frames of each that failed, which opens where it did.
 */
export async function reportHtml(suites: readonly SuiteResult[], version: string, at: Date): Promise<string> {
  const failed = suites.flatMap(({ scenarios }) => scenarios).filter(hasView).slice(0, MAX_VIEWS);
  const views = await Promise.all(failed.map(viewOf));
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
    }${suite.scenarios.map((one) => scenarioOf(one, failed.indexOf(one))).join("")}`
  );
  const markdown = `# Scenarios: ${countsOf(suites)}

Played by hsms ${version} on ${at.toISOString()}.

${markdownTable(["file", "scenario", "result", "time", "why"], verdicts)}

${details.join("")}`;
  return pageOf(markdown, `Scenarios: ${countsOf(suites)}`, views);
}

function hasView({ result, recording }: ScenarioResult): boolean {
  return result === "fail" && recording.lines.length > 0;
}

/** The frames of a scenario, in a frame of their own. */
async function viewOf({ name, recording }: ScenarioResult): Promise<string> {
  const { lines, dropped, failedAt = 0, known } = recording;
  const openAt = Math.max(0, failedAt - 1 - dropped);
  let page = "";
  for await (const piece of viewPage(recordingLog(linesOf(lines)), { title: name, openAt, ...known })) {
    page += piece;
  }
  const title = escaped(`The frames of ${name}`);
  return `<iframe class="view" title="${title}" loading="lazy" srcdoc="${escaped(page)}"></iframe>\n`;
}

async function* linesOf(lines: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve(lines);
}

/** A time that is not broken over two lines. */
function timeOf(ms: number): string {
  return seconds(ms).replace(" ", "\u00a0");
}

function verdictOf({ result }: ScenarioResult): string {
  return result === "fail" ? "**fail**" : result;
}

/** `view`: the number of its view; -1: it has none. */
function scenarioOf(scenario: ScenarioResult, view: number): string {
  const { name, about, place, steps, left } = scenario;
  const failed = failedStep(scenario);
  const more = left === 0 ? "" : `${left} more steps passed.\n\n`;
  return `### ${markdownText(name)}: ${scenario.result}

${about === undefined ? "" : `${markdownText(about)}\n\n`}\`${place}\`

${failed === undefined ? reasonOf(scenario) : failureOf(failed)}${
    steps.length === 0
      ? ""
      : `${markdownTable(["at", "step", "result", "what was seen"], steps.map(cellsOf))}\n\n`
  }${more}${view < 0 ? "" : `\`\`\`inset\n${view}\n\`\`\`\n\n`}`;
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
