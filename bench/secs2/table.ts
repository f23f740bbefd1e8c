/** What was measured: nanoseconds for each run of each contender. */
export interface Row {
  readonly what: string;
  readonly body: string;
  readonly ours: number;
  readonly plain: number;
  readonly secs4js: number;
}

const HEAD = ["what", "body", "ours µs", "plain µs", "secs4js µs", "ours / plain", "secs4js / ours"];

/** Characters of each column, and of the numbers behind them. */
const WIDTHS = [16, 17, 9, 9, 10, 12, 14];

/** A table of rows in Markdown. */
export function formatTable(rows: readonly Row[]): string {
  const rule = WIDTHS.map((width, i) => i < 2 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  return [HEAD, rule, ...rows.map(cellsOf)].map(formatLine).join("\n");
}

function cellsOf({ what, body, ours, plain, secs4js }: Row): string[] {
  return [what, body, micro(ours), micro(plain), micro(secs4js), ratio(ours / plain), ratio(secs4js / ours)];
}

function formatLine(cells: readonly string[]): string {
  return `| ${
    cells.map((text, i) => i < 2 ? text.padEnd(WIDTHS[i]!) : text.padStart(WIDTHS[i]!)).join(" | ")
  } |`;
}

function micro(nanoseconds: number): string {
  return (nanoseconds / 1000).toFixed(nanoseconds < 1000 ? 2 : 1);
}

function ratio(value: number): string {
  return value >= 100 ? "> 100" : value < 0.01 ? "< 0.01" : value.toFixed(2);
}
