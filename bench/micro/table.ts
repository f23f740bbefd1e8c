import type { Row } from "./case.ts";
import { formatTable, grouped } from "../markdown.ts";

const HEAD = ["layer", "what", "ours ns", "plain ns", "ours / plain", "MB/s"];

/** A table of nanoseconds in Markdown. */
export function formatMicro(rows: readonly Row[]): string {
  return formatTable(HEAD, rows.map(cellsOf), 2);
}

function cellsOf({ layer, name, ours, plain, bytesPerSecond }: Row): string[] {
  const ratio = plain === undefined ? "" : (ours / plain).toFixed(2);
  const rate = bytesPerSecond === undefined ? "" : grouped(bytesPerSecond / 1e6);
  return [layer, name, nanoseconds(ours), plain === undefined ? "" : nanoseconds(plain), ratio, rate];
}

function nanoseconds(value: number): string {
  return value < 100 ? value.toFixed(1) : grouped(value);
}
