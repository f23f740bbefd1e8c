import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { complianceStatement, gemManual, readEquipment } from "@secs/hsms/gem";
import { pageOf } from "../../src/cli/gem_doc/html.ts";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { inFolder } from "./captures.ts";
import { FakeIo } from "./fake_io.ts";

async function printed(...args: string[]): Promise<string> {
  const io = new FakeIo("");
  assertEquals(await io.run("gem-doc", ...args), 0, io.err);
  return io.out;
}

test("hsms gem-doc prints the manual and the compliance statement of a model", async () => {
  const model = readEquipment(ETCHER);
  assertEquals(await printed(), gemManual(model));
  assertEquals(await printed("etcher", "--compliance"), complianceStatement(model));
});

test("hsms gem-doc of a file, to a file, as a page", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "oven.json");
    const out = join(folder, "oven.html");
    await writeFile(path, '{ "model": "OVEN", "revision": "2", "description": "<b>hot</b> & \\"dry\\"" }');
    assertEquals(await printed(path, "--html", "--out", out), "");
    const page = await readFile(out, "utf8");
    assertStringIncludes(page, "<title>GEM manual of OVEN 2</title>");
    assertStringIncludes(page, '<a href="#section-2">Compliance statement</a>');
    assert(!page.includes("<b>hot"), "markup of a model is text");
    assert(!/(?:src|href)="(?!#)/.test(page), "it loads nothing");
  });
});

test("hsms gem-doc says what it cannot write, or read", async () => {
  const io = new FakeIo("");
  assertEquals(await io.run("gem-doc", "--out", "/no/such/folder/a.md"), 1);
  assertEquals(io.err, "hsms: Cannot write /no/such/folder/a.md: no such file or directory (ENOENT)\n");
  const other = new FakeIo("");
  assertEquals(await other.run("gem-doc", "no.json"), 2);
});

test("a page has a list of its sections, tables that scroll, and shows markup as text", () => {
  const page = pageOf(
    "# T\n\n## A & B\n\n| a | b |\n| - | - |\n| `x` | <i>y</i> |\n\n<script>alert(1)</script>\n",
    "T <1>",
  );
  assertStringIncludes(page, "<title>T &#60;1&#62;</title>");
  assertStringIncludes(page, '<li class="depth-2"><a href="#section-2">A &#38; B</a></li>');
  assertStringIncludes(page, '<h2 id="section-2">A &amp; B</h2>');
  assertStringIncludes(page, '<div class="table"><table><thead><tr><th>a</th><th>b</th></tr></thead>');
  assertStringIncludes(page, "<td><code>x</code></td><td>&#60;i&#62;y&#60;/i&#62;</td>");
  assertStringIncludes(page, "&#60;script&#62;alert(1)");
});
