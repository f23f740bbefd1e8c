/** What was measured: nanoseconds for each run of each contender. */
export interface Row {
  readonly what: string;
  readonly body: string;
  readonly ours: number;
  readonly plain: number;
  readonly secs4js: number;
}

/** A table of rows in Markdown. */
export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, body, ours, plain, secs4js }) => {
    const ratios = [`${(ours / plain).toFixed(2)}`, `${(secs4js / ours).toFixed(1)}`];
    return cells([what, body, micro(ours), micro(plain), micro(secs4js), ...ratios]);
  });
  return [
    cells(["", "body", "ours µs", "plain µs", "secs4js µs", "ours / plain", "secs4js / ours"]),
    ...lines,
  ].join("\n");
}

function cells(texts: readonly string[]): string {
  const widths = [16, 17, 9, 9, 10, 12, 14];
  return `| ${
    texts.map((text, i) => i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)).join(" | ")
  } |`;
}

function micro(nanoseconds: number): string {
  return (nanoseconds / 1000).toFixed(1);
}
