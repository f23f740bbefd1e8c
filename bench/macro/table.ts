// Rows as a table in Markdown.

import { formatTable } from "../markdown.ts";
import type { Row } from "./row.ts";
import type { Spread } from "./statistics.ts";

const HEAD = [
  "workload",
  "bare /s",
  "floor /s",
  "hsms /s",
  "secs4js /s",
  "hsms / bare",
  "hsms / floor",
  "hsms / secs4js",
  "CPU µs bare",
  "floor",
  "hsms",
  "secs4js",
  "MiB bare",
  "hsms",
];

/** A table of rows; a dash stands where nothing was measured. */
export function formatRows(rows: readonly Row[]): string {
  return formatTable(HEAD, rows.map(cellsOf), 1);
}

function cellsOf({ name, figures, toBare, toFloor, toSecs4js }: Row): string[] {
  const { bare, floor, hsms, secs4js } = figures;
  return [
    name,
    number(bare?.rate),
    number(floor?.rate),
    number(hsms?.rate),
    number(secs4js?.rate),
    ratio(toBare),
    ratio(toFloor),
    ratio(toSecs4js),
    number(bare?.cpu),
    number(floor?.cpu),
    number(hsms?.cpu),
    number(secs4js?.cpu),
    number(bare?.rss),
    number(hsms?.rss),
  ];
}

/** The times of requests, in ms, of the rows and contenders that have some; empty if none has. */
export function formatTimes(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ name, figures }) =>
    Object.entries(figures).flatMap(([who, { times }]) =>
      times === undefined ? [] : [[name, who, number(times.p50), number(times.p99), number(times.p999)]]
    )
  );
  return lines.length === 0 ? "" : formatTable(["ms for a request", "of", "p50", "p99", "p99.9"], lines, 2);
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
