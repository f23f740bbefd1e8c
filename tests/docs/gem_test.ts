import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";

const DOCS = join(ROOT, "docs");
const PAGE = readFileSync(join(DOCS, "gem.md"), "utf8");
/** The rows of E30's table of communications. */
const ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15];

test("docs/gem.md has every row of communications once, and names tests that are there", () => {
  const rows = [...PAGE.matchAll(/^\| (\d+) +\|.*\| \[`comm (\d+)`\]\(\S+\) +\|$/gm)];
  assertEquals(rows.map(([, row]) => Number(row)), ROWS);
  assertEquals(rows.map(([, row, of]) => row === of), ROWS.map(() => true));
  const named = [...PAGE.matchAll(/\[`(\w+ \w+)`\]\((\S+_test\.ts)\)/g)];
  assert(named.length > ROWS.length);
  const missing = named.filter(([, name, path]) => {
    const source = readFileSync(join(DOCS, path!), "utf8");
    return !new RegExp(`[Tt]est\\(\\s*["\`]${name}: `).test(source);
  });
  assertEquals(missing.map(([link]) => link), []);
  assertEquals(dirname(join(DOCS, named[0]![2]!)), join(ROOT, "tests/gem/handler"));
});
