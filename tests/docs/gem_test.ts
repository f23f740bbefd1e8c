import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { DRACK, EAC, ERACK, HCACK, LRACK, TIAACK, VLAACK } from "@secs/hsms/gem";
import { ROOT } from "../architecture/root.ts";

const DOCS = join(ROOT, "docs");
const PAGE = readFileSync(join(DOCS, "gem.md"), "utf8");
/** The rows of E30's table of communications. */
const ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15];

test("docs/gem.md has every row of communications once, and names tests that are there", () => {
  const rows = [...PAGE.matchAll(/^\| (\d+) +\|.*\| \[`comm (\d+)`\]\(\S+\) +\|$/gm)];
  assertEquals(rows.map(([, row]) => Number(row)), ROWS);
  assertEquals(rows.map(([, row, of]) => row === of), ROWS.map(() => true));
  const named = [...PAGE.matchAll(/\[`((?:comm|pitfall) \w+)`\]\((\S+_test\.ts)\)/g)];
  assert(named.length > ROWS.length);
  const missing = named.filter(([, name, path]) => {
    return !new RegExp(`[Tt]est\\(\\s*["\`]${name}: `).test(sourceOf(path!));
  });
  assertEquals(missing.map(([link]) => link), []);
  assertEquals(dirname(join(DOCS, named[0]![2]!)), join(ROOT, "tests/gem/handler"));
});

test("docs/gem.md has every code that a tool answers with", () => {
  for (const [name, codes] of Object.entries({ HCACK, EAC, DRACK, LRACK, ERACK, TIAACK, VLAACK })) {
    const said = [...PAGE.matchAll(new RegExp(`${name} ([^|]*)`, "g"))].flatMap(([, text]) =>
      numbersIn(text!)
    );
    assertEquals(Object.values(codes).filter((code) => !said.includes(code)), [], name);
  }
});

/** The numbers of a text; `1 to 3` are three. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/(\d+)(?: to (\d+))?/g)].flatMap(([, from, to]) => {
    return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}

function sourceOf(path: string): string {
  return readFileSync(join(DOCS, path), "utf8");
}
