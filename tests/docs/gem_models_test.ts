import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { gemDiagrams } from "../../scripts/gem_diagrams.ts";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/gem-models.md"), "utf8");
const MODELS = join(ROOT, "tests/gem/models");

/** The rows that each model of E30 has. */
const ROWS: Readonly<Record<string, readonly number[]>> = {
  comm: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15],
  control: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  processing: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  limit: [1, 2, 3, 4, 5, 6],
  alarm: [1, 2],
  spool: [1, 2, 3, 4, 5, 6, 7, 8],
};

test("docs/gem-models.md shows the state diagrams of the tables in src/gem/models", () => {
  for (const [heading, diagram] of gemDiagrams()) {
    const section = PAGE.split(new RegExp(`^#+ ${heading}$`, "m"))[1]!.split(/^#/m)[0]!;
    assertStringIncludes(section, `\`\`\`mermaid\n${diagram}\n\`\`\``);
  }
});

test("docs/gem-models.md has every row of E30 once, with the test of the same name", () => {
  const named = [...PAGE.matchAll(/^\| (\d+) +\|.*\| `(\w+) (\d+)` *\|$/gm)].map(([, row, model, of]) => {
    assertEquals(row, of);
    return `${model} ${row}`;
  });
  assertEquals(named, Object.entries(ROWS).flatMap(([model, rows]) => rows.map((row) => `${model} ${row}`)));
  const sources = readdirSync(MODELS).map((name) => readFileSync(join(MODELS, name), "utf8")).join("\n");
  assertEquals(named.filter((name) => !sources.includes(`test("${name}: `)), []);
});
