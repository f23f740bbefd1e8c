// A whole run, as JSON and as Markdown.

import type { Row } from "./row.ts";
import { formatRows, formatTimes } from "./table.ts";

/** What was measured on one runtime. */
export interface Runtime {
  /** "deno" */
  readonly name: string;
  /** "Deno 2.9.6" */
  readonly label: string;
  readonly rows: readonly Row[];
}

/** What was measured, on what, and how. */
export interface Report {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly os: string };
  readonly secs4js: string;
  readonly rounds: number;
  /** In ms. */
  readonly slice: number;
  /** Whether bare framing copied no body. */
  readonly bareViews: boolean;
  readonly runtimes: readonly Runtime[];
}

/** A report as a document of its own. */
export function formatReport(report: Report): string {
  const { date, machine, secs4js, rounds, slice, bareViews, runtimes } = report;
  const lines = [
    `# Messages over TCP, ${date}`,
    "",
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.os}; secs4js ${secs4js}`,
    `- ${rounds} rounds of ${slice} ms for each contender; ratios are medians of the rounds (least–greatest)`,
    "- CPU is that of both processes for a message; MiB is the resident memory of the larger one",
    ...(bareViews ? ["- bare framing lent its bodies, and copied none"] : []),
    "",
    ...runtimes.flatMap(formatRuntime),
  ];
  return lines.join("\n");
}

/** The heading and the table of one runtime. */
export function formatRuntime({ label, rows }: Runtime): string[] {
  const times = formatTimes(rows);
  return [`## ${label}`, "", formatRows(rows), "", ...(times === "" ? [] : [times, ""])];
}
