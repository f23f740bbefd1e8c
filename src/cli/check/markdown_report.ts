import { markdownTable, markdownText } from "../markdown.ts";
import { capabilitiesOf, type CheckReport, countsOf } from "./report.ts";
import type { CheckedRow } from "./verdict.ts";

/** The report as Markdown, with the compliance table first. */
export function markdownReport(report: CheckReport): string {
  const { subject, role, at, version, rows } = report;
  const capabilities = capabilitiesOf(rows);
  const compliance = table(
    ["capability", "GEM compliant", "rows"],
    capabilities.map(({ name, isCompliant, rows: own }) => [name, isCompliant, countsOf(own)]),
  );
  const details = capabilities.map(({ name, rows: own }) =>
    `## ${markdownText(name)}\n\n${
      table(["row", "GEM wants", "result", "what was seen"], own.map(cellsOf))
    }\n\n${own.filter(isTold).map(messagesOf).join("")}`
  );
  return `# GEM check of ${markdownText(subject)}

The ${role} was checked by hsms ${version} on ${at.toISOString()}: ${countsOf(rows)}.

“Not supported” is what the ${role} does not have; “not tried” is what was not allowed, or could not be provoked. “In part”: what was tried
is as GEM wants it, and something was not tried or is not there.

## Compliance

${compliance}

${details.join("")}`;
}

function cellsOf({ id, requirement, result, saw }: CheckedRow): string[] {
  return [id, requirement, result === "fail" ? "**fail**" : result, saw];
}

function isTold({ result, messages }: CheckedRow): boolean {
  return result === "fail" && messages.length > 0;
}

function messagesOf({ id, messages }: CheckedRow): string {
  return `Messages of ${markdownText(id)}:\n\n${messages.map((line) => `    ${line}\n`).join("")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    head,
    rows.map((row) => row.map((cell) => cell === "**fail**" ? cell : markdownText(cell))),
  );
}
