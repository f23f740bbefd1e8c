// What docs/performance.md and README say of a run: the rows with a promise.

import { formatTable } from "../markdown.ts";
import type { Report } from "./report.ts";
import { formatTimes, number, ratio } from "./table.ts";
import { missedBy, RATIOS } from "./targets.ts";

/** The text between a page's markers of this name is the task's to write. */
const MARKERS = ["<!-- bench: begin -->", "<!-- bench: end -->"] as const;

/** Rates, and ratios with their spread, of each runtime; then which targets were missed. */
export function formatSummary(report: Report): string {
  const { date, machine, secs4js, rounds, slice, runtimes } = report;
  const names = [...new Set(RATIOS.flatMap(({ rows }) => rows))];
  const head = ["workload", "runtime", "hsms /s", "of bare frames", "of the floor", "times secs4js"];
  const cells = names.flatMap((name) =>
    runtimes.flatMap(({ label, rows }) => {
      const row = rows.find((other) => other.name === name);
      return row === undefined ? [] : [[
        name,
        label,
        number(row.figures.hsms?.rate),
        ratio(row.toBare),
        ratio(row.toFloor),
        ratio(row.toSecs4js),
      ]];
    })
  );
  const missed = runtimes.flatMap(missedBy);
  return [
    `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, secs4js ${secs4js}; ${rounds} rounds of ${slice} ms,`,
    "medians of the rounds' ratios, in brackets the least and the greatest.",
    "",
    formatTable(head, cells, 2),
    "",
    ...runtimes.flatMap(({ label, rows }) => {
      const times = formatTimes(rows);
      return times === "" ? [] : [`${label}:`, "", times, ""];
    }),
    ...(missed.length === 0
      ? ["Every target is met."]
      : ["Missed:", "", ...missed.map((line) => `- ${line}`)]),
  ].join("\n");
}

/** For README: requests a second of ours, and of what they are compared with. */
export function formatShort({ runtimes, date, machine }: Report): string {
  const names = [...new Set(RATIOS.filter(({ to }) => to === "secs4js").flatMap(({ rows }) => rows))];
  const lines = names.flatMap((name) =>
    runtimes.flatMap(({ label, rows }) => {
      const figures = rows.find((row) => row.name === name)?.figures;
      if (figures === undefined) return [];
      const { hsms, floor, bare, secs4js } = figures;
      return [[name, label, ...[hsms, floor, bare, secs4js].map((who) => number(who?.rate))]];
    })
  );
  return [
    `Requests a second on ${date} (${machine.cpu}, ${machine.cores} cores):`,
    "",
    formatTable(["body", "runtime", "this package", "floor", "bare frames", "secs4js"], lines, 2),
  ].join("\n");
}

/** A page with the text between its markers replaced; throws where it has none. */
export function putSummary(page: string, summary: string): string {
  const [from, to] = MARKERS.map((marker) => page.indexOf(marker));
  if (from! < 0 || to! < from!) throw new Error(`The page lacks ${MARKERS.join(" and ")}`);
  return `${page.slice(0, from! + MARKERS[0].length)}\n\n${summary}\n\n${page.slice(to!)}`;
}
