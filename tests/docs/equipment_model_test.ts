import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { documentsOf, requiredTables, schemaTexts } from "../../scripts/equipment_model.ts";
import { GEM_FORMATS, readEquipment } from "../../src/gem/mod.ts";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/equipment-model.md"), "utf8");

for (const [name, text] of Object.entries(schemaTexts())) {
  test(`schemas/${name} is what the shapes say; \`deno task equipment\` writes it`, () => {
    assertEquals(readFileSync(join(ROOT, "schemas", name), "utf8"), text);
  });
}

test("docs/equipment-model.md has the tables of what GEM requires", () => {
  assertStringIncludes(PAGE, `<!-- tables -->\n\n${requiredTables()}\n\n<!-- end of tables -->`);
});

test("the file in docs/equipment-model.md is read", () => {
  const [, text] = /```json\n([^]*?)```/.exec(PAGE)!;
  assertEquals(readEquipment(text!).alarms.all.map(({ name }) => name), ["DoorOpen"]);
});

test("docs/equipment-model.md names every format", () => {
  const ranges: Readonly<Record<string, string>> = { U: "`U1` to `U8`", I: "`I1` to `I8`" };
  for (const format of GEM_FORMATS) assertStringIncludes(PAGE, ranges[format[0]!] ?? `\`${format}\``);
});

test("docs/etcher has the manual and the compliance statement of its equipment.json; `deno task equipment` writes them", () => {
  const read = (name: string) => readFileSync(join(ROOT, "docs/etcher", name), "utf8");
  for (const [name, text] of Object.entries(documentsOf(read("equipment.json")))) {
    assertEquals(read(name), text);
  }
});
