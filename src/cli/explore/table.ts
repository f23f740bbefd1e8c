import { printable } from "./plain.ts";

/** Maximum number of characters of a cell. */
const MAX_CELL = 60;

/** Rows as lines with columns, below their heads. A column in which nothing is said is left out. */
export function* tableOf(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  const used = heads.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== ""));
  const cells = [heads, ...rows].map((row) => used.map((i) => short(printable(row[i]!))));
  const widths = used.map((_, i) => cells.reduce((most, row) => Math.max(most, row[i]!.length), 0));
  for (const row of cells) {
    yield `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd();
  }
}

function short(text: string): string {
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
}
