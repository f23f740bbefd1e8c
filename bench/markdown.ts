import { markdownTable } from "markdown-table";

/** A table in Markdown: the first `texts` columns are texts, the others numbers. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  texts: number,
): string {
  return markdownTable([head, ...rows], { align: head.map((_, i) => i < texts ? "" : "right") });
}

/** A whole number with a comma between thousands. */
export function grouped(value: number): string {
  const rounded = Math.round(value) + 0;
  return rounded.toLocaleString("en-US");
}
