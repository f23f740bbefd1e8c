// The table of sizes in docs/package.md.

import { markdownTable } from "markdown-table";
import { kilobytes, type Size } from "./sizes.ts";

const TABLE = /(<!-- sizes -->\n\n)[\s\S]*?(\n\n<!-- end of sizes -->)/;
const HEAD = ["what is imported", "minified, kB", "and gzipped, kB", "at most, kB"];

/** The part of a size that may change before the table has to be written anew. */
const MARGIN = 0.1;

/** The page with what was measured. */
export function writeSizes(page: string, sizes: readonly Size[]): string {
  const rows = sizes.map(({ name, minified, gzipped, budget }) => [
    name,
    kilobytes(minified),
    kilobytes(gzipped),
    `${budget}`,
  ]);
  const table = markdownTable([HEAD, ...rows], { align: ["l", "r", "r", "r"] });
  return page.replace(TABLE, (_, before, after) => `${before}${table}${after}`);
}

/** What the page says that is not so; a line for each. */
export function compareSizes(page: string, sizes: readonly Size[]): string[] {
  const text = TABLE.exec(page)?.[0] ?? "";
  const said = new Map(
    Array.from(text.matchAll(/^\| (`.*`) +\| +[\d.]+ +\| +([\d.]+) +\| +([\d.]+) +\|$/gm), (found) => {
      const [, name, gzipped, budget] = found;
      return [name!, { gzipped: Number(gzipped), budget: Number(budget) }];
    }),
  );
  const wrong = sizes.filter(({ name, gzipped, budget }) => {
    const row = said.get(name);
    const real = gzipped / 1000;
    return row?.budget !== budget || Math.abs(row.gzipped - real) > MARGIN * real;
  });
  return wrong.map(({ name, gzipped }) =>
    `docs/package.md does not say that ${name} has ${kilobytes(gzipped)} kB: run deno task sizes`
  );
}
