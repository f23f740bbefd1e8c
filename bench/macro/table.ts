// Rows as a table in Markdown.

import type { Row } from "./row.ts";
import type { Spread } from "./statistics.ts";

const HEAD = [
  "workload",
  "bare /s",
  "hsms /s",
  "secs4js /s",
  "hsms / bare",
  "hsms / secs4js",
  "CPU µs bare",
  "hsms",
  "secs4js",
  "hsms MiB",
];

/** A table of rows; a dash stands where nothing was measured. */
export function formatTable(rows: readonly Row[]): string {
  return formatLines([HEAD, ...rows.map(cellsOf)], 1);
}

/** A head and its lines, whose first `words` columns are words and the others numbers. */
export function formatLines(cells: readonly (readonly string[])[], words: number): string {
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const rule = widths.map((width, i) => i < words ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  const pad = (text: string, i: number): string =>
    i < words ? text.padEnd(widths[i]!) : text.padStart(widths[i]!);
  const lines = [cells[0]!, rule, ...cells.slice(1)];
  return lines.map((line) => `| ${line.map(pad).join(" | ")} |`).join("\n");
}

function cellsOf({ name, figures, toBare, toSecs4js }: Row): string[] {
  const { bare, hsms, secs4js } = figures;
  return [
    name,
    number(bare?.rate),
    number(hsms?.rate),
    number(secs4js?.rate),
    ratio(toBare),
    ratio(toSecs4js),
    number(bare?.cpu),
    number(hsms?.cpu),
    number(secs4js?.cpu),
    number(hsms?.rss),
  ];
}

/** Three digits that count, thousands apart; "–" for undefined. */
export function number(value: number | undefined): string {
  if (value === undefined) return "–";
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = value >= 1000 ? Number(value.toPrecision(3)) : value;
  return rounded.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, and in brackets the least and the greatest. */
export function ratio(spread: Spread | undefined): string {
  if (spread === undefined) return "–";
  return `${number(spread.median)} (${number(spread.min)}–${number(spread.max)})`;
}
