import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { SECTIONS } from "../../scripts/site/pages.ts";
import { ROOT } from "../architecture/root.ts";

test("the menu of the site has every page of docs and its tutorials, each once", () => {
  const listed = SECTIONS.flatMap(({ pages }) => pages.map(({ from }) => from));
  const written = ["docs", "docs/tutorials"].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`)
  );
  assertEquals(written.filter((path) => !listed.includes(path)), []);
  assertEquals(listed.filter((path, i) => listed.indexOf(path) !== i), []);
});
