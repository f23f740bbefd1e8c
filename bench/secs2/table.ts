import { formatTable } from "../markdown.ts";

/** What was measured: nanoseconds for each run of each contender. */
export interface Row {
  readonly what: string;
  readonly body: string;
  readonly ours: number;
  readonly plain: number;
  readonly secs4js: number;
}

const HEAD = ["what", "body", "ours µs", "plain µs", "secs4js µs", "ours / plain", "secs4js / ours"];

/** A table of rows in Markdown. */
export function formatSecs2(rows: readonly Row[]): string {
  return formatTable(HEAD, rows.map(cellsOf), 2);
}

function cellsOf({ what, body, ours, plain, secs4js }: Row): string[] {
  return [what, body, micro(ours), micro(plain), micro(secs4js), ratio(ours / plain), ratio(secs4js / ours)];
}

function micro(nanoseconds: number): string {
  return (nanoseconds / 1000).toFixed(nanoseconds < 1000 ? 2 : 1);
}

function ratio(value: number): string {
  return value >= 100 ? "> 100" : value < 0.01 ? "< 0.01" : value.toFixed(2);
}
