/** A table in Markdown: the first `texts` columns are texts, the others numbers. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  texts: number,
): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]!.length)));
  const rule = widths.map((width, i) => i < texts ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  return [head, rule, ...rows].map((cells) => {
    const padded = cells.map((text, i) => i < texts ? text.padEnd(widths[i]!) : text.padStart(widths[i]!));
    return `| ${padded.join(" | ")} |`;
  }).join("\n");
}

/** A whole number with a comma between thousands. */
export function grouped(value: number): string {
  const rounded = Math.round(value) + 0;
  return rounded.toLocaleString("en-US");
}
