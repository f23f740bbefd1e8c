/** Parts of a page in Markdown. */

/** Text in a cell or a sentence: one line, with nothing that Markdown reads. */
export function textOf(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*|<>[\]&~]|\b_|_\b/g, "\\$&");
}

/** Text as a paragraph: it begins no heading, list or other block. */
export function paragraphOf(text: string): string {
  return textOf(text.trim()).replace(/^(\d*)([#+=.)-])/, "$1\\$2");
}

/** A table whose columns are as wide as their text; a cell is Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join(
    "\n",
  );
}

/** A heading, and what stands under it; empty parts are left out. */
export function section(level: number, heading: string, ...parts: readonly string[]): string {
  return [`${"#".repeat(level)} ${heading}`, ...parts.filter((part) => part !== "")].join("\n\n");
}
