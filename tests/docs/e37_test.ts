import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { stateDiagram } from "../../scripts/state_diagram.ts";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/e37.md"), "utf8");

/** The source of every test, in one text, each run of white space a single space. */
function testSources(folder: string): string {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return testSources(path);
    return name.endsWith("_test.ts") ? readFileSync(path, "utf8") : "";
  }).join("\n");
}

test("docs/e37.md shows the state diagram of the table in state.ts", () => {
  assertStringIncludes(PAGE, `\`\`\`mermaid\n${stateDiagram()}\n\`\`\``);
});

test("docs/e37.md names a test for each reaction, and each of them is there", () => {
  const sources = testSources(join(ROOT, "tests"));
  const rows = [...PAGE.matchAll(/^\| .* \| `([^`]+)` *\|$/gm)].map(([, title]) => title!);
  assert(rows.length > 50);
  assertEquals(rows.filter((title) => !sources.includes(title)), []);
});
